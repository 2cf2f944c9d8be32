import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { contract, csv, fromRows, z } from '../../src/index.ts';
import { check, enforce, renderReport } from '../../src/run/run.ts';

const people = contract(
  'people',
  { schema: z.object({ age: z.int().min(0) }) },
  ({ rows, column }) => [
    rows.count().atLeast(1),
    column('age').mean().between(10, 20),
    column('age').max().atMost(14).warn(),
  ],
);
const young = fromRows([{ age: 12 }, { age: 14 }]);
const old = fromRows([{ age: 50 }, { age: 60 }]);
const mixed = fromRows([{ age: 12 }, { age: 16 }]);
const missing = csv('none.csv');

test('a check says whether data keeps its contract, with one outcome for each expectation', async () => {
  const kept = await check(people, young);
  expect(kept).toMatchObject({ passed: true, state: 'passed', exitCode: 0 });
  expect(kept.outcomes.length).toBeGreaterThan(3);
  expect(kept.summary).toMatch(/^people on rows in memory\n\n\d expectations: \d passed$/);
  expect(JSON.parse(JSON.stringify(kept))).toEqual(kept);
  expect(await renderReport(kept.report, 'junit')).toContain('people');
});

test('a warning is not a failure, and is in the summary', async () => {
  const warned = await check(people, mixed);
  expect(warned).toMatchObject({ passed: true, state: 'warned', exitCode: 0 });
  expect(warned.summary).toContain("! column('age').max() is 16, expected at most 14");
});

test('what data does wrong is in the summary, and nothing throws', async () => {
  const broken = await check(people, old);
  expect(broken).toMatchObject({ passed: false, state: 'failed', exitCode: 1 });
  expect(broken.summary).toContain("× column('age').mean() is 55, expected between 10 and 20");
});

test('what could not be judged did not pass', async () => {
  const unread = await check(people, missing);
  expect(unread).toMatchObject({ passed: false, state: 'errored', exitCode: 2 });
  expect(unread.summary.match(/none\.csv'\) does not exist/g)).toHaveLength(1);
  const nothing = await check(people, young, { only: [] });
  expect(nothing).toMatchObject({ passed: false, state: 'notRun', exitCode: 2 });
  expect(nothing.summary).toContain('selected');
  const stopped = await check(people, young, { signal: AbortSignal.abort() });
  expect(stopped).toMatchObject({ passed: false, exitCode: 2 });
});

test('enforce throws unless the data keeps the contract', async () => {
  expect((await enforce(people, mixed)).state).toBe('warned');
  await expect(enforce(people, old)).rejects.toMatchObject({
    name: 'ContractError',
    code: 'CONTRACT_BROKEN',
    check: { exitCode: 1 },
    message: expect.stringContaining("column('age').mean() is 55"),
  });
  await expect(enforce(people, missing)).rejects.toMatchObject({ code: 'CONTRACT_NOT_JUDGED' });
  await expect(enforce(people, young, { only: [] })).rejects.toMatchObject({
    code: 'CONTRACT_NOT_JUDGED',
  });
});

test('an error that nobody catches prints the summary, and no outcome', async () => {
  const error: unknown = await enforce(people, old).catch((thrown: unknown) => thrown);
  expect(inspect(error).split('\n').length).toBeLessThan(40);
});

test('a wrong argument is named as it was written', async () => {
  const wrong = young as unknown as typeof people;
  await expect(check(wrong, young)).rejects.toMatchObject({
    code: 'RUN_INVALID',
    message: expect.stringContaining('await check(contract('),
  });
  await expect(enforce(wrong, young)).rejects.toThrow('enforce takes a contract first');
  await expect(check(people, young, { onyl: [] } as never)).rejects.toMatchObject({
    code: 'OPTION_INVALID',
  });
});

test('personal values stay out of the summary', async () => {
  const members = contract('members', { schema: z.object({ email: z.string().max(3) }) }, () => []);
  const { summary } = await check(members, fromRows([{ email: 'ana@example.com' }]));
  expect(summary).toContain('violated');
  expect(summary).not.toContain('ana@');
});
