import { correlation } from '../../metric/association.ts';
import type { Comparison } from '../../metric/expression.ts';
import * as numbers from '../../metric/numbers.ts';
import { outliers } from '../../metric/outliers.ts';
import { type Exactness, printArgument, type Subject } from '../../metric/subject.ts';
import { ContractError, type TypeProblem } from '../../value/contract-error.ts';
import { type Condition, condition } from '../expectation.ts';
import type { AnyColumn } from './any-column.ts';
import { comparand, operand, otherColumn, refuseEndless } from './column-limit.ts';
import type { OrderedDrift } from './drift.ts';
import { isExact } from './exactness.ts';
import type { BinEdges, HistogramBins } from './histogram-column.ts';
import type { Written } from './limit.ts';
import { type Measure, measure } from './measure.ts';

/**
 * A column of numbers. Limits are in the unit of its values. NULL is ignored. One NaN makes a measure NaN, which
 * satisfies no bound; a NaN violates every condition.
 */
export interface NumberColumn<Value extends number | bigint = number | bigint>
  extends AnyColumn<Value>,
    OrderedDrift {
  /**
   * Measures the smallest value. NULL is ignored; the result is NaN if one value is NaN.
   *
   * @example column('fare').min().atLeast(0)
   */
  min(): Measure<'number'>;
  /**
   * Measures the largest value. NULL is ignored; the result is NaN if one value is NaN.
   *
   * @example column('fare').max().below(10_000)
   */
  max(): Measure<'number'>;
  /**
   * Measures the arithmetic mean of the values that are not NULL. It does not depend on the order of the rows. The
   * result is NaN if one value is NaN.
   *
   * @example column('delay').mean().between(0, 15)
   */
  mean(): Measure<'number'>;
  /**
   * Measures the sum of the values that are not NULL. It is exact for integers and decimals; for doubles it is rounded
   * once, at the end. The result is NaN if one value is NaN. An exact sum of more than 38 digits is an error.
   *
   * @example column('fare').sum().above(0)
   */
  sum(): Measure<'number'>;
  /**
   * Measures the sample standard deviation (n - 1) of the values that are not NULL. A single value has none, and the
   * expectation fails. The result is NaN if one value is NaN or infinite.
   *
   * @example column('fare').stddev().between(1, 100)
   */
  stddev(): Measure<'number'>;
  /**
   * Measures the sample skewness of the values that are not NULL: 0 if they are symmetric, positive if the tail is to
   * the right. It is the adjusted coefficient G1 (Joanes and Gill, 1998), as computed by pandas' `skew()` and
   * `scipy.stats.skew(bias=False)`. The number of threads and files does not change it. Fewer than three values, or
   * equal ones, have none, and the expectation fails. The result is NaN if one value is NaN or infinite.
   *
   * @example column('fare').skewness().between(-0.5, 2)
   */
  skewness(): Measure<'number'>;
  /**
   * Measures the sample excess kurtosis of the values that are not NULL, a number without a unit: 0 for a normal
   * distribution, positive if the tails are heavier. It is the adjusted coefficient G2 (Joanes and Gill, 1998), as
   * computed by pandas' `kurt()` and `scipy.stats.kurtosis(bias=False)`. The number of threads and files does not change
   * it. Fewer than four values, or equal ones, have none, and the expectation fails. The result is NaN if one value is
   * NaN or infinite.
   *
   * @example column('fare').kurtosis().between(-1, 10)
   */
  kurtosis(): Measure<'number'>;
  /**
   * Counts the outliers by Tukey's rule (1977): the values below Q1 - k IQR or above Q3 + k IQR. The quartiles are
   * those of `quantile(0.25)` and `quantile(0.75)`, computed as doubles, and IQR is their difference. A share is of the
   * values that are not NULL. Each NaN is an outlier, and the quartiles are those of the other values; the result is NaN
   * if a quartile is infinite. If IQR is 0, each value that differs from both quartiles is an outlier. Fewer than five
   * values can have none, so the expectation fails. The values are held in memory, 8 bytes each.
   *
   * @example column('fare').outliersByIqr().atMost('10%')
   */
  outliersByIqr(k?: number): Measure<'count'>;
  /**
   * Counts the outliers by the modified z-score (Iglewicz and Hoaglin, 1993): the values for which 0.6745 |x - median| /
   * MAD is more than `z`. MAD is the median of the distances from the median, computed as doubles. A share is of the
   * values that are not NULL. Each NaN is an outlier, and the median is that of the other values; the result is NaN if
   * the median or MAD is infinite. If MAD is 0, since more than half of the values are equal, each value that differs
   * from the median is an outlier. Fewer than three values can have none, so the expectation fails. The values are held
   * in memory, 8 bytes each.
   *
   * @example column('delay').outliersByRobustZ(5).atMost('15%')
   */
  outliersByRobustZ(z?: number): Measure<'count'>;
  /**
   * Cuts the values into bins between ascending edges. NULL and NaN are in no bin.
   *
   * @example column('fare').histogram([0, 10, 20, 50]).bin(0).between('40%', '60%')
   */
  histogram<const E extends readonly (number | bigint)[]>(edges: E & BinEdges<E>): HistogramBins<E>;
  /**
   * Measures Pearson's correlation coefficient of this column and another one, from -1 to 1, as `scipy.stats.pearsonr`
   * does. It is computed from doubles, over the rows in which neither value is NULL, and the order of the rows does not
   * change it. The result is NaN if such a row has a NaN or an infinity. Fewer than two rows, or equal values in one of
   * the columns, have none, and the expectation fails.
   *
   * @example column('fare').pearson(column('tip')).atLeast(0.1)
   */
  pearson(other: NumberColumn): Measure<'number'>;
  /**
   * Measures Spearman's rank correlation coefficient of this column and another one, from -1 to 1: Pearson's of the
   * ranks, where equal values have the mean of their ranks, as `scipy.stats.spearmanr` does. It is over the rows in which
   * neither value is NULL. The result is NaN if such a row has a NaN; an infinity has the first or the last rank. Fewer
   * than two rows, or equal values in one of the columns, have none, and the expectation fails. The rows are sorted twice,
   * on disk where the memory does not suffice.
   *
   * @example column('fare').spearman(column('tip')).atLeast(0.1)
   */
  spearman(other: NumberColumn): Measure<'number'>;
  /**
   * Measures the median, like `quantile(0.5)`. NULL is ignored; the result is NaN if one value is NaN. Where an
   * interval decides the bound, the outcome shows the interval; pass `{ exact: true }` to measure the value itself.
   *
   * @example column('fare').median({ exact: true }).between(5, 50)
   */
  median(options?: Exactness): Measure<'number'>;
  /**
   * Measures the value that a share `p` (0 to 1) of the values do not exceed, with linear interpolation between
   * neighbours (Hyndman and Fan 7, the default of numpy and pandas). NULL is ignored; the result is NaN if one value is
   * NaN. Where an interval decides the bound, the outcome shows the interval; pass `{ exact: true }` to measure the
   * value itself.
   *
   * @example column('delay').quantile(0.95).atMost(120)
   */
  quantile(p: number, options?: Exactness): Measure<'number'>;
  /**
   * Counts the rows whose value is NaN. A share is of the values that are not NULL.
   *
   * @example column('fare').nans().equals(0)
   */
  nans(): Measure<'count'>;
  /**
   * Counts the rows whose value is infinite, of either sign. A share is of the values that are not NULL. NaN is not
   * infinite.
   *
   * @example column('fare').infinities().atMost('0.01%')
   */
  infinities(): Measure<'count'>;
  /**
   * Requires each value to be between `low` and `high`, inclusive. A limit is a number or another column of the row.
   * Rows with a NULL in either are ignored. NaN violates it.
   *
   * @example column('distance').between(1, 20_000)
   */
  between<const A, const B>(low: NumberLimit<A>, high: NumberLimit<B>): Condition;
  /**
   * Requires each value to be `limit` or more. The limit is a number or another column of the row. Rows with a NULL in
   * either are ignored. NaN violates it.
   *
   * @example column('fare').atLeast(0)
   */
  atLeast<const A>(limit: NumberLimit<A>): Condition;
  /**
   * Requires each value to be `limit` or less. The limit is a number or another column of the row. Rows with a NULL in
   * either are ignored. NaN violates it.
   *
   * @example column('tip').atMost(column('fare')).except('5%')
   */
  atMost<const A>(limit: NumberLimit<A>): Condition;
  /**
   * Requires each value to be more than `limit`. The limit is a number or another column of the row. Rows with a NULL
   * in either are ignored. NaN violates it.
   *
   * @example column('distance').above(0)
   */
  above<const A>(limit: NumberLimit<A>): Condition;
  /**
   * Requires each value to be less than `limit`. The limit is a number or another column of the row. Rows with a NULL
   * in either are ignored. NaN violates it.
   *
   * @example column('delay').below(2880)
   */
  below<const A>(limit: NumberLimit<A>): Condition;
  /**
   * Requires each value to equal `value`, a number or another column of the row, or to differ from it by no more than
   * `tolerance`. Rows with a NULL in either are ignored. NaN violates it, since NaN equals nothing.
   *
   * @example column('fare').plus(column('tip')).equals(column('fare'), 50)
   */
  equals<const A>(value: NumberLimit<A>, tolerance?: number): Condition;
  /**
   * Requires each value to be an integer, whatever type holds it. NULL is ignored; NaN and infinities violate it.
   *
   * @example column('delay').integer()
   */
  integer(): Condition;
  /**
   * Requires each value to be neither NaN nor infinite. NULL is ignored.
   *
   * @example column('fare').finite()
   */
  finite(): Condition;
  /**
   * Requires each value to be more than the one before it, in the dataset's own order. NULL is ignored. NaN violates
   * it, and so does the value after a NaN; -0 equals 0. It is an error if the rows have no order, as those of a
   * `query()` that groups or joins without ORDER BY.
   *
   * @example column('id').increasing()
   */
  increasing(): Condition;
  /**
   * Adds other columns of the row, and returns the sum as a column. It is NULL if one of them is NULL, and NaN if one
   * is NaN.
   *
   * @example column('fare').plus(column('tip')).atLeast(0)
   */
  plus(...others: readonly NumberColumn[]): NumberColumn;
}

