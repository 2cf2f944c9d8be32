import { expect, test } from 'vitest';
import { contract, fromRows, z } from '../../src/index.ts';
import { mutantsOf } from '../../src/mutants/mutants-of.ts';
import { check, enforce, renderReport } from '../../src/run/run.ts';

const schema = z.object({ age: z.int() });
const broken = fromRows([{ age: 50 }, { age: 60 }]);
const why = 'the sensor is replaced in May';

const skipping = contract('people', { schema }, ({ rows, column }) => [
  rows.count().atLeast(1),
  column('age').mean().between(10, 20).skip(why),
]);

test('a skipped expectation is not run, with its reason, and never counts as passed', async () => {
  const { passed, outcomes, report, summary } = await check(skipping, broken);
  expect(passed).toBe(true);
  expect(outcomes.find(({ metric }) => metric === "column('age').mean()")).toMatchObject({
    state: 'notRun',
    observed: null,
    problem: { code: 'SKIPPED', message: `its contract skips it: ${why}.` },
  });
  expect(report.counts).toMatchObject({ notRun: 1, passed: outcomes.length - 1 });
  expect(summary).toContain(`↓ 1 expectation not run (its contract skips it: ${why}):`);
  expect(summary).toMatch(/1 not run$/);
});

test('a reason is text, and can be left out', async () => {
  const all = contract('people', { schema }, ({ rows }) => [rows.count().atLeast(9).skip()]);
  const { outcomes } = await check(all, broken);
  expect(outcomes.at(-1)?.problem?.message).toBe('its contract skips it.');
  expect(() =>
    contract('people', { schema }, ({ rows }) => [rows.count().atLeast(9).skip(' ')]),
  ).toThrow('.skip(...) takes text that is not empty.');
});

test('a contract of which nothing is left to judge is an error', () => {
  expect(() =>
    contract('people', { schema: z.object({}) }, ({ rows }) => [rows.count().atLeast(1).skip()]),
  ).toThrow("Contract 'people' judges nothing: each of its expectations is skipped.");
});

test('without Vitest, .only() leaves a run red, however well its expectation holds', async () => {
  const marked = contract('people', { schema }, ({ rows, column }) => [
    rows.count().atLeast(1).only(),
    column('age').mean().between(10, 20),
  ]);
  const { passed, exitCode, outcomes, summary } = await check(marked, broken);
  expect({ passed, exitCode }).toEqual({ passed: false, exitCode: 2 });
  expect(outcomes.filter(({ state }) => state === 'passed')).toHaveLength(1);
  expect(outcomes.at(-1)?.problem).toEqual({
    code: 'LEFT_OUT',
    message: 'another one of its contract is marked .only().',
  });
  expect(summary).toContain("The contract 'people' has .only() on 1 expectation");
  await expect(enforce(marked, broken)).rejects.toThrow(/\.only\(\) on 1 expectation/);
});

test('a mutant is never caught by what is skipped', async () => {
  const report = await mutantsOf(skipping, broken);
  expect(report.unasked).toContainEqual(
    expect.objectContaining({ reason: 'its contract skips it' }),
  );
  expect(report.mutants.flatMap(({ by }) => by.map(({ title }) => title))).not.toContain(
    "column('age').mean() is between 10 and 20",
  );
});

const formats = ['html', 'json', 'junit', 'markdown', 'sarif'] as const;

test.each(formats)('%s names the reason of what is skipped', async (format) => {
  const { report } = await check(skipping, broken);
  const text = await renderReport(report, format);
  expect(text).toContain(why);
  if (format === 'junit')
    expect(text).toMatch(/<skipped type="SKIPPED" message="[^"]*its contract skips it/);
});
