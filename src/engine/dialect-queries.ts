import type { Blaming } from '../metric/aggregate.ts';
import type { Scalar } from '../metric/expression.ts';
import type { DialectContext, GroupedFrom } from './described-rows.ts';
import type { ProfileItem } from './profile-item.ts';

/**
 * Whole questions that each engine asks in words of its own. Each function throws `Declined` for what the engine can't
 * say: the planner then measures another way, or shows less.
 */
export interface DialectQueries {
  /** A value that is equal for two values exactly where `group by` puts them into one group. */
  segmentKey(value: string): string;
  /** A query that lists the columns of a relation with their types. */
  describe(relation: string): string;
  /**
   * Counts each value of several columns, one row for each value: the value in its own column of `k0`, `k1`..., all
   * others NULL; `absent`, a number with a bit for each column, set for those that the row is not about, the last
   * column's bit the lowest; `n`, the count. At most `most` rows.
   */
  frequencies(values: readonly string[], relation: string, most: number): string;
  /**
   * The most frequent values of each of several expressions, without NULL, as text: `v`, NULL if it is too long; `n`, its count;
   * `absent` as for `frequencies`; `kinds`, the number of different values; and `held`, the number of all values.
   */
  frequent(values: readonly string[], relation: string, limits: FrequentLimits): string;
  /** One row: `descents`, values not above the one before them, and `starts`, values with none before them. */
  order(value: string, relation: string): string;
  /** One row of `v0`, `v1`...: the values at these places among those of an interval, in order. */
  valuesAt(values: ValuesAt, relation: string, context: DialectContext): string;
  /** The most frequent values of a column as `v`, without NULL, the most frequent first. */
  topValues(column: string, relation: string, most: number): string;
  /** Counts the values of a column by cells, by octaves or one by one; see {@link Counting} for its rows. */
  distribution(counting: Counting, from: CountedFrom, context: DialectContext): string;
  /** The first rows for which a condition is true: one column, `m`, a list of texts or NULLs, one for each cell. */
  firstRows(where: string, rows: ShownRows, context: DialectContext): string;
  /**
   * One row for several conditions, from one scan: `s0`, `s1`... with the first rows of each, a list of what
   * {@link firstRows} gives for one, and `n0`, `n1`... with the number of rows for which it is true.
   */
  firstRowsOfEach(where: readonly string[], rows: ShownRows, context: DialectContext): string;
  /**
   * The most frequent values of one column where a condition is true, the first most: `m`, a text as {@link firstRows} gives it;
   * `n`, its number of rows; `total`, that of all such rows. Values that are masked may be left out.
   */
  shownCounts(where: string, rows: ShownColumn, context: DialectContext): string;
  /** An aggregate of a SELECT list, or a value to group by, that only a profile needs. */
  profile(item: ProfileItem, context: DialectContext): string;
  /** A condition, true for the rows that an aggregate counts; `number` is the column with each row's place. */
  counted(
    aggregate: ComparedAggregate,
    from: Pick<GroupedFrom, 'filter' | 'per'>,
    number: string,
    context: DialectContext,
  ): string;
}

/** The rows that are counted, those for which `filter` is true. */
export type CountedFrom = Pick<GroupedFrom, 'relation' | 'filter'>;

/**
 * A way to count the values of a column. Each row of the answer has `n`, the count, and `outside`, true for rows that the
 * filter leaves out. Numbers are doubles, and instants milliseconds since 1970.
 */
export type Counting =
  /**
   * By the sign and exponent of numbers, `cell`, with the `least` and `greatest` of them. A negative cell is one of
   * {@link apart}.
   */
  | { readonly kind: 'octaves'; readonly of: Scalar }
  /**
   * By ascending edges: cell 0 is below the first, and cell `i` from edge `i - 1` on. With `ends`, also the `least` and
   * `greatest` value of each. A negative cell is one of {@link apart}.
   */
  | {
      readonly kind: 'cells';
      readonly of: Scalar;
      readonly edges: readonly number[];
      readonly ends: boolean;
    }
  /** All values that are not NULL, with the `least` and the `greatest`. */
  | { readonly kind: 'ends'; readonly of: Scalar }
  /** All values that are not NULL, with an estimate of how many are `different`. */
  | { readonly kind: 'different'; readonly of: Scalar }
  /** The values of the first rows, that many of them, and how many are `different`. */
  | { readonly kind: 'firstDifferent'; readonly of: Scalar; readonly rows: number }
  /** Each number, `v`, in at most `most` rows. */
  | { readonly kind: 'numbers'; readonly of: Scalar; readonly most: number }
  /**
   * The most frequent categories, `v`, at most `most` of them and at most so many bytes of text. Each row has the number of
   * all `categories` of its side of the filter and of all their `rows`, without NULL.
   */
  | {
      readonly kind: 'categories';
      readonly of: Scalar;
      readonly most: number;
      readonly bytes: number;
    }
  /** These categories, `v`, and one row for all others, with the number of them as `others`. */
  | {
      readonly kind: 'listed';
      readonly of: Scalar;
      readonly values: readonly (string | boolean)[];
    };

/** The cells of values that have no place among numbers. */
export const apart = { null: -1, nan: -2, below: -3, above: -4 } as const;

const [valuesFrom, valuesTo] = ['/*values*/', '/*end*/'] as const;

/** Marks a part of a query that is made of values of the data, so that no record of the query shows it. */
export const unshown = (sql: string): string => `${valuesFrom} ${sql} ${valuesTo}`;

/** Limits of the values that are listed. */
export interface FrequentLimits {
  /** The most values of each expression. */
  readonly most: number;
  /** The most characters of a value. */
  readonly longest: number;
}

/** Returns a query without the parts that are marked as made of values. */
export function withoutValues(sql: string): string {
  const [from, to] = [sql.indexOf(valuesFrom), sql.lastIndexOf(valuesTo)];
  return from < 0 || to < from ? sql : `${sql.slice(0, from)}…${sql.slice(to + valuesTo.length)}`;
}

/** Aggregates that count a row for what other rows hold. */
export type ComparedAggregate = Blaming<'compared'>;

/** Places, counted from 0, among the values from `low` to `high`, both included, put in order. */
export interface ValuesAt {
  readonly of: Scalar;
  readonly low: number;
  readonly high: number;
  readonly places: readonly number[];
}

/** Rows that are to be shown: what is masked never leaves the engine. */
export interface ShownRows {
  readonly relation: string;
  readonly cells: readonly ShownCell[];
  /** The most rows that are shown. */
  readonly most: number;
  /** The most characters of a value that are shown; the rest is cut off after a look at the whole. */
  readonly characters: number;
  /** The text that stands in the place of a value. */
  readonly mask: string;
}

/** Rows of which one column is shown. */
export interface ShownColumn extends ShownRows {
  readonly cells: readonly [ShownCell];
}

/** A value of a row that is shown: as it is, masked, or masked where it looks personal. */
export interface ShownCell {
  readonly column: string;
  readonly shown: 'value' | 'masked' | 'unlessPersonal';
  /** True for a masked value of which may be shown what it is written like; false if absent. */
  readonly hasShape?: boolean;
}
