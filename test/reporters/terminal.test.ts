import { stripVTControlCharacters } from 'node:util';
import { Chalk } from 'chalk';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { printReport } from '../../reporters/terminal/print.ts';
import { width } from '../../src/outcome/printable-text.ts';
import { driftOutcomes } from './drift-example.ts';
import { contractOf, outcomeOf, outcomesOfEachState, reportOf } from './example.ts';
import { hostileReport, hostileReports } from './hostile-report.ts';
import { olderCommands, understood } from './runner.ts';

const plain = new Chalk({ level: 0 });
const coloured = new Chalk({ level: 3 });

const problems = [{ file: 'contracts/x.contract.ts', message: 'It could not be loaded.' }];

test('what failed comes first, in a few lines each, and counts last', () => {
  expect(printReport(reportOf(undefined, problems), plain)).toMatchInlineSnapshot(`
    "
      × contracts/x.contract.ts: It could not be loaded.

      FAIL  flights on data/flights/*.parquet (ops-analytics)
        runbook: https://example.com/runbooks/flights
      × column('origin').matches(/^[A-Z]{3}$/): 12 of 2,000 rows (0.6%)
        such as  origin sfo, delay 5
        note     3 rows with NULL are not judged.
      × rows.satisfy('origin <> destination'): There is no column 'destination'.
      Rows, SQL and lines: run it with ASSAY_DETAILS=1, or see assay/reporters/html.

      × 1 expectation of flights on data/flights/*.parquet did not run: Its test has
        not answered.
          column('date').newest() is at least 2001-06-30

     1 expectation warned

      flights on data/flights/*.parquet (contracts/flights.contract.ts)
      ! rows.duplicates('date', 'origin') is at most 1%: 63,000 of 3,000,000 rows
        (2.1%), line 15
        the feed is known to send some rows twice

        Contracts  1 errored (1)
     Expectations  1 failed | 1 errored | 1 not run | 1 warned | 1 passed (5)
         Duration  1.23 s
          Verdict  failed
    "
  `);
});

test('with details, observed stands against bound, with rows, SQL and places', () => {
  expect(
    printReport(reportOf(undefined, problems), plain, { hasDetails: true }),
  ).toMatchInlineSnapshot(`
    "
      × contracts/x.contract.ts: It could not be loaded.

      FAIL  flights on data/flights/*.parquet (ops-analytics)
        runbook: https://example.com/runbooks/flights

      × column('origin').matches(/^[A-Z]{3}$/)
        observed  12 of 2,000 (0.6%)
        expected  at most 0
        over      2,000 rows
        note      3 rows with NULL are not judged.
        masked    email
        at        contracts/flights.contract.ts:9:5

        2 of 12 violating rows:
        origin  delay  email
        ──────  ─────  ─────
        sfo         5  •••
        NULL     NULL  •••

        the same in SQL:
        select avg("delay")
        from 'data/flights/*.parquet'

      × rows.satisfy('origin <> destination')
        error     There is no column 'destination'.
        expected  at most 0
        over      3,000,000 rows
        at        contracts/flights.contract.ts:14:8

      × 1 expectation of flights on data/flights/*.parquet did not run: Its test has
        not answered.
          column('date').newest() is at least 2001-06-30

     1 expectation warned

      flights on data/flights/*.parquet (contracts/flights.contract.ts)
      ! rows.duplicates('date', 'origin') is at most 1%: 63,000 of 3,000,000 rows
        (2.1%), line 15
        the feed is known to send some rows twice

        Contracts  1 errored (1)
     Expectations  1 failed | 1 errored | 1 not run | 1 warned | 1 passed (5)
         Duration  1.23 s
          Verdict  failed
    "
  `);
});

test('the whole of it fits into 80 columns but for SQL, which is to be copied', () => {
  const long = 'a departure that the schedule promises and nobody has seen since '.repeat(4);
  const outcomes = outcomesOfEachState.map((one) => ({
    ...one,
    title: long,
    because: long,
    expected: long,
    sql: null,
  }));
  const report = reportOf([contractOf(outcomes, { owner: long })], [{ file: null, message: long }]);
  for (const hasDetails of [false, true]) {
    const lines = printReport(report, plain, { hasDetails }).split('\n');
    expect(lines.filter((line) => width(line) > 80)).toEqual([]);
    expect(lines.length).toBeGreaterThan(20);
  }
});

test('many failures take few lines each, and a reason that repeats the count is left to the details', () => {
  const because = '12 of 2,000 values are odd';
  const outcomes = Array.from({ length: 7 }, (_, at) =>
    outcomeOf({
      state: 'failed',
      title: `number ${at}`,
      because,
      violations: 12,
      of: 2000,
      share: '0.006',
    }),
  );
  const some = printReport(reportOf([contractOf(outcomes.slice(1))]), plain);
  expect(some.split(because)).toHaveLength(7);
  const all = printReport(reportOf([contractOf(outcomes)]), plain);
  expect(all).not.toContain(because);
  expect(all.match(/× number/g)).toHaveLength(7);
  expect(printReport(reportOf([contractOf(outcomes)]), plain, { hasDetails: true })).toContain(
    because,
  );
});

