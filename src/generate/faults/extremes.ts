import type { RangeEnd } from '../../contract/constraints/constraint.ts';
import type { Literal } from '../../metric/expression.ts';
import { changesOf, constant } from './claims.ts';
import {
  holdsDateText,
  holdsInstants,
  holdsInstantText,
  holdsNumbers,
  holdsOnlyIntegers,
  holdsText,
} from './column-kinds.ts';
import type { Fault, FaultColumn } from './fault.ts';

/** Values at the edge of their type, and values just outside of what the contract allows. */
export const extremes: Fault = {
  kind: 'fault',
  name: 'extremes',
  description: 'values out of range, NaN, Infinity, -0, 2^53, dates before 1970 and after 9999',
  changes: (column) => changesOf(column, [...outside(column), ...edges(column)].map(constant)),
};

const edges = (column: FaultColumn): readonly Literal[] => [
  ...(holdsOnlyIntegers(column) ? integers : holdsNumbers(column) ? numbers : []),
  ...(holdsInstants(column) ? days.map((day) => new Date(day)) : []),
  ...(holdsInstantText(column) ? days : holdsDateText(column) ? days.map(dateOf) : []),
];

const integers = [2n ** 53n + 1n, -(2n ** 53n) - 1n, 2n ** 63n - 1n];
const numbers = [NaN, Infinity, -Infinity, -0, 2 ** 53, Number.MAX_VALUE];
const days = [
  '1969-12-31T00:00:00Z',
  '0001-01-01T00:00:00Z',
  '9999-12-31T23:59:59Z',
  '+010000-01-01T00:00:00Z',
];
const dateOf = (instant: string) => instant.slice(0, instant.indexOf('T'));

/** Texts of more code points would say nothing more. */
const longest = 10_000;

function outside(column: FaultColumn): readonly Literal[] {
  const { minimum, maximum, maxLength } = column.constraint;
  const isTooLong = maxLength !== null && maxLength.value < longest && holdsText(column);
  return [
    ...(minimum ? beyond(minimum.value, -1) : []),
    ...(maximum ? beyond(maximum.value, 1) : []),
    ...(isTooLong ? ['x'.repeat(maxLength.value + 1)] : []),
  ];
}

const day = 86_400_000;

/** The value one step outside of an end; none where the type has no such value. */
function beyond({ value, exclusive }: RangeEnd, side: 1 | -1): readonly Literal[] {
  if (exclusive) return [value];
  if (typeof value === 'bigint') return [value + BigInt(side)];
  if (value instanceof Date) {
    const next = new Date(value.getTime() + side * day);
    return Number.isNaN(next.getTime()) ? [] : [next];
  }
  // Beside a large number, 1 is less than what is between it and the next.
  const next = value + side * Math.max(1, Math.abs(value) * 2 ** -40);
  return Number.isFinite(next) ? [next] : [];
}
