import type { Comparison } from '../../metric/expression.ts';
import * as numbers from '../../metric/numbers.ts';
import type { Exactness, Subject } from '../../metric/subject.ts';
import { ContractError, type TypeProblem } from '../../value/contract-error.ts';
import { type Condition, condition } from '../expectation.ts';
import type { AnyColumn } from './any-column.ts';
import { operand, refuseEndless } from './column-limit.ts';
import { isExact } from './exactness.ts';
import type { Written } from './limit.ts';
import { type Measure, measure } from './measure.ts';

/**
 * A column of numbers, in the unit of its values. NULL is left out; one NaN makes a measure NaN, which satisfies no
 * bound, and a NaN violates every condition.
 */
export interface NumberColumn<Value extends number | bigint = number | bigint>
  extends AnyColumn<Value> {
  /**
   * The least value. NULL is left out; NaN where one value is NaN.
   *
   * @example column('fare').min().atLeast(0)
   */
  min(): Measure<'number'>;
  /**
   * The greatest value. NULL is left out; NaN where one value is NaN.
   *
   * @example column('fare').max().below(10_000)
   */
  max(): Measure<'number'>;
  /**
   * The arithmetic mean of the values that are not NULL, the same in whatever order they are added; NaN where one of
   * them is NaN.
   *
   * @example column('delay').mean().between(0, 15)
   */
  mean(): Measure<'number'>;
  /**
   * The sum of the values that are not NULL, exact for integers and decimals, and of doubles rounded once, at the end;
   * NaN where one of them is NaN. An exact sum of more than 38 digits is an error.
   *
   * @example column('fare').sum().above(0)
   */
  sum(): Measure<'number'>;
  /**
   * The standard deviation of a sample (n - 1) of the values that are not NULL; of a single value there is none, which
   * is red. NaN where one of them is NaN or infinite.
   *
   * @example column('fare').stddev().between(1, 100)
   */
  stddev(): Measure<'number'>;
  /**
   * The skewness of a sample of the values that are not NULL: 0 for symmetric ones, above 0 where the tail lies to the right.
   * It is the adjusted coefficient G1 (Joanes and Gill, 1998), as pandas' `skew()` and `scipy.stats.skew(bias=False)`
   * compute it, the same for any number of threads and files. Of fewer than three values, or equal ones, there is none,
   * which is red. NaN where one of them is NaN or infinite.
   *
   * @example column('fare').skewness().between(-0.5, 2)
   */
  skewness(): Measure<'number'>;
  /**
   * The median, `quantile(0.5)`. NULL is left out; NaN if one value is NaN. If an interval decides, the outcome shows
   * it; `{ exact: true }` measures the value itself.
   *
   * @example column('fare').median({ exact: true }).between(5, 50)
   */
  median(options?: Exactness): Measure<'number'>;
  /**
   * The value that a share `p` (0 to 1) of the values do not exceed, interpolated linearly between neighbours (Hyndman
   * and Fan 7, as numpy and pandas do). NULL is left out; NaN if one value is NaN. If an interval decides, the outcome
   * shows it; `{ exact: true }` measures the value itself.
   *
   * @example column('delay').quantile(0.95).atMost(120)
   */
  quantile(p: number, options?: Exactness): Measure<'number'>;
  /**
   * Rows whose value is NaN; a share is of the values that are not NULL.
   *
   * @example column('fare').nans().equals(0)
   */
  nans(): Measure<'count'>;
  /**
   * Rows whose value is infinite, of either sign; a share is of the values that are not NULL. NaN is not infinite.
   *
   * @example column('fare').infinities().atMost('0.01%')
   */
  infinities(): Measure<'count'>;
  /**
   * Each value lies from `low` to `high`, both allowed. A limit is a number or another column of the row; rows with a
   * NULL in either are left out. NaN violates it.
   *
   * @example column('distance').between(1, 20_000)
   */
  between<const A, const B>(low: NumberLimit<A>, high: NumberLimit<B>): Condition;
  /**
   * Each value is `limit` or more: a number, or another column of the row. Rows with a NULL in either are left out. NaN
   * violates it.
   *
   * @example column('fare').atLeast(0)
   */
  atLeast<const A>(limit: NumberLimit<A>): Condition;
  /**
   * Each value is `limit` or less: a number, or another column of the row. Rows with a NULL in either are left out. NaN
   * violates it.
   *
   * @example column('tip').atMost(column('fare')).except('5%')
   */
  atMost<const A>(limit: NumberLimit<A>): Condition;
  /**
   * Each value is more than `limit`: a number, or another column of the row. Rows with a NULL in either are left out.
   * NaN violates it.
   *
   * @example column('distance').above(0)
   */
  above<const A>(limit: NumberLimit<A>): Condition;
  /**
   * Each value is less than `limit`: a number, or another column of the row. Rows with a NULL in either are left out.
   * NaN violates it.
   *
   * @example column('delay').below(2880)
   */
  below<const A>(limit: NumberLimit<A>): Condition;
  /**
   * Each value equals `value`, a number or another column of the row, or lies no further from it than `tolerance`.
   * Rows with a NULL in either are left out. NaN violates it, for it equals nothing.
   *
   * @example column('fare').plus(column('tip')).equals(column('fare'), 50)
   */
  equals<const A>(value: NumberLimit<A>, tolerance?: number): Condition;
  /**
   * Each value is an integer, whatever type holds it. NULL is left out; NaN and infinities violate it.
   *
   * @example column('delay').integer()
   */
  integer(): Condition;
  /**
   * Each value is neither NaN nor infinite. NULL is left out.
   *
   * @example column('fare').finite()
   */
  finite(): Condition;
  /**
   * Each value is more than the one before it, in the dataset's own order. NULL is left out. NaN violates it, and so does
   * the value that follows a NaN; -0 equals 0. An error where the rows have no order, as those of a `query()` that groups
   * or joins without ORDER BY.
   *
   * @example column('id').increasing()
   */
  increasing(): Condition;
  /**
   * The sum with other columns of the row, as a column; NULL where one of them is NULL, NaN where one is NaN.
   *
   * @example column('fare').plus(column('tip')).atLeast(0)
   */
  plus(...others: readonly NumberColumn[]): NumberColumn;
}

/** A limit of a number: a number, or another column of numbers of the same row. */
export type NumberLimit<A> = A extends number | bigint | NumberColumn
  ? A
  : TypeProblem<`A number is held to a number or a column of numbers, and not to ${Written<A>}`>;

/** Returns the methods of a column of numbers; `build` makes a column of a sum. */
export function numberColumn<Column>(subject: Subject, build: (sum: Subject) => Column) {
  const compared =
    (name: 'atLeast' | 'atMost' | 'above' | 'below', op: Comparison) => (limit: unknown) => {
      const held = operand(limit, 'number', subject);
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
        numbers.equal(subject, operand(value, 'number', subject), checkedTolerance(tolerance)),
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

function checkedTolerance(tolerance: number): number {
  if (tolerance >= 0 && tolerance < Infinity) return tolerance;
  throw new ContractError(
    'QUANTITY_INVALID',
    `equals(..., ${tolerance}): a tolerance is a number that is 0 or more.`,
  );
}
