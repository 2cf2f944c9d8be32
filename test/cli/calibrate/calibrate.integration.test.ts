import { rmSync } from 'node:fs';
import { afterAll, describe, expect, test } from 'vitest';
import { assay, project, projects } from '../command.ts';

afterAll(() => rmSync(projects, { recursive: true, force: true }));

const contractOf = (...expectations: readonly string[]) => `
import { contract, z } from 'assay';
const schema = z.object({ fare: z.number(), payment: z.string() });
export const trips = contract('trips', { schema }, ({ rows, column }) => [
  ${expectations.join(',\n  ')},
]);
`;
const rows = (count: number) =>
  Array.from(
    { length: count },
    (_, at) => `${(at * 7919) % 101},${['card', 'card', 'cash', 'free', 'cash'][at % 5]}`,
  );

const folder = project({
  'march.csv': ['fare,payment', ...rows(500), ''].join('\n'),
  'header.csv': 'fare,payment\n',
  'ragged.csv': 'fare,payment\n1,cash\n2\n3,card\n',
  'other.csv': ['fare,paid', ...rows(50), ''].join('\n'),
  'trips.contract.ts': contractOf(
    "column('fare').drift('psi').atMost(0.05)",
    "column('fare').drift('ks').pValue({ corrected: false }).atLeast(0.1)",
    "column('payment').drift('jensenshannon').atMost(0.1).confident()",
    "column('payment').newValues().equals(0)",
    "rows.drift().atMost('50%')",
    "column('fare').mean().change().between('-10%', '10%')",
  ),
  'none.contract.ts': contractOf("column('fare').mean().atLeast(0)"),
  'segments.contract.ts': contractOf(
    "rows.per('payment').column('fare').drift('psi').atMost(0.5)",
    "rows.where(\"payment = 'cash'\").column('fare').drift('psi').atMost(1)",
  ),
});
const calibrate = (...args: readonly string[]) => assay(folder, 'calibrate', ...args);

test('the false alarms of each drift expectation are printed', () => {
  const { status, stdout, stderr } = calibrate('trips.contract.ts', 'march.csv');
  expect([status, stderr]).toEqual([0, '']);
  expect(stdout).toMatchInlineSnapshot(`
    "
    trips
    200 pairs of samples drawn from march.csv (seed 1), of 500 and 500 rows. Nothing
    has changed in them, so that each alarm is a false one; 1% of them alarm at the
    bound in the third column.

    alarms  95% interval  1% at  expectation
    ──────  ────────────  ─────  ───────────────────────────────────────────────────
    18%     13% to 24%    0.087  column('fare').drift('psi') is at most 0.05
    6%      3.5% to 10%   0.024  column('fare').drift('ks').pValue({ corrected:
                                 false }) is at least 0.1
    0%      0% to 1.9%    0.095  column('payment').drift('jensenshannon') is at most
                                 0.1, with confidence
    0%      0% to 1.9%    -      column('payment').newValues() is exactly 0
    0%      0% to 1.9%    0%     rows.drift() is at most 50%

    column('fare').drift('psi'): the bound 0.05 alarms in 18% of unchanged samples
    of 500 rows; 0.087 would alarm in 1%.

    column('fare').drift('ks').pValue({ corrected: false }): the bound 0.1 alarms in
    6% of unchanged samples of 500 rows; 0.024 would alarm in 1%.
    "
  `);
  expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  expect(calibrate('trips.contract.ts', 'march.csv').stdout).toBe(stdout);
});

test('fewer rows alarm more often, and another seed draws other samples', () => {
  const few = calibrate('trips.contract.ts', 'march.csv', '--rows', '50', '--resamples', '100');
  expect(few.stdout).toContain('of 500 and 50 rows');
  expect(few.stdout).toMatch(/\n(?:9\d|100)% .*column\('fare'\)\.drift\('psi'\)/);
  const other = ['--rows', '50', '--resamples', '100', '--seed', '2'];
  expect(calibrate('trips.contract.ts', 'march.csv', ...other).stdout).not.toBe(few.stdout);
});

test('a condition draws from its own rows, and segments are not drawn', () => {
  const { status, stdout } = calibrate('segments.contract.ts', 'march.csv', '--rows', '250');
  expect(status).toBe(2);
  expect(stdout).toMatch(/segments are\s+not drawn: calibrate one with \.where\(\)\./);
  expect(stdout).toMatch(/\n0% .*rows\.where/);
});

describe('what can not be calibrated ends with 2 and a sentence', () => {
  test.each([
    [['none.contract.ts', 'march.csv'], 'has no expectation of a drift'],
    [['trips.contract.ts', 'no.csv'], 'does not exist'],
    [['trips.contract.ts', 'header.csv'], 'has no rows to draw from'],
    [['trips.contract.ts', 'ragged.csv'], 'can not be read'],
    [['no.contract.ts', 'march.csv'], 'There is no contract file'],
    [['march.csv', 'march.csv'], "'march.csv' is no contract file: one ends in .ts"],
    [['trips.contract.ts', 'march.csv', '--rows', '0'], '--rows takes a whole number'],
    [['trips.contract.ts', 'march.csv', '--resamples', 'x'], '--resamples takes a whole number'],
  ])('%j', (args, sentence) => {
    const { status, stdout, stderr } = calibrate(...args);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain(sentence);
  });

  test('a column that the file has not', () => {
    const { status, stdout } = calibrate('trips.contract.ts', 'other.csv', '--resamples', '20');
    expect(status).toBe(2);
    expect(stdout).toContain("column 'payment'");
  });
});
