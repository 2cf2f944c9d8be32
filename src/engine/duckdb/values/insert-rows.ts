import type { DuckDBAppender, DuckDBConnection, DuckDBType, DuckDBValue } from '@duckdb/node-api';
import { DatasetError, type InsertColumn } from '../../../dataset/dataset.ts';
import type { DuckDB } from '../connection/duckdb-api.ts';
import { accept, Unfit } from './accept-value.ts';

/** Rows of one chunk: DuckDB's own vector size. */
const chunkSize = 2048;

/**
 * Makes a temporary table of rows in memory. A value that its column can't hold as it is stops it, so that nothing is
 * rounded, cut or turned into NULL on the way in; null and undefined are NULL.
 */
export async function insertRows(
  connection: DuckDBConnection,
  api: DuckDB,
  table: string,
  columns: readonly InsertColumn[],
  rows: Iterable<readonly unknown[]>,
): Promise<void> {
  const quoted = columns.map(({ name, type }) => `"${name.replaceAll('"', '""')}" ${type}`);
  await connection.run(`create temp table "${table.replaceAll('"', '""')}" (${quoted.join(', ')})`);
  const appender = await connection.createAppender(table);
  try {
    append(appender, api, columns, rows);
    appender.flushSync();
  } finally {
    appender.closeSync();
  }
}

function append(
  appender: DuckDBAppender,
  api: DuckDB,
  columns: readonly InsertColumn[],
  rows: Iterable<readonly unknown[]>,
) {
  const types = columns.map((_, index) => appender.columnType(index));
  let first = 0;
  let pending: (readonly unknown[])[] = [];
  const flush = () => {
    if (pending.length === 0) return;
    const chunk = api.DuckDBDataChunk.create(types, pending.length);
    for (const [index, type] of types.entries()) {
      const values = pending.map((row, at) =>
        checked(
          row[index],
          type,
          api,
          () => `row ${first + at + 1}, column '${columns[index]?.name}'`,
        ),
      );
      chunk.setColumnValues(index, values);
    }
    appender.appendDataChunk(chunk);
    first += pending.length;
    pending = [];
  };
  for (const row of rows) {
    pending.push(row);
    if (pending.length === chunkSize) flush();
  }
  flush();
}

function checked(value: unknown, type: DuckDBType, api: DuckDB, where: () => string): DuckDBValue {
  try {
    return accept(value, type, api);
  } catch (error) {
    if (!(error instanceof Unfit)) throw error;
    throw new DatasetError('DATASET_INVALID', `${where()} ${error.message}.`);
  }
}
