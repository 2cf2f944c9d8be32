import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { DuckDBInstance } from '@duckdb/node-api';
import { run } from './planner-process.ts';

/*
 * What a diff of two datasets by key costs beside the plain full join that a person would write, with the same counts:
 * whole processes, in turns. The machine's load moves times; ratios of CPU time within one turn it moves least.
 *
 *     node --conditions=assay-source test/bench/diff.ts [--rows 10000000] [--runs 3] [--memory 2GiB]
 */
function option(name: string, otherwise: string): string {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? otherwise : (process.argv[at + 1] ?? otherwise);
}
const rows = Number(option('rows', '10000000'));
const runs = Number(option('runs', '3'));
const memory = option('memory', '2GiB');

/**
 * Twelve columns, rows in the order of the key. After, 1% of the keys are gone and as many new, 1% of the amounts and 0.5%
 * of the states are others.
 */
const select = (isAfter: boolean, from: number, to: number) => `
  select id, (id * 7919) % 1000003 as customer,
    cast((hash(id) % 100000) / 100.0 as decimal(10, 2)) ${isAfter ? '+ case when hash(id, 1) % 100 = 0 then 1 else 0 end' : '+ 0'} as amount,
    (hash(id, 2) % 1000000) / 997.0 as distance,
    case when hash(id, 3) % 50 = 0 then null else (hash(id, 4) % 7)::integer end as passengers,
    date '2020-01-01' + (hash(id, 5) % 1500)::integer as day,
    timestamp '2020-01-01' + to_seconds((hash(id, 6) % 100000000)::bigint) as moment,
    ['cash', 'card', 'app', 'none'][(hash(id, 7) % 4)::bigint + 1] as payment,
    'SKU-' || lpad((hash(id, 8) % 100000000)::varchar, 8, '0') as sku,
    ${isAfter ? "case when hash(id, 1) % 200 = 0 then 'returned' else" : 'case when true then'} ['new', 'paid', 'sent'][(hash(id, 9) % 3)::bigint + 1] end as status,
    (hash(id, 10) % 2) = 0 as is_new,
    'customer number ' || (hash(id, 11) % 5000000)::varchar as note
  from range(${from}, ${to}) t(id)`;

async function makeData(folder: string): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '2', memory_limit: '2GB' });
  const connection = await instance.connect();
  const [half, part] = [Math.floor(rows / 2), Math.floor(rows / 100)];
  const write = (name: string, sql: string) =>
    connection.run(`copy (${sql}) to '${folder}/${name}.parquet' (format parquet)`);
  await write('before-1', select(false, 0, half));
  await write('before-2', select(false, half, rows));
  await write('after-1', select(true, part, half));
  await write('after-2', select(true, half, rows + part));
  connection.closeSync();
  instance.closeSync();
}

interface Turn {
  readonly wall: number;
  readonly cpu: number;
  readonly counts: unknown;
  readonly largest: number;
}

const folder = mkdtempSync(join(tmpdir(), 'assay-diff-'));
const root = join(import.meta.dirname, '../..');
const jobs = {
  filter: 'a plain full join, `count(*) filter`',
  case: 'a plain full join, `count(case ...)`',
  diff: 'diff by key, with the numbers of each column',
  distinct: 'and the distinct values (`--distinct`)',
  drift: 'diff, with drift',
  shared: 'diff, half of the rows in a file of both',
  same: 'diff of the same files',
} as const;
const turns = new Map<string, Turn[]>();

async function turn(name: string): Promise<Turn> {
  const script = join(import.meta.dirname, 'diff-jobs.ts');
  const command = [process.execPath, '--conditions=assay-source', script, name, folder, memory];
  const env = { CI: undefined, ASSAY_CACHE: 'off' };
  const { stdout, largest } = await run({ command, cwd: root, env });
  return { ...JSON.parse(stdout.slice(stdout.indexOf('{'))), largest };
}

try {
  await makeData(folder);
  for (let at = 0; at < runs; at += 1)
    for (const name of Object.keys(jobs))
      turns.set(name, [...(turns.get(name) ?? []), await turn(name)]);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

const median = (values: readonly number[]) =>
  values.toSorted((one, other) => one - other)[values.length >> 1] ?? Number.NaN;
const plain = turns.get('filter') ?? [];
process.stdout.write(
  `${rows} rows a side, memory limit ${memory}, medians of ${runs} turns, Node ${process.version}\n\n| | CPU ms | wall ms | peak MiB | CPU of the plain join | counted |\n|---|--:|--:|--:|--:|---|\n`,
);
for (const [name, text] of Object.entries(jobs)) {
  const all = turns.get(name) ?? [];
  const ratios = all.map(({ cpu }, at) => cpu / (plain[at]?.cpu ?? Number.NaN));
  const cells = [
    median(all.map(({ cpu }) => cpu)).toFixed(0),
    median(all.map(({ wall }) => wall)).toFixed(0),
    median(all.map(({ largest }) => largest)).toFixed(0),
    median(ratios).toFixed(2),
    JSON.stringify(all[0]?.counts ?? null),
  ];
  process.stdout.write(`| ${text} | ${cells.join(' | ')} |\n`);
}
