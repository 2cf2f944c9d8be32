import { type Numeric, printNumeric } from '../../value/numeric.ts';
import { printShare } from '../../value/quantity.ts';
import type { Evidence } from '../outcome.ts';
import type { JudgedNoun } from './judged-noun.ts';

/** Returns a count with its total and share: `'12 of 2,000 rows (0.6%)'`. */
export const partOf = (value: Numeric, of: Numeric, what = '', noun: JudgedNoun = 'row'): string =>
  `${printNumeric(value)} of ${printNumeric(of)}${what === '' ? '' : ` ${what}`} (${printShare(value, of, noun)})`;

/** Returns the count of an outcome, `'63,000'`, from its exact text. */
export const countText = (value: string): string => printNumeric(Number(value));

/** Returns the interval of an outcome's count from its exact texts. */
export const intervalText = ({ low, high }: NonNullable<Evidence['interval']>): string =>
  `between ${countText(low)} and ${countText(high)}`;

/** Returns the share of an outcome's count, `'2.1%'`, from its exact text. */
export const shareText = (value: string, of: number): string => printShare(Number(value), of);
