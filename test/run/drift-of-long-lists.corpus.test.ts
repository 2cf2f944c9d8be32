import { expect, test } from 'vitest';
import { contract, parquet, z } from '../../src/index.ts';
import { runContract } from '../../src/run/run.ts';
import { parquetFiles } from '../support/parquet-files.ts';

const files = parquetFiles();
const schema = z.object({ x: z.number() });
const held = contract('long lists', { schema }, ({ column }) => [
  column('x').drift('psi', { bins: 10 }).atMost(100),
  column('x').drift('ks').atMost(0.9),
]);

async function drifts(reference: string, current: string) {
  const [before, now] = [await files.write('before', reference), await files.write('now', current)];
  const options = { reference: parquet(before), cache: false } as const;
  const { outcomes } = await runContract(held, parquet(now), options);
  return outcomes.filter(({ origin }) => origin === 'declared');
}

const evenly = (rows: number, from = 0) =>
  `select cast(${from} + range / ${rows}.0 as double) as x from range(${rows})`;

// A long list has edges at some of its values only: the edges of bins have to be among them.
test.for([
  ['5,000 values', evenly(5000)],
  ['5,000 values, some often', `${evenly(5000)} union all select 0.5 from range(700)`],
  ['5,000 values with a tail', 'select cast(exp(range / 500.0) as double) as x from range(5000)'],
])('psi has ten whole bins of %s', async ([, reference]) => {
  const [psi] = await drifts(reference ?? '', evenly(300_000));
  expect(psi).toMatchObject({ state: 'passed', problem: null });
  expect(psi?.drift?.bins.length).toBeGreaterThanOrEqual(5);
});

test('ks of 100,000 listed values and of ranges is known within their largest cells', async () => {
  const [, ks] = await drifts(evenly(100_000), evenly(300_000, 0.1));
  expect(ks).toMatchObject({ state: 'passed', problem: null });
  expect(ks?.evidence?.exactness).toBe('bounded');
  const [low, high] = [Number(ks?.evidence?.interval?.low), Number(ks?.evidence?.interval?.high)];
  // By hand 0.10001, less one row of the current data where its values equal those of the reference.
  expect(low).toBeLessThanOrEqual(0.10001 + 1e-9);
  expect(high).toBeGreaterThanOrEqual(0.10001 - 1 / 300_000);
  expect(high - low).toBeLessThan(1 / 100);
});
