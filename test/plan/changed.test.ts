import {
  copyFileSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { titledExpectations } from '../../src/contract/titled-expectations.ts';
import { contract, parquet, z } from '../../src/index.ts';
import { measureContract } from '../../src/plan/measure-contract.ts';
import { startTrace } from '../../src/plan/trace.ts';
import { now } from '../support/measured.ts';

const root = realpathSync(mkdtempSync(join(tmpdir(), 'test-')));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const held = contract('held', { schema: z.object({ id: z.int() }) }, ({ column }) => [
  column('id').unique(),
]);

async function measuring(onPass: () => void, where = 'a.parquet') {
  const path = join(root, 'a.parquet');
  copyFileSync('test/oracle/data/numbers.parquet', path);
  const trace = startTrace();
  const selected = new Set(titledExpectations(held).map(({ id }) => id));
  const outcomes = await measureContract(
    { contract: held, dataset: parquet(where), selected, settings: { root, now } },
    {
      ...trace,
      pass: (name, answered) => {
        if (name === 'grouped') onPass();
        trace.pass(name, answered);
      },
    },
  );
  return new Set(outcomes.map(({ state, problem }) => `${state} ${problem?.code ?? ''}`));
}

test('a file that changes while it is measured makes every verdict an error', async () => {
  const touch = () => utimesSync(join(root, 'a.parquet'), 1, 1);
  expect([...(await measuring(touch))]).toEqual(['errored DATA_CHANGED']);
});

test('and so does one that is written over with its time put back', async () => {
  const rewrite = () => {
    const path = join(root, 'a.parquet');
    const { atime, mtime } = statSync(path);
    writeFileSync(path, readFileSync(path));
    utimesSync(path, atime, mtime);
  };
  expect([...(await measuring(rewrite))]).toEqual(['errored DATA_CHANGED']);
});

test('one that goes away does as well', async () => {
  const remove = () => rmSync(join(root, 'a.parquet'));
  expect([...(await measuring(remove))]).toEqual(['errored DATA_CHANGED']);
});

test('one that comes meanwhile belongs to the next run', async () => {
  const add = () => copyFileSync('test/oracle/data/numbers.parquet', join(root, 'b.parquet'));
  expect([...(await measuring(add, '*.parquet'))]).toEqual(['passed ']);
  rmSync(join(root, 'b.parquet'));
});

test('one that does not is judged', async () => {
  expect([...(await measuring(() => {}))]).toEqual(['passed ']);
});
