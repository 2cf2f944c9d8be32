import { describe, expect, test } from 'vitest';
import { contract, csv, fromRows, z } from '../../src/index.ts';
import { toKeep } from '../../src/run/run.ts';

expect.extend({ toKeep });

const people = contract('people', { schema: z.object({ age: z.int().min(0) }) }, ({ column }) => [
  column('age').mean().between(10, 20),
]);
const young = fromRows([{ age: 12 }, { age: 14 }]);
const old = fromRows([{ age: 50 }]);
const missing = csv('none.csv');

test('data keeps its contract, or the test fails with the summary', async () => {
  await expect(young).toKeep(people);
  await expect(old).not.toKeep(people);
  await expect(expect(old).toKeep(people)).rejects.toThrow(
    "column('age').mean() is 50, expected between 10 and 20",
  );
  await expect(expect(young).not.toKeep(people)).rejects.toThrow('expected to break it');
});

test('what can not be judged fails, also below not', async () => {
  await expect(expect(missing).toKeep(people)).rejects.toThrow('could not be judged');
  await expect(expect(missing).not.toKeep(people)).rejects.toThrow('could not be judged');
  await expect(expect(young).not.toKeep(people, { only: [] })).rejects.toThrow('not run');
});

test('arguments that are none, and a typo in an option, are errors below not too', async () => {
  await expect(expect('people.csv').not.toKeep(people)).rejects.toMatchObject({
    code: 'RUN_INVALID',
  });
  const typo = { onyl: [] } as never;
  await expect(expect(young).not.toKeep(people, typo)).rejects.toMatchObject({
    code: 'OPTION_INVALID',
  });
});

test.for([
  [people, young, 'the contract and the dataset have changed places'],
  ['people.csv', people, "expect() was given no dataset, such as parquet('data/*.parquet')"],
  [young, 'people', 'toKeep() was given no contract'],
] as const)('arguments at the wrong place are said to be, %#', async ([given, kept, found]) => {
  await expect(expect(given).toKeep(kept as never)).rejects.toMatchObject({
    code: 'RUN_INVALID',
    message: `toKeep asks if a dataset keeps a contract, and ${found}: write await expect(dataset).toKeep(contract).`,
  });
});

test('it is no part of another matcher, where nothing would be awaited', () => {
  const value = expect as unknown as { not: { toKeep: (one: typeof people) => unknown } };
  expect(() => expect([young]).toEqual([value.not.toKeep(people)])).toThrow('has to be awaited');
});

// An assertion without `await` is also an unhandled rejection, which is caught here so that only the test is red.
describe('a check that nothing awaits', () => {
  const ignore = () => undefined;

  test.fails('fails its test', () => {
    expect(old).toKeep(people).catch(ignore);
  });
  test.fails('fails it below not', () => {
    expect(young).not.toKeep(people).catch(ignore);
  });
  test.fails('fails it where it can not be judged', () => {
    expect(missing).not.toKeep(people).catch(ignore);
  });
  test('passes it where the data keeps the contract', () => {
    expect.assertions(1);
    expect(young).toKeep(people).catch(ignore);
  });
});
