import { count, satisfy } from '../metric/counts.ts';
import { everywhere, type Scope } from '../metric/metric.ts';
import { key, rowDuplicates } from '../metric/uniqueness.ts';
import { type ColumnBuilder, columns, unknownColumn } from './column.ts';
import { ContractError } from './errors.ts';
import { type Condition, condition, type Measure, measure } from './expectation.ts';
import type { QuantityInput } from './quantity.ts';

type CountMeasure = Measure<QuantityInput['count']>;

/** What can be expected of the rows of a scope. */
export interface RowsOf<Shape, CountInput> {
  /** How many rows. Under `where` and `per` a share is of all rows of the dataset. */
  count(): Measure<CountInput>;
  /**
   * Excess rows, beyond the first of each group that is equal in these columns. Rows with a NULL in one of them are
   * left out, of a share's base as well.
   */
  duplicates(...columns: readonly (keyof Shape & string)[]): CountMeasure;
  /** These columns together are a key: no two rows alike; a row with a NULL in any of them violates it as well. */
  key(...columns: readonly (keyof Shape & string)[]): Condition;
  /**
   * An SQL predicate over the columns of a row, true for every row: `satisfy('origin <> destination')`. Rows for which
   * it is NULL are left out, and the outcome says how many were judged.
   */
  satisfy(sql: string): Condition;
  /** Only the rows for which the SQL predicate is true; NULL is not true. */
  where(sql: string): ScopedRows<Shape>;
  /** Each combination of these columns' values on its own; NULL is a segment too. */
  per(...columns: readonly (keyof Shape & string)[]): ScopedRows<Shape>;
}

/** All rows. */
export type Rows<Shape> = RowsOf<Shape, number | bigint>;

/** Some of the rows, with their columns. */
export interface ScopedRows<Shape> extends RowsOf<Shape, QuantityInput['count']> {
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
  return Object.freeze({
    count: () => measure(count(scope)),
    duplicates: (...names: readonly string[]) =>
      measure(rowDuplicates(scope, checked(names, 'duplicates'))),
    key: (...names: readonly string[]) => condition(key(scope, checked(names, 'key'))),
    satisfy: (text: string) => condition(satisfy(scope, predicateText(text, 'satisfy'))),
    where: (text: string) => within({ where: [...scope.where, predicateText(text, 'where')] }),
    per: (...names: readonly string[]) =>
      within({ per: [...new Set([...scope.per, ...checked(names, 'per')])] }),
    column: columns<Shape>(known, scope),
  }) as Rows<Shape> & ScopedRows<Shape>;
}

function predicateText(text: unknown, method: string): string {
  if (typeof text === 'string' && text.trim() !== '') return text;
  throw new ContractError(
    'CONTRACT_INVALID',
    `rows.${method}(...) takes an SQL predicate, such as '${method === 'where' ? 'distance > 2000' : 'origin <> destination'}'.`,
  );
}
