import { cramersV } from '../../metric/association.ts';
import type { Literal } from '../../metric/expression.ts';
import { type Exactness, printArgument, type Subject } from '../../metric/subject.ts';
import * as uniqueness from '../../metric/uniqueness.ts';
import * as values from '../../metric/values.ts';
import { ContractError } from '../../value/contract-error.ts';
import { type Condition, condition } from '../expectation.ts';
import { otherColumn } from './column-limit.ts';
import type { ValueChanges } from './drift.ts';
import { isExact } from './exactness.ts';
import { type Measure, measure } from './measure.ts';

/** The methods of every column, whatever its type. NaN counts as a value, and NULL does not. */
export interface AnyColumn<Value> extends ValueChanges {
  /**
   * Counts the rows whose value is NULL. A share is of all rows. NaN is not NULL. Nor is a field that can't be read: its
   * row is left out, here and in all that reads the column.
   *
   * @example column('delay').nulls().atMost('0.1%')
   */
  nulls(): Measure<'count'>;
  /**
   * Counts the rows that are NULL or hold a sentinel: a text that stands for a missing value. A share is of all rows.
   * Text is compared without regard to case or surrounding white space. The default sentinels are '', n/a, na, null,
   * none, nan, - and unknown.
   *
   * @example column('email').missing(['', 'N/A', 'TBD']).atMost('2%')
   */
  missing(sentinels?: readonly Literal[]): Measure<'count'>;
  /**
   * Counts the distinct values. NaN is counted and NULL is ignored. A share is of the values that are not NULL. Where a
   * sketch proves that the bound holds, the outcome shows an interval; pass `{ exact: true }` to measure the number
   * itself.
   *
   * @example column('origin').distinct().between(10, 500)
   */
  distinct(options?: Exactness): Measure<'count'>;
  /**
   * Counts the excess rows: those beyond the first of each group of equal values, so 2 for a, a, a, b, NULL, NULL. NULL
   * is ignored (`nulls()` counts it), and NaN equals NaN. A share is of the values that are not NULL.
   *
   * @example column('email').duplicates().atMost('1%')
   */
  duplicates(): Measure<'count'>;
  /**
   * Counts the rows that hold one of the values. A share is of all rows, including those that are NULL.
   *
   * @example column('status').share(['late']).atMost('20%')
   */
  share(values: readonly Value[]): Measure<'count'>;
  /**
   * Counts the rows that hold the most frequent value. NULL is ignored. A share is of the values that are not NULL.
   *
   * @example column('origin').mode().atMost('50%')
   */
  mode(): Measure<'count'>;
  /**
   * Measures Shannon's entropy of the values in nats (natural logarithm): 0 for equal values, `ln(n)` for n values that
   * are equally frequent. It is the entropy of the observed frequencies, as `scipy.stats.entropy` of the counts. NULL is
   * ignored, and NaN is a value that equals NaN. Without values there is none, and the expectation fails. The number of
   * threads does not change it.
   *
   * @example column('status').entropy().atLeast(0.3)
   */
  entropy(): Measure<'number'>;
  /**
   * Measures Cramér's V of this column and another one, from 0 (independent) to 1 (one value decides the other): the
   * square root of chi² / n / (k - 1), with k the smaller number of distinct values. It is not corrected for bias, as in
   * `scipy.stats.contingency.association(method='cramer')`. Rows with a NULL in either column are ignored; NaN is a value
   * that equals NaN. If a column has a single value there is none, and the expectation fails. More than 1,000,000
   * combinations of values are an error.
   *
   * @example column('status').cramersV(column('origin')).atMost(0.3)
   */
  cramersV(other: AnyColumn<never>): Measure<'number'>;
  /**
   * Requires that no value is NULL. NaN is not NULL.
   *
   * @example column('delay').notNull().except('0.1%')
   */
  notNull(): Condition;
  /**
   * Requires that no value occurs twice. Each row beyond the first of its group is a violation. NULL is ignored, and
   * NaN equals NaN.
   *
   * @example column('id').unique()
   */
  unique(): Condition;
  /**
   * Requires each value to be one of these. NULL is ignored; NaN violates it.
   *
   * @example column('status').in(['ok', 'late'])
   */
  in(values: readonly Value[]): Condition;
  /**
   * Requires that no value is one of these. NULL is ignored; NaN passes.
   *
   * @example column('origin').notIn(['XXX', 'ZZZ'])
   */
  notIn(values: readonly Value[]): Condition;
}

/** Returns the methods that every column has, for this one. */
export function anyColumn(subject: Subject) {
  return {
    nulls: () => measure(values.nulls(subject)),
    missing: (sentinels?: readonly Literal[]) =>
      measure(values.missing(subject, sentinels && literals(sentinels, 'missing'))),
    distinct: (options?: Exactness) =>
      measure(values.distinct(subject, isExact(options, 'distinct'))),
    duplicates: () => measure(uniqueness.duplicates(subject)),
    share: (of: readonly Literal[]) => measure(values.share(subject, some(of, 'share'))),
    mode: () => measure(values.mode(subject)),
    entropy: () => measure(values.entropy(subject)),
    cramersV: (other: unknown) =>
      measure(cramersV(subject, otherColumn(other, 'cramersV', subject))),
    notNull: () => condition(values.notNullCondition(subject)),
    unique: () => condition(uniqueness.unique(subject)),
    in: (of: readonly Literal[]) => condition(values.isIn(subject, some(of, 'in'))),
    notIn: (of: readonly Literal[]) => condition(values.notIn(subject, some(of, 'notIn'))),
  };
}

function some(of: readonly Literal[], method: string): readonly Literal[] {
  const list = literals(of, method);
  if (list.length > 0) return list;
  throw new ContractError(
    'QUANTITY_INVALID',
    `.${method}([]): the list is empty, so it would hold for every row or for none.`,
  );
}

/** Copies the list, so that the contract does not change when the user's own list does. */
function literals(of: readonly Literal[], method: string): readonly Literal[] {
  if (!Array.isArray(of)) {
    throw new ContractError('QUANTITY_INVALID', `.${method}(...) takes a list: .${method}(['a']).`);
  }
  const at = of.findIndex((value) => !isLiteral(value));
  if (at >= 0) {
    throw new ContractError(
      'QUANTITY_INVALID',
      `.${method}([...]): item ${at + 1} is ${printArgument(of[at])}, which equals no value. Write text, numbers, booleans or dates; nulls() and nans() count NULL and NaN.`,
    );
  }
  return of.map((value) => (value instanceof Date ? new Date(value) : value));
}

const isLiteral = (value: unknown): value is Literal =>
  value instanceof Date
    ? !Number.isNaN(value.getTime())
    : ['string', 'number', 'bigint', 'boolean'].includes(typeof value) && !Number.isNaN(value);
