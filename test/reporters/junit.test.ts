import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Dialect, renderJUnit } from '../../reporters/junit/render.ts';
import { legible, legibleLines } from '../../reporters/junit/xml.ts';
import type { Report } from '../../src/outcome/report.ts';
import { fare } from './drift-example.ts';
import { dialects, everyState } from './every-state.ts';
import { contractOf, largeReport, outcomeOf, reportOf } from './example.ts';
import { hostileEverywhere, runsFor } from './hostile-everywhere.ts';
import { all, type ReadElement, readXml } from './xml-tree.ts';

const leftOut = outcomeOf({
  state: 'notRun',
  observed: null,
  problem: { code: 'LEFT_OUT', message: "It does not match the run's -t." },
});

const suitesOf = (report: Report, dialect?: Dialect) =>
  all(readXml(renderJUnit(report, dialect)), 'testsuite');
const casesOf = (report: Report, dialect?: Dialect) =>
  suitesOf(report, dialect).flatMap((suite) => all(suite, 'testcase'));
const verdict = (one: ReadElement) =>
  one.children.find(({ name }) => ['failure', 'error', 'skipped'].includes(name));
const textOf = (one: ReadElement, name: string) => all(one, name)[0]?.text;

describe('a case', () => {
  test('for each expectation, by its state', () => {
    const cases = casesOf(reportOf([contractOf([...contractOf().outcomes, leftOut])]));
    expect(cases.map((one) => [one.attributes.name, verdict(one)?.name])).toEqual([
      ["column('delay').mean() is between 0 and 15", undefined],
      ["rows.duplicates('date', 'origin') is at most 1%", 'skipped'],
      ["column('origin').matches(/^[A-Z]{3}$/)", 'failure'],
      ["rows.satisfy('origin <> destination')", 'error'],
      ["column('date').newest() is at least 2001-06-30", 'error'],
      ["column('delay').mean() is between 0 and 15 (2)", 'skipped'],
    ]);
  });

  test('of elements names their list beside the number of rows', () => {
    const [one] = casesOf(reportOf([contractOf([outcomeOf({ elementsOf: 'items[]' })])]));
    expect(one && textOf(one, 'system-out')).toContain('rows: 3000000\nelementsOf: items[]\n');
  });

  test('says where it is, how long it took and what came out', () => {
    const [passed] = casesOf(reportOf());
    expect(passed?.attributes).toEqual({
      classname: 'flights on data/flights/*·parquet',
      name: "column('delay').mean() is between 0 and 15",
      time: '0.012',
      file: 'contracts/flights.contract.ts',
      line: '17',
    });
    expect(passed?.children.map(({ name, text }) => [name, text])).toEqual([
      [
        'system-out',
        [
          "id: column('delay').mean() is between 0 and 15",
          'state: passed',
          "metric: column('delay').mean()",
          'observed: 7.5',
          'bound: between 0 and 15',
          'value: 7.5',
          'of: 2993112',
          'rows: 3000000',
          'severity: error',
          'origin: declared',
          'exactness: exact',
          'judge: duckdb',
          'pass: fused',
        ].join('\n'),
      ],
    ]);
  });

  test('that failed tells all, with some of the rows', () => {
    const [failure] = all(readXml(renderJUnit(reportOf())), 'failure');
    expect(failure?.attributes).toEqual({
      type: 'AssayFailure',
      message:
        "column('origin').matches(/^[A-Z]{3}$/) is violated by 12 of 2,000 rows (0.6%), expected none",
    });
    expect(failure?.text).toContain('    NULL     NULL  •••\n');
    expect(failure?.text).toContain('\n  at contracts/flights.contract.ts:9:5');
  });

  test('that is a warning is skipped, where viewers show its words, and says that it is none', () => {
    const warned = casesOf(reportOf())[1];
    const [skipped] = warned ? all(warned, 'skipped') : [];
    const words =
      /^warning: rows\.duplicates\('date', 'origin'\) is violated by 63,000 of 3,000,000 rows/;
    expect(skipped?.attributes).toEqual({ type: 'warned', message: expect.stringMatching(words) });
    expect(skipped?.text).toMatch(words);
    expect(warned && textOf(warned, 'system-out')).toContain('state: warned');
  });

  test('that errored or was not run has the reason as its type and message', () => {
    const errors = all(readXml(renderJUnit(reportOf())), 'error');
    expect(errors.map(({ attributes }) => attributes)).toEqual([
      {
        type: 'UNKNOWN_COLUMN',
        message:
          "rows.satisfy('origin <> destination') could not be judged: There is no column 'destination'.",
      },
      {
        type: 'NO_ANSWER',
        message: "column('date').newest() was not run: Its test has not answered.",
      },
    ]);
    const [skipped] = all(readXml(renderJUnit(reportOf([contractOf([leftOut])]))), 'skipped');
    expect(skipped?.attributes.message).toContain("It does not match the run's -t.");
    expect(skipped?.text).toContain("It does not match the run's -t.");
  });

  test('with properties, where that is asked for', () => {
    const [passed] = casesOf(reportOf(), 'properties');
    const properties = passed ? all(passed, 'property') : [];
    expect(properties.map(({ attributes }) => [attributes.name, attributes.value])).toContainEqual([
      'observed',
      '7.5',
    ]);
    expect(casesOf(reportOf()).flatMap((one) => all(one, 'property'))).toEqual([]);
  });

  test('that is a drift has what moved, its interval and its reference as properties', () => {
    const [missed] = casesOf(reportOf([contractOf([fare])]), 'properties');
    const properties = missed ? all(missed, 'property') : [];
    const named = Object.fromEntries(
      properties.map(({ attributes }) => [attributes.name, attributes.value]),
    );
    expect(named).toMatchObject({
      method: 'psi',
      reference: 'dataset 2019-03.csv',
      driftInterval: '0.437 to 0.447',
      detectableDrift: '0.00021',
      moved: 'from 26 on: 10% → 24%; NULL: 0% → 2%; below 4.5: 10.2% → 3.1%',
    });
  });
});

