import type { Parts } from '../../contract/constraints/column-constraint.ts';
import type { RangeEnd } from '../../contract/constraints/constraint.ts';
import type { NumberShape } from '../domain.ts';
import { nextDown, nextUp } from './limits.ts';

/** Bounds numbers. Whole ones stay within what a double holds exactly, unless the contract bounds them elsewhere. */
export function numberShape(parts: Parts): NumberShape | null {
  const whole = parts.integer.length > 0;
  const most = whole ? Number.MAX_SAFE_INTEGER : Number.MAX_VALUE;
  const minimum = end(parts.minimum[0]?.value, nextUp) ?? -most;
  const maximum = end(parts.maximum[0]?.value, nextDown) ?? most;
  const steps = parts.multipleOf.map(({ value }) => Number(value));
  if (minimum > maximum) return null;
  return { kind: 'number', minimum, maximum, whole, steps, nan: false, infinite: false };
}

/** An end as a double; infinite ends are as good as none. */
function end(limit: RangeEnd | undefined, inwards: (value: number) => number): number | null {
  if (limit === undefined) return null;
  const value = Number(limit.value);
  if (!Number.isFinite(value)) return null;
  return limit.exclusive ? inwards(value) : value;
}
