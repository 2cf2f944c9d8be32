import type { JudgedNoun } from './judged-noun.ts';

/** A remark about a verdict, beside the observed value. */
export type Remark =
  | 'noRow'
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

/** Returns the remark that a second look at the rows counted another number than was measured. */
export const recountText = (counted: number): string =>
  `a second look counts ${counted}: the data changed while it was measured`;
