import { benjaminiHochberg } from '../metric/drift/benjamini-hochberg.ts';
import type { DriftFinding } from '../metric/drift/finding.ts';
import { type Metric, metricKey } from '../metric/metric.ts';
import type { Interval } from '../value/bound.ts';
import { approximate, type Numeric } from '../value/numeric.ts';
import { isUnmeasured, type Measured } from './measure-request.ts';
import type { Timed } from './plan-passes.ts';

/**
 * Corrects the p-values among the results for their number (Benjamini and Hochberg, 1995): of many tests of unchanged data
 * some have a small p-value by chance. Equal tests count once; each segment is a test.
 */
export function correctPValues(
  asked: readonly { readonly metric: Metric }[],
  timed: ReadonlyMap<string, Timed>,
): ReadonlyMap<string, Timed> {
  const keys = asked
    .filter(({ metric }) => metric.derived?.by.isCorrected)
    .map(({ metric }) => metricKey(metric));
  const results = [...new Set(keys)].flatMap((key) => {
    const one = timed.get(key);
    return one === undefined || isUnmeasured(one.result) ? [] : [{ key, one, result: one.result }];
  });
  const tests = results.flatMap(({ result }) => testsIn(result));
  if (tests.length === 0) return timed;
  const values = benjaminiHochberg(tests.map(({ value }) => value));
  const lows = benjaminiHochberg(tests.map(({ low }) => low));
  const highs = benjaminiHochberg(tests.map(({ high }) => high));
  const corrected = new Map(
    tests.map((test, at): [object, Corrected] => [
      test.of,
      { value: values[at] ?? 1, low: lows[at] ?? 0, high: highs[at] ?? 1, tests: tests.length },
    ]),
  );
  return new Map([
    ...timed,
    ...results.map(
      ({ key, one, result }) => [key, { ...one, result: withValues(result, corrected) }] as const,
    ),
  ]);
}

/** A p-value, and the interval that it lies in. `of` is what it belongs to: a result, or one of its segments. */
interface Test {
  readonly of: object;
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

interface Corrected extends Omit<Test, 'of'> {
  readonly tests: number;
}

function testsIn(result: Measured): readonly Test[] {
  if (result.derived !== undefined)
    return result.derived.flatMap((one) => testOf(one, one.value, one.interval));
  return testOf(result, result.segments[0]?.value ?? null, result.interval ?? null);
}

function testOf(of: object, value: Numeric | null, interval: Interval | null): readonly Test[] {
  if (value === null) return [];
  const { low = value, high = value } = interval ?? {};
  return [{ of, value: approximate(value), low: approximate(low), high: approximate(high) }];
}

function withValues(result: Measured, corrected: ReadonlyMap<object, Corrected>): Measured {
  const own = corrected.get(result);
  const [any] = own === undefined ? testsIn(result) : [{ of: result }];
  const tests = any && corrected.get(any.of)?.tests;
  if (tests === undefined) return result;
  // A single p-value stays as it is.
  const note = `corrected for ${tests} tests of this contract (Benjamini-Hochberg)`;
  const notes = tests === 1 ? result.notes : [...result.notes, note];
  if (own !== undefined)
    return {
      ...result,
      segments: result.segments.map((one) => ({ ...one, value: own.value })),
      ...(result.interval && { interval: { low: own.low, high: own.high } }),
      notes,
      drift: withCorrected(result.drift ?? null, own),
    };
  const derived = result.derived?.map((one) => {
    const its = corrected.get(one);
    if (its === undefined) return one;
    const interval = one.interval && { low: its.low, high: its.high };
    return { ...one, value: its.value, interval, drift: withCorrected(one.drift, its) };
  });
  return { ...result, ...(derived && { derived }), notes };
}

const withCorrected = (
  drift: DriftFinding | null,
  { value, tests }: Corrected,
): DriftFinding | null =>
  drift && {
    ...drift,
    pValue: drift.pValue && { ...drift.pValue, corrected: value, tests },
  };
