import { createWriteStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import * as zlib from 'node:zlib';
import type { Encoding } from './encoding.ts';
import type { Compression } from './look-at-bytes.ts';

/** The form in which bytes are written: that of a file which they are a part of. */
export interface WrittenForm {
  readonly compression: Compression;
  readonly encoding: Encoding;
  /** The file whose byte order mark is written too. */
  readonly like: string;
}

/** Writes what `readBytes` yields to a new file, in the encoding and the compression of the file that it came from. */
export async function writeBytes(
  chunks: AsyncIterable<Uint8Array>,
  to: string,
  { compression, encoding, like }: WrittenForm,
): Promise<void> {
  const bytes = encoding === 'utf-16' ? asUtf16(chunks, await hasMark(like)) : chunks;
  const target = createWriteStream(to, { flags: 'wx', mode: 0o600 });
  await pipeline(Readable.from(bytes), packer(compression), target);
}

function packer(compression: Compression): Transform {
  if (compression === 'gzip') return zlib.createGzip();
  return compression === 'zstd'
    ? zlib.createZstdCompress()
    : new Transform({ transform: (chunk, _, done) => done(null, chunk) });
}

/** Converts UTF-8 back to UTF-16. */
async function* asUtf16(
  chunks: AsyncIterable<Uint8Array>,
  marked: boolean,
): AsyncGenerator<Uint8Array> {
  if (marked) yield Buffer.from([0xff, 0xfe]);
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  for await (const chunk of chunks)
    yield Buffer.from(decoder.decode(chunk, { stream: true }), 'utf16le');
  yield Buffer.from(decoder.decode(), 'utf16le');
}

async function hasMark(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer } = await file.read(Buffer.alloc(2), 0, 2, 0);
    return buffer.equals(Buffer.from([0xff, 0xfe]));
  } finally {
    await file.close();
  }
}
