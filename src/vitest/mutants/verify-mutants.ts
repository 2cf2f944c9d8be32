import { test } from 'vitest';
import type { Contract } from '../../contract/contract.ts';
import type { Dataset } from '../../dataset/dataset.ts';
import { leastScore, scoreProblem } from '../../mutants/least-score.ts';
import { checkMutantOptions } from '../../mutants/mutant-options.ts';
import { MutantsError } from '../../mutants/mutants-error.ts';
import { type MutantsOptions, mutantsOf } from '../../mutants/mutants-of.ts';
import { reportLines } from '../../mutants/report-lines.ts';

/** The options of `verifyMutants`: those of `mutantsOf`, and a gate. */
export interface VerifyMutantsOptions extends Omit<MutantsOptions, 'timeout'> {
  /** The least share of the mutants that the contract catches, above 0: `'80%'` or `0.8`. */
  readonly atLeast: number | `${number}%`;
  /** The milliseconds that the test may take. It is ten minutes unless given. */
  readonly timeout?: number;
}

const tenMinutes = 600_000;

/**
 * Registers a Vitest test that holds a contract to mutants of a dataset. It fails if the contract catches too few of them, and
 * its message lists the survivors, each with an expectation that would have caught it. Call it in a test file.
 *
 * @throws {MutantsError} `OPTION_INVALID` for an option that can't be as it is.
 *
 * @example
 * verifyMutants(flights, parquet('data/flights/*.parquet'), { atLeast: '80%' });
 */
export function verifyMutants(
  contract: Contract,
  dataset: Dataset,
  { atLeast, timeout = tenMinutes, ...options }: VerifyMutantsOptions,
): void {
  const least = leastScore(atLeast);
  checkMutantOptions(options);
  test(`mutants of ${contract.name} on ${dataset.label}`, { timeout }, async () => {
    const report = await mutantsOf(contract, dataset, options);
    const problem = scoreProblem(report, least);
    if (problem !== null)
      throw new MutantsError('SCORE_LOW', [problem, '', ...reportLines(report)].join('\n'));
  });
}
