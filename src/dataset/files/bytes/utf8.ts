import { isAscii, isUtf8 } from 'node:buffer';

/** Bytes that end at a character's boundary. */
export interface Characters {
  readonly bytes: Uint8Array;
  /** The positions of invalid UTF-8, or of bytes that are no text in Latin-1; ascending. */
  readonly invalid: readonly number[];
}

/** Yields chunks that are cut between characters, so that each can be checked by itself: of UTF-8, or else of Latin-1. */
export async function* wholeCharacters(
  chunks: AsyncIterable<Uint8Array>,
  utf8: boolean,
): AsyncGenerator<Characters> {
  let rest: Uint8Array = new Uint8Array(0);
  for await (const chunk of chunks) {
    if (!utf8) {
      yield { bytes: chunk, invalid: isAscii(chunk) ? [] : controlBytes(chunk) };
      continue;
    }
    const joined = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const cut = joined.length - unfinished(joined);
    // A copy, for the bytes of a chunk may hold only until the next.
    rest = Uint8Array.from(joined.subarray(cut));
    yield judged(joined.subarray(0, cut));
  }
  if (rest.length > 0) yield judged(rest);
}

const judged = (bytes: Uint8Array): Characters => ({
  bytes,
  invalid: isUtf8(bytes) ? [] : invalidBytes(bytes),
});

/** Returns the number of bytes at the end that begin a character without finishing it. */
function unfinished(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] as number;
    if (byte >= 0xc0) return characterLength(byte) > back ? back : 0;
    if (byte < 0x80) return 0;
  }
  return 0;
}

const characterLength = (first: number) =>
  first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;

/** Returns the position of each run of bytes that are not UTF-8. */
function invalidBytes(bytes: Uint8Array): readonly number[] {
  const invalid: number[] = [];
  let at = 0;
  while (at < bytes.length) {
    const length = characterLength(bytes[at] as number);
    if (length === 1 || (at + length <= bytes.length && isUtf8(bytes.subarray(at, at + length)))) {
      at += length;
      continue;
    }
    invalid.push(at);
    at += 1;
  }
  return invalid;
}

/** Returns the positions of bytes from 0x80 to 0x9f, which the engine refuses in Latin-1. */
function controlBytes(bytes: Uint8Array): readonly number[] {
  const found: number[] = [];
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] as number;
    if (byte >= 0x80 && byte <= 0x9f) found.push(at);
  }
  return found;
}
