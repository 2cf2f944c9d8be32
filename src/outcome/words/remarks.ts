/** A remark about a verdict, beside the observed value. */
export type Remark =
  | 'noRow'
  | 'noSegment'
  | 'noValue'
  | 'tooFewValues'
  | 'tooFewOrEqualValues'
  | 'undecidedSegments'
  | 'yetToCome';

const texts: Readonly<Record<Remark, (metric: string) => string>> = {
  noRow: () => 'there is no row to judge: all are NULL, or the scope has none',
  noSegment: () => 'there is no segment with a row to judge',
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
export const remarkText = (remark: Remark, metric: string): string => texts[remark](metric);

/** Returns the remark that a second look at the rows counted another number than was measured. */
export const recountText = (counted: number): string =>
  `a second look counts ${counted}: the data changed while it was measured`;
