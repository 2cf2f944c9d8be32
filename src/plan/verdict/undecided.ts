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
      'no interval is known for it, which .confident() judges: there are too few rows for it, or the method has none.',
    );
  if (interval === undefined || verdictOfInterval(interval, one.of, bound) !== null) return null;
  const [low, high] = [interval.low, interval.high].map((end) => printForBound(end, bound));
  const undecided = problem(
    'NOT_DECIDED',
    `it lies between ${low} and ${high}, with the bound in between, and no more is known: ${metric.unit === 'count' ? ofFolded : ofRanges}, or move the bound.`,
  );
  return { ...undecided, drift };
}

/** The advice for values that a baseline has folded, since few rows have them. */
const ofFolded =
  'rare values are one in its reference; compare with a dataset, which has each of them';

/** The advice for numbers that are counted in ranges. */
const ofRanges =
  "its values are counted in ranges; compare bins, as .drift('psi') does, which are exact";

const problem = (code: string, message: string): Unmeasured => ({ problem: { code, message } });
