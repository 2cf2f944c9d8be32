import type { Literal } from '../../metric/expression.ts';
import { type Exactness, printArgument, type Subject } from '../../metric/subject.ts';
import * as uniqueness from '../../metric/uniqueness.ts';
import * as values from '../../metric/values.ts';
import { ContractError } from '../../value/contract-error.ts';
import { type Condition, condition } from '../expectation.ts';
import type { ValueChanges } from './drift.ts';
import { isExact } from './exactness.ts';
import { type Measure, measure } from './measure.ts';

/** The methods of every column, whatever its type. NaN counts as a value, and NULL does not. */
export interface AnyColumn<Value> extends ValueChanges {
  /**
   * Counts the rows whose value is NULL. A share is of all rows. NaN is not NULL.
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
