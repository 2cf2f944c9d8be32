import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import Ajv from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import type { Log, Result, Run } from 'sarif';
import { describe, expect, test } from 'vitest';
import { artifactOf } from '../../reporters/sarif/place.ts';
import { renderSarif } from '../../reporters/sarif/render.ts';
import { visible } from '../../src/outcome/printable-text.ts';
import type { Report } from '../../src/outcome/report.ts';
import { fare } from './drift-example.ts';
import { failedAt } from './edited.ts';
import { contractOf, largeReport, outcomeOf, outcomesOfEachState, reportOf } from './example.ts';
import { hostile } from './hostile.ts';
import { hostileEverywhere, runsFor } from './hostile-everywhere.ts';

const require = createRequire(import.meta.url);
const schemaFile = require.resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json');
// The schema's own pattern of a language has a bracket that Unicode expressions refuse.
const ajv = new Ajv.default({ allErrors: true, unicodeRegExp: false });
addFormats.default(ajv);
const validate = ajv.compile(JSON.parse(readFileSync(schemaFile, 'utf8')));

function refusals(sarif: string) {
  validate(JSON.parse(sarif));
  return validate.errors ?? [];
}

function runOf(report: Report): Run {
  const log: Log = JSON.parse(renderSarif(report, '1.0.0'));
  const [run] = log.runs;
  if (run === undefined || log.runs.length !== 1) throw new Error('There is not one run.');
  return run;
}
const resultsOf = (report: Report): readonly Result[] => runOf(report).results ?? [];
const invocationOf = (report: Report) => runOf(report).invocations?.[0];

const leftOut = outcomeOf({
  state: 'notRun',
  problem: { code: 'LEFT_OUT', message: "It does not match the run's -t." },
});