/** The limit of a number: a number, or another column of numbers of the same row. */
export type NumberLimit<A> = A extends number | bigint | NumberColumn
  ? A
  : TypeProblem<`A number is held to a number or a column of numbers, and not to ${Written<A>}`>;

/** Returns the methods of a column of numbers; `build` makes a column of a sum. */
export function numberColumn<Column>(subject: Subject, build: (sum: Subject) => Column) {
  const compared =
    (name: 'atLeast' | 'atMost' | 'above' | 'below', op: Comparison) => (limit: unknown) => {
      const held = comparand(limit, 'number', subject, name);
      refuseEndless(subject, name, [limit]);
      return condition(numbers.compared(subject, name, op, held));
    };
  return {
    min: () => measure(numbers.moment(subject, 'min')),
    max: () => measure(numbers.moment(subject, 'max')),
    mean: () => measure(numbers.moment(subject, 'mean')),
    sum: () => measure(numbers.moment(subject, 'sum')),
    stddev: () => measure(numbers.moment(subject, 'stddev')),
    skewness: () => measure(numbers.moment(subject, 'skewness')),
    kurtosis: () => measure(numbers.moment(subject, 'kurtosis')),
    outliersByIqr: (k = 1.5) =>
      measure(outliers(subject, { kind: 'iqr', limit: positive(k, 'outliersByIqr') })),
    outliersByRobustZ: (z = 3.5) =>
      measure(outliers(subject, { kind: 'robustZ', limit: positive(z, 'outliersByRobustZ') })),
    pearson: (other: unknown) =>
      measure(correlation(subject, 'pearson', otherColumn(other, 'pearson', subject))),
    spearman: (other: unknown) =>
      measure(correlation(subject, 'spearman', otherColumn(other, 'spearman', subject))),
    median: (options?: Exactness) => measure(numbers.median(subject, isExact(options, 'median'))),
    quantile: (p: number, options?: Exactness) =>
      measure(numbers.quantile(subject, checkedShare(p), isExact(options, 'quantile'))),
    nans: () => measure(numbers.nans(subject)),
    infinities: () => measure(numbers.infinities(subject)),
    atLeast: compared('atLeast', '>='),
    atMost: compared('atMost', '<='),
    above: compared('above', '>'),
    below: compared('below', '<'),
    equals: (value: unknown, tolerance = 0) =>
      condition(
        numbers.equal(
          subject,
          comparand(value, 'number', subject, 'equals'),
          checkedTolerance(tolerance),
        ),
      ),
    integer: () => condition(numbers.integer(subject)),
    finite: () => condition(numbers.finite(subject)),
    plus: (...others: readonly unknown[]) =>
      build(
        numbers.plus(
          subject,
          others.map((other) => operand(other, 'number', subject)),
        ),
      ),
  };
}

function checkedShare(p: number): number {
  if (p >= 0 && p <= 1) return p;
  throw new ContractError(
    'QUANTITY_INVALID',
    `quantile(${p}): p lies between 0 and 1; the 95th percentile is quantile(0.95).`,
  );
}

function positive(limit: number, method: string): number {
  if (limit > 0 && limit < Infinity) return limit;
  throw new ContractError(
    'QUANTITY_INVALID',
    `${method}(${printArgument(limit)}): the limit is a number above 0.`,
  );
}

function checkedTolerance(tolerance: number): number {
  if (tolerance >= 0 && tolerance < Infinity) return tolerance;
  throw new ContractError(
    'QUANTITY_INVALID',
    `equals(..., ${tolerance}): a tolerance is a number that is 0 or more.`,
  );
}
