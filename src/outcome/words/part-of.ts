import { compareNumeric, type Numeric, parseDecimal, printNumeric } from '../../value/numeric.ts';
import { printShareBeside } from '../../value/quantity.ts';
import type { Evidence, ReportedLimit } from '../outcome.ts';
import type { JudgedNoun } from './judged-noun.ts';

/** The words around a part, and the limits across which its share is not rounded. */
export interface PartWords {
  /** The limits of the share, in percent. */
  readonly limits: readonly Numeric[];
  readonly noun?: JudgedNoun;
  /** True if the noun stands behind the total. */
  readonly isNamed?: boolean;
}

/** Returns a count with its total and share: `'12 of 2,000 rows (0.6%)'`. */
export function partOf(
  value: Numeric,
  of: Numeric,
  { limits, noun = 'row', isNamed = false }: PartWords,
): string {
  const named = isNamed ? ` ${compareNumeric(of, 1) === 0 ? noun : `${noun}s`}` : '';
  return `${printNumeric(value)} of ${printNumeric(of)}${named} (${printShareBeside(value, of, limits, noun)})`;
}

/** Returns the limits of a reported bound that are shares, in percent. A limit that is no number is left out. */
export const shareLimits = (limits: readonly Pick<ReportedLimit, 'kind' | 'value'>[]) =>
  limits.flatMap(({ kind, value }) =>
    kind === 'share' && /^\d+(\.\d+)?$/.test(value) ? [parseDecimal(value)] : [],
  );

/** Returns the count of an outcome, `'63,000'`, from its exact text. */
export const countText = (value: string): string => printNumeric(Number(value));

/** Returns the interval of an outcome's count from its exact texts. */
export const intervalText = ({ low, high }: NonNullable<Evidence['interval']>): string =>
  `between ${countText(low)} and ${countText(high)}`;

/** Returns the share of an outcome's count, `'2.1%'`, from its exact text. */
export const shareText = (
  value: string,
  of: number,
  limits: readonly Pick<ReportedLimit, 'kind' | 'value'>[],
): string => printShareBeside(Number(value), of, shareLimits(limits));
