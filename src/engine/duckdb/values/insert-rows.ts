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
  await connection.run(`create temp ${tableOf(table, columns)}`);
  await appendRows(connection, api, table, columns, rows);
}

/** Returns the name and the columns of a table, as they follow `create`. */
export function tableOf(table: string, columns: readonly InsertColumn[]): string {
  const quoted = columns.map(({ name, type }) => `"${name.replaceAll('"', '""')}" ${type}`);
  return `table "${table.replaceAll('"', '""')}" (${quoted.join(', ')})`;
}

/** Adds rows to a table under the rules of {@link insertRows}. */
export async function appendRows(
  connection: DuckDBConnection,
  api: DuckDB,
  table: string,
  columns: readonly InsertColumn[],
  rows: Iterable<readonly unknown[]>,
): Promise<void> {
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
