import { isNotRunFor } from '../src/outcome/cause-failed.ts';
import { isLost, isRed, type Outcome, type State } from '../src/outcome/outcome.ts';
import type { Report, ReportedContract } from '../src/outcome/report.ts';

/** A finding about one contract, for reports that people read. */
export interface Finding {
  readonly contract: ReportedContract;
  readonly outcome: Outcome;
  /** Further expectations of the contract that the same problem kept from being checked. */
  readonly alike: readonly Outcome[];
}

/** A run's outcomes by what a person has to do about them, each in the report's order. */
export interface Findings {
  /** Failed, or could not be judged. */
  readonly red: readonly Finding[];
  /** Declared, and lost. */
  readonly lost: readonly Finding[];
  readonly warned: readonly Finding[];
  /** Expectations that a filter, `.only` or `.skip` left out. */
  readonly leftOut: readonly Finding[];
}

/** Sorts the outcomes of a report by what a person has to do about them. */
export function findingsOf({ contracts }: Report): Findings {
  const pick = (isMeant: (outcome: Outcome) => boolean) =>
    contracts.flatMap((contract) => oncePerProblem(contract, contract.outcomes.filter(isMeant)));
  return {
    red: pick(isRed),
    lost: pick(isLost),
    warned: pick(({ state }) => state === 'warned'),
    leftOut: pick((outcome) => outcome.state === 'notRun' && !isLost(outcome)),
  };
}

function oncePerProblem(
  contract: ReportedContract,
  outcomes: readonly Outcome[],
): readonly Finding[] {
  const key = ({ problem, id }: Outcome) =>
    problem === null ? `one ${id}` : `problem ${problem.code} ${problem.message}`;
  return [...Map.groupBy(outcomes, key).values()].flatMap(([outcome, ...alike]) =>
    outcome ? [{ contract, outcome, alike }] : [],
  );
}

/** Returns the expectations that were not run because of a finding. */
export const consequencesOf = ({ contract, outcome }: Finding): readonly Outcome[] =>
  contract.outcomes.filter((one) => isNotRunFor(one, outcome));

/** All outcomes of some findings. */
export const outcomesOf = (findings: readonly Finding[]): readonly Outcome[] =>
  findings.flatMap(({ outcome, alike }) => [outcome, ...alike]);

/** Each state as a word in a count, the worst first. */
export const stateWords = {
  failed: 'failed',
  errored: 'could not be judged',
  notRun: 'not run',
  warned: 'warned',
  passed: 'passed',
} as const satisfies Record<State, string>;
