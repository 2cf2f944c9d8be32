import type { Opened, Reader } from '../dataset.ts';
import { identifier, literal } from './quote.ts';

/** A table or view of a database, as a listing gives it. */
export interface ListedTable {
  /** The name by which its source finds it. */
  readonly name: string;
  readonly isView: boolean;
  /** The number of rows; null if it isn't known without computing or reading much. */
  readonly rows: number | null;
}

/** The most tables whose rows are counted for a listing. */
export const mostCounted = 50;

/** Returns a relation that lists tables, a row each. */
export async function openListing(reader: Reader, tables: readonly ListedTable[]): Promise<Opened> {
  const relation = identifier(reader.freshName());
  await reader.query(
    `create temp table ${relation} ("name" varchar, is_view boolean, "rows" bigint)`,
  );
  const values = tables.map(
    ({ name, isView, rows }) => `(${literal(name)}, ${isView}, ${rows ?? 'null'})`,
  );
  if (values.length > 0) await reader.query(`insert into ${relation} values ${values.join(', ')}`);
  return { relation, problems: [], problemCount: 0, notes: [] };
}
