import { count, satisfy } from '../../metric/counts.ts';
import { everywhere, type Scope } from '../../metric/metric.ts';
import { key, rowDuplicates } from '../../metric/uniqueness.ts';
import { ContractError } from '../../value/contract-error.ts';
import { type Condition, condition } from '../expectation.ts';
import {
  type ColumnBuilder,
  type ColumnName,
  columns,
  type KnownName,
  unknownColumn,
} from './column.ts';
import { type Measure, measure } from './measure.ts';

/** The methods of the rows of a scope. */
export interface RowsOf<Shape, CountUnit extends 'rows' | 'count'> {
  /**
   * Counts the rows. Under `where` and `per` the bound may also be a share of all rows of the dataset.
   *
   * @example rows.count().between(1_000, 5_000_000)
   */
  count(): Measure<CountUnit>;
  /**
   * Excess rows: those beyond the first of each group that is equal in these columns, so 2 for a, a, a, b. Rows with a
   * NULL in one of them are left out, of a share's base as well; NaN equals NaN.
   *
   * @example rows.duplicates('date', 'origin', 'destination').atMost('1%')
   */
  duplicates<const Name extends ColumnName<Shape>>(
    ...columns: readonly KnownName<Name, Shape>[]
  ): Measure<'count'>;
  /**
   * These columns together are a key: no two rows are equal in all of them. A row with a NULL in any of them violates
   * it as well, as in a database; each row beyond the first of its group counts.
   *
   * @example rows.key('id')
   */
  key<const Name extends ColumnName<Shape>>(
    ...columns: readonly KnownName<Name, Shape>[]
  ): Condition;
  /**
   * An SQL predicate over the columns of a row is true for every row. Rows for which it is NULL are left out, and the
   * outcome says how many were judged. A predicate that says the same of every row is an error: one that reads no column,
   * such as `'status' <> 'lost'` with single quotes around the name, or that is true by its words, as `1 = 1 or a > 0`.
   * NaN is greater than every number in DuckDB's SQL: where a column that the predicate orders holds one for which it could
   * be true, as in `fare >= 0`, that is an error until the predicate says what is meant, as in `isfinite(fare) and fare >= 0`.
   *
   * @example rows.satisfy('origin <> destination')
   */
  satisfy(sql: string): Condition;
  /**
   * Only the rows for which the SQL predicate is true; NULL is not true. A predicate that says the same of every row is
   * an error, and so is one that would take a NaN for a number, as in `satisfy`.
   *
   * @example rows.where('distance > 2000').count().atLeast('1%')
   */
  where(sql: string): ScopedRows<Shape>;
  /**
   * Each combination of these columns' values on its own: the bound is to hold in every segment. NULL is a segment too,
   * and so is NaN. Without a segment it fails.
   *
   * @example rows.per('origin').count().atLeast(50)
   */
  per<const Name extends ColumnName<Shape>>(
    ...columns: readonly KnownName<Name, Shape>[]
  ): ScopedRows<Shape>;
}

/** All rows. */
export type Rows<Shape> = RowsOf<Shape, 'rows'>;

/** Some of the rows, with their columns. */
export interface ScopedRows<Shape> extends RowsOf<Shape, 'count'> {
  /**
   * A column of these rows: all that it offers is measured over them alone.
   *
   * @example rows.where("status = 'late'").column('delay').min().above(0)
   */
  readonly column: ColumnBuilder<Shape>;
}

/** The rows of a dataset whose schema has the columns `known`. */
export function rows<Shape>(
  known: readonly string[],
  scope: Scope = everywhere,
): Rows<Shape> & ScopedRows<Shape> {
  const checked = (names: readonly string[], method: string): readonly string[] => {
    if (names.length === 0) {
      throw new ContractError(
        'CONTRACT_INVALID',
        `rows.${method}() needs one column or more: rows.${method}('id').`,
      );
    }
    for (const name of names) if (!known.includes(name)) throw unknownColumn(name, known);
    return names;
  };
  const within = (change: Partial<Scope>) =>
    rows<Shape>(known, Object.freeze({ ...scope, ...change }));
  const built = {
    count: () => measure(count(scope)),
    duplicates: (...names: readonly string[]) =>
      measure(rowDuplicates(scope, checked(names, 'duplicates'))),
    key: (...names: readonly string[]) => condition(key(scope, checked(names, 'key'))),
    satisfy: (text: string) => condition(satisfy(scope, predicateText(text, 'satisfy'))),
    where: (text: string) =>
      within({ where: Object.freeze([...scope.where, predicateText(text, 'where')]) }),
    per: (...names: readonly string[]) =>
      within({ per: Object.freeze([...new Set([...scope.per, ...checked(names, 'per')])]) }),
    column: columns<Shape>(known, scope),
  };
  // Which names it takes, and whether a share is a limit of its count, is for the compiler alone.
  return Object.freeze(built) as unknown as Rows<Shape> & ScopedRows<Shape>;
}

function predicateText(text: unknown, method: 'satisfy' | 'where'): string {
  if (typeof text === 'string' && text.trim() !== '') return text;
  const example = { satisfy: 'origin <> destination', where: 'distance > 2000' }[method];
  throw new ContractError(
    'CONTRACT_INVALID',
    `rows.${method}(...) takes an SQL predicate, such as '${example}'.`,
  );
}
