import { literal } from '../../../dataset/sql/quote.ts';
import { loadDuckDB } from '../connection/duckdb-api.ts';
import { closeLocked, openLocked } from '../connection/locked.ts';
import { describeColumns } from '../values/duckdb-types.ts';
import { chunkRows } from '../values/engine-values.ts';
import { appendRows, tableOf } from '../values/insert-rows.ts';
import type { ScriptResult, ScriptTable } from './script.ts';

/** The formats that DuckDB writes and reads here. */
export type ScriptFormat = 'csv' | 'parquet';

/** Small tables as files, within a folder. */
export interface ScriptFiles {
  readonly write: (table: ScriptTable, path: string, format: ScriptFormat) => Promise<void>;
  /** Reads a file. The types of a CSV file's columns are found, and those named in `texts` stay text. */
  readonly read: (
    path: string,
    format: ScriptFormat,
    texts: ReadonlySet<string>,
  ) => Promise<ScriptResult>;
  readonly close: () => Promise<void>;
}

/** Opens a locked instance that reads and writes files in a folder, and no others. */
export async function openFiles(folder: string): Promise<ScriptFiles> {
  const api = await loadDuckDB();
  const locked = await openLocked({ ...grant, directories: [folder] });
  const connection = await locked.instance.connect();
  const query = async (sql: string): Promise<ScriptResult> => {
    const result = await connection.run(sql);
    const columns = describeColumns(result, api);
    const names = columns.map(({ name }) => name);
    const rows = Array.from({ length: result.chunkCount }, (_, index) => {
      const chunk = result.getChunk(index);
      return chunkRows(chunk, names, chunk.rowCount, api);
    });
    return { columns, rows: rows.flat() };
  };
  return {
    write: async ({ columns, rows }, path, format) => {
      await connection.run(`create or replace temp ${tableOf('written', columns)}`);
      await appendRows(connection, api, 'written', columns, rows);
      await connection.run(`copy written to ${literal(path)} (format ${format})`);
    },
    read: async (path, format, texts) => {
      if (format === 'parquet') return query(`from read_parquet(${literal(path)})`);
      const { columns } = await query(`describe from ${readCsv(path)}`).then(namesOf);
      const kept = columns.filter((name) => texts.has(name));
      return query(`from ${readCsv(path, kept)}`);
    },
    close: async () => {
      connection.disconnectSync();
      closeLocked(locked);
    },
  };
}

const namesOf = ({ rows }: ScriptResult) => ({
  columns: rows.map(({ column_name: name }) => String(name)),
});

/** Empty text in quotes is a text, and without quotes it is NULL: as files are written here. */
function readCsv(path: string, texts: readonly string[] = []): string {
  const types = texts.map((name) => `${literal(name)}: 'VARCHAR'`);
  const typed = types.length === 0 ? '' : `, types = {${types.join(', ')}}`;
  return `read_csv(${literal(path)}, header = true, delim = ',', quote = '"', escape = '"', allow_quoted_nulls = false, sample_size = -1${typed})`;
}

const grant = {
  threads: 1,
  memoryLimit: '512MB',
  extensions: [],
  setup: [],
  progress: false,
} as const;