describe('results', () => {
  test('are what was missed, warned of, and could not be judged', () => {
    expect(
      resultsOf(reportOf()).map(({ ruleId: id, level, message }) => [id, level, message.text]),
    ).toEqual([
      [
        'rows.duplicates',
        'warning',
        "rows.duplicates('date', 'origin') is violated by 63,000 of 3,000,000 rows (2.1%), expected at most 1%. Dataset: data/flights/*.parquet. Because: the feed is known to send some rows twice.",
      ],
      [
        'column.matches',
        'error',
        "column('origin').matches(/^[A-Z]{3}$/) is violated by 12 of 2,000 rows (0.6%), expected none. Dataset: data/flights/*.parquet.",
      ],
      [
        'rows.satisfy',
        'error',
        "rows.satisfy('origin <> destination') could not be judged: There is no column 'destination'. Dataset: data/flights/*.parquet.",
      ],
    ]);
  });

  test('name their rule, by its place too', () => {
    const { tool, results = [] } = runOf(reportOf());
    expect(results.map(({ ruleIndex }) => tool.driver.rules?.[ruleIndex ?? -1]?.id)).toEqual(
      results.map((one) => one.ruleId),
    );
  });

  test('stand at the line of the expectation, or at the head of its contract', () => {
    const places = resultsOf(
      reportOf([
        contractOf([
          outcomeOf({ state: 'failed' }),
          outcomeOf({ state: 'failed', location: null }),
        ]),
      ]),
    ).map(({ locations }) => locations?.[0]?.physicalLocation);
    const artifactLocation = { uri: 'contracts/flights.contract.ts', uriBaseId: '%SRCROOT%' };
    expect(places).toEqual([
      { artifactLocation, region: { startLine: 17, startColumn: 26 } },
      { artifactLocation, region: { startLine: 1 } },
    ]);
  });

  test('carry what was observed, and who owns the data', () => {
    expect(resultsOf(reportOf())[1]?.properties).toMatchObject({
      owner: 'ops-analytics',
      observed: '12 of 2,000 (0.6%)',
      expected: 'at most 0',
      violations: 12,
      sample: outcomesOfEachState[2]?.sample,
    });
  });

  test('of a drift say in the message what moved most, and carry the rest', () => {
    const [result] = resultsOf(reportOf([contractOf([fare])]));
    expect(result?.message.text).toMatch(/; moved most: from 26 on, 10% → 24%\. Dataset: /);
    expect(result?.properties).toMatchObject({
      drift: { method: 'psi', referenceRows: 7_832_545, driftInterval: '0.437 to 0.447' },
    });
  });

  test('are known again by contract, dataset and id, whatever came out and wherever they stand', () => {
    const printOf = (changes: Parameters<typeof outcomeOf>[0]) =>
      resultsOf(reportOf([contractOf([outcomeOf({ state: 'failed', ...changes })])]))[0]
        ?.partialFingerprints;
    const print = printOf({});
    expect(print).toEqual({ 'assayOutcome/v2': expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(printOf({ state: 'errored', observed: '9', location: null })).toEqual(print);
    for (const changes of [{ id: 'a' }, { contract: 'a' }, { dataset: 'a' }]) {
      expect(printOf(changes)).not.toEqual(print);
    }
  });
});

test('an alert stays the same where its bound is edited, and no two are the same', () => {
  const printsOf = (limit: number) =>
    resultsOf(reportOf([contractOf(failedAt(limit))])).map(
      ({ partialFingerprints }) => partialFingerprints?.['assayOutcome/v2'],
    );
  expect(printsOf(6)).toEqual(printsOf(5));
  expect(new Set(printsOf(5)).size).toBe(failedAt(5).length);
});

describe('a run', () => {
  test('with problems was not successful, and says why', () => {
    const report = reportOf(
      [contractOf([outcomeOf()])],
      [
        { message: 'A worker was killed.', file: null },
        { message: 'It can not be loaded.', file: 'contracts/a.contract.ts' },
      ],
    );
    const invocation = invocationOf(report);
    expect(invocation?.executionSuccessful).toBe(false);
    expect(
      invocation?.toolExecutionNotifications?.map(({ level, message, locations }) => [
        level,
        message.text,
        locations?.[0]?.physicalLocation?.artifactLocation?.uri,
      ]),
    ).toEqual([
      ['error', 'A worker was killed.', undefined],
      ['error', 'It can not be loaded.', 'contracts/a.contract.ts'],
    ]);
  });

  test('that lost an expectation was not successful, and one that left it out was', () => {
    const lost = invocationOf(reportOf());
    expect(lost?.executionSuccessful).toBe(false);
    expect(
      lost?.toolExecutionNotifications?.map(({ level, message }) => [level, message.text]),
    ).toEqual([['error', "column('date').newest() was not run: Its test has not answered."]]);
    const filtered = invocationOf(reportOf([contractOf([leftOut])]));
    expect(filtered?.executionSuccessful).toBe(true);
    expect(filtered?.toolExecutionNotifications?.map(({ level }) => level)).toEqual(['note']);
  });

  test('without an expectation was not successful', () => {
    expect(invocationOf(reportOf([]))?.executionSuccessful).toBe(false);
  });

  test('has its times in UTC', () => {
    expect(invocationOf(reportOf())).toMatchObject({
      startTimeUtc: '2026-11-24T08:00:00.123Z',
      endTimeUtc: '2026-11-24T08:00:01.357Z',
    });
  });
});

describe('a file', () => {
  test.each([
    ['contracts\\a b\\ü#1?.contract.ts', 'contracts/a%20b/%C3%BC%231%3F.contract.ts'],
    ['c:x', 'c%3Ax'],
    ['../x', '../x'],
    ['/tmp/a:b', 'file:///tmp/a%3Ab'],
    ['\\\\host\\x', 'file:///host/x'],
    ['D:\\a b\\x', 'file:///D:/a%20b/x'],
  ])('%s', (file, uri) => {
    expect(artifactOf(file).uri).toBe(uri);
  });

  test('from the root is a relative reference that means no more than its names', () => {
    fc.assert(
      fc.property(hostile, (file) => {
        const { uri = '', uriBaseId } = artifactOf(`a/${file}`);
        expect(uriBaseId).toBe('%SRCROOT%');
        expect(uri).toMatch(/^a\/(?:[\w.!~*'()/-]|%[0-9A-F]{2})*$/);
        expect(uri.split('/').map(decodeURIComponent)).toEqual(
          `a/${file.toWellFormed()}`.split(/[\\/]+/),
        );
      }),
      { numRuns: 2000 },
    );
  });

  test('is absolute or from the root, never both', () => {
    fc.assert(
      fc.property(hostile, (file) => {
        const { uri = '', uriBaseId } = artifactOf(file);
        expect(uri).toMatch(uriBaseId ? /^(?![/]|file:)/ : /^file:\/\/\/[^/]?/);
      }),
      { numRuns: 2000 },
    );
  });
});

describe("is valid by SARIF's schema", { timeout: 120_000 }, () => {
  test.each(
    Object.entries({
      'every state': reportOf(undefined, [{ message: 'A worker was killed.', file: 'a.ts' }]),
      'no contract': reportOf([]),
      'all green': reportOf([contractOf([outcomeOf(), leftOut])]),
      many: largeReport(3000),
    }),
  )('%s', (_, report) => {
    expect(refusals(renderSarif(report, '1.0.0'))).toEqual([]);
  });

  test('which refuses what is not', () => {
    expect(refusals('{"version":"2.1.0","runs":[{}]}')).not.toEqual([]);
  });

  test('with hostile texts, which stay texts', () => {
    fc.assert(
      fc.property(hostileEverywhere, (report) => {
        const sarif = renderSarif(report, '1.0.0');
        expect(refusals(sarif)).toEqual([]);
        const { results = [], invocations } = (JSON.parse(sarif) as Log).runs[0] ?? {};
        const outcomes = report.contracts
          .flatMap((one) => one.outcomes)
          .filter(({ state }) => state !== 'passed' && state !== 'notRun');
        const properties = report.fuzz
          .flatMap((one) => one.properties)
          .filter(({ state }) => state === 'failed' || state === 'errored');
        expect(results).toHaveLength(outcomes.length + properties.length);
        for (const { message } of results)
          expect(message.text).not.toMatch(/[\p{Cc}\p{Cs}]|(?<!\\)\]\(/u);
        for (const [at, outcome] of outcomes.entries()) {
          expect(results[at]?.properties).toMatchObject({
            metric: outcome.metric,
            expected: outcome.expected,
          });
        }
        const told = invocations?.[0]?.toolExecutionNotifications?.map(
          ({ message }) => message.text,
        );
        for (const { message } of report.problems) {
          expect(
            told?.some((text) => text?.startsWith(visible(message).replaceAll('](', '\\]('))),
          ).toBe(true);
        }
      }),
      { numRuns: runsFor(10_000) },
    );
  });
});
