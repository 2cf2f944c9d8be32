import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import type { Contract } from '../../src/contract/contract.ts';
import { parquet } from '../../src/dataset/parquet/parquet.ts';
import { mutantsOf } from '../../src/mutants/mutants-of.ts';
import { runContract } from '../../src/run/run-contract.ts';
import { dataset, now } from './planner-data.ts';
import { columns, expectations } from './planner-expectations.ts';

/**
 * How much longer the mutants of a contract take than one run of it: the contract of 24 expectations over a million rows, and
 * about 100 mutants. The aim is at most 15 runs.
 *
 *     node --conditions=assay-source test/bench/mutants.ts [rows]
 */
const rows = Number(process.argv[2] ?? 1e6);
const cache = join(resolve(import.meta.dirname, '../..'), 'node_modules/.cache/assay-bench');
const files = await dataset(join(cache, 'planner-data'), { rows, files: 1, shuffled: false });
const path = join(cache, 'mutants', 'orders.contract.mjs');
mkdirSync(join(path, '..'), { recursive: true });
const schema = Object.entries(columns).map(([name, [zod]]) => `${name}: z.${zod}().nullable(),`);
const list = expectations(rows).map(({ name, assay }) => `${assay}.named('${name}'),`);
writeFileSync(
  path,
  `import { contract, z } from ${JSON.stringify(import.meta.resolve('../../src/index.ts'))};
export const orders = contract('orders', { schema: z.object({
  ${schema.join('\n  ')}
}) }, ({ rows, column }) => [
  ${list.join('\n  ')}
]);
`,
);
const { orders } = (await import(pathToFileURL(path).href)) as { readonly orders: Contract };
const data = parquet([...files]);
const settings = { now, cache: false } as const;

async function timed<T>(work: () => Promise<T>): Promise<readonly [T, number]> {
  const start = performance.now();
  const result = await work();
  return [result, (performance.now() - start) / 1000];
}

// The first run of a process: a second one knows the facts of the first.
const [, run] = await timed(() => runContract(orders, data, settings));
const before = process.resourceUsage().maxRSS;
const [report, seconds] = await timed(() =>
  mutantsOf(orders, data, {
    ...settings,
    faults: ['missing', 'units', 'whitespace', 'case', 'truncated', 'duplicates', 'lost rows'],
    rates: [0.01],
  }),
);
const { length } = report.mutants;
const peak = process.resourceUsage().maxRSS;
console.log(
  [
    `${rows} rows, ${expectations(rows).length + 1} expectations, ${length} mutants`,
    `one run: ${run.toFixed(2)} s (the first of the process); peak ${Math.round(before / 1024)} MiB`,
    `mutants: ${seconds.toFixed(2)} s, ${(seconds / run).toFixed(1)} runs, ${((seconds / run) * (100 / length)).toFixed(1)} for 100; peak ${Math.round(peak / 1024)} MiB`,
    `score ${report.score}, ${report.survived} survived, ${report.undetectable} undetectable, ${report.undecided} undecided`,
  ].join('\n'),
);
