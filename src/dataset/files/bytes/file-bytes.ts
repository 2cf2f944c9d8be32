import { closeSync, createReadStream, openSync, readSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream';
import * as zlib from 'node:zlib';
import { DatasetError } from '../../dataset.ts';
import type { DataFile } from '../data-file.ts';
import { decodedBytes, isOfEngine } from './decode.ts';
import { type Encoding, refuseEncoding, refuseNarrow } from './encoding.ts';
import { type Compression, compressionFound, compressionShown } from './look-at-bytes.ts';

/** True if this Node.js can decompress the file; Zstandard needs 22.15. */
const canInflate = (compression: Compression) =>
  compression !== 'zstd' || typeof zlib.createZstdDecompress === 'function';

/** True if this process can read the file itself, apart from the engine. */
export const canRead = (file: DataFile, compression: Compression): boolean =>
  !file.remote && canInflate(compression);

/** A file whose bytes are read. */
type Bytes = Pick<DataFile, 'path' | 'shown' | 'size'>;

const otherOrder = "read it with { encoding: 'utf-16' }";

/** The most bytes that are read at once. */
const atOnce = 2 ** 20;

/** The size up to which a file is read without a promise for each step, which take longer than the reading. */
const small = 2 ** 18;

/**
 * Yields the bytes of a file, decompressed, and converted to UTF-8 unless they are Latin-1. Throws on a compressed file that was
 * cut short, of which DuckDB silently reads the part that is there. What is yielded of other encodings holds only until the next.
 */
export async function* readBytes(
  { path, shown, size }: Bytes,
  compression: Compression,
  encoding: Encoding,
): AsyncGenerator<Uint8Array> {
  if (!isOfEngine(encoding)) {
    const file = { path, shown, size };
    yield* decodedBytes(shown, passingBytes(file, compression, 'utf-8'), encoding);
    return;
  }
  if (isAsItLies(compression, encoding) && isSmall(size)) {
    yield* smallBytes({ path, shown, size });
    return;
  }
  // Of a thousand small files, buffers of a megabyte would be a gigabyte.
  const highWaterMark = size > 0 ? Math.min(size, atOnce) : atOnce;
  const raw = createReadStream(path, { highWaterMark });
  const inflate = inflater(compression);
  const stream = inflate ? pipeline(raw, inflate, () => {}) : raw;
  const decoder = encoding === 'utf-16' ? new TextDecoder('utf-16le') : null;
  let isFirst = true;
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      // What is decoded shows no more that it was of the other byte order.
      if (isFirst && decoder) refuseEncoding(shown, chunk, encoding, otherOrder);
      if (isFirst && decoder) refuseNarrow(shown, chunk, encoding);
      if (isFirst && inflate) refusePackedTwice(shown, chunk, compression);
      isFirst = false;
      yield decoder ? Buffer.from(decoder.decode(chunk, { stream: true })) : chunk;
    }
  } catch (error) {
    if (error instanceof DatasetError || !(error instanceof Error && 'code' in error)) throw error;
    const why = endsInOther(path, compression, error.message)
      ? `${shown} has other bytes behind its ${compression} data: it was damaged, or something was appended that is not compressed. Write it again.`
      : whyNot(shown, compression, String(error.code));
    throw new DatasetError('DATASET_UNREADABLE', why);
  } finally {
    raw.destroy();
  }
}

/** Yields what {@link readBytes} does, sooner where it can. What is yielded holds only until the next. */
export const passingBytes = (
  file: Bytes,
  compression: Compression,
  encoding: Encoding,
): AsyncGenerator<Uint8Array> =>
  isAsItLies(compression, encoding) && !isSmall(file.size)
    ? plainBytes(file)
    : readBytes(file, compression, encoding);

/** True if the bytes of a file are passed on as they are. */
const isAsItLies = (compression: Compression, encoding: Encoding): boolean =>
  compression === 'none' && (encoding === 'utf-8' || encoding === 'latin-1');

/** True for a size that is known, and of a small file. */
const isSmall = (size: number): boolean => size > 0 && size <= small;

/** Yields the bytes of a small file, to its end even where it has grown since its size was asked for. */
function* smallBytes({ path, shown, size }: Bytes): Generator<Uint8Array> {
  const file = asked(shown, () => openSync(path, 'r'));
  try {
    for (let most = size; ; most = endOfSmall) {
      const buffer = Buffer.allocUnsafe(most);
      const bytes = asked(shown, () => readSync(file, buffer));
      if (bytes === 0) return;
      yield buffer.subarray(0, bytes);
    }
  } finally {
    closeSync(file);
  }
}

/** The bytes that are asked for where a small file should end. */
const endOfSmall = 1024;

/** Returns what the system answers. */
function asked<Answer>(shown: string, ask: () => Answer): Answer {
  try {
    return ask();
  } catch (error) {
    throw failed(shown, error);
  }
}

const failed = (shown: string, error: unknown): unknown =>
  error instanceof Error && 'code' in error
    ? new DatasetError('DATASET_UNREADABLE', whyNot(shown, 'none', String(error.code)))
    : error;

/**
 * Yields the bytes of a file that is not compressed. The next bytes are read while the last ones are looked at, into the place of
 * those before: what is yielded holds only until the next.
 */
async function* plainBytes({ path, shown, size }: Bytes): AsyncGenerator<Uint8Array> {
  const file = await open(path).catch((error: unknown) => Promise.reject(failed(shown, error)));
  try {
    const most = size > 0 ? Math.min(size, atOnce) : atOnce;
    let [buffer, other] = [Buffer.allocUnsafe(most), Buffer.allocUnsafe(most)];
    let reading = file.read(buffer, 0, most, null);
    for (;;) {
      const { bytesRead } = await reading.catch((error: unknown) =>
        Promise.reject(failed(shown, error)),
      );
      if (bytesRead === 0) return;
      const read = buffer.subarray(0, bytesRead);
      [buffer, other] = [other, buffer];
      reading = file.read(buffer, 0, most, null);
      // Nobody waits for it where the rest is not asked for.
      reading.catch(() => {});
      yield read;
    }
  } finally {
    await file.close();
  }
}

function refusePackedTwice(shown: string, start: Buffer, compression: Compression): void {
  const inner = compressionShown(start);
  if (inner === null) return;
  throw new DatasetError(
    'DATASET_UNREADABLE',
    `${shown} was compressed twice: its ${compression} data holds ${inner} data. Unpack it once.`,
  );
}

/** True if a file begins as its compression does, and what follows the compressed data does not. */
const endsInOther = (path: string, compression: Compression, message: string): boolean =>
  compression === 'gzip' &&
  /incorrect header check|unknown compression method/.test(message) &&
  compressionFound(path) === compression;

function inflater(compression: Compression) {
  if (compression === 'gzip') return zlib.createGunzip();
  return compression === 'zstd' ? zlib.createZstdDecompress() : null;
}

function whyNot(shown: string, compression: Compression, code: string): string {
  if (
    code.startsWith('Z_BUF') ||
    code.includes('UNEXPECTED') ||
    code === 'ZSTD_error_srcSize_wrong'
  )
    return `${shown} ends in the middle of its ${compression} data: it was cut short.`;
  return compression === 'none'
    ? `${shown} could not be read (${code}).`
    : `${shown} is not ${compression} data, or is damaged (${code}).`;
}
