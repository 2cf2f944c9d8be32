import fc from 'fast-check';
import { expect, test } from 'vitest';
import { annotations } from '../../reporters/github/annotations.ts';
import { printCommand } from '../../reporters/github/command.ts';
import { pathIn } from '../../reporters/github.ts';
import type { Report } from '../../src/outcome/report.ts';
import { contractOf, largeReport, outcomeOf, reportOf } from './example.ts';
import { hostileReport, hostileReports } from './hostile-report.ts';
import { understood } from './runner.ts';

const asIs = (file: string) => file;
const printed = (report: Report) => annotations(report, asIs).map(printCommand).join('\n');

test('what is red is an error at its line, and what warned a warning', () => {
  const problems = [{ file: 'contracts/x.contract.ts', message: 'It could not be loaded.' }];
  expect(printed(reportOf(undefined, problems))).toMatchInlineSnapshot(`
    "::error file=contracts/x.contract.ts,title=Data contracts::It could not be loaded.
    ::error file=contracts/flights.contract.ts,line=9,col=5,title=flights on data/flights/*.parquet (ops-analytics)::column('origin').matches(/^[A-Z]{3}$/) is violated by 12 of 2,000 rows (0.6%25), expected none%0A%0A  dataset   data/flights/*.parquet%0A  over      2,000 rows%0A  note      3 rows with NULL are not judged.%0A  masked    email%0A%0A  2 of 12 violating rows:%0A    origin  delay  email%0A    ──────  ─────  ─────%0A    sfo         5  •••%0A    NULL     NULL  •••%0A%0A  the same in SQL:%0A    select avg("delay")%0A    from 'data/flights/*.parquet'%0A%0A  Description: Departures and arrivals, as the airports report them.%0A  runbook: https://example.com/runbooks/flights
    ::error file=contracts/flights.contract.ts,line=14,col=8,title=flights on data/flights/*.parquet (ops-analytics)::rows.satisfy('origin <> destination') could not be judged: There is no column 'destination'.%0A%0A  dataset   data/flights/*.parquet%0A  over      3,000,000 rows%0A%0A  Description: Departures and arrivals, as the airports report them.%0A  runbook: https://example.com/runbooks/flights
    ::error file=contracts/flights.contract.ts,title=flights on data/flights/*.parquet (ops-analytics)::column('date').newest() was not run: Its test has not answered.%0A%0A  dataset   data/flights/*.parquet%0A%0A  Description: Departures and arrivals, as the airports report them.%0A  runbook: https://example.com/runbooks/flights
    ::warning file=contracts/flights.contract.ts,line=15,col=8,title=flights on data/flights/*.parquet (ops-analytics)::rows.duplicates('date', 'origin') is violated by 63,000 of 3,000,000 rows (2.1%25), expected at most 1%25%0A%0A  dataset   data/flights/*.parquet%0A  because   the feed is known to send some rows twice%0A%0A  Description: Departures and arrivals, as the airports report them.%0A  runbook: https://example.com/runbooks/flights"
  `);
});

test('a runner reads what was meant', () => {
  const name = 'a, b: 100%\r\n::error::c';
  const contract = contractOf([outcomeOf({ state: 'warned', name, title: name })], {
    owner: 'ops, or: 5%',
    description: null,
    links: { 'run: book': 'https://example.com/%25' },
  });
  expect(understood(printed(reportOf([contract])))).toEqual([
    {
      command: 'warning',
      properties: {
        file: 'contracts/flights.contract.ts',
        line: '17',
        col: '26',
        title: 'flights on data/flights/*.parquet (ops, or: 5%)',
      },
      data: "a, b: 100%\\r\\n::error::c: column('delay').mean() is 7.5, expected between 0 and 15\n\n  dataset   data/flights/*.parquet\n\n  run: book: https://example.com/%25",
    },
  ]);
});

test('GitHub shows ten of a kind: the tenth says how many more there are', () => {
  const all = understood(printed(largeReport(300)));
  expect(all.map(({ command }) => command)).toEqual(Array.from({ length: 10 }, () => 'error'));
  expect(all.at(-1)?.data).toMatch(/^21 more errors of the data contracts: /);
  const ten = understood(printed(largeReport(100)));
  expect(ten).toHaveLength(10);
  expect(ten.at(-1)?.properties).toMatchObject({ line: '9' });
});

test('a file is told from the root of the repository', () => {
  expect(pathIn('/repo', '/repo/packages/data')('contracts/a.contract.ts')).toBe(
    'packages/data/contracts/a.contract.ts',
  );
  expect(pathIn('', '/repo')('contracts/a.contract.ts')).toBe('contracts/a.contract.ts');
  expect(pathIn('/elsewhere', '/repo')('a.contract.ts')).toBe('a.contract.ts');
});

test('no text makes a command, or a property, of its own', () => {
  fc.assert(
    fc.property(hostileReport, (report) => {
      const meant = annotations(report, asIs);
      const text = meant.map(printCommand).join('\n');
      expect(text.split('\n')).toHaveLength(meant.length);
      expect(understood(text)).toEqual(
        meant.map(({ name, properties, message }) => ({
          command: name,
          // A runner takes off spaces at the end of one, and leaves out those that are empty.
          properties: Object.fromEntries(
            Object.entries(properties).map(([key, value]) => [key, value.trimEnd()]),
          ),
          data: message,
        })),
      );
      expect(meant.map(({ name }) => name)).toEqual([...Array(10).fill('error'), 'warning']);
    }),
    { numRuns: hostileReports },
  );
}, 60_000);
