import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { DuckDBInstance } from '@duckdb/node-api';
import { run } from './planner-process.ts';
import { writePage } from './written-page.ts';

/*
 * What a profile of a Parquet file costs beside pointblank's DataScan and ydata-profiling: whole processes, in turns.
 *
 *     npm run bench:profile [-- --rows 1000000 --large 10000000 --runs 3 --pointblank <python> --ydata <python>]
 *
 * A peer is left out without a Python that has it. `--large 0` leaves out the large file.
 */
function option(name: string, otherwise: string): string {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? otherwise : (process.argv[at + 1] ?? otherwise);
}
const [rows, large, runs] = [
  Number(option('rows', '1000000')),
  Number(option('large', '10000000')),
  Number(option('runs', '3')),
];

/** A number from 0 to 1 that is the same in every run. */
const random = (seed: number) => `(hash(i + ${seed}000000000) / 18446744073709551616.0)`;
const oneOf = (words: string, seed: number) =>
  `['${words.split(' ').join("','")}'][1 + cast(floor(${random(seed)} * ${words.split(' ').length}) as int)]`;

/** Sixteen columns of orders. */
const columns: Readonly<Record<string, string>> = {
  order_id: 'i + 100000',
  created_at: `timestamp '2024-01-01' + to_seconds(cast(${random(1)} * 6e7 as bigint))`,
  customer_id: `cast(${random(2)} * 100000 as bigint)`,
  customer_code: `'c' || cast(${random(3)} * 50000 as int)`,
  country: oneOf('DE FR NL AT PL ES IT', 4),
  category: oneOf('Toys Books Garden Food Sport', 5),
  quantity: `cast(1 + ${random(6)} * 10 as int)`,
  unit_price: `round(${random(7)} * 100, 2)`,
  amount: `round(exp(${random(8)} * 6), 2)`,
  discount: random(9),
  weight: `cast(${random(10)} * 1e9 as bigint)`,
  shipped: `if(${random(11)} < 0.1, null, date '2020-01-01' + cast(${random(12)} * 1500 as int))`,
  paid: `${random(13)} < 0.3`,
  note: `if(${random(14)} < 0.05, null, 'note ' || cast(${random(15)} * 1e6 as int))`,
  price: `cast(round(${random(16)} * 1000, 2) as decimal(10, 2))`,
  token: 'md5(i::varchar)',
};

async function makeData(file: string, count: number): Promise<string> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '2' });
  const connection = await instance.connect();
  const list = Object.entries(columns).map(([name, sql]) => `${sql} as ${name}`);
  await connection.run(`copy (select ${list} from range(${count}) t(i)) to '${file}'`);
  connection.closeSync();
  instance.closeSync();
  return file;
}

const root = resolve(import.meta.dirname, '../..');
const assay = [process.execPath, join(root, 'dist/src/cli/main.js'), 'profile'];
const peer = (python: string, tool: string) => [
  python,
  join(import.meta.dirname, 'profile-peers.py'),
  tool,
];
const [pointblank, ydata] = [option('pointblank', ''), option('ydata', '')];
const contestants: Readonly<Record<string, readonly string[]>> = {
  Assay: assay,
  ...(pointblank !== '' && { 'DataScan of pointblank': peer(pointblank, 'pointblank') }),
  ...(ydata !== '' && {
    'ydata-profiling, minimal': peer(ydata, 'ydata-minimal'),
    'ydata-profiling': peer(ydata, 'ydata'),
  }),
};

interface Figures {
  readonly file: string;
  readonly tool: string;
  readonly seconds: number;
  readonly peak: number;
  readonly versions: string;
}

const median = (values: readonly number[]) =>
  values.toSorted((one, other) => one - other)[values.length >> 1] ?? Number.NaN;

async function measured(
  file: string,
  label: string,
  tools: typeof contestants,
): Promise<readonly Figures[]> {
  const turns: Record<string, { seconds: number; largest: number; stdout: string }[]> = {};
  for (let at = 0; at < runs; at += 1)
    for (const [tool, command] of Object.entries(tools)) {
      const flags = tool === 'Assay' ? ['--json'] : [];
      turns[tool] = [
        ...(turns[tool] ?? []),
        await run({ command: [...command, file, ...flags], cwd: root }),
      ];
      console.log(`${label}, ${tool}: ${turns[tool]?.at(-1)?.seconds.toFixed(1)} s`);
    }
  return Object.entries(turns).map(([tool, all]) => ({
    file: label,
    tool,
    seconds: median(all.map(({ seconds }) => seconds)),
    peak: median(all.map(({ largest }) => largest)),
    versions:
      tool === 'Assay' ? '' : JSON.parse(all[0]?.stdout.trim().split('\n').at(-1) ?? '{}').versions,
  }));
}

const folder = mkdtempSync(join(tmpdir(), 'assay-profile-'));
const name = (count: number) => `${count.toLocaleString('en')} rows`;
const found: Figures[] = [];
try {
  const file = await makeData(join(folder, 'orders.parquet'), rows);
  found.push(...(await measured(file, name(rows), contestants)));
  if (large > 0) {
    const other = await makeData(join(folder, 'large.parquet'), large);
    found.push(...(await measured(other, name(large), { Assay: assay })));
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

const ours = found[0]?.seconds ?? Number.NaN;
const lines = found.map(({ file, tool, seconds, peak, versions }) => {
  const times = tool === 'Assay' ? '' : (seconds / ours).toFixed(1);
  return `| ${file} | ${tool}${versions === '' ? '' : ` (${versions})`} | ${seconds.toFixed(1)} | ${times} | ${peak.toFixed(0)} |`;
});
writePage('profile', {
  tables: [
    '| file | tool | seconds | times Assay | peak MiB |',
    '|---|---|--:|--:|--:|',
    ...lines,
  ].join('\n'),
  command: `npm run bench:profile -- --rows ${rows} --large ${large} --runs ${runs}${pointblank === '' ? '' : ' --pointblank <python>'}${ydata === '' ? '' : ' --ydata <python>'}`,
  about: `Medians of ${runs} turns of whole processes over Parquet files of 16 columns`,
  data: found,
});
