import { countIf, notNull, type Scalar } from '../../metric/expression.ts';
import type { Measured } from '../measure-request.ts';
import type { Item } from '../select.ts';

/** How many distinct values a column has, and how that is known. */
export interface Distinct {
  readonly distinct: bigint;
  readonly exactness: Measured['exactness'];
  readonly note: string;
}

/** How many rows have a value. */
export const presentItem = (of: Scalar): Item => ({ aggregate: countIf(notNull(of)), where: [] });
