import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import process from 'node:process';

/**
 * What a contract run costs beside a bare Vitest run: whole processes, in turns, medians.
 *
 *     npm run build && node test/bench/startup.ts [runs]
 */
const runs = Number(process.argv[2] ?? 9);
const root = resolve(import.meta.dirname, '../..');
const folder = join(root, 'node_modules/.cache/assay-bench/startup');

rmSync(folder, { recursive: true, force: true });
mkdirSync(join(folder, 'node_modules'), { recursive: true });
// A copy, as an install makes it: Vitest would transform a linked folder's files as if they were the user's own.
cpSync(join(root, 'dist'), join(folder, 'node_modules/assay/dist'), { recursive: true });
cpSync(join(root, 'package.json'), join(folder, 'node_modules/assay/package.json'));
cpSync(
  join(root, 'node_modules/vega-datasets/data/seattle-weather.csv'),
  join(folder, 'weather.csv'),
);

const files: Readonly<Record<string, string>> = {
  'package.json': '{ "type": "module" }',
  'bare/vitest.config.ts': `export default {};`,
  'bare/one.test.ts': `import { expect, test } from 'vitest'; test('one', () => { expect(1).toBe(1); });`,
  'contract/vitest.config.ts': `import { contracts } from 'assay/plugin'; export default { plugins: [contracts()] };`,
  'contract/weather.contract.ts': `import { contract, csv, verify, z } from 'assay';
const weather = contract('weather', { schema: z.object({ date: z.date(), wind: z.number().min(0) }) }, ({ rows, column }) => [
  rows.count().atLeast(1000),
  column('wind').mean().between(1, 9),
]);
verify(weather, csv('../weather.csv'));`,
};
for (const [path, text] of Object.entries(files)) {
  mkdirSync(join(folder, path, '..'), { recursive: true });
  writeFileSync(join(folder, path), text);
}

function seconds(kind: 'bare' | 'contract'): number {
  const start = performance.now();
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(root, 'node_modules/vitest/vitest.mjs'), 'run'],
    { cwd: join(folder, kind), encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(`The run of ${kind} failed:\n${stdout}\n${stderr}`);
  return (performance.now() - start) / 1000;
}

const median = (values: readonly number[]) =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

seconds('bare');
seconds('contract');
const times = { bare: [] as number[], contract: [] as number[] };
for (let run = 0; run < runs; run += 1) {
  times.bare.push(seconds('bare'));
  times.contract.push(seconds('contract'));
}
const [bare, contract] = [median(times.bare), median(times.contract)];
console.log(`Vitest, one trivial test      ${bare.toFixed(2)} s`);
console.log(`Assay, one small CSV          ${contract.toFixed(2)} s`);
console.log(
  `difference                    ${(contract - bare).toFixed(2)} s (at most 0.35 s is the aim)`,
);
console.log(
  `ratio                         ${(contract / bare).toFixed(2)}, medians of ${runs} runs in turns, Node ${process.version}`,
);
