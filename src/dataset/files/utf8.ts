import { isUtf8 } from 'node:buffer';

export interface Characters {
  readonly bytes: Uint8Array;
  /** Where bytes stand that are no UTF-8, ascending. */
  readonly invalid: readonly number[];
}

/** Chunks cut between characters, so that each can be judged by itself. */
export async function* wholeCharacters(
  chunks: AsyncIterable<Uint8Array>,
  utf8: boolean,
): AsyncGenerator<Characters> {
  let rest: Uint8Array = new Uint8Array(0);
  for await (const chunk of chunks) {
    if (!utf8) {
      yield { bytes: chunk, invalid: [] };
      continue;
    }
    const joined = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const cut = joined.length - unfinished(joined);
    rest = joined.slice(cut);
    yield judged(joined.subarray(0, cut));
  }
  if (rest.length > 0) yield judged(rest);
}

const judged = (bytes: Uint8Array): Characters => ({
  bytes,
  invalid: isUtf8(bytes) ? [] : invalidBytes(bytes),
});

/** Bytes at the end that begin a character and do not finish it. */
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

/** One entry for each run of bytes that are no character. */
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
