import type { Subject } from '../../metric/subject.ts';
import * as times from '../../metric/time.ts';
import type { TypeProblem } from '../../value/contract-error.ts';
import { type Instant, parseDuration } from '../../value/quantity.ts';
import { type Condition, condition } from '../expectation.ts';
import type { AnyColumn } from './any-column.ts';
import { comparand } from './column-limit.ts';
import type { OrderedDrift } from './drift.ts';
import type { BinEdges, HistogramBins } from './histogram-column.ts';
import type { Limit, Written } from './limit.ts';
import { type Measure, measure } from './measure.ts';

/** A column of dates or timestamps. Those without an offset are read as UTC. NULL is ignored. */
export interface TimeColumn extends AnyColumn<Date>, OrderedDrift {
  /**
   * Measures the freshness: the time from the newest value to the run's clock. NULL is ignored. It is negative if the
   * newest value lies in the future, which says nothing about how fresh the rest is. Then no bound holds, unless one of
   * its limits is negative, as in `between('-5m', '26h')` for clocks that differ. Use `future()` to count such values.
   *
   * @example column('date').age().atMost('26h')
   */
  age(): Measure<'duration'>;
  /**
   * Measures the earliest point in time. NULL is ignored.
   *
   * @example column('date').oldest().atLeast('2001-01-01')
   */
  oldest(): Measure<'instant'>;
  /**
   * Measures the latest point in time. NULL is ignored.
   *
   * @example column('date').newest().atLeast('2026-01-31')
   */
  newest(): Measure<'instant'>;
  /**
   * Counts the gaps: distinct values that follow each other in time by more than `step`. NULL is ignored. A share is of
   * the values that are not NULL.
   *
   * @example column('date').gaps('1d').equals(0)
   */
  gaps<const A>(step: Limit<A, 'step'>): Measure<'count'>;
  /**
   * Counts the rows whose value is later than the run's clock. A share is of the values that are not NULL.
   *
   * @example column('date').future().equals(0)
   */
  future(): Measure<'count'>;
  /**
   * Cuts the values into bins between ascending dates. NULL is in no bin.
   *
   * @example column('date').histogram(['2026-01-01', '2026-02-01', '2026-03-01']).bin(0).atLeast('30%')
   */
  histogram<const E extends readonly Instant[]>(edges: E & BinEdges<E>): HistogramBins<E>;
  /**
   * Requires each value to be before `limit`: a date, or another column of the row. Rows with a NULL in either are
   * ignored.
   *
   * @example column('date').before('2030-01-01')
   */
  before<const A>(limit: TimeLimit<A>): Condition;
  /**
   * Requires each value to be after `limit`: a date, or another column of the row. Rows with a NULL in either are
   * ignored.
   *
   * @example column('date').after('2000-12-31T23:59:59Z')
   */
  after<const A>(limit: TimeLimit<A>): Condition;
  /**
   * Requires each value to be between `low` and `high`, inclusive. A limit is a date or another column of the row. Rows
   * with a NULL in either are ignored. A date without a time is its midnight.
   *
   * @example column('date').between('2001-01-01', '2001-03-31')
   */
  between<const A, const B>(low: TimeLimit<A>, high: TimeLimit<B>): Condition;
  /**
   * Requires each value to be after the one before it, in the dataset's own order. NULL is ignored. It is an error if
   * the rows have no order, as those of a `query()` that groups or joins without ORDER BY.
   *
   * @example column('date').increasing().except('0.1%')
   */
  increasing(): Condition;
}

/** The limit of a point in time: a date, or another column of dates of the same row. */
export type TimeLimit<A> = A extends Instant | TimeColumn
  ? A
  : TypeProblem<`A date is held to a date such as '2026-01-31' or a column of dates, and not to ${Written<A>}`>;

/** Returns the methods of a column of dates or timestamps. */
export function timeColumn(subject: Subject) {
  const compared = (name: 'before' | 'after') => (limit: unknown) =>
    condition(times.compared(subject, name, comparand(limit, 'instant', subject, name)));
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
