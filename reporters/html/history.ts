import { isLost, isRed, type Outcome, type State } from '../../src/outcome/outcome.ts';
import { visible } from '../../src/outcome/printable-text.ts';

/**
 * The outcome of an expectation in one run. The observed text is kept as reported, and made legible where it is shown.
 */
export interface PastOutcome {
  /** When the run began, ISO 8601. */
  readonly startedAt: string;
  readonly state: State;
  readonly value: string | null;
  readonly observed: string | null;
  /** The digest of the rule that was judged; absent in older histories, and kept of the last run only. */
  readonly digest?: string;
}

/** The file that holds the past runs unless another is given, from the root. */
export const usualHistory = 'node_modules/.cache/assay/history.json';

/** The last runs of each expectation, oldest first, by `keyOf`. */
export type History = ReadonlyMap<string, readonly PastOutcome[]>;

/** The number of runs kept of each expectation. */
export const kept = 50;

/** Returns the key of an expectation in a history. It is the same for raw and legible texts. */
export const keyOf = ({
  contract,
  dataset,
  id,
}: Pick<Outcome, 'contract' | 'dataset' | 'id'>): string =>
  JSON.stringify([contract, dataset, id].map(visible));

/** Returns the key of an expectation from older histories, which identified it by its title. */
export const titleKey = (key: string): string => `title: ${key}`;

const titleKeyOf = (outcome: RememberedOutcome) =>
  titleKey(keyOf({ ...outcome, id: outcome.title }));

/** True unless the user's filter left the expectation out, which says nothing about the data. */
const isPartOfRun = (outcome: RememberedOutcome) => outcome.state !== 'notRun' || isLost(outcome);

/** The part of a report, of whatever version, that a history needs. */
export interface RememberedRun {
  readonly startedAt: string;
  readonly contracts: readonly { readonly outcomes: readonly RememberedOutcome[] }[];
}

type RememberedOutcome = Pick<
  Outcome,
  'contract' | 'dataset' | 'id' | 'title' | 'state' | 'value' | 'observed' | 'problem'
> &
  Pick<Outcome, 'digest'>;

/**
 * Returns the history with this run at its end; a run that is in it already is replaced. Entries under a title move to
 * the expectation's id.
 */
export function withRun(history: History, { startedAt, contracts }: RememberedRun): History {
  const all = new Map(history);
  for (const outcome of contracts.flatMap(({ outcomes }) => outcomes).filter(isPartOfRun)) {
    const { state, value, observed } = outcome;
    const key = keyOf(outcome);
    const former = titleKeyOf(outcome);
    const known = history.get(key) ?? history.get(former) ?? [];
    const earlier = known.filter((one) => one.startedAt !== startedAt).map(withoutDigest);
    all.delete(former);
    const now = {
      startedAt,
      state,
      value,
      observed,
      ...(outcome.digest !== undefined && { digest: outcome.digest }),
    };
    all.set(key, [...earlier, now].slice(-kept));
  }
  return all;
}

const withoutDigest = ({ digest: _, ...one }: PastOutcome): PastOutcome => one;

/** A streak of failures, with its beginning. */
export interface Streak {
  readonly startedAt: string;
  /** The number of runs that failed since then. */
  readonly runs: number;
  /** True if it failed in the oldest known run too, and perhaps before. */
  readonly isOpen: boolean;
}

/**
 * Returns the current streak of failures; null if the last run with a verdict passed. A run without a verdict ends no
 * streak.
 */
export function streakOf(past: readonly PastOutcome[]): Streak | null {
  const judged = past.filter(({ state }) => state !== 'notRun');
  const lastGreen = judged.findLastIndex((one) => !isRed(one));
  const red = judged.slice(lastGreen + 1);
  const [first] = red;
  return first ? { startedAt: first.startedAt, runs: red.length, isOpen: lastGreen < 0 } : null;
}
