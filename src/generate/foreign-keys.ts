import type { Contract } from '../contract/contract.ts';
import type { FieldsOf } from '../contract/schema/row-schema.ts';
import { closest } from '../value/closest.ts';
import { GenerateError } from './generate-error.ts';
import type { RowDomain } from './row-domain.ts';

/**
 * The foreign keys of tables, `{ 'orders.customer_id': 'customers.customer_id' }`: columns whose values are those of a
 * column of another table, or of their own. A single contract is the table `input`.
 */
export type ForeignKeys<Input> = Input extends Contract
  ? KeysAmong<{ readonly input: Input }>
  : KeysAmong<Input>;

type KeysAmong<Tables> = { readonly [Column in ColumnIn<Tables>]?: ColumnIn<Tables> };

/** `table.column`, of each table and each of its columns. */
type ColumnIn<Tables> = {
  [Table in keyof Tables & string]: `${Table}.${ColumnOf<Tables[Table]>}`;
}[keyof Tables & string];

type ColumnOf<Of> = Of extends Contract<infer Schema> ? keyof FieldsOf<Schema> & string : never;

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
 * @throws {GenerateError} `OPTION_INVALID` for a table or a column that does not exist.
 */
export function foreignKeysOf(
  given: Readonly<Record<string, string | undefined>>,
  tables: ReadonlyMap<string, RowDomain>,
): readonly ForeignKey[] {
  return Object.entries(given).flatMap(([from, to]) => {
    if (to === undefined) return [];
    const [one, key] = [columnIn(from, tables), columnIn(to, tables)];
    return [{ table: one.table, column: one.column, keyTable: key.table, keyColumn: key.column }];
  });
}

function columnIn(written: string, tables: ReadonlyMap<string, RowDomain>) {
  const known = new Map<string, { readonly table: string; readonly column: string }>(
    [...tables].flatMap(([table, { columns }]) =>
      columns.map(({ name: column }) => [`${table}.${column}`, { table, column }] as const),
    ),
  );
  const found = known.get(written);
  if (found !== undefined) return found;
  const near = closest(String(written), [...known.keys()]);
  const hint = near === undefined ? '' : ` Did you mean '${near}'?`;
  throw new GenerateError(
    'OPTION_INVALID',
    `The option foreignKeys names '${written}', and there is no such column: write table.column.${hint}`,
  );
}

/**
 * Puts tables in an order in which each comes after those whose keys it names.
 *
 * @throws {GenerateError} `OPTION_INVALID` for tables that name each other in a circle.
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
        `The foreign keys of ${[...left].join(', ')} name each other in a circle, so that no table can be first: leave one of them out.`,
      );
    left.delete(next);
    ordered.push(next);
  }
  return ordered;
}
