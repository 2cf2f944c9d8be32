import { readFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { gunzipSync, zstdDecompressSync } from 'node:zlib';
import { parquetReadObjects } from 'hyparquet';
import { type Facts, factsOf, strictRow } from './facts.ts';
import { readCsv } from './read-csv.ts';
import type { Format } from './samples.ts';

/**
 * Readers that share nothing with the product: what is green must be what they read. They are strict, and throw at
 * whatever is not whole.
 */
export const readers: Readonly<Record<Format, (path: string) => Promise<Facts>>> = {
  parquet: async (path) => factsOf(await parquetRows(path)),
  csv: async (path) => factsOf(csvRows(path)),
  json: async (path) => factsOf(jsonRows(path)),
  sqlite: async (path) => factsOf(sqliteRows(path)),
};

async function parquetRows(path: string) {
  const bytes = readFileSync(path);
  const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
  const rows = await parquetReadObjects({
    file,
    columns: ['id', 'amount', 'city', 'day', 'note'],
    compressors: {
      GZIP: (input: Uint8Array) => gunzipSync(input),
      ZSTD: (input: Uint8Array) => zstdDecompressSync(input),
    },
  });
  return rows.map(strictRow);
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

function csvRows(path: string) {
  const { names, records } = readCsv(text(path));
  return records.map((record) => {
    const row = Object.fromEntries(names.map((name, at) => [name, record[at]]));
    return strictRow({ ...row, id: integer(row.id), amount: number(row.amount) });
  });
}

function integer(value: string | null | undefined): bigint {
  if (!/^\s*[+-]?[0-9]+\s*$/.test(value ?? '')) throw new Error('id is no integer');
  return BigInt((value ?? '').replace('+', ''));
}

function number(value: string | null | undefined): number | null {
  if (value === null || value === undefined) return null;
  if (!/^\s*[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?\s*$/.test(value))
    throw new Error('amount is no number');
  return Number(value);
}

function jsonRows(path: string) {
  const all = text(path);
  // Digits beyond what a number holds are kept.
  const parse = (json: string): unknown =>
    JSON.parse(json, (_key, value: unknown, context?: { readonly source?: string }) =>
      typeof value === 'number' && /^-?[0-9]+$/.test(context?.source ?? '')
        ? BigInt(context?.source ?? '')
        : value,
    );
  const values = all.trimStart().startsWith('[')
    ? parse(all)
    : all
        .split('\n')
        .filter((line) => line.trim() !== '')
        .map(parse);
  if (!Array.isArray(values)) throw new Error('no array');
  return values.map((value: unknown) => {
    if (typeof value !== 'object' || value === null) throw new Error('no object');
    return strictRow(value as Record<string, unknown>);
  });
}

function sqliteRows(path: string) {
  const database = new DatabaseSync(path, { readOnly: true });
  try {
    const statement = database.prepare('select id, amount, city, day, note from t not indexed');
    statement.setReadBigInts(true);
    return statement.all().map(strictRow);
  } finally {
    database.close();
  }
}
