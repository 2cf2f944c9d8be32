import { isUtf8 } from 'node:buffer';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import * as zlib from 'node:zlib';
import { DatasetError } from '../../dataset.ts';
import type { DataFile } from '../data-file.ts';
import {
  type Contents,
  contentsShown,
  endSize,
  otherFormat,
  quoted,
  startSize,
} from './contents.ts';
import { isJsonText } from './json-text.ts';

/** The compression of a file. */
export type Compression = 'none' | 'gzip' | 'zstd';

/** Returns the compression that a file's name indicates. */
export const compressionNamed = (path: string): Compression =>
  /\.gz$/i.test(path) ? 'gzip' : /\.zstd?$/i.test(path) ? 'zstd' : 'none';

/**
 * Returns the compression of a file that its first bytes show, whatever its name is. The name decides on what is neither text nor
 * compressed, so that a damaged file is reported as such, and on files of other machines.
 */
export function compressionOf({ path, remote }: Pick<DataFile, 'path' | 'remote'>): Compression {
  if (remote) return compressionNamed(path);
  const start = edgesOf(path)?.start ?? Buffer.alloc(0);
  return compressionShown(start) ?? (isText(start) ? 'none' : compressionNamed(path));
}

/** Returns the compression that a file on this machine begins as; null if it begins otherwise. */
export const compressionFound = (path: string): 'gzip' | 'zstd' | null =>
  compressionShown(edgesOf(path)?.start ?? Buffer.alloc(0));

/** Returns the compression that the first bytes of a file show; null if they show none. */
export function compressionShown(start: Buffer): 'gzip' | 'zstd' | null {
  if (start[0] === 0x1f && start[1] === 0x8b && start[2] === 8) return 'gzip';
  return start.length >= 4 && start.readUInt32LE() === 0xfd2fb528 ? 'zstd' : null;
}

/** The options of a text file that its first bytes may contradict. */
export interface TextFile {
  /** The option `compression`. */
  readonly compression: Compression | undefined;
  /** True if text that is JSON may be meant to be read. */
  readonly mayBeJson: boolean;
}

/**
 * Looks at the first bytes of a file that is to be read as text. Returns a note if it is compressed and its name does not say so, or
 * the other way round; null otherwise.
 *
 * @throws {DatasetError} `DATASET_UNREADABLE` for a file of another format, with the way to read that.
 */
export function lookAtText(
  { path, shown, remote }: DataFile,
  { compression, mayBeJson }: TextFile,
): string | null {
  const edges = remote ? null : edgesOf(path);
  if (edges === null || edges.start.length === 0) return null;
  const packing = compressionShown(edges.start);
  if (packing !== null && compression !== undefined && packing !== compression)
    throw unreadable(
      `By its bytes, ${shown} is compressed by ${packing}, and { compression: '${compression}' } says otherwise: leave that option out.`,
    );
  const start = packing === null ? edges.start : inflated(edges.start, packing);
  const contents = contentsShown(start, packing === null ? edges.endOf : () => Buffer.alloc(0));
  if (contents !== null) throw unreadable(otherFormat(shown, contents, packing));
  if (!mayBeJson && isJsonText(start))
    throw unreadable(
      `By its text, ${shown} is JSON and not CSV: read it with json(${quoted(shown)}).`,
    );
  if (compression !== undefined) return null;
  if (packing !== null && compressionNamed(path) !== packing)
    return `${shown} is compressed by ${packing}, which its name does not say.`;
  return packing === null && compressionNamed(path) !== 'none' && isText(start)
    ? `${shown} is not compressed, though its name says so.`
    : null;
}

/** Returns the format of a local file by its bytes; null for text, for what is not known, and for what can't be read. */
export function contentsOf(path: string): Contents | null {
  const edges = edgesOf(path);
  return edges && contentsShown(edges.start, edges.endOf);
}

/** Returns a sentence on the format of a file that is not what it is to be read as; null if its bytes show none. */
export function whatElse({ path, shown }: Pick<DataFile, 'path' | 'shown'>): string | null {
  const edges = edgesOf(path);
  if (edges === null) return null;
  const packing = compressionShown(edges.start);
  const start = packing === null ? edges.start : inflated(edges.start, packing);
  const contents = contentsShown(start, packing === null ? edges.endOf : () => Buffer.alloc(0));
  if (contents !== null) return otherFormat(shown, contents, packing);
  if (isText(start))
    return `By its bytes, ${shown} is text: read it with ${isJsonText(start) ? 'json' : 'csv'}(${quoted(shown)}).`;
  return packing && `By its bytes, ${shown} is compressed by ${packing}: unpack it first.`;
}

/** Returns the first bytes of a local file as text, decompressed; null if they are none. */
export function textStart(path: string): Buffer | null {
  const start = edgesOf(path)?.start ?? Buffer.alloc(0);
  const packing = compressionShown(start);
  const plain = packing === null ? start : inflated(start, packing);
  return isText(plain) ? plain : null;
}

interface Edges {
  readonly start: Buffer;
  readonly endOf: () => Buffer;
}

/** Returns the first bytes of a file, and what reads its last ones; null if it can't be read, which is reported where it is opened. */
function edgesOf(path: string): Edges | null {
  const start = partOf(path, startSize, false);
  return start && { start, endOf: () => partOf(path, endSize, true) ?? start };
}

/**
 * Returns the first bytes of a file, or its last ones; null if it can't be read. Of thousands of files each question to the system counts, and in a
 * promise it takes five times as long.
 */
function partOf(path: string, count: number, isEnd: boolean): Buffer | null {
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch {
    return null;
  }
  try {
    const buffer = Buffer.allocUnsafe(count);
    const from = isEnd ? Math.max(0, fstatSync(file).size - count) : 0;
    return buffer.subarray(0, readSync(file, buffer, 0, count, from));
  } catch {
    return null;
  } finally {
    closeSync(file);
  }
}

/** Returns the first bytes of what was compressed; none if they are damaged, which is reported where all of it is read. */
function inflated(start: Buffer, packing: 'gzip' | 'zstd'): Buffer {
  try {
    if (packing === 'gzip')
      return zlib.gunzipSync(start, { finishFlush: zlib.constants.Z_SYNC_FLUSH });
    const { zstdDecompressSync: unpack } = zlib;
    if (typeof unpack !== 'function') return Buffer.alloc(0);
    return unpack(start, { finishFlush: zlib.constants.ZSTD_e_flush });
  } catch {
    return Buffer.alloc(0);
  }
}

/** True for bytes without control characters that are UTF-8, but for a character that is cut at their end. */
function isText(start: Buffer): boolean {
  if (start.length === 0) return false;
  for (const byte of start) if (byte < 0x20 && !(byte >= 9 && byte <= 13)) return false;
  return [0, 1, 2, 3].some((cut) => isUtf8(start.subarray(0, start.length - cut)));
}

const unreadable = (message: string) => new DatasetError('DATASET_UNREADABLE', message);
