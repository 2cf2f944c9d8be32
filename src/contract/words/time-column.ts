import type { Subject } from '../../metric/subject.ts';
import * as times from '../../metric/time.ts';
import type { TypeProblem } from '../../value/contract-error.ts';
import { type Instant, parseDuration } from '../../value/quantity.ts';
import { type Condition, condition } from '../expectation.ts';
import type { AnyColumn } from './any-column.ts';
import { operand } from './column-limit.ts';
import type { Limit, Written } from './limit.ts';
import { type Measure, measure } from './measure.ts';

/** A column of dates or timestamps, read as UTC where they have no offset. NULL is left out. */
export interface TimeColumn extends AnyColumn<Date> {
  /**
   * The time from the newest value to the run's clock: freshness. NULL is left out. It is negative if the newest value
   * lies in the future, which says nothing about how fresh the rest is: no bound holds then, unless one of its limits
   * is negative, as in `between('-5m', '26h')` for clocks that differ. `future()` counts such values.
   *
   * @example column('date').age().atMost('26h')
   */
  age(): Measure<'duration'>;
  /**
   * The first point in time. NULL is left out.
   *
   * @example column('date').oldest().atLeast('2001-01-01')
   */
  oldest(): Measure<'instant'>;
  /**
   * The last point in time. NULL is left out.
   *
   * @example column('date').newest().atLeast('2026-01-31')
   */
  newest(): Measure<'instant'>;
  /**
   * Counts the gaps: neighbouring distinct values, in time order, that lie further apart than `step`. NULL is left out;
   * a share is of the values that are not NULL.
   *
   * @example column('date').gaps('1d').equals(0)
   */
  gaps<const A>(step: Limit<A, 'step'>): Measure<'count'>;
  /**
   * Rows whose value lies after the run's clock; a share is of the values that are not NULL.
   *
   * @example column('date').future().equals(0)
   */
  future(): Measure<'count'>;
  /**
   * Each value lies before `limit`: a date, or another column of the row. Rows with a NULL in either are left out.
   *
   * @example column('date').before('2030-01-01')
   */
  before<const A>(limit: TimeLimit<A>): Condition;
  /**
   * Each value lies after `limit`: a date, or another column of the row. Rows with a NULL in either are left out.
   *
   * @example column('date').after('2000-12-31T23:59:59Z')
   */
  after<const A>(limit: TimeLimit<A>): Condition;
  /**
   * Each value lies from `low` to `high`, both allowed: a date, or another column of the row. Rows with a NULL in one
   * are left out. A date alone is its midnight.
   *
   * @example column('date').between('2001-01-01', '2001-03-31')
   */
  between<const A, const B>(low: TimeLimit<A>, high: TimeLimit<B>): Condition;
  /**
   * Each value lies after the one before it, in the dataset's own order. NULL is left out. An error where the rows have no
   * order, as those of a `query()` that groups or joins without ORDER BY.
   *
   * @example column('date').increasing().except('0.1%')
   */
  increasing(): Condition;
}

/** A limit of a point in time: a date, or another column of dates of the same row. */
export type TimeLimit<A> = A extends Instant | TimeColumn
  ? A
  : TypeProblem<`A date is held to a date such as '2026-01-31' or a column of dates, and not to ${Written<A>}`>;

/** Returns the methods of a column of dates or timestamps. */
export function timeColumn(subject: Subject) {
  const compared = (name: 'before' | 'after') => (limit: unknown) =>
    condition(times.compared(subject, name, operand(limit, 'instant', subject)));
  return {
    age: () => measure(times.age(subject)),
    oldest: () => measure(times.oldest(subject)),
    newest: () => measure(times.newest(subject)),
    gaps: (step: unknown) => measure(times.gaps(subject, parseDuration(step))),
    future: () => measure(times.future(subject)),
    before: compared('before'),
    after: compared('after'),
  };
}
