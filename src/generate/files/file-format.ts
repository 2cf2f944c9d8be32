import { extname } from 'node:path';
import type { RowFormat } from '../../engine/duckdb/write-rows.ts';

const formats: Readonly<Record<string, RowFormat>> = {
  '.parquet': 'parquet',
  '.csv': 'csv',
  '.ndjson': 'json',
  '.jsonl': 'json',
};

/** The extensions of files that rows can be written to. */
export const extensions = Object.freeze(Object.keys(formats));

/** Returns the format that a path's extension names; null if it names none. */
export const formatOf = (path: string): RowFormat | null =>
  formats[extname(path).toLowerCase()] ?? null;
