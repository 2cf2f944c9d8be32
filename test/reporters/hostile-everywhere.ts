import fc from 'fast-check';
import type { Outcome } from '../../src/outcome/outcome.ts';
import type { Report } from '../../src/outcome/report.ts';
import { driftOutcomes } from './drift-example.ts';
import { contractOf, outcomesOfEachState, reportOf } from './example.ts';
import { fuzzOf } from './fuzz-example.ts';
import { hostile } from './hostile.ts';

/** What is not free text: a word of the model, a number, a time, a digest. */
const bound: ReadonlySet<string> = new Set([
  'format',
  'now',
  'startedAt',
  'state',
  'severity',
  'origin',
  'exactness',
  'kind',
  'shows',
  'role',
  'unit',
]);

/** A report with every state and part, in which each free text, name of a link and file is a hostile one. */
export const hostileEverywhere: fc.Arbitrary<Report> = fc
  .array(hostile, { minLength: textsIn(complete()), maxLength: textsIn(complete()) })
  .map((texts) => {
    let at = 0;
    return exchange(complete(), () => texts[at++] ?? '') as Report;
  });

function complete(): Report {
  return reportOf(
    [
      contractOf(outcomesOfEachState),
      contractOf(outcomesOfEachState.slice(2)),
      contractOf(driftOutcomes.map(withoutInterval)),
    ],
    [
      { message: 'A worker was killed.', file: null },
      { message: 'It can not be loaded.', file: 'contracts/a.contract.ts' },
    ],
    { fuzz: [fuzzOf()] },
  );
}

/** The interval of a drift has no free text: that of the evidence has words of the same names that are free. */
function withoutInterval(outcome: Outcome): Outcome {
  return { ...outcome, drift: outcome.drift && { ...outcome.drift, interval: null } };
}

/** How many texts a report has that could be hostile. */
function textsIn(report: Report): number {
  let texts = 0;
  exchange(report, () => `${++texts}`);
  return texts;
}

function exchange(value: unknown, text: () => string): unknown {
  if (typeof value === 'string') return text();
  if (Array.isArray(value)) return value.map((one) => exchange(one, text));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [
      key === 'runbook' ? text() : key,
      bound.has(key) ? one : exchange(one, text),
    ]),
  );
}

/** Enough for 10,000 hostile texts. */
export const runsFor = (texts: number): number => Math.ceil(texts / textsIn(complete()));
