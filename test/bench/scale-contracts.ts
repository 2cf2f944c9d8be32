import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import process from 'node:process';

import { dataset, now } from './planner-data.ts';
import { columns, expectations } from './planner-expectations.ts';
import { type Run, run } from './planner-process.ts';
import { benchFolder, type Scale } from './scale-measure.ts';

/**
 * Many contract files of 20 expectations, each over its own Parquet file of 10,000 rows, beside as many trivial test files
 * that Vitest runs under the same settings. Whole processes, in turns; the medians and the ratio count.
 *
 *     npm run build && node --conditions=assay-source test/bench/scale-contracts.ts [contracts] [runs]
 */
export interface ContractsFigures {
  readonly contracts: number;
  /** Seconds of the whole process with trivial tests, with contracts for the first time, and again. */
  readonly bare: number;
  readonly cold: number;
  readonly again: number;
  /** The peak memory of the largest process in MiB, with all contracts and with a third of them. */
  readonly memory: number;
  readonly memoryOfThird: number;
}

const root = resolve(import.meta.dirname, '../..');
const rows = 10_000;

/** Measures a run of many contract files. */
export async function scaleContracts(
  folder: string,
  { contracts = 300, runs = 3 } = {},
): Promise<ContractsFigures> {
  const files = await dataset(join(folder, 'data'), {
    rows: rows * contracts,
    files: contracts,
    shuffled: false,
  });
  writeProjects(folder, files);
  const measured = { bare: [] as Run[], cold: [] as Run[], again: [] as Run[], third: [] as Run[] };
  for (let turn = 0; turn < runs; turn += 1) {
    measured.bare.push(await vitest(folder, 'bare'));
    for (const kind of ['all', 'third'] as const)
      rmSync(join(folder, kind, 'node_modules'), { recursive: true, force: true });
    measured.cold.push(await vitest(folder, 'all'));
    measured.again.push(await vitest(folder, 'all'));
    measured.third.push(await vitest(folder, 'third'));
  }
  const seconds = (of: readonly Run[]) => median(of.map((one) => one.seconds));
  const memory = (of: readonly Run[]) => median(of.map(({ largest }) => largest));
  return {
    contracts,
    bare: seconds(measured.bare),
    cold: seconds(measured.cold),
    again: seconds(measured.again),
    memory: memory(measured.cold),
    memoryOfThird: memory(measured.third),
  };
}

const vitest = (folder: string, kind: string) =>
  run({
    command: [process.execPath, join(root, 'node_modules/vitest/vitest.mjs'), 'run'],
    cwd: join(folder, kind),
    env: { CI: undefined },
  });

function writeProjects(folder: string, files: readonly string[]): void {
  const installed = join(folder, 'node_modules/assay');
  rmSync(installed, { recursive: true, force: true });
  mkdirSync(installed, { recursive: true });
  // A copy, as an install makes it: Vitest would transform a linked folder's files as if they were the user's own.
  cpSync(join(root, 'dist'), join(installed, 'dist'), { recursive: true });
  cpSync(join(root, 'package.json'), join(installed, 'package.json'));
  const write = (path: string, text: string) => {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  write('package.json', '{ "type": "module" }');
  write('bare/vitest.config.ts', bareConfig);
  for (const kind of ['bare', 'all', 'third'])
    rmSync(join(folder, kind, 'tests'), { recursive: true, force: true });
  for (const [at, file] of files.entries()) {
    write(`bare/tests/t${at}.test.ts`, bareTest);
    for (const kind of ['all', ...(at % 3 === 0 ? ['third'] : [])]) {
      write(`${kind}/vitest.config.ts`, contractsConfig);
      write(
        `${kind}/tests/orders${at}.contract.ts`,
        contractText(at, relative(join(folder, kind), file)),
      );
    }
  }
}

const bareConfig = `export default { test: { pool: 'forks', isolate: false, fileParallelism: false, maxWorkers: 1 } };`;
const bareTest = `import { expect, test } from 'vitest';
test('one', () => { expect(1).toBe(1); });`;
const contractsConfig = `import { contracts } from 'assay/plugin';
export default { plugins: [contracts({ now: '${now}' })] };`;

function contractText(at: number, file: string): string {
  const schema = Object.entries(columns).map(([name, [zod]]) => `${name}: z.${zod}().nullable(),`);
  const list = expectations(rows).slice(0, 20);
  return `import { contract, parquet, verify, z } from 'assay';
const orders = contract('orders ${at}', { schema: z.object({
  ${schema.join('\n  ')}
}) }, ({ rows, column }) => [
  ${list.map(({ name, assay }) => `${assay}.named('${name}'),`).join('\n  ')}
]);
verify(orders, parquet(${JSON.stringify(file)}));
`;
}

const median = (values: readonly number[]) =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/** Hundreds of contract files beside as many trivial test files, and what the worker grows by with each. */
export const scale: Scale = async ({ runs, small }) => {
  const folder = join(benchFolder, 'scale-contracts');
  const of = await scaleContracts(folder, { contracts: small ? 30 : 300, runs });
  const growth = (of.memory - of.memoryOfThird) / (of.contracts * (2 / 3));
  const work = `${of.contracts} contract files of 20 expectations`;
  const rival = `${of.bare.toFixed(2)} s, ${of.contracts} trivial test files`;
  const line = (name: string, seconds: number) => ({
    work: name,
    figure: `${seconds.toFixed(2)} s`,
    rival,
    ratio: seconds / of.bare,
    memory: Number.NaN,
  });
  return [
    { ...line(work, of.cold), reach: 4 },
    line(`${work}, again`, of.again),
    {
      work: `${work}: the largest process`,
      figure: `${of.memory.toFixed(0)} MiB`,
      rival: `${of.memoryOfThird.toFixed(0)} MiB with a third of them, ${growth.toFixed(2)} MiB a contract`,
      ratio: of.memory / of.memoryOfThird,
      memory: Number.NaN,
    },
  ];
};

if (process.argv[1] === import.meta.filename) {
  const [contracts = 300, runs = 3] = process.argv.slice(2).map(Number);
  const folder = join(root, 'node_modules/.cache/assay-bench/scale-contracts');
  const of = await scaleContracts(folder, { contracts, runs });
  const seconds = (value: number) => `${value.toFixed(2)} s`;
  console.log(`${of.contracts} trivial test files          ${seconds(of.bare)}`);
  console.log(
    `${of.contracts} contracts, cold               ${seconds(of.cold)}, ${(of.cold / of.bare).toFixed(1)} times (at most 4)`,
  );
  console.log(
    `${of.contracts} contracts, again              ${seconds(of.again)}, ${(of.again / of.bare).toFixed(1)} times`,
  );
  const growth = (of.memory - of.memoryOfThird) / (of.contracts * (2 / 3));
  console.log(
    `largest process                ${of.memory.toFixed(0)} MiB, ${growth.toFixed(2)} MiB more with each contract`,
  );
}
