import type { ExpectationNode } from '../../contract/expectation.ts';
import { satisfies } from '../../value/bound.ts';
import { compareNumeric } from '../../value/numeric.ts';
import type { SegmentValue } from '../measure-request.ts';

/**
 * True if a number satisfies a bound. A missing value satisfies none. A condition without a row to judge has no
 * violation.
 */
export function satisfiesBound(
  { metric, bound }: Pick<ExpectationNode, 'metric' | 'bound'>,
  { value, of }: SegmentValue,
): boolean {
  if (value === null) return false;
  const isEmpty = compareNumeric(of, 0) === 0;
  if (isEmpty && metric.condition) return compareNumeric(value, 0) === 0;
  return satisfies({ value, of }, bound);
}
