import { DatasetError } from '../../dataset.ts';
import { codePage, undecodable } from './code-page.ts';
import { type Encoding, refuseEncoding, refuseMark, refuseNarrow } from './encoding.ts';

/** True for the encodings that the engine reads by itself. */
export const isOfEngine = (encoding: Encoding): boolean =>
  encoding === 'utf-8' || encoding === 'latin-1' || encoding === 'utf-16';

/** Returns the name by which the platform knows an encoding, such as `'shift_jis'` for `'sjis'`; null if it knows none. */
export function knownEncoding(label: string): Encoding | null {
  if (isOfEngine(label)) return label;
  try {
    const { encoding } = new TextDecoder(label);
    return encoding === 'utf-16le' ? 'utf-16' : encoding;
  } catch {
    return null;
  }
}

/** The bytes that are decoded at once. Longer texts are no longer collected as short-lived ones are, which takes twice as long. */
const atOnce = 2 ** 15;

/** The most bytes that one of another encoding becomes in UTF-8, and those of a character whose first bytes came before. */
const [longest, before] = [3, 16];

/**
 * Converts bytes of an encoding to UTF-8. In place of bytes that are no character of it stands one that is not UTF-8, so that their
 * record is known. What is yielded holds only until the next.
 */
export async function* decodedBytes(
  shown: string,
  chunks: AsyncIterable<Uint8Array>,
  encoding: Encoding,
): AsyncGenerator<Uint8Array> {
  const decoder = new TextDecoder(encoding);
  const convert = codePage(encoding) ?? converter(decoder);
  let target = Buffer.alloc(longest * before);
  let isFirst = true;
  for await (const chunk of chunks) {
    // What is decoded shows no more that it was of another encoding.
    if (isFirst) refuseEncoding(shown, chunk, encoding, "read it with { encoding: 'utf-16' }");
    if (isFirst) refuseMark(shown, chunk, encoding);
    if (isFirst) refuseNarrow(shown, chunk, encoding);
    isFirst = false;
    const most = longest * (chunk.length + before);
    if (target.length < most) target = Buffer.allocUnsafe(most);
    yield target.subarray(
      0,
      decodable(shown, encoding, () => convert(chunk, target)),
    );
  }
  yield target.subarray(
    0,
    decodable(shown, encoding, () => put(decoder.decode(), target, 0)),
  );
}

/**
 * Decodes some bytes. Node's decoders of GB18030, GBK and EUC-JP throw, rarely, where a character that is none begins in one chunk
 * and ends in the next, though they were asked to replace it, and are of no use after that.
 */
function decodable(shown: string, encoding: Encoding, decode: () => number): number {
  try {
    return decode();
  } catch {
    throw new DatasetError(
      'DATASET_UNREADABLE',
      `${shown} has bytes that are no character of ${encoding}: give the encoding that it has, or write it anew.`,
    );
  }
}

/** Returns what converts bytes of which a character may be of several, in this chunk and the next. */
const converter =
  (decoder: InstanceType<typeof TextDecoder>) =>
  (bytes: Uint8Array, target: Buffer): number => {
    let size = 0;
    for (let from = 0; from < bytes.length; from += atOnce) {
      const text = decoder.decode(bytes.subarray(from, from + atOnce), { stream: true });
      size += put(text, target, size);
    }
    return size;
  };

/** Writes a text in UTF-8 to a place of a buffer, and returns its size there. */
function put(text: string, target: Buffer, at: number): number {
  if (!text.includes('\ufffd')) return target.write(text, at);
  let end = at;
  for (const [place, part] of text.split('\ufffd').entries()) {
    if (place > 0) target[end++] = undecodable;
    end += target.write(part, end);
  }
  return end - at;
}
