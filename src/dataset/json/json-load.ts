import { DatasetError, type Reader, type ReadProblem } from '../dataset.ts';
import { isEngineFailure } from '../engine-failure.ts';
import { refuseEncoding } from '../files/bytes/encoding.ts';
import { canRead, readBytes } from '../files/bytes/file-bytes.ts';
import type { Compression } from '../files/bytes/look-at-bytes.ts';
import { wholeCharacters } from '../files/bytes/utf8.ts';
import { type DataFile, enginePath } from '../files/data-file.ts';
import { locateProblems, type RowRange } from '../files/record-location.ts';
import { unreadable } from '../files/remote/remote-files.ts';
import { literal } from '../sql/quote.ts';
import { placesInWords, recordPlaces } from './json-advice.ts';
import { mostJsonLevels } from './json-depth.ts';
import { walkDocument } from './json-document.ts';
import { confirmDuplicateKeys, findDuplicateKeys } from './json-duplicate-keys.ts';
import { formatOf, type JsonOptions } from './json-options.ts';
import { type ReadFile, readFileOf } from './json-read-file.ts';
import { formats, packing } from './json-records.ts';
import { type JsonFormat, scanJson } from './json-scan.ts';
import { brokenDocument } from './json-within.ts';

/** A JSON file that was loaded into a table of JSON values. */
export interface LoadedJson extends JsonRange {
  /** True for a complete file without records: an empty array, or a file without lines. */
  readonly isEmpty: boolean;
  /** The rows in which an object names a key twice. */
  readonly twice: readonly number[];
  readonly problems: readonly ReadProblem[];
  readonly problemCount: number;
}

/** The rows of a JSON file, and how it is read. */
export interface JsonRange extends RowRange, Pick<ReadFile, 'compression' | 'whole' | 'within'> {
  readonly format: JsonFormat;
  readonly options: JsonOptions;
}

/** The longest record that is read unless `maxRecordSize` says otherwise, in bytes. */
export const defaultLongest = 2 ** 24;

/** Inserts the records of a file into a table of JSON values. A line that is not JSON becomes NULL. */
export async function loadJson(
  reader: Reader,
  table: string,
  given: DataFile,
  options: JsonOptions,
): Promise<LoadedJson> {
  const { maxRecordSize = defaultLongest } = options;
  const read = readFileOf(reader, given, options);
  await read.prepare();
  const { file, compression, whole, within } = read;
  const isLocal = canRead(file, compression);
  const said = within === null ? formatOf(file.path, options) : 'array';
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
    const isDocument = scan.records === 1 && format !== 'array' && within === null;
    const said = isDocument
      ? placesInWords(file.shown, await recordPlaces(file, compression))
      : null;
    throw damaged(
      `${file.shown} has a record of ${scan.longest} bytes, more than ${maxRecordSize}: raise maxRecordSize if that is right.${said === null ? '' : ` Or is it one document? ${said}.`}`,
    );
  }
  const from = await rowsEnd(reader, table);
  const path = literal(enginePath(file));
  await reader
    .query(
      `insert into ${table} select json from read_json_objects(${path}, format=${literal(formats[format])}, compression=${packing(compression)}, ignore_errors=${format === 'lines'}, maximum_object_size=${maxRecordSize})`,
    )
    .catch(async (error: unknown) => {
      throw await unreadableJson(file, { format, compression, isLocal }, error);
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
    whole,
    within,
    from,
    to,
    isEmpty,
    twice,
    problems,
    problemCount: lost,
    options,
  };
}

/** Returns the error for a file that the engine refuses, with the place of its fault. */
async function unreadableJson(
  file: DataFile,
  how: {
    readonly format: JsonFormat;
    readonly compression: Compression;
    readonly isLocal: boolean;
  },
  error: unknown,
): Promise<unknown> {
  const { format, compression, isLocal } = how;
  if (!isLocal || !isEngineFailure(error)) return unreadable(file, "can't be read as JSON", error);
  if (format !== 'lines') {
    const chunks = readBytes(file, compression, 'utf-8');
    const { fault } = await walkDocument(chunks, null, format === 'values');
    if (fault !== null) return brokenDocument(file, compression, fault);
  }
  const at = await firstInvalid(readBytes(file, compression, 'utf-8'));
  if (at !== null)
    return brokenDocument(file, compression, { at, why: 'it has bytes that are not UTF-8' });
  if (format === 'array' && (await detectFormat(file, compression, true)) !== 'array')
    return damaged(
      `${file.shown} does not begin with the bracket of an array, and { format: 'array' } says that it is one: leave the format out.`,
    );
  return damaged(
    `${file.shown} can't be read as JSON: the engine (DuckDB) refuses it, though no fault of its brackets, texts and numbers was found. Write it anew.`,
  );
}

/** Returns the place of the first byte that is not UTF-8; null if all are. */
async function firstInvalid(chunks: AsyncIterable<Uint8Array>): Promise<number | null> {
  let offset = 0;
  for await (const { bytes, invalid } of wholeCharacters(chunks, true)) {
    const [first] = invalid;
    if (first !== undefined) return offset + first;
    offset += bytes.length;
  }
  return null;
}

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

async function rowsEnd(reader: Reader, table: string): Promise<number> {
  const [row] = await reader.query(`select coalesce(max(rowid) + 1, 0) as n from ${table}`);
  return Number(row?.n ?? 0);
}

/** Detects the format from the first characters: an array, one record a line, or records spread over lines. */
export async function detectFormat(
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
  { file, format, compression, from }: JsonRange,
  rows: readonly number[],
): Promise<readonly (number | null)[]> {
  if (rows.length === 0 || !canRead(file, compression)) return rows.map(() => null);
  // Several fields of a record may be unreadable.
  const wanted = [...new Set(rows.map((row) => row - from))];
  const { lines } = await scanJson(readBytes(file, compression, 'utf-8'), format, wanted);
  const lineOf = new Map(wanted.map((record, at) => [record, lines[at]]));
  return rows.map((row) => lineOf.get(row - from) ?? null);
}

/** Returns where records are, each as `on line 7`, or `on line 7 of x.json` among several files; null where a file can't be scanned. */
export async function placesOfRecords(
  ranges: readonly JsonRange[],
  records: readonly number[],
): Promise<readonly (string | null)[]> {
  const wanted = records.map((row) => ({ row, column: null, message: String(row) }));
  const located = await locateProblems(ranges, wanted, findJsonLines);
  const placeOf = new Map(located.map(({ message, file, line }) => [message, { file, line }]));
  return records.map((row) => {
    const { file, line = null } = placeOf.get(String(row)) ?? {};
    if (line === null) return null;
    return ranges.length === 1 ? `on line ${line}` : `on line ${line} of ${file}`;
  });
}