describe('a suite', () => {
  test('for each contract, with its owner, data and snapshot', () => {
    const [suite] = suitesOf(reportOf());
    expect(suite?.attributes).toEqual({
      name: 'flights on data/flights/*.parquet',
      file: 'contracts/flights.contract.ts',
      tests: '5',
      failures: '1',
      errors: '2',
      skipped: '1',
      time: '0.168',
      timestamp: '2026-11-24T08:00:00',
    });
    const properties = all(suite ?? readXml('<none/>'), 'property').map(({ attributes }) => [
      attributes.name,
      attributes.value,
    ]);
    expect(Object.fromEntries(properties)).toMatchObject({
      owner: 'ops-analytics',
      dataset: 'data/flights/*.parquet',
      snapshot: contractOf().snapshot,
      rows: '3000000',
      'link:runbook': 'https://example.com/runbooks/flights',
    });
  });

  test('of their own for what made the run red beside its expectations', () => {
    const [suite] = suitesOf(everyState);
    expect(suite?.attributes).toMatchObject({ name: 'problems of the run', errors: '2' });
    expect(all(suite ?? readXml('<none/>'), 'error').map(({ text }) => text)).toEqual([
      'A worker was killed.',
      'It can not be loaded.\n\n  in contracts/a.contract.ts',
    ]);
  });
});

describe('names', () => {
  const twice = (changes: Parameters<typeof contractOf>[1]) => [
    contractOf([outcomeOf()], changes),
    contractOf([outcomeOf({ dataset: 'b.csv' })], { ...changes, dataset: 'b.csv' }),
  ];

  test('stay the same beside another dataset of their contract, whose cases have a class of their own', () => {
    const title = "column('delay').mean() is between 0 and 15";
    const named = (report: Report) =>
      casesOf(report).map(({ attributes }) => [attributes.classname, attributes.name]);
    const [first, second] = [
      ['flights on data/flights/*·parquet', title],
      ['flights on b·csv', title],
    ];
    expect(named(reportOf(twice({})))).toEqual([first, second]);
    expect(named(reportOf(twice({}).toReversed()))).toEqual([second, first]);
    expect(named(reportOf(twice({}).slice(0, 1)))).toEqual([first]);
  });

  test('are never alike, for GitLab drops all cases of a name but the first', () => {
    const alike = [contractOf([outcomeOf()]), contractOf([outcomeOf({ state: 'failed' })])];
    const problems = ['Same.', 'Same.', 'Same. (2)'].map((message) => ({ message, file: null }));
    const keys = casesOf(reportOf(alike, problems)).map(({ attributes }) =>
      JSON.stringify([attributes.classname, attributes.name]),
    );
    expect(new Set(keys).size).toBe(5);
  });
});

describe('is never green where the run is red', () => {
  test.each<[string, Report]>([
    ['nothing was judged', reportOf([])],
    ['a worker was killed', reportOf([contractOf([outcomeOf()])], [{ message: 'x', file: null }])],
    [
      'an expectation was lost',
      reportOf([
        contractOf([
          outcomeOf({ state: 'notRun', problem: { code: 'NO_ANSWER', message: 'Lost.' } }),
        ]),
      ]),
    ],
    ['an expectation errored', reportOf([contractOf([outcomeOf({ state: 'errored' })])])],
    ['an expectation failed', reportOf([contractOf([outcomeOf({ state: 'failed' })])])],
  ])('%s', (_, report) => {
    expect(report.state).toBe('failed');
    const { attributes } = readXml(renderJUnit(report));
    expect(Number(attributes.failures) + Number(attributes.errors)).toBeGreaterThan(0);
  });

  test('and green where it is green', () => {
    const report = reportOf([contractOf([outcomeOf(), outcomeOf({ state: 'warned' }), leftOut])]);
    expect(report.state).toBe('passed');
    expect(readXml(renderJUnit(report)).attributes).toMatchObject({ failures: '0', errors: '0' });
  });
});

