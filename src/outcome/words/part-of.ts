import { type Numeric, printNumeric } from '../../value/numeric.ts';
import { printShare } from '../../value/quantity.ts';
import type { Evidence } from '../outcome.ts';

/** A count as a part of others, with its share: `'12 of 2,000 rows (0.6%)'`. */
export const partOf = (value: Numeric, of: Numeric, what = ''): string =>
  `${printNumeric(value)} of ${printNumeric(of)}${what === '' ? '' : ` ${what}`} (${printShare(value, of)})`;

/** The count of an outcome, `'63,000'`, from its exact text. */
export const countText = (value: string): string => printNumeric(Number(value));

/** The ends between which an outcome's count lies, from their exact texts. */
export const intervalText = ({ low, high }: NonNullable<Evidence['interval']>): string =>
  `between ${countText(low)} and ${countText(high)}`;

/** The share that an outcome's count is of others, `'2.1%'`, from its exact text. */
export const shareText = (value: string, of: number): string => printShare(Number(value), of);
