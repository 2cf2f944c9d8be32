import { createHash } from 'node:crypto';
import type { Hashing } from '../versions/bring-file.ts';

/** DVC 2 read a file in pieces of this size, and a line end across two of them stayed. */
const piece = 2 ** 20;
/** The bytes by which it distinguished text from other files. */
const head = 512;

/**
 * Starts a digest as DVC 1 and 2 computed it: MD5 after CRLF became LF, in files that look like text by their first
 * bytes.
 */
export function legacyMd5(): Hashing {
  const hash = createHash('md5');
  let waiting: Buffer = Buffer.alloc(0);
  let isText: boolean | null = null;
  const take = (bytes: Buffer) => {
    isText ??= looksLikeText(bytes.subarray(0, head));
    hash.update(isText ? withoutReturns(bytes) : bytes);
  };
  return {
    update: (chunk) => {
      waiting = Buffer.concat([waiting, chunk]);
      for (; waiting.length >= piece; waiting = waiting.subarray(piece))
        take(waiting.subarray(0, piece));
    },
    digest: (encoding) => {
      if (waiting.length > 0) take(waiting);
      return hash.digest(encoding);
    },
  };
}

const withoutReturns = (bytes: Buffer) =>
  Buffer.from(bytes.toString('latin1').replaceAll('\r\n', '\n'), 'latin1');

/** True if there is no NUL, and at most three of ten bytes are no printed character of ASCII. */
function looksLikeText(bytes: Buffer): boolean {
  if (bytes.includes(0)) return false;
  const isPrinted = (byte: number) =>
    (byte >= 32 && byte < 127) || [8, 9, 10, 12, 13].includes(byte);
  return bytes.filter((byte) => !isPrinted(byte)).length / bytes.length <= 0.3;
}
