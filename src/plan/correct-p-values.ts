import { benjaminiHochberg } from '../metric/drift/benjamini-hochberg.ts';
import { type Metric, metricKey } from '../metric/metric.ts';
import { approximate } from '../value/numeric.ts';
import { isUnmeasured, type Measured } from './measure-request.ts';
import type { Timed } from './plan-passes.ts';

/**
 * Corrects the p-values among the results for their number (Benjamini and Hochberg, 1995): of many tests of unchanged data
 * some have a small p-value by chance. Equal tests count once.
 */
export function correctPValues(
  asked: readonly { readonly metric: Metric }[],
  timed: ReadonlyMap<string, Timed>,
): ReadonlyMap<string, Timed> {
  const keys = asked
    .filter(({ metric }) => metric.derived?.by.isCorrected)
    .map(({ metric }) => metricKey(metric));
  const tests = [...new Set(keys)].flatMap((key) => {
    const one = timed.get(key);
    return one === undefined || isUnmeasured(one.result) || pValueOf(one.result) === null
      ? []
      : [{ key, one, result: one.result }];
  });
  if (tests.length === 0) return timed;
  const values = benjaminiHochberg(tests.map(({ result }) => pValueOf(result) ?? 1));
  const lows = benjaminiHochberg(tests.map(({ result }) => endOf(result, 'low')));
  const highs = benjaminiHochberg(tests.map(({ result }) => endOf(result, 'high')));
  return new Map([
    ...timed,
    ...tests.map(({ key, one, result }, at) => {
      const ends = { low: lows[at] ?? 0, high: highs[at] ?? 1 };
      return [
        key,
        { ...one, result: withValue(result, values[at] ?? 1, ends, tests.length) },
      ] as const;
    }),
  ]);
}

const pValueOf = ({ segments: [one] }: Measured): number | null =>
  one?.value == null ? null : approximate(one.value);

const endOf = (result: Measured, end: 'low' | 'high'): number =>
  result.interval === undefined ? (pValueOf(result) ?? 1) : approximate(result.interval[end]);

function withValue(
  result: Measured,
  value: number,
  interval: { readonly low: number; readonly high: number },
  tests: number,
): Measured {
  const { drift = null, segments } = result;
  const note = `corrected for ${tests} ${tests === 1 ? 'test' : 'tests'} of this contract (Benjamini-Hochberg)`;
  return {
    ...result,
    segments: segments.map((one) => ({ ...one, value })),
    ...(result.interval && { interval }),
    notes: [...result.notes, note],
    drift: drift && {
      ...drift,
      pValue: drift.pValue && { ...drift.pValue, corrected: value, tests },
    },
  };
}
