import type { Cell } from '../distribution.ts';

const word = new DataView(new ArrayBuffer(8));

/** Returns the smallest double above a number, so that a range up to it holds the number alone. */
export function nextUp(number: number): number {
  if (number === Number.POSITIVE_INFINITY) return number;
  if (number === 0) return Number.MIN_VALUE;
  word.setFloat64(0, number);
  word.setBigInt64(0, word.getBigInt64(0) + (number > 0 ? 1n : -1n));
  return word.getFloat64(0);
}

/** True if a cell is a single value: by itself, or as the only one in its range. */
export const isSingle = ([from, to]: Cell): boolean => from === to || to === nextUp(from);
