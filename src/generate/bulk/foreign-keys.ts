import { closest } from '../../value/closest.ts';
import { GenerateError } from '../generate-error.ts';
import type { RowDomain } from '../row-domain.ts';

/** A column whose values are those of a key of another table, or of its own. */
export interface ForeignKey {
  readonly table: string;
  readonly column: string;
  readonly keyTable: string;
  readonly keyColumn: string;
}

/**
 * Reads foreign keys, `{ 'orders.customer_id': 'customers.customer_id' }`.
 *
 * @throws {GenerateError} `OPTION_INVALID` for a table or a column that there is not.
 */
export function foreignKeysOf(
  given: Readonly<Record<string, string>>,
  tables: ReadonlyMap<string, RowDomain>,
): readonly ForeignKey[] {
  return Object.entries(given).map(([from, to]) => {
    const [table, column] = columnIn(from, tables);
    const [keyTable, keyColumn] = columnIn(to, tables);
    return { table, column, keyTable, keyColumn };
  });
}

function columnIn(
  text: string,
  tables: ReadonlyMap<string, RowDomain>,
): readonly [table: string, column: string] {
  const known = [...tables].flatMap(([table, { columns }]) =>
    columns.map(({ name }) => ({ table, name, text: `${table}.${name}` })),
  );
  const found = known.find((one) => one.text === text);
  if (found !== undefined) return [found.table, found.name];
  const near = closest(
    String(text),
    known.map((one) => one.text),
  );
  throw new GenerateError(
    'OPTION_INVALID',
    `The option foreignKeys names '${text}', and there is no such column: write table.column.${near === undefined ? '' : ` Did you mean '${near}'?`}`,
  );
}

/**
 * Puts tables in an order in which each comes after those whose keys it refers to.
 *
 * @throws {GenerateError} `OPTION_INVALID` for tables that refer to each other in a circle.
 */
export function inOrder(tables: readonly string[], keys: readonly ForeignKey[]): readonly string[] {
  const left = new Set(tables);
  const ordered: string[] = [];
  while (left.size > 0) {
    const next = [...left].find((name) =>
      keys.every(
        ({ table, keyTable }) => table !== name || keyTable === name || !left.has(keyTable),
      ),
    );
    if (next === undefined)
      throw new GenerateError(
        'OPTION_INVALID',
        `The foreign keys of ${[...left].join(', ')} refer to each other in a circle, so that no table can be first: leave one of them out.`,
      );
    left.delete(next);
    ordered.push(next);
  }
  return ordered;
}
