import { mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { DuckDBInstance } from '@duckdb/node-api';
import { run } from './planner-process.ts';

/*
 * What three drifts on each of ten columns cost against a recorded baseline, beside one scan of the same columns: whole
 * processes, in turns. The machine's load moves times; ratios of CPU time within one turn it moves least.
 *
 *     node test/bench/drift.ts [--rows 10000000] [--runs 3] [--evidently <python with evidently and pyarrow>]
 */
function option(name: string, otherwise: string): string {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? otherwise : (process.argv[at + 1] ?? otherwise);
}
const rows = Number(option('rows', '10000000'));
const runs = Number(option('runs', '3'));
const python = option('evidently', '');

const kinds = [
  (place: number) => `(exp(random() * 6) - 1) * ${place + 1}`,
  (place: number) => `cast(random() * 1000000 * ${place + 1} as bigint)`,
  () => 'round(random() * 100, 2)',
];

/** Writes ten columns: four with a long tail, three of integers and three of decimals. */
async function makeData(file: string, seed: number): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const connection = await instance.connect();
  const list = Array.from({ length: 10 }, (_, at) => `${kinds[at % 3]?.(at)} as d${at}`);
  await connection.run(`select setseed(${seed})`);
  await connection.run(`copy (select ${list} from range(${rows})) to '${file}' (format parquet)`);
  connection.closeSync();
  instance.closeSync();
}

interface Turn {
  /** Of the job alone, in milliseconds. */
  readonly wall: number;
  readonly cpu: number;
  readonly processCpu: number;
  readonly seconds: number;
  readonly largest: number;
}

async function turn(command: readonly string[], cwd: string): Promise<Turn> {
  const { stdout, seconds, largest } = await run({ command, cwd, env: { CI: undefined } });
  return { cpu: Number.NaN, ...JSON.parse(stdout.slice(stdout.indexOf('{'))), seconds, largest };
}

const folder = mkdtempSync(join(tmpdir(), 'assay-drift-'));
const root = join(import.meta.dirname, '../..');
const job = (name: string) =>
  turn(
    [
      process.execPath,
      '--conditions=assay-source',
      join(import.meta.dirname, 'drift-jobs.ts'),
      name,
      folder,
    ],
    root,
  );
const turns = new Map<string, Turn[]>();
const add = (name: string, one: Turn) => turns.set(name, [...(turns.get(name) ?? []), one]);

try {
  const current = join(folder, 'ten.parquet');
  const [before, now] = [join(folder, 'before.parquet'), join(folder, 'now.parquet')];
  await makeData(before, 0.42);
  await makeData(now, 0.24);
  renameSync(before, current);
  add('recording the baseline', await job('record'));
  renameSync(current, before);
  renameSync(now, current);
  await job('kept');
  for (let at = 0; at < runs; at += 1) {
    add('one SELECT by hand: count, min, max, avg', await job('sql'));
    add("Assay's scan: nulls, min, max, mean", await job('scan'));
    add('30 drifts, nothing kept', await job('drift'));
    add('30 drifts, nothing changed', await job('kept'));
    if (python === '') continue;
    const script = join(import.meta.dirname, 'drift-evidently.py');
    add('Evidently, 30 drifts', await turn([python, script, before, current], folder));
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

const median = (values: readonly number[]) =>
  values.toSorted((one, other) => one - other)[values.length >> 1] ?? Number.NaN;
const medianOf = (all: readonly Turn[], of: keyof Turn) => median(all.map((one) => one[of]));
process.stdout.write(`${rows} rows, medians of ${runs} turns, Node ${process.version}\n`);
process.stdout.write(
  '| | CPU ms | wall ms | process s | process CPU ms | peak MiB | CPU of the scan |\n',
);
process.stdout.write('|---|--:|--:|--:|--:|--:|--:|\n');
const scans = turns.get("Assay's scan: nulls, min, max, mean") ?? [];
for (const [name, all] of turns) {
  const ratios = all.map(({ cpu }, at) => cpu / (scans[at]?.cpu ?? Number.NaN));
  const cells = [
    ...(['cpu', 'wall'] as const).map((of) => medianOf(all, of).toFixed(0)),
    medianOf(all, 'seconds').toFixed(2),
    medianOf(all, 'processCpu').toFixed(0),
    medianOf(all, 'largest').toFixed(0),
    median(ratios).toFixed(2),
  ];
  process.stdout.write(`| ${name} | ${cells.join(' | ')} |\n`);
}
