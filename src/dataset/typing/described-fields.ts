import type { Reader } from '../dataset.ts';

/** A column with its SQL type, as DuckDB's `describe` reports it. */
export interface Field {
  readonly name: string;
  readonly type: string;
}

/** Returns the columns of a relation, or of any SQL that may follow FROM. */
export async function fieldsOf(reader: Reader, from: string): Promise<readonly Field[]> {
  const rows = await reader.query(`describe select * from ${from}`);
  return rows.map((row) => ({ name: String(row.column_name), type: String(row.column_type) }));
}
