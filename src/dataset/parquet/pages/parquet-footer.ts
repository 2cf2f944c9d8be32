import { hash } from 'node:crypto';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { stateText } from '../../files/file-state.ts';
import { bytesIn, numberIn, readThrift, structIn, structsIn, type ThriftStruct } from './thrift.ts';

/** Reads a range of a file. Bytes beyond its end are left out. */
export type ReadAt = (from: number, length: number) => Uint8Array;

/** An open file with its footer. */
export interface OpenParquet {
  readonly readAt: ReadAt;
  /** The position of the footer, which is the end of all pages. */
  readonly end: number;
  /** The bytes of the footer, as they lie in the file. */
  readonly footer: Uint8Array;
  /** A text that changes whenever the file is written or replaced: its path, size, times and a digest of its footer. */
  readonly identity: string;
}

/** The footer of a Parquet file. */
export interface Footer {
  /** The row count of the whole file; some writers leave it at 0. */
  readonly rows: number;
  /** The program that wrote the file. */
  readonly writer: string;
  /** The fields of the schema in preorder, the root first. */
  readonly elements: readonly ThriftStruct[];
  readonly groups: readonly RowGroup[];
  readonly isEncrypted: boolean;
}

/** A row group of a Parquet file. */
export interface RowGroup {
  readonly rows: number;
  readonly chunks: readonly ColumnChunk[];
}

/** The values of a column in one row group, as the footer describes them. */
export interface ColumnChunk {
  /** The number of values, with NULLs and the elements of lists. */
  readonly values: number;
  /** The position of the first page. */
  readonly start: number;
  readonly bytes: number;
  /** The size of its pages, decompressed. */
  readonly inflated: number;
  /** The number of the codec in the format. */
  readonly codec: number;
  /** The number of NULLs; null if the footer does not have it. */
  readonly nulls: number | null;
  /** The size of the dictionary with what lies before the data; null if there is none. */
  readonly dictionary: number | null;
  /** The least value in PLAIN bytes; null if the footer does not have it. */
  readonly least: Uint8Array | null;
  readonly greatest: Uint8Array | null;
  readonly isEncrypted: boolean;
  /** True if its pages lie in another file. */
  readonly isElsewhere: boolean;
}

/** The size up to which a file is read at once. */
const small = 2 ** 20;

/** Opens a Parquet file, passes it to `use`, and closes it. */
export async function withParquet<Result>(
  path: string,
  use: (open: OpenParquet) => Promise<Result>,
): Promise<Result> {
  const file = openSync(path, 'r');
  try {
    return await use(openIn(file, path));
  } finally {
    closeSync(file);
  }
}

/** Returns the identity of a Parquet file by its footer, and a digest of its size and footer that copies share. */
export function footerIdentity(path: string): { readonly identity: string; readonly copy: string } {
  const file = openSync(path, 'r');
  try {
    const { identity, size, digest } = openIn(file, path, usualFooter);
    return { identity, copy: `${size} ${digest}` };
  } finally {
    closeSync(file);
  }
}

/** The size up to which a footer is read together with its length. */
const usualFooter = 2 ** 14;

function openIn(file: number, path: string, most = small) {
  const status = fstatSync(file, { bigint: true });
  const size = Number(status.size);
  const readAt = rangesOf(file, size, most);
  const end = size - 8 - footerLength(readAt, size);
  const tail = readAt(end, size - end);
  const digest = hash('sha256', tail);
  const identity = `${stateText(path, status)} ${digest}`;
  return { readAt, end, footer: tail.subarray(0, -8), identity, size, digest };
}

/** Reads the last bytes of a file at once; of a small one `most` bytes. */
function rangesOf(file: number, size: number, most: number): ReadAt {
  const read = (from: number, length: number) => {
    const buffer = Buffer.allocUnsafe(Math.max(0, Math.min(length, size - from)));
    return buffer.subarray(0, readSync(file, buffer, 0, buffer.length, from));
  };
  const from = Math.max(0, size - (size > small ? usualFooter : most));
  const last = read(from, size - from);
  return (at, length) => {
    const start = Math.max(0, at);
    if (start < from) return read(start, Math.max(0, at + length - start));
    return last.subarray(start - from, Math.max(0, at + length - from));
  };
}

function footerLength(readAt: ReadAt, size: number): number {
  const tail = readAt(size - 8, 4);
  return tail.length < 4 ? 0 : new DataView(tail.buffer, tail.byteOffset).getUint32(0, true);
}

/** Parses a footer; null if it is invalid. */
export function footerOf(bytes: Uint8Array): Footer | null {
  try {
    const found = readThrift(bytes, 0)?.struct;
    const rows = numberIn(found, 3);
    if (found === undefined || rows === undefined) return null;
    return {
      rows,
      writer: text(bytesIn(found, 6)),
      elements: structsIn(found, 2),
      groups: structsIn(found, 4).map(groupOf),
      isEncrypted: found.has(8),
    };
  } catch {
    // The bytes end within it.
    return null;
  }
}

const text = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes);

const groupOf = (group: ThriftStruct): RowGroup => ({
  rows: numberIn(group, 3) ?? Number.NaN,
  chunks: structsIn(group, 1).map(chunkOf),
});

function chunkOf(chunk: ThriftStruct): ColumnChunk {
  const about = structIn(chunk, 3);
  const number = (field: number) => numberIn(about, field) ?? Number.NaN;
  const [data, dictionary] = [number(9), number(11)];
  const statistics = structIn(about, 12);
  return {
    values: number(5),
    // Some writers tell of a dictionary at 0 where there is none.
    start: dictionary >= 4 && dictionary < data ? dictionary : data,
    bytes: number(7),
    inflated: numberIn(about, 6) ?? 0,
    codec: number(4),
    nulls: numberIn(statistics, 3) ?? null,
    dictionary: Number.isNaN(dictionary) ? null : data - dictionary,
    least: bytesIn(statistics, 6) ?? null,
    greatest: bytesIn(statistics, 5) ?? null,
    isEncrypted: chunk.has(8) || about === undefined,
    isElsewhere: chunk.has(1),
  };
}
