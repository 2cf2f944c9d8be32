import type { Contract } from '../../../contract/contract.ts';
import { leastScore, scoreProblem } from '../../../mutants/least-score.ts';
import { mutantsOf } from '../../../mutants/mutants-of.ts';
import type { Selection } from '../../../run/run-selected.ts';
import { messageOf } from '../../../value/thrown.ts';
import type { MutantsScore } from '../gated-call.ts';

/** Holds a contract to mutants of the promoted snapshot. */
export async function scoreMutants(
  { contract, dataset, references, settings, root }: Selection & { readonly contract: Contract },
  least: number | string,
): Promise<MutantsScore> {
  const { unmask: _, quarantine: _rows, ...options } = settings;
  try {
    const report = await mutantsOf(contract, dataset, {
      ...options,
      root,
      ...(references && references.size > 0 && { reference: Object.fromEntries(references) }),
    });
    const score = report.undecided > 0 ? null : report.score;
    return { score, problem: scoreProblem(report, leastScore(least)) };
  } catch (error) {
    return { score: null, problem: `${contract.name} has no mutation score: ${messageOf(error)}` };
  }
}
