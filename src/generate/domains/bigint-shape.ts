import type { Parts } from '../../contract/constraints/column-constraint.ts';
import type { RangeEnd } from '../../contract/constraints/constraint.ts';
import type { Shape } from '../domain.ts';
import { bigintRange, hugeintRange } from './limits.ts';

/** Bounds bigints: to those of BIGINT, or of HUGEINT on the side where the contract's own bound lies beyond. */
export function bigintShape(parts: Parts): Shape | null {
  const least = end(parts.minimum[0]?.value, 1n);
  const most = end(parts.maximum[0]?.value, -1n);
  const range =
    (least !== null && least > bigintRange.maximum) || (most !== null && most < bigintRange.minimum)
      ? hugeintRange
      : bigintRange;
  const step = parts.multipleOf.reduce(
    (common, { value }) => leastCommon(common, BigInt(value)),
    1n,
  );
  const minimum = upTo(least ?? range.minimum, step);
  const maximum = -upTo(-(most ?? range.maximum), step);
  return minimum > maximum ? null : { kind: 'bigint', minimum, maximum, step };
}

function end(limit: RangeEnd | undefined, inwards: bigint): bigint | null {
  if (limit === undefined || limit.value instanceof Date) return null;
  const { value, exclusive } = limit;
  if (typeof value === 'bigint') return exclusive ? value + inwards : value;
  if (!Number.isFinite(value)) return null;
  if (Number.isInteger(value)) return BigInt(value) + (exclusive ? inwards : 0n);
  return BigInt(inwards > 0n ? Math.ceil(value) : Math.floor(value));
}

/** The first multiple that is not below a value. */
function upTo(value: bigint, step: bigint): bigint {
  const rest = ((value % step) + step) % step;
  return rest === 0n ? value : value + step - rest;
}

const leastCommon = (left: bigint, right: bigint): bigint =>
  (left / greatestCommon(left, right)) * right;

function greatestCommon(left: bigint, right: bigint): bigint {
  return right === 0n ? left : greatestCommon(right, left % right);
}
