import type { Compression } from '../files/bytes/look-at-bytes.ts';
import { type DataFile, enginePath } from '../files/data-file.ts';
import { identifier, literal, struct } from '../sql/quote.ts';
import { type JsonColumn, rawType } from './json-columns.ts';
import type { JsonFormat } from './json-scan.ts';

/** A JSON file, and how it is read. */
export interface JsonFile {
  readonly file: DataFile;
  readonly format: JsonFormat;
  readonly compression: Compression;
  /** The longest record that is read, in bytes. */
  readonly longest: number;
}

/** The sizes of some records. */
export interface RecordSizes {
  readonly records: number;
  /** The size of all, in bytes. */
  readonly bytes: number;
}

/** The bytes of records, and of columns, that are written together; and the most rows. */
const [bytesAtOnce, columnBytes, mostAtOnce] = [2 ** 25, 64, 122_880] as const;

/** Returns the number of rows that may be in memory together. */
export const rowsAtOnce = (sizes: RecordSizes, columns: number): number =>
  Math.max(1, Math.min(mostAtOnce, Math.floor(bytesAtOnce / bytesOfRow(sizes, columns))));

/** The size of a row in memory: that of its text, or of its columns, of which one that is absent takes as much as another. */
const bytesOfRow = (sizes: RecordSizes, columns: number) =>
  Math.max(bytesOfRecord(sizes), columns * columnBytes);

const bytesOfRecord = ({ records, bytes }: RecordSizes) => bytes / Math.max(1, records);

/** The bytes of a buffer of the engine's reader, and those of the rows in it, if its threads are to read lines. */
const [bufferBytes, mostOfBuffer] = [2 ** 25, 2 ** 28] as const;

/** The most columns that are read together, and of which several threads hold rows at a time. */
export const widest = 1000;

/** A choice between several threads and one for writing the records of a file, and the number of rows written together. */
export interface WrittenTogether {
  readonly byOne: boolean;
  readonly rows: number;
}

/**
 * Chooses how the records of a file are written. Lines are read by several threads, each from a buffer at a time, and are written
 * in stretches of at least a buffer's rows: of shorter ones the engine holds more the longer the file is. Where a buffer's rows
 * have so many columns that this takes much memory, one thread writes few of them together; and an array too, since it is one
 * batch for several threads, which would be held as a whole.
 */
export function writtenTogether(
  format: JsonFormat,
  sizes: RecordSizes,
  columns: number,
): WrittenTogether {
  const inBuffer = bufferBytes / Math.max(1, bytesOfRecord(sizes));
  const isMuch = columns > widest || inBuffer * bytesOfRow(sizes, columns) > mostOfBuffer;
  if (format !== 'lines' || isMuch) return { byOne: true, rows: rowsOfSlice(sizes, columns) };
  return { byOne: false, rows: Math.max(rowsAtOnce(sizes, columns), Math.ceil(inBuffer * spare)) };
}

/** Returns the number of rows that may be in memory together if as many of their columns are written as are read together. */
const rowsOfSlice = ({ records, bytes }: RecordSizes, columns: number) => {
  const width = Math.min(columns, widest);
  return rowsAtOnce({ records, bytes: (bytes * width) / Math.max(1, columns) }, width);
};

/** Records differ in length, so that a buffer may have more of them than those that were looked at let expect. */
const spare = 1.1;

/** DuckDB's names of the formats. */
export const formats: Readonly<Record<JsonFormat, string>> = {
  array: 'array',
  lines: 'newline_delimited',
  values: 'unstructured',
};

/** Returns the compression as an SQL literal. */
export const packing = (compression: Compression): string =>
  literal(compression === 'none' ? 'uncompressed' : compression);

const settings = ({ file, format, compression, longest }: JsonFile) =>
  `${literal(enginePath(file))}, format=${literal(formats[format])}, compression=${packing(compression)}, maximum_object_size=${longest}`;

/** Returns SQL (to follow FROM) for the records of a file as values `json`. A line that is no JSON is NULL. */
export const objectsSql = (file: JsonFile): string =>
  `read_json_objects(${settings(file)}, ignore_errors=${file.format === 'lines'})`;

/**
 * Returns SQL (to follow FROM) for the records of a file, with a column for each key. Numbers that may exceed DOUBLE are JSON.
 * `mayBeOdd` says that a value may be no object, or no JSON; it takes longer, and never the engine's typed reader with its errors
 * ignored: that makes NULLs of sound records which follow broken ones.
 */
export function recordsSql(
  file: JsonFile,
  columns: readonly JsonColumn[],
  mayBeOdd: boolean,
): string {
  if (mayBeOdd || !columns.every(({ key, name }) => key === name)) return taken(file, columns);
  const raw = columns.map((column) => ({ name: column.name, type: rawType(column) }));
  const types = raw.map(
    ({ name, type }) => [name, literal(typeof type === 'string' ? type : 'JSON')] as const,
  );
  const from = `read_json(${settings(file)}, records='true', columns=${struct(types)})`;
  if (raw.every(({ type }) => typeof type === 'string')) return from;
  const items = raw.map(({ name, type }) =>
    typeof type === 'string'
      ? identifier(name)
      : `json_transform(${identifier(name)}, ${literal(JSON.stringify(type))}) as ${identifier(name)}`,
  );
  return `(select ${items.join(', ')} from ${from})`;
}

/**
 * The number of keys that are read from one STRUCT. Each column taken from a STRUCT carries the type of all its fields:
 * ten thousand of them took six gigabytes.
 */
const keysAtOnce = 200;

/** Returns SQL (to follow FROM) with the columns taken from values `json`. */
const taken = (file: JsonFile, columns: readonly JsonColumn[]) =>
  takenFrom(columns, objectsSql(file));

/** Returns SQL (to follow FROM) with a column for each key, from a relation with values `json`; and with `more` of its columns. */
export function takenFrom(
  columns: readonly JsonColumn[],
  from: string,
  more: readonly string[] = [],
): string {
  const parts = Array.from({ length: Math.ceil(columns.length / keysAtOnce) }, (_, at) => {
    const some = columns.slice(at * keysAtOnce, (at + 1) * keysAtOnce);
    // By hand, for an object would put keys such as "10" first, and the fields are taken by their place.
    const fields = some.map(
      (column) => `${JSON.stringify(column.key)}: ${JSON.stringify(rawType(column))}`,
    );
    return `json_transform(json, ${literal(`{${fields.join(', ')}}`)}) as s${at}`;
  });
  const items = columns.map(({ name }, index) => {
    const [part, field] = [Math.floor(index / keysAtOnce), (index % keysAtOnce) + 1];
    return `struct_extract_at(s${part}, ${field}) as ${identifier(name)}`;
  });
  return `(select ${[...more, ...items].join(', ')} from (select ${[...more, ...parts].join(', ')} from ${from}))`;
}
