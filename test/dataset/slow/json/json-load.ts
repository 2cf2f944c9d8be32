import { DatasetError, type Reader, type ReadProblem } from '../../../../src/dataset/dataset.ts';
import { refuseEncoding } from '../../../../src/dataset/files/bytes/encoding.ts';
import { canRead, readBytes } from '../../../../src/dataset/files/bytes/file-bytes.ts';
import {
  type Compression,
  compressionNamed,
} from '../../../../src/dataset/files/bytes/look-at-bytes.ts';
import { type DataFile, enginePath } from '../../../../src/dataset/files/data-file.ts';
import { unreadable } from '../../../../src/dataset/files/remote/remote-files.ts';
import { formatOf, type JsonOptions } from '../../../../src/dataset/json/json-options.ts';
import { literal } from '../../../../src/dataset/sql/quote.ts';
import type { RowRange } from '../record-location.ts';
import { mostJsonLevels } from './json-depth.ts';
import { confirmDuplicateKeys, findDuplicateKeys } from './json-duplicate-keys.ts';
import { type JsonFormat, scanJson } from './json-scan.ts';

/** A JSON file that was loaded into a table of JSON values. */
export interface LoadedJson extends RowRange {
  readonly format: JsonFormat;
  readonly compression: Compression;
  /** True for a complete file without records: an empty array, or a file without lines. */
  readonly isEmpty: boolean;
  /** The rows in which an object names a key twice. */
  readonly twice: readonly number[];
  readonly problems: readonly ReadProblem[];
  readonly problemCount: number;
  readonly options: JsonOptions;
}

const defaultLongest = 2 ** 24;

/** Inserts the records of a file into a table of JSON values. A line that is not JSON becomes NULL. */
export async function loadJson(
  reader: Reader,
  table: string,
  file: DataFile,
  options: JsonOptions,
): Promise<LoadedJson> {
  const { compression = compressionNamed(file.path), maxRecordSize = defaultLongest } = options;
  const isLocal = canRead(file, compression);
  const said = formatOf(file.path, options);
  const format = said ?? (await detectFormat(file, compression, isLocal));
  const scan = isLocal ? await scanJson(readBytes(file, compression, 'utf-8'), format) : null;
  if (scan && !scan.isClosed) {
    throw damaged(`${file.shown} ends in the middle of its JSON: it was cut short.`);
  }
  if (scan?.isStray) {
    throw damaged(`${file.shown} holds a control character between its values, which is no JSON.`);
  }
  if (scan && scan.depth > mostJsonLevels) {
    throw damaged(
      `${file.shown} has arrays or objects that lie in more than ${mostJsonLevels} others: they are too deep to be read.`,
    );
  }
  if (scan && scan.longest > maxRecordSize) {
    throw damaged(
      `${file.shown} has a record of ${scan.longest} bytes, more than ${maxRecordSize}: raise maxRecordSize if that is right.`,
    );
  }
  const from = await rowsEnd(reader, table);
  const path = literal(enginePath(file));
  await reader
    .query(
      `insert into ${table} select json from read_json_objects(${path}, format=${literal(formats[format])}, compression=${packing(compression)}, ignore_errors=${format === 'lines'}, maximum_object_size=${maxRecordSize})`,
    )
    .catch((error: unknown) => {
      throw unreadable(file, "can't be read as JSON", error);
    });
  const to = await rowsEnd(reader, table);
  const lost = scan ? Math.abs(scan.records - (to - from)) : 0;
  const message = `DuckDB read ${to - from} records where the file has ${scan?.records}`;
  const problems = lost > 0 ? [{ file: file.shown, line: null, column: null, message }] : [];
  const twice = scan
    ? await confirmDuplicateKeys(
        reader,
        table,
        scan.suspects.map((record) => from + record),
      )
    : await findDuplicateKeys(reader, table, from);
  // White space alone is no array.
  const isWhole = format === 'array' ? (scan?.depth ?? 0) > 0 : said !== undefined;
  const isEmpty =
    to === from &&
    (scan
      ? isWhole && scan.records === 0
      : await isEmptyElsewhere(reader, path, format, compression));
  return {
    file,
    format,
    compression,
    from,
    to,
    isEmpty,
    twice,
    problems,
    problemCount: lost,
    options,
  };
}

const packing = (compression: Compression) =>
  literal(compression === 'none' ? 'uncompressed' : compression);

/** True if a file without records is complete, for a file that only the engine can read. */
async function isEmptyElsewhere(
  reader: Reader,
  path: string,
  format: JsonFormat,
  compression: Compression,
): Promise<boolean> {
  if (format === 'array') {
    const rows = await reader.query(
      `select json::varchar as t from read_json_objects(${path}, format='unstructured', compression=${packing(compression)}) limit 2`,
    );
    return rows.length === 1 && /^\[\s*\]$/.test(String(rows[0]?.t));
  }
  if (compression === 'none') return true;
  const [blob] = await reader.query(`select size as n from read_blob(${path})`);
  return Number(blob?.n) > 0;
}

/** DuckDB's names of the formats. */
const formats: Readonly<Record<JsonFormat, string>> = {
  array: 'array',
  lines: 'newline_delimited',
  values: 'unstructured',
};

async function rowsEnd(reader: Reader, table: string): Promise<number> {
  const [row] = await reader.query(`select coalesce(max(rowid) + 1, 0) as n from ${table}`);
  return Number(row?.n ?? 0);
}

/** Detects the format from the first characters: an array, one record a line, or records spread over lines. */
async function detectFormat(
  file: DataFile,
  compression: Compression,
  isLocal: boolean,
): Promise<JsonFormat> {
  if (!isLocal) return 'array';
  let start = '';
  for await (const chunk of readBytes(file, compression, 'utf-8')) {
    if (start === '') refuseEncoding(file.shown, chunk, 'utf-8', 'convert it to UTF-8');
    start += Buffer.from(chunk).toString('utf8');
    const text = start.replace(/^\ufeff/, '').trimStart();
    if (text.startsWith('[')) return 'array';
    const end = text.indexOf('\n');
    if (end >= 0) return isJson(text.slice(0, end)) ? 'lines' : 'values';
  }
  const text = start.replace(/^\ufeff/, '').trim();
  return isJson(text) ? 'lines' : 'values';
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

const damaged = (message: string) => new DatasetError('DATASET_UNREADABLE', message);

/** Finds the line on which each of these rows begins in its file; null for a file that can't be scanned. */
export async function findJsonLines(
  { file, format, compression, from }: LoadedJson,
  rows: readonly number[],
): Promise<readonly (number | null)[]> {
  if (rows.length === 0 || !canRead(file, compression)) return rows.map(() => null);
  const wanted = rows.map((row) => row - from);
  const { lines } = await scanJson(readBytes(file, compression, 'utf-8'), format, wanted);
  return rows.map((_, index) => lines[index] ?? null);
}
