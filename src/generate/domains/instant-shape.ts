import type { Parts } from '../../contract/constraints/column-constraint.ts';
import type { RangeEnd } from '../../contract/constraints/constraint.ts';
import type { Shape } from '../domain.ts';
import { allInstants, usualInstants } from './limits.ts';

/** Bounds dates: to the years 1 to 9999, unless the contract's own bounds lie elsewhere. */
export function instantShape(parts: Parts): Shape | null {
  const least = end(parts.minimum[0]?.value, 1);
  const most = end(parts.maximum[0]?.value, -1);
  const isBeyond =
    (least ?? -Infinity) > usualInstants.maximum || (most ?? Infinity) < usualInstants.minimum;
  const range = isBeyond ? allInstants : usualInstants;
  const minimum = Math.max(least ?? range.minimum, allInstants.minimum);
  const maximum = Math.min(most ?? range.maximum, allInstants.maximum);
  return minimum > maximum ? null : { kind: 'instant', minimum, maximum };
}

function end(limit: RangeEnd | undefined, inwards: 1 | -1): number | null {
  if (!(limit?.value instanceof Date)) return null;
  return limit.value.getTime() + (limit.exclusive ? inwards : 0);
}