describe("GitLab's documented rules", () => {
  const xml = renderJUnit(largeReport(3000));

  test('a file has less than 30 MB for 3,000 expectations', () => {
    expect(Buffer.byteLength(xml)).toBeLessThan(3_000_000);
  });

  test('each case has a class, a name, a file and seconds; a verdict has its text inside', () => {
    const cases = [...all(readXml(xml), 'testcase'), ...casesOf(everyState)];
    for (const one of cases) {
      expect(one.attributes).toMatchObject({
        classname: expect.stringMatching(/./),
        name: expect.stringMatching(/./),
        time: expect.stringMatching(/^\d+\.\d{3}$/),
      });
      if (one.attributes.classname !== 'assay') expect(one.attributes.file).toMatch(/./);
      if (verdict(one)) expect(verdict(one)?.text).toMatch(/./);
    }
    expect(cases).toHaveLength(3007);
  });
});

describe('hostile texts', { timeout: 120_000 }, () => {
  test('stay texts, and read back as they are shown', () => {
    fc.assert(
      fc.property(hostileEverywhere, fc.constantFrom(...dialects), (report, dialect) => {
        const root = readXml(renderJUnit(report, dialect));
        const suites = all(root, 'testsuite');
        const cases = all(root, 'testcase');
        const outcomes = report.contracts.flatMap((one) => one.outcomes);
        const properties = report.fuzz.flatMap((one) => one.properties);
        expect(cases).toHaveLength(report.problems.length + outcomes.length + properties.length);
        expect(suites.slice(1).map(({ attributes }) => attributes.name)).toEqual([
          ...report.contracts.map((one) => legible(`${one.contract} on ${one.dataset}`)),
          ...report.fuzz.map(({ name }) => legible(name)),
        ]);
        const owners = suites
          .slice(1, 1 + report.contracts.length)
          .map((suite) =>
            all(suite, 'property').find(({ attributes }) => attributes.name === 'owner'),
          );
        expect(owners.map((one) => one?.attributes.value)).toEqual(
          report.contracts.map(({ terms }) => legible(terms.owner ?? '')),
        );
        const classes = report.contracts.flatMap(({ contract, dataset, outcomes: of }) =>
          of.map(() => legible(`${contract} on ${dataset}`.replaceAll('.', '·'))),
        );
        for (const [at, outcome] of outcomes.entries()) {
          const one = cases[at + report.problems.length];
          if (one === undefined) throw new Error('There is no case for an outcome.');
          expect(one.attributes.name).toContain(legible(outcome.title));
          expect(one.attributes.classname).toBe(classes[at]);
          const lines = textOf(one, 'system-out')?.split('\n');
          expect(lines).toContain(`metric: ${legible(outcome.metric)}`);
          expect(lines).toContain(`bound: ${legible(outcome.expected)}`);
        }
        for (const [at, problem] of report.problems.entries()) {
          expect(verdict(cases[at] ?? root)?.attributes.message).toBe(legible(problem.message));
          expect(verdict(cases[at] ?? root)?.text).toContain(legibleLines(problem.message));
        }
      }),
      { numRuns: runsFor(10_000) },
    );
  });

  test('hold nothing that XML 1.0 or a terminal takes for more than text', () => {
    fc.assert(
      fc.property(hostileEverywhere, (report) => {
        const xml = renderJUnit(report);
        expect(xml).not.toMatch(
          /[^\n\u0020-\u007e\u00a0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u,
        );
      }),
      { numRuns: 50 },
    );
  });

  test('of one are told apart from those of another', () => {
    const shown = ['\u0000', '\u001b', '\ufffe', '\uffff', '\ud800', '\u2028', '\t', '\r'].map(
      legible,
    );
    expect(shown).toEqual([
      '\\0',
      '\\u{1b}',
      '\\u{fffe}',
      '\\u{ffff}',
      '\\u{d800}',
      '\\u{2028}',
      '\\t',
      '\\r',
    ]);
  });
});

test('notes of a case are told apart', () => {
  const evidence = {
    exactness: 'exact',
    by: 'duckdb',
    pass: null,
    interval: null,
    notes: ['one thing', 'another'],
  } as const;
  const [only] = casesOf(reportOf([contractOf([outcomeOf({ evidence })])]));
  expect(only && textOf(only, 'system-out')).toContain('notes: one thing; another');
});
