import { causeFailed } from './cause-failed.ts';
import { isLost, isRed, type Outcome } from './outcome.ts';
import {
  countStates,
  type Report,
  type ReportedContract,
  type ReportedPass,
  type RunProblem,
  stateOf,
} from './report.ts';
import { isBrokenProperty, type ReportedFuzz } from './reported-fuzz.ts';

/** The measurement of a contract, as far as a report shows it. */
export interface ReportedMeasurement {
  readonly engineMs: number;
  readonly passes: readonly ReportedPass[];
  readonly snapshot: {
    readonly rows: number;
    readonly files: number | null;
    readonly digest: string | null;
  } | null;
}

/** A contract and a dataset, with everything declared about them and all outcomes. */
export interface EndedContract
  extends Pick<
    ReportedContract,
    'contract' | 'dataset' | 'file' | 'terms' | 'columns' | 'outcomes'
  > {
  /** The measurement; null if nothing was measured. */
  readonly measured: ReportedMeasurement | null;
}

/** Returns a contract as every report shows it. */
export const reportContract = ({
  contract,
  dataset,
  file,
  terms,
  columns = [],
  outcomes,
  measured,
}: EndedContract): ReportedContract => ({
  contract,
  dataset,
  file,
  terms,
  columns,
  state: stateOf(outcomes),
  rows: measured?.snapshot?.rows ?? null,
  files: measured?.snapshot?.files ?? null,
  snapshot: measured?.snapshot?.digest ?? null,
  engineMs: measured?.engineMs ?? null,
  passes: measured?.passes ?? [],
  outcomes,
});

/** Returns a fuzz test as every report shows it. */
export const reportFuzz = (ended: Omit<ReportedFuzz, 'state'>): ReportedFuzz => ({
  ...ended,
  state: stateOf(ended.properties),
});

/** The facts about a run that has ended. */
export interface EndedRun
  extends Pick<Report, 'now' | 'startedAt' | 'durationMs' | 'problems' | 'contracts'> {
  /** True if the run may end without having judged anything. */
  readonly mayBeNothing?: boolean;
  /** The fuzz tests; none unless given. */
  readonly fuzz?: readonly ReportedFuzz[];
}

/**
 * Makes the report of a run: counts its outcomes and decides its state. All ways of running contracts use this
 * function, so that they count alike. A run that judged nothing fails, and says so.
 */
export function buildReport({ mayBeNothing = false, fuzz = [], ...run }: EndedRun): Report {
  const outcomes = run.contracts.flatMap((one) => one.outcomes);
  const properties = fuzz.flatMap((one) => one.properties);
  const isAny = outcomes.length > 0 || properties.some(({ state }) => state !== 'notRun');
  const problems: readonly RunProblem[] =
    isAny || mayBeNothing ? run.problems : [...run.problems, nothingJudged];
  const isGood =
    problems.length === 0 &&
    !outcomes.some(isBad) &&
    // What was not run for another one's failure is never green without that failure.
    !outcomes.some(({ problem }) => problem?.code === causeFailed) &&
    !properties.some(isBrokenProperty);
  return {
    format: 'assay-report',
    version: 2,
    now: run.now,
    startedAt: run.startedAt,
    durationMs: run.durationMs,
    state: isGood ? 'passed' : 'failed',
    counts: countStates(outcomes),
    problems,
    contracts: run.contracts,
    fuzz,
  };
}

const isBad = (one: Outcome): boolean => isRed(one) || isLost(one);

const nothingJudged: RunProblem = { message: 'No expectation was judged.', file: null };

/** Returns the problem of a run that was stopped before its end. */
export const interrupted: RunProblem = { message: 'The run was interrupted.', file: null };
