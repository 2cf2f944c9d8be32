import { type Bound, isFaithful, printForBound } from '../../value/bound.ts';
import { printNumeric } from '../../value/numeric.ts';
import { printShare } from '../../value/quantity.ts';
import type { JudgedNoun } from './judged-noun.ts';

/** A remark about a verdict, beside the observed value. */
export type Remark =
  | 'noRow'
  | 'noRows'
  | 'noSegment'
  | 'noValue'
  | 'tooFewValues'
  | 'tooFewOrEqualValues'
  | 'undecidedSegments'
  | 'yetToCome';

const texts: Readonly<Record<Remark, (metric: string, noun: JudgedNoun) => string>> = {
  noRow: (_, noun) => `there is no ${noun} to judge: all are NULL, or the scope has none`,
  noSegment: (_, noun) =>
    `there is no segment with ${noun === 'row' ? 'a row' : 'an element'} to judge`,
  noRows: (_, noun) => `there are no ${noun}s`,
  noValue: () => 'there are no values to measure',
  tooFewValues: (metric) => `there are too few values for ${metric}()`,
  tooFewOrEqualValues: (metric) =>
    `there are too few values for ${metric}(), or all of them are equal`,
  undecidedSegments: () =>
    'some segments are only known within an interval that does not decide the bound: they count as outside',
  yetToCome: () =>
    "its newest value lies in the future, and an age below zero tells nothing of freshness: future() counts such values, and between('-5m', ...) allows for clocks that differ",
};

/** Returns a remark in words; `metric` is the method's name, `'mean'`. */
export const remarkText = (remark: Remark, metric: string, noun: JudgedNoun = 'row'): string =>
  texts[remark](metric, noun);

/** The interval within which a value is known. All of it was to keep the bound, and not all of it does. */
export interface Uncertainty {
  readonly low: number;
  readonly high: number;
  /** The confidence, such as 0.95. */
  readonly level: number;
  /** The rows that it was estimated from. */
  readonly rows: { readonly current: number; readonly reference: number };
}

/** Returns in words why a value that keeps its bound fails all the same: a remark, or how far it may lie from what was measured. */
export const despiteText = (
  despite: Remark | Uncertainty,
  bound: Pick<Bound, 'limits'>,
  metric: string,
  noun: JudgedNoun = 'row',
): string =>
  typeof despite === 'string'
    ? remarkText(despite, metric, noun)
    : uncertaintyText(despite, bound, noun);

function uncertaintyText(
  { low, high, level, rows }: Uncertainty,
  bound: Pick<Bound, 'limits'>,
  noun: JudgedNoun,
): string {
  const [from, to] = [low, high].map((end) => {
    const round = Number(end.toPrecision(3));
    return printForBound(isFaithful(round, end, bound) ? round : end, bound);
  });
  const current = `${printNumeric(rows.current)} ${rows.current === 1 ? noun : `${noun}s`}`;
  return `it is only known to lie between ${from} and ${to}, with ${printShare(level, 1)} confidence from ${current} against ${printNumeric(rows.reference)}`;
}

/** Returns the remark that a second look at the rows counted another number than was measured. */
export const recountText = (counted: number): string =>
  `a second look counts ${counted}: the data changed while it was measured`;
