import { type Comparison, keepsOrder } from '../../../metric/expression.ts';
import { compareNumeric } from '../../../value/numeric.ts';
import { absent } from '../place.ts';

/** True for what stands for NULL. */
export const isNil = (value: unknown): boolean =>
  value === null || value === undefined || value === absent;

/** The order of two values of a column, as engines have it: NaN above all numbers, texts by code points. */
export function compareValues(left: unknown, right: unknown): number {
  if (left instanceof Date && right instanceof Date) return left.getTime() - right.getTime();
  if (isNumber(left) && isNumber(right)) return compareNumbers(left, right);
  if (typeof left === 'string' && typeof right === 'string') return compareTexts(left, right);
  return Number(left) - Number(right);
}

const isNumber = (value: unknown): value is number | bigint =>
  typeof value === 'number' || typeof value === 'bigint';

function compareNumbers(left: number | bigint, right: number | bigint): number {
  const [isLeftNaN, isRightNaN] = [Number.isNaN(left), Number.isNaN(right)];
  return isLeftNaN || isRightNaN
    ? Number(isLeftNaN) - Number(isRightNaN)
    : compareNumeric(left, right);
}

function compareTexts(left: string, right: string): number {
  const [one, other] = [[...left], [...right]];
  const at = one.findIndex((point, index) => point !== other[index]);
  if (at < 0) return one.length - other.length;
  return (one[at]?.codePointAt(0) ?? 0) - (other[at]?.codePointAt(0) ?? -1);
}

/** True if a comparison holds of two values, or one of them stands for NULL. */
export const holds = (left: unknown, op: Comparison, right: unknown): boolean =>
  isNil(left) || isNil(right) || keepsOrder[op](compareValues(left, right));

/** A text that is the same for equal values, and for no others. */
export function identity(value: unknown): string {
  if (typeof value === 'string') return `"${value}`;
  if (value instanceof Date) return `date ${value.getTime()}`;
  if (typeof value !== 'object' || value === null)
    return Object.is(value, -0) ? '0' : String(value);
  if (value instanceof Set || value instanceof Map) return identity([...value]);
  return `{${Object.entries(value)
    .map(([name, part]) => JSON.stringify([name, identity(part)]))
    .join()}}`;
}
