import type { Reader } from './dataset.ts';
import type { Serialized } from './query-check.ts';
import { literal } from './quote.ts';

/** The tree of SQL, as DuckDB has it. */
export async function parse(reader: Reader, sql: string): Promise<Serialized> {
  const [row] = await reader.query(`select json_serialize_sql(${literal(sql)}) as tree`);
  return JSON.parse(String(row?.tree)) as Serialized;
}
