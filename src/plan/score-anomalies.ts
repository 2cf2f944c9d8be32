import { anomalyScore } from '../metric/anomaly-score.ts';
import { type Metric, metricKey } from '../metric/metric.ts';
import { comparedValues, leastRuns, type PastWindow } from '../metric/past-values.ts';
import { approximate, compareNumeric, type Numeric } from '../value/numeric.ts';
import { type Masks, revealsValue } from './disclosure/masking.ts';
import { isUnmeasured, type Measured, type Result } from './measure-request.ts';
import type { PastOf, PastRuns } from './past-runs.ts';
import type { Timed } from './plan-passes.ts';
import { type References, referenceOf } from './references.ts';
import type { Unmeasured } from './unmeasured.ts';
import { anomalousYoung } from './verdict/young.ts';

/** The run whose values are scored. */
export interface ScoredRun {
  readonly past: PastRuns | null;
  /** The time that counts as "now", in milliseconds. */
  readonly at: number;
  /** Identifies the state of the data; null if the data has no identity. */
  readonly snapshot: string | null;
  /** The values that may not be kept. */
  readonly masks: Masks;
  readonly references: References;
}

interface Asked {
  readonly metric: Metric;
}

/** A metric that is scored among the past, and the metric whose values are. */
interface Anomalous {
  readonly metric: Metric;
  readonly of: Metric;
  readonly window: PastWindow;
}

/** Returns the metrics that are scored among earlier runs. */
export const anomalousAmong = (asked: readonly Asked[]): readonly Anomalous[] =>
  asked.flatMap(({ metric }) => {
    const window = metric.derived?.by.past;
    const of = metric.derived?.of[0];
    return window === undefined || of === undefined ? [] : [{ metric, of, window }];
  });

/** Returns the results with the score of each anomaly in place of its value. */
export const scoreAnomalies = (
  asked: readonly Asked[],
  timed: ReadonlyMap<string, Timed>,
  run: ScoredRun,
): ReadonlyMap<string, Timed> =>
  new Map([
    ...timed,
    ...anomalousAmong(asked).flatMap((one) => {
      const key = metricKey(one.metric);
      const found = timed.get(key);
      return found === undefined || isUnmeasured(found.result)
        ? []
        : [[key, { ...found, result: scored(one, found.result, run) }] as const];
    }),
  ]);

/**
 * Returns the values to record: those that may be kept, and are numbers. A comparison with a baseline that this very run
 * records is of the data with itself: its 0 would make every later number an anomaly.
 */
export function valuesToKeep(
  asked: readonly Asked[],
  timed: ReadonlyMap<string, Timed>,
  { masks, references }: Pick<ScoredRun, 'masks' | 'references'>,
): ReadonlyMap<Metric, Numeric> {
  const kept = new Map<Metric, Numeric>();
  for (const { metric, of } of anomalousAmong(asked)) {
    if (isWithItself(of, references)) continue;
    const result = timed.get(metricKey(metric))?.result;
    if (result === undefined || isUnmeasured(result)) continue;
    const [one] = result.segments;
    if (one?.value == null || !isFiniteNumber(one.value)) continue;
    if (!revealsValue(of, one.of, one.value, masks)) kept.set(of, one.value);
  }
  return kept;
}

function isWithItself({ derived }: Metric, references: References): boolean {
  const reference = derived === undefined ? null : referenceOf(derived, references);
  if (reference === null || !('recorded' in reference)) return false;
  return derived?.of.some((part) => reference.recorded?.has(metricKey(part))) === true;
}

function scored({ of, window }: Anomalous, measured: Measured, run: ScoredRun): Result {
  const [one] = measured.segments;
  // A measure of nothing misses every bound, however long the history is.
  if (one === undefined || one.value === null || compareNumeric(one.of, 0) === 0)
    return withNumber(measured, null);
  if (!isFiniteNumber(one.value)) return withNumber(measured, Number.NaN);
  if (revealsValue(of, one.of, one.value, run.masks)) return masked;
  if (isWithItself(of, run.references)) return withItself(measured);
  const past = run.past?.valuesOf(of) ?? noHistory;
  if ('problem' in past) return past;
  const compared = comparedValues(past.values, run, window);
  const [first, ...more] = compared.map(({ value }) => value);
  if (first === undefined || compared.length < leastRuns)
    return anomalousYoung(compared.length, past, window);
  const score = anomalyScore(one.value, [first, ...more]);
  return {
    ...withNumber(measured, score.score),
    scored: { ...score, metric: of, value: one.value, runs: compared.length },
    reference: {
      kind: 'history',
      name: nameOf(compared.length, window),
      one: { metric: of, observed: { value: score.median, of: compared.length, state: null } },
    },
  };
}

/** Returns the result of data that is compared with itself: no score, since its 0 says nothing about the runs before. */
const withItself = (measured: Measured): Measured => ({
  ...withNumber(measured, 0),
  notes: [
    ...measured.notes,
    'its baseline is recorded from this run, so that there is nothing yet to score',
  ],
});

/** Returns a result whose number is another. */
const withNumber = (measured: Measured, value: number | null): Measured => ({
  ...measured,
  segments: measured.segments.map((one) => ({ ...one, value })),
});

const isFiniteNumber = (value: Numeric): boolean => Number.isFinite(approximate(value));

const nameOf = (runs: number, { season }: PastWindow): string =>
  season === null ? `${runs} runs` : `${runs} runs, ${season} days apart`;

const masked: Unmeasured = {
  problem: {
    code: 'HISTORY_MASKED',
    message:
      'its number is a value of a masked column or looks personal, and a history may not keep it: expect no anomaly of it, but of a measure of many values, such as mean().',
  },
};

const noHistory: PastOf | Unmeasured = {
  isNotRun: true,
  problem: {
    code: 'HISTORY_MISSING',
    message:
      'this run has no history, since it is not known which file declares the contract: name a folder in the option history.',
  },
};
