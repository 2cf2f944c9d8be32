import { Chalk } from 'chalk';
import { describe, expect, test } from 'vitest';
import { annotations } from '../../reporters/github/annotations.ts';
import { renderPage } from '../../reporters/html/page.ts';
import { renderJson } from '../../reporters/json/render.ts';
import { renderJUnit } from '../../reporters/junit/render.ts';
import { renderMarkdown } from '../../reporters/markdown/render.ts';
import { renderSarif } from '../../reporters/sarif/render.ts';
import { printReport } from '../../reporters/terminal/print.ts';
import type { Outcome } from '../../src/outcome/outcome.ts';
import type { Report } from '../../src/outcome/report.ts';
import { reportedBound } from '../../src/outcome/reported-bound.ts';
import { bound } from '../../src/value/bound.ts';
import { contractOf, outcomeOf, outcomesOfEachState, reportOf } from './example.ts';

// Words are for people: no report may depend on what they say. Each letter and digit of them is exchanged for another,
// and every report must look the same but for letters and digits.

/** A text of the same form in other letters and digits. Different texts stay different. */
const other = (text: string): string =>
  text
    .replace(/[a-z]/g, (letter) => String.fromCharCode(97 + ((letter.charCodeAt(0) - 84) % 26)))
    .replace(/[A-Z]/g, (letter) => String.fromCharCode(65 + ((letter.charCodeAt(0) - 52) % 26)))
    .replace(/\d/g, (digit) => String((Number(digit) + 1) % 10));

const orNull = (text: string | null) => (text === null ? null : other(text));

const inOtherWords = (outcome: Outcome): Outcome => ({
  ...outcome,
  title: other(outcome.title),
  name: orNull(outcome.name),
  metric: other(outcome.metric),
  because: orNull(outcome.because),
  expected: other(outcome.expected),
  observed: orNull(outcome.observed),
  evidence: outcome.evidence && {
    ...outcome.evidence,
    notes: outcome.evidence.notes.map(other),
  },
  problem: outcome.problem && { ...outcome.problem, message: other(outcome.problem.message) },
});

/** What is left of a report without what its letters and digits are. */
const formOf = (text: string): string => text.replace(/\p{L}|\d/gu, 'x');

const outcomes: readonly Outcome[] = [
  ...outcomesOfEachState,
  outcomeOf({
    title: "rows.per('origin').count() is at least 50",
    metric: "rows.per('origin').count()",
    rule: 'rows.count',
    unit: 'count',
    state: 'failed',
    bound: reportedBound(bound('atLeast', [50], 'count')),
    expected: 'at least 50',
    observed: '3 of 229 segments outside',
    value: '3',
    of: 229,
    segments: { count: 229, outside: 3 },
    violations: 3,
    sample: { columns: ['origin', 'count()'], rows: [['SFO', '3']], masked: [], shows: 'segments' },
  }),
  outcomeOf({
    title: "rows.key('id')",
    metric: "rows.key('id')",
    rule: 'rows.key',
    kind: 'condition',
    unit: 'count',
    state: 'failed',
    bound: reportedBound(bound('atMost', [0], 'count')),
    expected: 'at most 0',
    observed: '2 of 60 (3.33%)',
    value: '2',
    of: 60,
    share: '0.0333',
    violations: 2,
    sample: { columns: ['id', 'rows'], rows: [['7', '3']], masked: [], shows: 'groups' },
  }),
  outcomeOf({
    title: "column('delay') is a number",
    metric: "column('delay') is a number",
    rule: 'schema.column',
    kind: 'structure',
    unit: 'count',
    origin: 'schema',
    state: 'failed',
    bound: reportedBound(bound('atMost', [0], 'count')),
    expected: 'at most 0',
    observed: '1',
    value: '1',
    of: null,
    violations: 1,
    evidence: {
      exactness: 'exact',
      by: 'duckdb',
      pass: 'structure',
      interval: null,
      notes: ["column 'delay' is VARCHAR, which is not a number"],
    },
  }),
  outcomeOf({ title: 'delays are sane', name: 'delays are sane', state: 'warned' }),
];

const report = reportOf([contractOf(outcomes)]);
const reworded = reportOf([contractOf(outcomes.map(inOtherWords))]);

const renderers: Readonly<Record<string, (report: Report) => string>> = {
  html: (one) => renderPage(one, null),
  json: renderJson,
  junit: (one) => renderJUnit(one),
  markdown: (one) => renderMarkdown(one, { text: 'the report', address: null }),
  sarif: (one) => renderSarif(one, '1.0.0'),
  terminal: (one) => printReport(one, new Chalk({ level: 0 })),
  github: (one) =>
    JSON.stringify(
      annotations(one, (file) => file),
      null,
      1,
    ),
};

describe('no words are read back', () => {
  test.for(Object.entries(renderers))('by %s', ([, render]) => {
    const [plain, changed] = [render(report), render(reworded)];
    expect(changed).not.toBe(plain);
    expect(formOf(changed)).toBe(formOf(plain));
  });
});
