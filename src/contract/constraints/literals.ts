import type { Family, Literal } from '../../metric/expression.ts';
import { compareNumeric } from '../../value/numeric.ts';
import type { RangeEnd } from './constraint.ts';

/** Kinds of value that constraints tell apart: those of one kind can be compared. */
export type ValueKind = 'number' | 'text' | 'boolean' | 'instant' | 'other';

const all: readonly ValueKind[] = ['number', 'text', 'boolean', 'instant', 'other'];

/** A value of JSON may be of any kind. */
export const kindsOfFamily: Readonly<Record<Family, readonly ValueKind[]>> = {
  boolean: ['boolean'],
  integer: ['number'],
  float: ['number'],
  decimal: ['number'],
  text: ['text'],
  json: all,
  date: ['instant'],
  timestamp: ['instant'],
  binary: ['other'],
  struct: ['other'],
  list: ['other'],
  map: ['other'],
  other: all,
};

/** The kind of a constant. */
export function kindOf(value: Literal): ValueKind {
  if (value instanceof Date) return 'instant';
  if (typeof value === 'string') return 'text';
  return typeof value === 'boolean' ? 'boolean' : 'number';
}

/** The sign of left - right where the two can be compared; null where they can't. */
export function orderOf(left: Literal, right: Literal): number | null {
  if (left instanceof Date || right instanceof Date)
    return left instanceof Date && right instanceof Date ? left.getTime() - right.getTime() : null;
  if (isNumber(left) && isNumber(right)) return compareNumeric(left, right);
  return typeof left === typeof right && left === right ? 0 : null;
}

/** True for a number of either type. */
export const isNumber = (value: unknown): value is number | bigint =>
  typeof value === 'number' || typeof value === 'bigint';

/** Minus zero as zero, which it equals everywhere. */
export const unsigned = <Value extends Literal>(value: Value): Value | 0 =>
  Object.is(value, -0) ? 0 : value;

/** True for constants that every engine takes for equal: a number and a bigint can be. */
export const isEqual = (left: Literal, right: Literal): boolean => orderOf(left, right) === 0;

/** True for a value on the inner side of the limit; `side` is -1 for a minimum and 1 for a maximum. */
export function isWithin(value: Literal, limit: RangeEnd, side: -1 | 1): boolean {
  const order = orderOf(value, limit.value);
  if (order === null || Number.isNaN(order)) return false;
  return limit.exclusive ? order * side < 0 : order * side <= 0;
}

/** One order over constants of all kinds, so that a list of them has one form: numbers, instants, booleans, text. */
export function inOrder(left: Literal, right: Literal): number {
  const rank = ranks[kindOf(left)] - ranks[kindOf(right)];
  if (rank !== 0) return rank;
  const order = orderOf(left, right);
  if (order !== null && order !== 0) return order;
  const [one, other] = [written(left), written(right)];
  return one < other ? -1 : one > other ? 1 : 0;
}

const ranks: Readonly<Record<ValueKind, number>> = {
  number: 0,
  instant: 1,
  boolean: 2,
  text: 3,
  other: 4,
};

/** A number and a bigint of one value are written apart, so that the choice between them is always the same. */
const written = (value: Literal): string => `${typeof value}:${String(value)}`;
