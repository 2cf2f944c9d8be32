import type { GatePolicies } from '../../../store/config/gate-policies.ts';
import { checking, held, type JudgedRun, type PolicyVerdict } from './judged-run.ts';

/** Judges the share of the mutants of the candidate that each contract catches. */
export function caughtMutants(
  run: JudgedRun,
  { mutationScore }: Pick<GatePolicies, 'mutationScore'>,
): PolicyVerdict {
  if (mutationScore === undefined) return held;
  const reasons = checking(run).flatMap(({ contract, dataset, mutants }) => {
    const problem =
      mutants === null ? `${contract} on ${dataset} was not held to mutants.` : mutants.problem;
    return problem === null ? [] : [{ problem, isJudged: (mutants?.score ?? null) !== null }];
  });
  const of = (isJudged: boolean) =>
    reasons
      .filter((one) => one.isJudged === isJudged)
      .map(({ problem }) => ({ policy: 'mutationScore', message: problem }) as const);
  return { ...held, refusals: of(true), unjudged: of(false) };
}