test('a long title among many failures is cut before its count', () => {
  const outcomes = Array.from({ length: 7 }, (_, at) =>
    outcomeOf({
      state: 'failed',
      title: `${at}: ${'a long title of words '.repeat(12)}`,
      violations: 12,
      of: 2000,
      share: '0.006',
    }),
  );
  const text = printReport(reportOf([contractOf(outcomes)]), plain);
  const [count = ''] = /12 of 2,000[^\n]*/.exec(text) ?? [];
  expect(text.split(count)).toHaveLength(8);
  expect(text).not.toContain('… …');
  for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
});

test('a green run is told in its counts, and warnings in short', () => {
  expect(printReport(reportOf([contractOf([outcomeOf()])]), plain)).toMatchInlineSnapshot(`
    "
        Contracts  1 passed (1)
     Expectations  1 passed (1)
         Duration  1.23 s
          Verdict  passed
    "
  `);
  const warned = outcomeOf({ state: 'warned', observed: '16' });
  expect(printReport(reportOf([contractOf([warned])]), plain)).toContain(
    "  ! column('delay').mean() is 16, expected between 0 and 15, line 17\n",
  );
});

test('an empty run is red', () => {
  const text = printReport(reportOf([]), plain);
  expect(text).toContain('× No expectation was judged.');
  expect(text).toMatch(/Contracts {2}none\n.*Expectations {2}none\n.*\n +Verdict {2}failed\n/);
});

test('a failed test that is no contract is counted, and no verdict hides it', () => {
  const text = printReport(reportOf([contractOf([outcomeOf()])]), plain, { others: 2 });
  expect(text).toMatch(/Other tests {2}2 failed\n.*\n +Verdict {2}failed\n/);
});

test('what a filter left out is named, and makes nothing red', () => {
  const problem = { code: 'LEFT_OUT', message: 'it was left out by -t "mean".' };
  const outcomes = Array.from({ length: 30 }, (_, at) =>
    outcomeOf({ title: `number ${at}`, state: 'notRun', problem }),
  );
  const text = printReport(reportOf([contractOf([outcomeOf(), ...outcomes])]), plain);
  expect(text).toContain('↓ 30 expectations of flights on');
  expect(text).toContain('      number 19\n      … and 10 more\n');
  expect(text).toContain('Verdict  passed');
});

test('colours add nothing but colour', () => {
  const report = reportOf(undefined, problems);
  const text = printReport(report, coloured);
  expect(text).toContain('\u001b[');
  expect(stripVTControlCharacters(text)).toBe(printReport(report, plain));
});

test('a drift is drawn, and fits into 80 columns', () => {
  const report = reportOf([contractOf(driftOutcomes)]);
  const short = printReport(report, plain).split('\n');
  const lines = printReport(report, plain, { hasDetails: true }).split('\n');
  expect([...short, ...lines].filter((line) => width(line) > 80)).toEqual([]);
  expect(short.length).toBeLessThan(lines.length);
  expect(lines).toContain('    moved     from 26 on: 10% → 24%, 28% of the drift');
  expect(lines).toContain('    current    ▂▂▂▂▂▂▃▃▃▃▄▄▄▄▅▅▅▅██▁▁');
  expect(lines.filter((line) => line.startsWith('    drifted  '))).toHaveLength(3);
});

describe('hostile texts', () => {
  /** All that moves, hides or reorders, but the end of a line. */
  const controls = /[^\P{Cc}\n]|\p{Cf}|\p{Cs}|\p{Zl}|\p{Zp}/u;
  const ours = new RegExp(`${String.fromCharCode(0x1b)}\\[[0-9;]*m`, 'g');

  test('no control character reaches a terminal but our colours', () => {
    fc.assert(
      fc.property(hostileReport, (report) => {
        for (const hasDetails of [false, true]) {
          const text = printReport(report, coloured, { hasDetails });
          const bare = text.replace(ours, '');
          expect(controls.exec(bare)).toBeNull();
          expect(bare).toBe(printReport(report, plain, { hasDetails }));
        }
      }),
      { numRuns: hostileReports },
    );
  }, 60_000);

  test('no line is a command to a CI system', () => {
    fc.assert(
      fc.property(hostileReport, (report) => {
        const text = printReport(report, plain);
        expect([...understood(text), ...olderCommands(text)]).toEqual([]);
      }),
      { numRuns: hostileReports },
    );
  }, 60_000);
});
