import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import * as zlib from 'node:zlib';
import type { ColumnChunk } from './dataset.ts';
import { readThrift, ThriftEnd, type ThriftStruct } from './thrift.ts';

/** Files up to this size are read at once. */
const small = 2 ** 20;

/** Of the header of a page, with the least and greatest value that may be in it. */
const headerSizes = [512, 2 ** 16, 2 ** 24];

const [DATA, INDEX, DICTIONARY, DATA_V2] = [0, 1, 2, 3] as const;

/** Reads a range of the file; what lies beyond its end is left out. */
type ReadAt = (from: number, length: number) => Uint8Array;

/**
 * Why the pages of a Parquet file can't be what its footer says, as the end of a sentence; null where they can. The
 * header of each page is read, and of the values only those that have a checksum, which gzip has: a footer answers for rows that nobody
 * reads, so that they should be there at least.
 */
export async function pageFault(
  path: string,
  chunks: readonly ColumnChunk[],
): Promise<string | null> {
  const file = openSync(path, 'r');
  try {
    const { size } = fstatSync(file);
    const readAt = rangesOf(file, size);
    const end = size - 8 - footerLength(readAt, size);
    for (const chunk of chunks) {
      const fault = chunkFault(chunk, end, readAt);
      if (fault !== null) return `column ${chunk.column}, row group ${chunk.group}: ${fault}`;
      // What is packed with gzip takes its time: timers and signals have their turn.
      await setImmediate();
    }
    return null;
  } finally {
    closeSync(file);
  }
}

/** The same of the row groups: they must hold the rows of the file. */
export function groupFault(rows: number, chunks: readonly ColumnChunk[]): string | null {
  const groups = new Map(chunks.map((chunk) => [chunk.group, chunk.rows]));
  const held = [...groups.values()].reduce((sum, count) => sum + count, 0);
  return held === rows ? null : `its row groups hold ${held} rows in place of ${rows}`;
}

function rangesOf(file: number, size: number): ReadAt {
  const read = (from: number, length: number) => {
    const buffer = Buffer.allocUnsafe(Math.max(0, Math.min(length, size - from)));
    return buffer.subarray(0, readSync(file, buffer, 0, buffer.length, from));
  };
  if (size > small) return read;
  const whole = read(0, size);
  return (from, length) => whole.subarray(from, from + length);
}

function footerLength(readAt: ReadAt, size: number): number {
  const tail = readAt(size - 8, 4);
  return tail.length < 4 ? 0 : new DataView(tail.buffer, tail.byteOffset).getUint32(0, true);
}

function chunkFault(chunk: ColumnChunk, end: number, readAt: ReadAt): string | null {
  const { values, rows, start, bytes, isNested } = chunk;
  if (isNested ? values < rows : values !== rows)
    return `it holds ${values} values of ${rows} rows`;
  if (!(start >= 4 && bytes >= 0 && start + bytes <= end)) return 'it lies outside of the file';
  let found = 0;
  let at = start;
  while (found < values) {
    const page = pageAt(at, end, chunk, readAt);
    if (page === null) return `at byte ${at} is no page`;
    if (page.inflated > Math.max(chunk.inflated, alwaysInflated))
      return `its page at byte ${at} claims to unpack to ${page.inflated} bytes, more than the ${chunk.inflated} of them all`;
    found += page.values;
    at = page.end;
  }
  return found === values ? null : `its pages hold ${found} values in place of ${values}`;
}

interface Page {
  /** Of the column; a dictionary has none. */
  readonly values: number;
  readonly inflated: number;
  readonly end: number;
}

/** Some writers do not tell the size of all pages as it is; one of so many bytes does no harm. */
const alwaysInflated = 2 ** 26;

function pageAt(at: number, end: number, { codec }: ColumnChunk, readAt: ReadAt): Page | null {
  const header = headerAt(at, end, readAt);
  if (header === null) return null;
  const { struct, start } = header;
  const number = (of: ThriftStruct | undefined, field: number): number => {
    const value = of?.get(field);
    return typeof value === 'number' ? value : -1;
  };
  const part = (field: number) => {
    const value = struct.get(field);
    return value instanceof Map ? value : undefined;
  };
  const [kind, inflated, size] = [number(struct, 1), number(struct, 2), number(struct, 3)];
  if (inflated < 0 || size < 0 || start + size > end) return null;
  const checksum = struct.get(4);
  if (typeof checksum === 'number' && !isSum(checksum, readAt(start, size))) return null;
  // Levels of a page of the second version come first, and are not packed.
  const second = part(8);
  const levels = second ? number(second, 5) + number(second, 6) : 0;
  if (codec === 'GZIP' && second?.get(7) !== false && inflated <= mostInflated) {
    if (levels < 0 || levels > size) return null;
    if (!isGzip(readAt(start + levels, size - levels), inflated - levels)) return null;
  }
  const page = (values: number) => (values < 0 ? null : { values, inflated, end: start + size });
  if (kind === DATA) return page(number(part(5), 1));
  if (kind === DATA_V2) return page(number(second, 1));
  return (kind === DICTIONARY && part(7)) || kind === INDEX ? page(0) : null;
}

/** Node.js sums from 22.2 on. */
const isSum = (checksum: number, bytes: Uint8Array) =>
  typeof zlib.crc32 !== 'function' || zlib.crc32(bytes) === checksum >>> 0;

/** A page that is larger is not unpacked beside the engine. */
const mostInflated = 2 ** 28;

/** DuckDB reads on where gzip is broken, with bytes of its own making, and does not look at its checksum. */
function isGzip(bytes: Uint8Array, inflated: number): boolean {
  if (inflated === 0 && bytes.length === 0) return true;
  try {
    const options = { maxOutputLength: Math.max(1, inflated) };
    return inflated >= 0 && zlib.gunzipSync(bytes, options).length === inflated;
  } catch {
    return false;
  }
}

function headerAt(at: number, end: number, readAt: ReadAt) {
  for (const length of headerSizes) {
    const bytes = readAt(at, Math.min(length, end - at));
    try {
      const found = readThrift(bytes, 0);
      return found && { struct: found.struct, start: at + found.end };
    } catch (error) {
      if (!(error instanceof ThriftEnd)) throw error;
      if (bytes.length < length) return null;
    }
  }
  return null;
}
