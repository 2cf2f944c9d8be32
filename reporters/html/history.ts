import { isLost, isRed, type Outcome, type State } from '../../src/outcome/outcome.ts';
import { visible } from '../../src/outcome/printable-text.ts';

/** One expectation in one run. What is observed is as it came: it is made legible where it is shown. */
export interface PastOutcome {
  /** When the run began, ISO 8601. */
  readonly startedAt: string;
  readonly state: State;
  readonly value: string | null;
  readonly observed: string | null;
}

/** The last runs of each expectation, oldest first, by `keyOf`. */
export type History = ReadonlyMap<string, readonly PastOutcome[]>;

/** Runs that are kept of an expectation. */
export const kept = 50;

/** The key of an expectation in a history, be its texts raw or made legible. */
export const keyOf = ({
  contract,
  dataset,
  id,
}: Pick<Outcome, 'contract' | 'dataset' | 'id'>): string =>
  JSON.stringify([contract, dataset, id].map(visible));

/** The key of an expectation that is known by its title alone, from a time when that was its id. */
export const titleKey = (key: string): string => `title: ${key}`;

const titleKeyOf = (outcome: RememberedOutcome) =>
  titleKey(keyOf({ ...outcome, id: outcome.title }));

/** What a filter of the user's left out says nothing of the data. */
const isPartOfRun = (outcome: RememberedOutcome) => outcome.state !== 'notRun' || isLost(outcome);

/** As much of a report, of whatever version, as a history keeps. */
export interface RememberedRun {
  readonly startedAt: string;
  readonly contracts: readonly { readonly outcomes: readonly RememberedOutcome[] }[];
}

type RememberedOutcome = Pick<
  Outcome,
  'contract' | 'dataset' | 'id' | 'title' | 'state' | 'value' | 'observed' | 'problem'
>;

/**
 * Returns the history with this run at its end; a run that is in it already is replaced. What is known by its title
 * alone goes on under its id.
 */
export function withRun(history: History, { startedAt, contracts }: RememberedRun): History {
  const all = new Map(history);
  for (const outcome of contracts.flatMap(({ outcomes }) => outcomes).filter(isPartOfRun)) {
    const { state, value, observed } = outcome;
    const key = keyOf(outcome);
    const former = titleKeyOf(outcome);
    const known = history.get(key) ?? history.get(former) ?? [];
    const earlier = known.filter((one) => one.startedAt !== startedAt);
    all.delete(former);
    all.set(key, [...earlier, { startedAt, state, value, observed }].slice(-kept));
  }
  return all;
}

/** Since when something is red. */
export interface Streak {
  readonly startedAt: string;
  /** Runs in which it was red since then. */
  readonly runs: number;
  /** It was red in the oldest run that is known, and perhaps before. */
  readonly isOpen: boolean;
}

/** The current streak of red; null where the last run that judged was green. A run that did not judge ends nothing. */
export function streakOf(past: readonly PastOutcome[]): Streak | null {
  const judged = past.filter(({ state }) => state !== 'notRun');
  const lastGreen = judged.findLastIndex((one) => !isRed(one));
  const red = judged.slice(lastGreen + 1);
  const [first] = red;
  return first ? { startedAt: first.startedAt, runs: red.length, isOpen: lastGreen < 0 } : null;
}
