import type { Unit } from '../value/quantity.ts';

/** The least and the greatest number that a metric can have, whatever the data is; null where there is none. */
export interface Range {
  readonly low: number | null;
  readonly high: number | null;
}

/** The range of numbers of any size. */
export const anyNumber: Range = { low: null, high: null };

/** The range of counts, lengths and distances. */
export const fromZero: Range = { low: 0, high: null };

/** Returns the range of all numbers of a unit. Ages may be negative. */
export const rangeOfUnit = (unit: Unit): Range => (unit === 'count' ? fromZero : anyNumber);
