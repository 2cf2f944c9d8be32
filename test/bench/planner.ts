import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';

import { dataset } from './planner-data.ts';
import { expectations } from './planner-expectations.ts';
import { run } from './planner-process.ts';
import { writeProjects } from './planner-project.ts';

/**
 * What a contract of 24 expectations costs beside the SQL that one would write by hand: whole processes, in turns,
 * medians, peak memory.
 *
 *     npm run build && node test/bench/planner.ts [--rows 1e7] [--runs 3] [--files 50] [--shuffled]
 *
 * Rows are a power of ten; 1e8 take about 5 GB of disk. `--files 50` cuts the same rows into as many files.
 */
const { values: options } = parseArgs({
  options: {
    rows: { type: 'string', default: '1e5' },
    runs: { type: 'string', default: '3' },
    files: { type: 'string', default: '1' },
    shuffled: { type: 'boolean', default: false },
  },
});
const [rows, runs, fileCount] = [options.rows, options.runs, options.files].map(Number) as [
  number,
  number,
  number,
];
if (!Number.isInteger(Math.log10(rows)) || rows < 1e3) {
  throw new Error(`--rows ${options.rows}: give a power of ten from 1e3 on, such as 1e7.`);
}
if (![runs, fileCount].every((count) => Number.isInteger(count) && count >= 1)) {
  throw new Error('--runs and --files take a whole number, 1 or more.');
}

const root = resolve(import.meta.dirname, '../..');
const cache = join(root, 'node_modules/.cache/assay-bench');
const folder = join(cache, 'planner');
const outcomesPath = join(folder, 'outcomes.json');
const files = await dataset(join(cache, 'planner-data'), {
  rows,
  files: fileCount,
  shuffled: options.shuffled,
});
writeProjects(root, folder, rows, files);

const vitest = join(root, 'node_modules/vitest/vitest.mjs');
const rival = (kind: string) => [
  join(import.meta.dirname, 'planner-rival.ts'),
  kind,
  String(rows),
  ...files,
];
const contestants = {
  assay: [[vitest, 'run', '--project', 'contracts'], join(folder, 'contract')],
  fused: [rival('fused'), folder],
  single: [rival('single'), folder],
  bare: [[vitest, 'run'], join(folder, 'bare')],
} as const;
const names = {
  assay: 'Assay, vitest run --project contracts',
  fused: 'one SELECT by hand',
  single: 'one query per expectation',
  bare: 'Vitest, one trivial test',
};
type Contestant = keyof typeof contestants;
const kinds = Object.keys(contestants) as Contestant[];

await checkAgreement();
const seconds: Record<Contestant, number[]> = { assay: [], fused: [], single: [], bare: [] };
const peaks: Record<Contestant, number[]> = { assay: [], fused: [], single: [], bare: [] };
const largest: Record<Contestant, number[]> = { assay: [], fused: [], single: [], bare: [] };
const engine: Record<'fused' | 'single', number[]> = { fused: [], single: [] };
for (let turn = 0; turn < runs; turn += 1) {
  for (const kind of kinds) {
    const [args, cwd] = contestants[kind];
    const done = await run(args, cwd);
    seconds[kind].push(done.seconds);
    peaks[kind].push(done.peak);
    largest[kind].push(done.largest);
    if (kind === 'fused' || kind === 'single') engine[kind].push(readRival(done.stdout).engine);
  }
}
report();

/** Who measures something else is no rival: all three must find the same, before anything is timed. */
async function checkAgreement(): Promise<void> {
  const [fused, single] = await Promise.all(
    (['fused', 'single'] as const).map(async (kind) =>
      readRival((await run(contestants[kind][0], folder)).stdout),
    ),
  );
  await run(...contestants.assay, { BENCH_OUTCOMES: outcomesPath });
  await run(...contestants.bare);
  const outcomes = new Map(
    (JSON.parse(readFileSync(outcomesPath, 'utf8')) as readonly Found[]).map((found) => [
      found.title,
      found,
    ]),
  );
  const all = expectations(rows);
  all.forEach(({ name, low, high }, at) => {
    const found = outcomes.get(name);
    const value = Number(found?.violations ?? found?.value ?? Number.NaN);
    const [one, two] = [fused?.values[at], single?.values[at]].map(Number);
    // A bounded answer or a proof may know the verdict alone.
    const isSame = found?.evidence?.exactness === 'bounded' || near(value, one);
    const isGreen = found?.state === 'passed' && value >= low && value <= high;
    if (isSame && isGreen && near(one, two)) return;
    throw new Error(`${name}: Assay says ${value} (${found?.state}), SQL ${one} and ${two}.`);
  });
  console.log(`${all.length} values agree; Assay ran ${outcomes.size} tests, types among them.`);
}

interface Found {
  readonly title: string;
  readonly state: string;
  readonly violations: number | null;
  readonly value: string | null;
  readonly evidence: { readonly exactness: string } | null;
}

function readRival(stdout: string): { readonly engine: number; readonly values: number[] } {
  return JSON.parse(stdout);
}

/** Sums of doubles depend on the order in which threads add. */
function near(a: number | undefined, b: number | undefined): boolean {
  return a !== undefined && b !== undefined && Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(b));
}

function report(): void {
  const [base, basePeak] = [median(seconds.fused), median(peaks.fused)];
  console.log(
    '\n| | whole process | in the engine | peak memory | largest process | time, ratio | memory, ratio |',
  );
  console.log('|---|--:|--:|--:|--:|--:|--:|');
  for (const kind of kinds) {
    const [time, peak] = [median(seconds[kind]), median(peaks[kind])];
    const inEngine = kind in engine ? `${median(engine[kind as 'fused']).toFixed(2)} s` : '';
    const memory = [peak, median(largest[kind])].map((mebibytes) => `${mebibytes.toFixed(0)} MiB`);
    const cells = [names[kind], `${time.toFixed(2)} s`, inEngine, ...memory];
    const ratios = [(time / base).toFixed(2), (peak / basePeak).toFixed(2)];
    console.log(`| ${[...cells, ...ratios].join(' | ')} |`);
  }
  const beyond = median(seconds.assay) - median(seconds.bare);
  console.log(
    `\nAssay less the bare Vitest run: ${beyond.toFixed(2)} s. Medians of ${runs} runs in turns, ${rows} rows in ${fileCount} file(s), key ${options.shuffled ? 'shuffled' : 'in order'}, Node ${process.version}`,
  );
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
