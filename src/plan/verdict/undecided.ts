import type { ExpectationNode } from '../../contract/expectation.ts';
import { printForBound, verdictOfInterval } from '../../value/bound.ts';
import type { Measured, Unmeasured } from '../measure-request.ts';

/**
 * Returns why a derived number gives no verdict: its interval has values on both sides of the bound, or the confidence that
 * is asked for has none. Null if there is a verdict. Passes never give such an interval.
 */
export function undecidedProblem(
  { metric, bound, isConfident }: Pick<ExpectationNode, 'metric' | 'bound' | 'isConfident'>,
  { segments: [one], interval, drift = null }: Measured,
): Unmeasured | null {
  if (metric.derived === undefined || metric.scope.per.length > 0 || one === undefined) return null;
  if (isConfident && one.value !== null && (drift === null || drift.interval === null))
    return problem(
      'NOT_MEASURABLE',
      'no interval is known for it, which .confident() judges: leave .confident() out.',
    );
  if (interval === undefined || verdictOfInterval(interval, one.of, bound) !== null) return null;
  const [low, high] = [interval.low, interval.high].map((end) => printForBound(end, bound));
  return problem(
    'NOT_DECIDED',
    `it lies between ${low} and ${high}, with the bound in between, and its reference does not hold enough to say more: compare with a dataset, or move the bound.`,
  );
}

const problem = (code: string, message: string): Unmeasured => ({ problem: { code, message } });
