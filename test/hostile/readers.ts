import { readFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { gunzipSync, zstdDecompressSync } from 'node:zlib';
import { DuckDBInstance } from '@duckdb/node-api';
import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import { type ColumnName, strict, type Value } from './facts.ts';
import { readCsv } from './read-csv.ts';
import type { Format } from './samples.ts';

/**
 * Readers that share nothing with the product: what is green must be what they read. They are strict, and throw at
 * whatever is not whole.
 */
const readers: Readonly<
  Record<Format, (path: string, column: ColumnName) => Promise<readonly unknown[]>>
> = {
  parquet: (path, column) =>
    parquetColumn(path, column).catch((error: Error) => {
      if (!unhandled.test(error.message)) throw error;
      return plainScan(path, column);
    }),
  csv: async (path, column) => csvColumn(text(path), column),
  json: async (path, column) => jsonColumn(text(path), column),
  sqlite: async (path, column) => sqliteColumn(path, column),
};

/** The values of a column. */
export async function readColumn(
  format: Format,
  path: string,
  column: ColumnName,
): Promise<readonly Value[]> {
  return (await readers[format](path, column)).map(strict[column]);
}

const unhandled =
  /^(?:thrift unhandled type|parquet column metadata is undefined|Offset is outside the bounds of the DataView)/;

async function parquetColumn(path: string, column: ColumnName) {
  const bytes = readFileSync(path);
  const file = bytes.buffer.slice(
    bytes.byteOffset,
    bytes.byteOffset + bytes.byteLength,
  ) as ArrayBuffer;
  const { row_groups: groups } = parquetMetadata(file);
  const compressors = {
    GZIP: (input: Uint8Array) => gunzipSync(input),
    ZSTD: (input: Uint8Array) => zstdDecompressSync(input),
  };
  const rows = await parquetReadObjects({ file, columns: [column], compressors });
  const expected = groups.reduce((sum, group) => sum + Number(group.num_rows), 0);
  if (rows.length !== expected) throw new Error(`${rows.length} of ${expected} values`);
  return rows.map((row) => row[column]);
}

/**
 * That reader knows neither sets nor maps of Thrift, reads no column of a footer that says nothing of another one, and
 * unpacks a run to its end though the page needs less of it: the engine alone is asked then, in a session of its own.
 */
async function plainScan(path: string, column: ColumnName) {
  const instance = await DuckDBInstance.create(':memory:', { enable_external_file_cache: 'false' });
  const connection = await instance.connect();
  try {
    const value = column === 'day' ? `${column}::varchar` : column;
    const found = await connection.runAndReadAll(`select ${value} from read_parquet('${path}')`);
    return found.getRows().map(([first]) => first);
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

const text = (path: string) => {
  const bytes = readFileSync(path);
  const inflated = path.endsWith('.gz')
    ? gunzipSync(bytes)
    : path.endsWith('.zst')
      ? zstdDecompressSync(bytes)
      : bytes;
  return new TextDecoder('utf-8', { fatal: true }).decode(inflated);
};

const integerText = /^\s*[+-]?[0-9]+\s*$/;
/** The engine reads `26e6` as the integer that it is. */
const exponentText = /^\s*[+-]?[0-9]+[eE]\+?[0-9]+\s*$/;
const numberText = /^\s*[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?\s*$/;

function csvColumn(all: string, column: ColumnName): readonly unknown[] {
  const { names, records } = readCsv(all);
  const at = names.indexOf(column);
  return records.map((record) => {
    const field = record[at] ?? null;
    if (column === 'id' && integerText.test(field ?? ''))
      return BigInt((field ?? '').replace('+', ''));
    if (column === 'id' && exponentText.test(field ?? '')) return Number(field);
    if (column === 'amount' && numberText.test(field ?? '')) return Number(field);
    return field;
  });
}

function jsonColumn(all: string, column: ColumnName): readonly unknown[] {
  // Digits beyond what a number holds are kept.
  const parse = (json: string): unknown =>
    JSON.parse(json, (_key, value: unknown, context?: { readonly source?: string }) =>
      typeof value === 'number' && /^-?[0-9]+$/.test(context?.source ?? '')
        ? BigInt(context?.source ?? '')
        : value,
    );
  const isArray = all.trimStart().startsWith('[');
  // The engine takes control characters around a record for spaces, by which no value is lost.
  const lines = () =>
    all
      .split('\n')
      .map((line) => line.replaceAll(/^[\0- ]+|[\0- ]+$/g, ''))
      .filter((line) => line !== '');
  const values = isArray ? parse(all) : lines().map(parse);
  if (!Array.isArray(values)) throw new Error('no array');
  return values.map((value: unknown) => {
    if (typeof value !== 'object' || value === null) throw new Error('no object');
    return (value as Readonly<Record<string, unknown>>)[column];
  });
}

function sqliteColumn(path: string, column: ColumnName): readonly unknown[] {
  const database = new DatabaseSync(path, { readOnly: true });
  try {
    const statement = database.prepare(`select ${column} as v from t not indexed`);
    statement.setReadBigInts(true);
    return statement.all().map(({ v }) => v);
  } finally {
    database.close();
  }
}
