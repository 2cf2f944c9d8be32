import { Readable } from 'node:stream';
import * as zlib from 'node:zlib';
import { unpackLz4 } from './lz4.ts';
import type { ReadAt } from './parquet-footer.ts';
import { codecNumber } from './parquet-support.ts';
import { unpackSnappy } from './snappy.ts';

/** Compressed bytes: their position, size, codec, and size when decompressed. */
export interface Packed {
  readonly codec: number;
  readonly at: number;
  readonly size: number;
  readonly inflated: number;
}

/** True if this Node.js can decompress a codec; Zstandard needs 22.15. */
export const canUnpack = (codec: number): boolean =>
  codec !== codecNumber.ZSTD || typeof zlib.createZstdDecompress === 'function';

/**
 * Decompresses at least the first `count` bytes (if there are as many), and not many more. Returns null if they are
 * invalid.
 */
export async function unpacked(
  { codec, at, size, inflated }: Packed,
  count: number,
  readAt: ReadAt,
): Promise<Uint8Array | null> {
  const wanted = Math.min(count, inflated);
  if (codec === codecNumber.UNCOMPRESSED) return readAt(at, Math.min(wanted, size));
  if (codec === codecNumber.SNAPPY) return fromStart(unpackSnappy, at, size, wanted, readAt);
  if (codec === codecNumber.LZ4_RAW) return fromStart(unpackLz4, at, size, wanted, readAt);
  const stream = streamOf(codec);
  return stream && fromStream(stream, at, size, wanted, readAt);
}

const piece = 2 ** 16;

/** Decompresses growing parts of the input until there are enough bytes. */
function fromStart(
  unpack: (bytes: Uint8Array, most: number) => Uint8Array | null,
  at: number,
  size: number,
  wanted: number,
  readAt: ReadAt,
): Uint8Array | null {
  for (let length = Math.min(piece, size); ; length = Math.min(length * 16, size)) {
    const out = unpack(readAt(at, length), wanted);
    if (out === null || out.length >= wanted) return out;
    if (length === size) return null;
  }
}

function streamOf(codec: number) {
  if (codec === codecNumber.GZIP) return zlib.createGunzip();
  if (codec === codecNumber.BROTLI) return zlib.createBrotliDecompress();
  return codec === codecNumber.ZSTD ? zlib.createZstdDecompress() : null;
}

async function fromStream(
  stream: NodeJS.ReadWriteStream,
  at: number,
  size: number,
  wanted: number,
  readAt: ReadAt,
): Promise<Uint8Array | null> {
  function* pieces() {
    for (let from = 0; from < size; from += piece)
      yield readAt(at + from, Math.min(piece, size - from));
  }
  const source = Readable.from(pieces());
  // What is broken is told by the loop below.
  source.on('error', () => {});
  const parts: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const part of source.pipe(stream) as AsyncIterable<Buffer>) {
      parts.push(part);
      length += part.length;
      if (length >= wanted) break;
    }
  } catch {
    return null;
  } finally {
    source.destroy();
  }
  return length < wanted ? null : Buffer.concat(parts).subarray(0, wanted);
}
