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

/** Stands for what can't be decoded, since no UTF-8 has it. */
const undecodable = Buffer.from([0xff]);

/**
 * Converts bytes of an encoding to UTF-8. In place of bytes that are no character of it stands one that is not UTF-8, so that their
 * record is known. The code pages of Windows have no characters from 0x80 to 0x9F but those that they list.
 */
export async function* decodedBytes(
  shown: string,
  chunks: AsyncIterable<Uint8Array>,
  encoding: Encoding,
): AsyncGenerator<Uint8Array> {
  const decoder = new TextDecoder(encoding);
  const unknown = encoding.startsWith('windows-') ? /[\ufffd\u0080-\u009f]/ : /\ufffd/;
  let isFirst = true;
  for await (const chunk of chunks) {
    // What is decoded shows no more that it was of another encoding.
    if (isFirst) refuseEncoding(shown, chunk, encoding, "read it with { encoding: 'utf-16' }");
    if (isFirst) refuseMark(shown, chunk, encoding);
    if (isFirst) refuseNarrow(shown, chunk, encoding);
    isFirst = false;
    yield encoded(decoder.decode(chunk, { stream: true }), unknown);
  }
  yield encoded(decoder.decode(), unknown);
}

function encoded(text: string, unknown: RegExp): Uint8Array {
  if (!unknown.test(text)) return Buffer.from(text);
  const parts = text
    .split(unknown)
    .flatMap((part, at) => [...(at === 0 ? [] : [undecodable]), Buffer.from(part)]);
  return Buffer.concat(parts);
}
