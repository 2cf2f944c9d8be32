import type { Reader } from '../dataset.ts';

/** A column as DuckDB describes it. */
export interface Field {
  readonly name: string;
  readonly type: string;
}

/** The columns of a relation, or of anything that SQL can read from. */
export async function fieldsOf(reader: Reader, from: string): Promise<readonly Field[]> {
  const rows = await reader.query(`describe select * from ${from}`);
  return rows.map((row) => ({ name: String(row.column_name), type: String(row.column_type) }));
}
