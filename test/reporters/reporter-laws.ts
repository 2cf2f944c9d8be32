import fc from 'fast-check';

import { beforeAll, describe, expect, test } from 'vitest';
import { endedRed, unended } from '../../reporters/unended.ts';
import { type DeclaredTerms, printedTerms } from '../../src/contract/terms.ts';
import { frozen } from '../../src/metric/metric.ts';
import type { Outcome } from '../../src/outcome/outcome.ts';
import type { Report } from '../../src/outcome/report.ts';
import type { FuzzedProperty } from '../../src/outcome/reported-fuzz.ts';
import type { Renderer } from '../../src/run/renderers.ts';
import { decoded } from '../e2e/reports.ts';
import { contractOf, outcomeOf, outcomesOfEachState, reportOf } from './example.ts';
import {
  brokenRule,
  fuzzOf,
  leftOutProperty,
  lostProperty,
  propertyOf,
  unjudged,
} from './fuzz-example.ts';
import { hostileReport } from './hostile-report.ts';
import type { Reading } from './laws.ts';

/** A format, how it is read, and the laws that it declines. */
export interface ReporterUnderTest extends Reading {
  readonly name: string;
  readonly render: () => Promise<Renderer>;
  /** True if a text says that its run is red. */
  readonly isRed: (text: string) => boolean;
  /** Laws by name, each with the reason why the format declines it. A law that it keeps all the same is an error. */
  readonly skips?: Readonly<Record<string, string>>;
}

const [passed, warned, failed, errored, lost] = outcomesOfEachState as readonly [
  Outcome,
  Outcome,
  Outcome,
  Outcome,
  Outcome,
];
const leftOut = outcomeOf({
  ...lost,
  problem: { code: 'LEFT_OUT', message: 'A filter left it out.' },
});

/** Holds a format to every law. */
export function reporterLaws(reporter: ReporterUnderTest): void {
  describe(reporter.name, () => lawsOf(reporter));
}

