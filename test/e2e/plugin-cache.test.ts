import { copyFile, mkdir, readdir, readFile, utimes, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Fixture, fixture } from '../support/fixture.ts';

/** Large enough to be a piece by itself; small files are read together. */
const data = resolve('node_modules/vega-datasets/data/flights-3m.parquet');
const cache = 'node_modules/.cache/assay';

/** The plugin, and a reporter that writes down how each contract was measured. */
const config = (options = '') => `
import { writeFileSync } from 'node:fs';
import { contracts } from 'assay/plugin';
const tell = {
  onTestRunEnd(modules) {
    const measured = modules.flatMap((module) => module.meta().assayMeasured ?? []);
    writeFileSync('measured.json', JSON.stringify(measured));
  },
};
export default { plugins: [contracts(${options})], test: { reporters: ['verbose', tell] } };
`;

const contractFile = (name: string) => `
import { contract, parquet, verify, z } from 'assay';
const numbers = contract('${name}', { schema: z.object({ delay: z.int().nullable(), distance: z.int() }) }, ({ rows, column }) => [
  rows.count().atLeast(1),
  column('delay').mean().between(-1e9, 1e9),
  rows.satisfy('distance > -1'),
]);
verify(numbers, parquet('data/*.parquet'));
`;

let one: Fixture;
beforeEach(async () => {
  one = await fixture({
    'vitest.config.ts': config(),
    'contracts/first.contract.ts': contractFile('first'),
    'contracts/second.contract.ts': contractFile('second'),
  });
  await mkdir(one.path('data'));
  for (const part of ['a', 'b']) await copyFile(data, one.path(`data/${part}.parquet`));
});
afterEach(() => one.remove());

interface Measured {
  readonly passes: readonly { readonly name: string; readonly sql: readonly string[] }[];
  readonly notices: readonly string[];
}

/** The files that the contracts' passes read in one run, whichever contract came first. */
async function run(env: NodeJS.ProcessEnv = {}) {
  const { code, output } = await one.run('vitest', ['run', '--project', 'contracts'], env);
  const measured = JSON.parse(await one.read('measured.json')) as readonly Measured[];
  const scanned = measured.flatMap(({ passes }) => {
    const sql = passes
      .filter(({ name: pass }) => pass !== 'open' && pass !== 'checks')
      .flatMap((pass) => pass.sql)
      .join('\n');
    return ['a', 'b'].filter((part) => sql.includes(`${part}.parquet`));
  });
  const notices = measured.flatMap((contract) => contract.notices);
  expect(measured).toHaveLength(2);
  return { code, output, scanned, notices };
}

const kept = () => readdir(one.path(cache)).catch(() => []);

test('two contracts over the same files read them once, and the next run reads none', async () => {
  const first = await run();
  expect(first.code).toBe(0);
  expect(first.scanned).toEqual(['a', 'b']);
  expect(await kept()).toHaveLength(2);
  const again = await run();
  expect(again.scanned).toEqual([]);
  expect(again.code).toBe(0);
});

test('only a file that has changed is read again', async () => {
  await run();
  await utimes(one.path('data/b.parquet'), new Date(), new Date());
  const { scanned } = await run();
  expect(scanned).toEqual(['b']);
});

test('in CI nothing is kept, unless a folder is named; and nowhere where it is switched off', async () => {
  const ci = await run({ CI: '1' });
  expect([ci.code, await kept()]).toEqual([0, []]);
  expect(ci.scanned).toEqual(['a', 'b']);
  await run({ ASSAY_CACHE: 'off' });
  expect(await kept()).toEqual([]);
  await run({ CI: '1', ASSAY_CACHE: 'restored' });
  expect(await readdir(one.path('restored'))).toHaveLength(2);
  await one.write({ 'vitest.config.ts': config('{ cache: false }') });
  await run();
  expect(await kept()).toEqual([]);
});

test('a damaged cache is told of, and measured anew', async () => {
  await run();
  for (const file of await kept()) {
    const path = one.path(`${cache}/${file}`);
    await writeFile(path, (await readFile(path, 'utf8')).replace(/3000000/g, '3000001'));
  }
  const { code, output, scanned, notices } = await run();
  expect(notices).toHaveLength(2);
  expect(output.replaceAll(/\s+/g, ' ')).toContain('it is damaged, or of other data');
  expect(scanned).toEqual(['a', 'b']);
  expect(code).toBe(0);
});
