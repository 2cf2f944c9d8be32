import { countIf, notNull, type Scalar } from '../../metric/expression.ts';
import type { Measured } from '../measure-request.ts';
import type { Item } from '../select.ts';

/** The number of distinct values of a column, and how it was found. */
export interface Distinct {
  readonly distinct: bigint;
  readonly exactness: Measured['exactness'];
  /** The way in which it was found; null for a plain count. */
  readonly note: string | null;
}

/** Counts the rows that have a value. */
export const presentItem = (of: Scalar): Item => ({ aggregate: countIf(notNull(of)), where: [] });