function lawsOf({ render: load, read, controls, isRed, skips = {} }: ReporterUnderTest) {
  let render: Renderer;
  beforeAll(async () => {
    render = await load();
  });

  const names: string[] = [];
  /** A law may be skipped, but for those of red and green. */
  function law(name: string, hold: () => void): void {
    names.push(name);
    const reason = skips[name];
    if (reason === undefined) test(name, hold);
    else test(`${name} (skipped: ${reason})`, () => expect(hold).toThrow());
  }

  /** The verdict of a file that can be read. */
  function verdictOf(report: Report): 'red' | 'green' {
    const text = render(report);
    read(text);
    return isRed(text) ? 'red' : 'green';
  }

  const wordsOf = (report: Report) => decoded(render(report));

  test('of a run without an expectation is red, and says so', () => {
    const report = reportOf([]);
    expect(verdictOf(report)).toBe('red');
    expect(wordsOf(report)).toContain('No expectation was judged.');
  });

  test.for<readonly [string, readonly Outcome[]]>([
    ['passed', [passed]],
    ['warned', [passed, warned]],
    ['was left out by a filter', [passed, leftOut]],
  ])('is green where an expectation %s', ([, outcomes]) => {
    expect(verdictOf(reportOf([contractOf(outcomes)]))).toBe('green');
  });

  test.for<readonly [string, Outcome]>([
    ['failed', failed],
    ['could not be judged', errored],
    ['was lost', lost],
  ])('is red where an expectation %s, and names it', ([, outcome]) => {
    const report = reportOf([contractOf([passed, outcome, warned])]);
    expect(verdictOf(report)).toBe('red');
    expect(wordsOf(report)).toContain(outcome.title);
  });

  test('is red by the problems of a run alone, and tells every one', () => {
    const messages = ['A worker was killed.', 'A file was lost.', 'It can not be loaded.'];
    const report = reportOf(
      [contractOf([passed])],
      messages.map((message, at) => ({ message, file: at === 0 ? null : `contracts/${at}.ts` })),
    );
    expect(verdictOf(report)).toBe('red');
    for (const message of messages) expect(wordsOf(report)).toContain(message);
  });

  test('is red where a run did not end, and where its process ended with an error', () => {
    expect(verdictOf(unended(new Date(0)))).toBe('red');
    const green = reportOf([contractOf([passed])]);
    expect(verdictOf(green)).toBe('green');
    expect(verdictOf(endedRed(green, 3))).toBe('red');
  });

  test.for<readonly [string, readonly FuzzedProperty[]]>([
    ['holds', [propertyOf()]],
    ['was left out by a filter', [propertyOf(), leftOutProperty]],
  ])('is green where a property of a step %s, with contracts and without', ([, properties]) => {
    const fuzz = [fuzzOf(properties)];
    expect(verdictOf(reportOf([contractOf([passed])], [], { fuzz }))).toBe('green');
    expect(verdictOf(reportOf([], [], { fuzz }))).toBe('green');
  });

  test.for<readonly [string, FuzzedProperty]>([
    ['broke', brokenRule],
    ['could not be judged', unjudged],
    ['was lost', lostProperty],
  ])('is red where a property of a step %s, with contracts and without', ([, property]) => {
    const fuzz = [fuzzOf([propertyOf(), property])];
    expect(verdictOf(reportOf([contractOf([passed])], [], { fuzz }))).toBe('red');
    expect(verdictOf(reportOf([], [], { fuzz }))).toBe('red');
  });

  law('tells every property of a step that broke, with its reason', () => {
    const properties = [brokenRule, unjudged, lostProperty];
    const words = wordsOf(reportOf([], [], { fuzz: [fuzzOf(properties)] }));
    for (const { title, problem } of properties) {
      expect(words).toContain(title);
      expect(words).toContain(problem?.message.replace(/\.$/, ''));
    }
  });

  law('shows a masked value as the mask that it is', () => {
    const sample = {
      shows: 'rows',
      columns: ['email'],
      rows: [['•••']],
      masked: ['email'],
    } as const;
    const report = reportOf([contractOf([outcomeOf({ ...failed, sample })])]);
    expect(wordsOf(report)).toContain('•••');
  });

  law('tells every contract, with its dataset and owner', () => {
    const names = ['flights', 'airports', 'crews'];
    const report = reportOf(
      names.map((contract) => {
        const of = { contract, dataset: `data/${contract}.parquet` };
        return contractOf([outcomeOf({ ...failed, ...of })], { ...of, owner: `team ${contract}` });
      }),
    );
    const words = wordsOf(report);
    for (const name of names) {
      expect(words).toContain(name);
      expect(words).toContain(`data/${name}.parquet`);
      expect(words).toContain(`team ${name}`);
    }
  });

  law('shows every term that a contract has', () => {
    const terms = {
      owner: 'the team of flights',
      version: '4.5.6-beta',
      classification: 'restricted (phi)',
      description: 'Departures of another country.',
      links: { runbook: 'https://example.com/how-to' },
    } satisfies DeclaredTerms;
    const words = wordsOf(reportOf([contractOf([failed], terms)]));
    for (const { text } of printedTerms(terms)) expect(words).toContain(text);
  });

  test('changes nothing of a report, and says the same each time', () => {
    const report = frozen(reportOf());
    expect(render(report)).toBe(render(report));
  });

  test('stays readable, red, and free of control characters, whatever a text is', () => {
    fc.assert(
      fc.property(hostileReport, (report) => {
        expect(verdictOf(report)).toBe('red');
        expect(render(report).replace(controls, '')).not.toMatch(/\p{Cc}/u);
      }),
      { numRuns: 20 },
    );
  }, 60_000);

  test('each skip names a law that may be skipped', () => {
    expect(Object.keys(skips).filter((name) => !names.includes(name))).toEqual([]);
  });
}
