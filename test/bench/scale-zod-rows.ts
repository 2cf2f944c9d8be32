import { join } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { dataset } from './planner-data.ts';
import { run } from './planner-process.ts';
import type { Scale, ScaleRow } from './scale-measure.ts';

const cases = ['field', 'row'] as const;
const ways = ['assay', 'loop'] as const;
type Way = (typeof ways)[number];

interface Figures {
  /** Seconds of the work alone, without the start of Node. */
  readonly inside: number;
  /** Seconds of all threads, which other work on the machine changes least. */
  readonly cpu: number;
  readonly memory: number;
}

/**
 * Measures rows that zod judges, beside a plain loop of safeParse over the same stream of rows: a refinement of one
 * column of sixteen, and one of the whole row. Whole processes, in turns, medians.
 *
 *     node --conditions=assay-source test/bench/scale-zod-rows.ts [--rows 1000000] [--runs 3]
 */
export async function scaleZodRows({
  rows = 1_000_000,
  runs = 3,
} = {}): Promise<readonly ScaleRow[]> {
  const cache = join(import.meta.dirname, '../../node_modules/.cache/assay-bench');
  const [file = ''] = await dataset(cache, { rows, files: 1, shuffled: false });
  console.log(`\nRows refined by zod, ${rows} rows, ${runs} runs:\n`);
  console.log(
    '| refined | way | time | rows a second | CPU | at one time | of the loop | CPU of the loop |',
  );
  console.log('|---|---|--:|--:|--:|--:|--:|--:|');
  const lines: ScaleRow[] = [];
  for (const refined of cases) {
    const found: Record<Way, Figures[]> = { assay: [], loop: [] };
    for (let turn = 0; turn < runs; turn += 1)
      for (const way of ways) found[way].push(await once(way, refined, file, rows));
    const of = (way: Way, name: keyof Figures) => median(found[way].map((each) => each[name]));
    for (const way of ways) {
      const ratio = (name: 'inside' | 'cpu') => (of(way, name) / of('loop', name)).toFixed(2);
      const cells = [
        refined === 'field' ? 'one column of 16' : 'the whole row',
        way === 'assay' ? 'Assay' : 'loop of safeParse',
        `${of(way, 'inside').toFixed(1)} s`,
        Math.round(rows / of(way, 'inside')).toLocaleString('en'),
        `${of(way, 'cpu').toFixed(1)} s`,
        `${of(way, 'memory').toFixed(0)} MiB`,
        ratio('inside'),
        ratio('cpu'),
      ];
      console.log(`| ${cells.join(' | ')} |`);
    }
    lines.push({
      work: `${rows.toLocaleString('en')} rows, ${refined === 'field' ? 'one column of 16' : 'the whole row'} refined by zod`,
      figure: `${of('assay', 'inside').toFixed(1)} s`,
      rival: `${of('loop', 'inside').toFixed(1)} s, a loop of safeParse`,
      ratio: of('assay', 'inside') / of('loop', 'inside'),
      memory: of('assay', 'memory'),
      reach: 0.8,
    });
  }
  return lines;
}

/** Rows that zod judges beside a loop of safeParse. */
export const scale: Scale = async ({ runs, small }) =>
  scaleZodRows({ rows: small ? 100_000 : 1_000_000, runs });

async function once(way: Way, refined: string, file: string, rows: number): Promise<Figures> {
  const script = join(import.meta.dirname, 'zod-rows-run.ts');
  const command = [
    process.execPath,
    '--conditions=assay-source',
    script,
    way,
    refined,
    file,
    String(rows),
  ];
  const { together, stdout } = await run({ command, cwd: process.cwd() });
  return { ...(JSON.parse(stdout) as Pick<Figures, 'inside' | 'cpu'>), memory: together };
}

const median = (values: readonly number[]) =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      rows: { type: 'string', default: '1000000' },
      runs: { type: 'string', default: '3' },
    },
  });
  await scaleZodRows({ rows: Number(values.rows), runs: Number(values.runs) });
}
