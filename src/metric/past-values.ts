import type { Numeric } from '../value/numeric.ts';

/** The number of a measure in one run. */
export interface PastValue {
  /** The time that counted as "now" in that run, in milliseconds. */
  readonly at: number;
  /** Identifies the state of the data; null if the data has no identity. */
  readonly snapshot: string | null;
  readonly value: Numeric;
}

/** The past values that a new one is compared with. */
export interface PastWindow {
  /** The greatest number of values, the newest ones. */
  readonly window: number;
  /** The length of a season in days, such as 7; null for none. Values of the same day of the season are compared. */
  readonly season: number | null;
}

/**
 * The least number of values that a value is compared with. Of normally distributed values, one in 14 lies more than 3.5 robust
 * deviations from the median of 7 others, and one in 4 from that of 3.
 */
export const leastRuns = 7;

/** The run whose value is compared. */
export interface ComparedRun extends Pick<PastValue, 'at' | 'snapshot'> {}

/**
 * Returns the values that the value of a run is compared with, oldest first. Only earlier runs count, and only those over
 * other data. Each state of the data counts once, with its first run. Where the data has no identity, each calendar day
 * (UTC) counts once, with its last run.
 */
export function comparedValues(
  past: readonly PastValue[],
  run: ComparedRun,
  { window, season }: PastWindow,
): readonly PastValue[] {
  const earlier = past.filter((one) => one.at < run.at && stateOf(one) !== stateOf(run));
  const states = Map.groupBy(earlier.toSorted(byTime), stateOf);
  return [...states.values()]
    .flatMap((ones) => (ones[0]?.snapshot === null ? ones.slice(-1) : ones.slice(0, 1)))
    .filter(({ at }) => season === null || (dayOf(run.at) - dayOf(at)) % season === 0)
    .toSorted(byTime)
    .slice(-window);
}

const millisecondsOfDay = 86_400_000;

const dayOf = (at: number): number => Math.floor(at / millisecondsOfDay);

const stateOf = ({ snapshot, at }: ComparedRun): string => snapshot ?? `day ${dayOf(at)}`;

/** True if two runs are over one state of the data, which counts once. */
export const isSameState = (one: ComparedRun, other: ComparedRun): boolean =>
  stateOf(one) === stateOf(other);

/** The lines of a history have no order, so that equal times need one. */
const byTime = (one: PastValue, other: PastValue): number =>
  one.at - other.at || compareText(textOf(one), textOf(other));

const textOf = ({ snapshot, value }: PastValue): string =>
  `${snapshot} ${JSON.stringify(value, exact)}`;

const exact = (_: string, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value);

const compareText = (one: string, other: string): number =>
  one === other ? 0 : one < other ? -1 : 1;
