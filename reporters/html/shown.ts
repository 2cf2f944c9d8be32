import { createHash } from 'node:crypto';
import type { Outcome } from '../../src/outcome/outcome.ts';
import type { ReportedContract } from '../../src/outcome/report.ts';
import { type History, keyOf, type PastOutcome, type Streak, streakOf } from './history.ts';
import { type Scale, scaleOf } from './scale.ts';
import { stateOrder } from './words.ts';

/** An outcome with everything that the page shows about it. */
export interface ShownOutcome {
  readonly outcome: Outcome;
  /** The anchor of the outcome. It is the same in every run, so that a link into one report works in the next. */
  readonly anchor: string;
  readonly scale: Scale | null;
  /** The runs of the expectation up to this one, oldest first; null if no history is kept. */
  readonly past: readonly PastOutcome[] | null;
  readonly streak: Streak | null;
}

/** A contract with everything that the page shows about it. */
export interface ShownContract {
  readonly contract: ReportedContract;
  readonly anchor: string;
  /** The outcomes, worst first, then in the contract's order. */
  readonly outcomes: readonly ShownOutcome[];
}

const digest = (text: string): string =>
  createHash('sha256').update(text).digest('hex').slice(0, 10);

/** Returns the anchor of a contract's table of drifts. */
export const driftAnchor = ({ contract, dataset }: Pick<Outcome, 'contract' | 'dataset'>): string =>
  `d${digest(JSON.stringify([contract, dataset]))}`;

const rank = ({ outcome }: ShownOutcome) => stateOrder.indexOf(outcome.state);

/** Returns a contract with its outcomes and their history. */
export function shownContract(contract: ReportedContract, history: History | null): ShownContract {
  const outcomes = contract.outcomes.map((outcome) => shownOutcome(outcome, history));
  return {
    contract,
    anchor: `c${digest(JSON.stringify([contract.contract, contract.dataset]))}`,
    outcomes: outcomes.sort((one, other) => rank(one) - rank(other)),
  };
}

function shownOutcome(outcome: Outcome, history: History | null): ShownOutcome {
  const key = keyOf(outcome);
  const past = history === null ? null : (history.get(key) ?? []);
  return {
    outcome,
    anchor: `x${digest(key)}`,
    scale: scaleOf(outcome),
    past,
    streak: past === null ? null : streakOf(past),
  };
}
