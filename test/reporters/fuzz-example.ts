import { stateOf } from '../../src/outcome/report.ts';
import type { FuzzedProperty, ReportedFuzz } from '../../src/outcome/reported-fuzz.ts';

/** A property of a step that holds, but for what is said otherwise. */
export const propertyOf = (changes: Partial<FuzzedProperty> = {}): FuzzedProperty => ({
  id: changes.title ?? 'fuzz:run',
  title: 'returns a table, whatever it is given',
  kind: 'run',
  state: 'passed',
  problem: null,
  example: null,
  location: { file: 'steps/clean.fuzz.ts', line: 12, column: 1 },
  ...changes,
});

const input = {
  title: 'input',
  role: 'input',
  columns: ['order_id', 'price', 'ordered_at'],
  rows: [
    ['a', "'1,50'", '2026-02-01'],
    ['a', null, ''],
  ],
  count: 2,
} as const;

/** A rule of the output that a step broke, with its counter-example. */
export const brokenRule = propertyOf({
  title: "rows.duplicates('order_id') is at most 0",
  kind: 'rule',
  state: 'failed',
  problem: { code: 'PROPERTY_BROKEN', message: "2 rows have the order_id 'a'." },
  example: {
    tables: [
      input,
      { ...input, title: 'output', role: 'output' },
      { ...input, title: 'violating', role: 'shown', rows: [], count: 120 },
    ],
    faults: ['duplicates, row 2', 'decimal commas in price, row 1'],
    found: 'in input 4 of 300, made smaller 11 times',
    replay: { seed: 17, path: '3:0:1' },
  },
  location: { file: 'contracts/orders.ts', line: 9, column: 8 },
});

/** An invariant that could not be judged. */
export const unjudged = propertyOf({
  title: 'idempotent',
  kind: 'invariant',
  state: 'errored',
  problem: { code: 'NOT_JUDGED', message: 'it was never judged: it failed before.' },
});

/** A property whose test has no result. */
export const lostProperty = propertyOf({
  title: 'order-independent',
  kind: 'invariant',
  state: 'notRun',
  problem: { code: 'OUTCOME_LOST', message: 'its test has no result.' },
  location: null,
});

/** A property that a filter left out. */
export const leftOutProperty = propertyOf({
  title: "keeps 'order_id'",
  kind: 'invariant',
  state: 'notRun',
  problem: { code: 'LEFT_OUT', message: 'its file or a filter left it out.' },
});

/** A fuzz test with these properties. */
export const fuzzOf = (
  properties: readonly FuzzedProperty[] = [
    propertyOf(),
    brokenRule,
    unjudged,
    lostProperty,
    leftOutProperty,
  ],
  changes: Partial<ReportedFuzz> = {},
): ReportedFuzz => ({
  name: 'clean orders',
  file: 'steps/clean.fuzz.ts',
  step: 'steps/clean.sql',
  state: stateOf(properties),
  runs: 300,
  tried: 300,
  seed: 17,
  durationMs: 812.5,
  properties,
  leftOut: [
    {
      title: "column('price').mean() is between 10 and 100",
      reason: 'it is about all rows together.',
    },
  ],
  ...changes,
});
