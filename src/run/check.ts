import type { Contract } from '../contract/contract.ts';
import type { Dataset } from '../dataset/dataset.ts';
import type { Outcome, State } from '../outcome/outcome.ts';
import { type Report, stateOf } from '../outcome/report.ts';
import { summaryOf } from '../outcome/summary.ts';
import { exitCode } from './exit-status.ts';
import { reportOf } from './report-of.ts';
import { checkArguments } from './run-arguments.ts';
import { type RunContractOptions, runContract } from './run-contract.ts';

/** The verdict on one dataset: plain JSON. */
export interface Check {
  /** True if the data keeps the contract. Warnings don't prevent that; what could not be judged does. */
  readonly passed: boolean;
  /** The state of the worst outcome; `'notRun'` if nothing was judged. */
  readonly state: State;
  /** 0 if the data keeps the contract, 1 if it breaks it, 2 if something could not be judged. */
  readonly exitCode: 0 | 1 | 2;
  /** One outcome for each expectation of the contract, in its order. */
  readonly outcomes: readonly Outcome[];
  /** Each expectation that does not hold, in words for a terminal, and the counts. Personal values are masked. */
  readonly summary: string;
  /** The report of this run, for `writeReports` and `renderReport`. */
  readonly report: Report;
}

/**
 * Checks a dataset against a contract in any script, and returns the verdict. It never throws for what the data does wrong:
 * look at `passed`, or use `enforce`, which throws. For a report of several runs, use `runContract` and `reportOf`.
 *
 * @throws {RunError} `OPTION_INVALID` for an option that does not exist or can't be as it is, `RUN_INVALID` for an
 * argument that is no contract or no dataset.
 *
 * @example
 * const { passed, outcomes, summary } = await check(flights, parquet('data/flights/*.parquet'));
 * if (!passed) console.error(summary);
 */
export async function check(
  contract: Contract,
  dataset: Dataset,
  options: RunContractOptions = {},
): Promise<Check> {
  return checked('await check', contract, dataset, options);
}

/** Checks a dataset for a function that is called as `call`, which messages about its arguments name. */
export async function checked(
  call: string,
  contract: Contract,
  dataset: Dataset,
  options: RunContractOptions,
): Promise<Check> {
  checkArguments(call, contract, dataset);
  const run = await runContract(contract, dataset, options);
  const report = reportOf([run]);
  const problems = report.problems.map(({ message }) => message);
  return {
    passed: report.state === 'passed',
    state: stateOf(run.outcomes),
    exitCode: exitCode(report),
    outcomes: run.outcomes,
    summary: [summaryOf(run), ...problems].join('\n\n'),
    report,
  };
}
