import type { DuckDBConnection } from '@duckdb/node-api';
import type { StreamOptions } from '../../engine.ts';
import type { DuckDB } from '../connection/duckdb-api.ts';
import { interrupted } from '../duckdb-errors.ts';
import { chunkRows, type EngineRow } from './engine-values.ts';
import { rowsOnDemand } from './rows-on-demand.ts';

const marker = '"assay end"';

/**
 * Rows in chunks. DuckDB's client ends a stream that failed half way just like one that is exhausted: so a last row is
 * asked for that can only come when all others have, and without it the stream is an error. Rows must come in order.
 */
export async function* streamRows(
  sql: string,
  connection: DuckDBConnection,
  api: DuckDB,
  options: StreamOptions = {},
): AsyncGenerator<readonly EngineRow[]> {
  const result = await connection.stream(
    `select * from (\n${sql}\n) union all by name select true as ${marker}`,
  );
  const names = result.columnNames().slice(0, -1);
  const onDemand = rowsOnDemand(names, api);
  let isComplete = false;
  try {
    for await (const chunk of result) {
      isComplete = chunk.getColumnVector(names.length).getItem(chunk.rowCount - 1) === true;
      const count = chunk.rowCount - Number(isComplete);
      if (count > 0)
        yield options.isOnDemand ? onDemand(chunk, count) : chunkRows(chunk, names, count, api);
    }
    if (!isComplete) throw await whyItEnded(sql, connection);
  } finally {
    // An open stream holds its buffers and its place in the query until the connection's next statement.
    await connection.run('select 1').catch(() => null);
  }
}

/** The error itself is lost with the stream. Hashing the rows computes every value again and keeps none of them. */
async function whyItEnded(sql: string, connection: DuckDBConnection): Promise<unknown> {
  try {
    await connection.run(`select bit_xor(hash(r)) from (\n${sql}\n) as r`);
  } catch (error) {
    return error;
  }
  return interrupted();
}
