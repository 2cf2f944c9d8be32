import type { DuckDBConnection } from '@duckdb/node-api';
import type { InsertColumn } from '../../dataset/dataset.ts';
import { jsonText } from '../../dataset/memory/row-json.ts';
import { type DuckDB, loadDuckDB } from './connection/duckdb-api.ts';
import { packingOf, unpacked } from './values/pack-column.ts';

/** The formats in which rows are written. */
export type RowFormat = 'parquet' | 'csv' | 'json';

/** Rows that follow each other: one list of values for each column, all of one length. */
export type RowBlock = readonly (readonly unknown[])[];

const formats: Readonly<Record<RowFormat, string>> = {
  parquet: 'format parquet',
  csv: 'format csv, header true',
  json: 'format json',
};

/**
 * Writes rows to a file, block by block, in their order. The engine asks for a block when it has written the one before,
 * so that no more than a few are in memory; meanwhile the next is made.
 *
 * @throws {Error} that of the blocks, and the engine's where a value does not fit its column or the disk is full.
 */
export async function writeRows(
  path: string,
  format: RowFormat,
  columns: readonly InsertColumn[],
  blocks: Iterator<RowBlock>,
): Promise<void> {
  const api = await loadDuckDB();
  // Blocks come one by one: a second thread would only ask again and again if there is work, at the cost of a whole core.
  const instance = await api.DuckDBInstance.create(':memory:', { threads: '1' });
  const connection = await instance.connect();
  try {
    const failure = await register(api, connection, columns, blocks);
    const target = `'${path.replaceAll("'", "''")}'`;
    const select = unpacked(columns, 'assay_blocks()');
    await connection
      .run(`copy (${select}) to ${target} (${formats[format]})`)
      .catch((error: unknown) => {
        throw failure() ?? error;
      });
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

/** Makes the blocks a table function; returns what gives the error of the blocks, of which the engine keeps the text alone. */
async function register(
  api: DuckDB,
  connection: DuckDBConnection,
  columns: readonly InsertColumn[],
  blocks: Iterator<RowBlock>,
): Promise<() => unknown> {
  const casts = columns.map(({ type }, at) => `null::${type} as c${at}`);
  const types = (await connection.run(`select ${casts.join(', ')}`)).columnTypes();
  const ahead = lookAhead(blocks);
  let failed: unknown;
  const made = api.DuckDBTableFunction.create({
    name: 'assay_blocks',
    bindFunction: (info) => {
      columns.forEach(({ type }, at) => {
        info.addResultColumn(`c${at}`, packingOf(type).type(api, types[at] ?? api.ANY));
      });
    },
    initFunction: (info) => info.setMaxThreads(1),
    mainFunction: (_, chunk) => {
      try {
        const block = ahead();
        chunk.rowCount = block === null ? 0 : 1;
        if (block === null) return;
        columns.forEach(({ type }, at) => {
          const values = block[at] ?? [];
          const given =
            type === 'JSON'
              ? values.map((value) => (value === null ? null : jsonText(value)))
              : values;
          chunk.setColumnValues(at, [packingOf(type).pack(given, api, types[at] ?? api.ANY)]);
        });
      } catch (error) {
        failed ??= error;
        throw error;
      }
    },
  });
  connection.registerTableFunction(made);
  return () => failed;
}

/** Returns what takes the next block, of which the one after it is made while the engine writes. */
function lookAhead(blocks: Iterator<RowBlock>): () => RowBlock | null {
  let made: { readonly block: RowBlock | null } | { readonly error: unknown } | null = null;
  const make = () => {
    try {
      const next = blocks.next();
      return { block: next.done === true ? null : next.value };
    } catch (error) {
      return { error };
    }
  };
  return () => {
    const now = made ?? make();
    made = null;
    if ('error' in now) throw now.error;
    if (now.block !== null)
      setImmediate(() => {
        made ??= make();
      });
    return now.block;
  };
}
