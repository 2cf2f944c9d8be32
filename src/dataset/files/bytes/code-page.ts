import type { Encoding } from './encoding.ts';

/** Stands for what can't be decoded, since no UTF-8 has it. */
export const undecodable = 0xff;

/** Converts bytes to UTF-8, writes them to a buffer from its start, and returns their number. */
export type Convert = (bytes: Uint8Array, target: Uint8Array) => number;

/** The names by which the platform knows the encodings in which each byte is a character, those below 0x80 of ASCII. */
const codePages = /^(?:ibm866|iso-8859-\d+(?:-i)?|koi8-[ru]|macintosh|x-mac-cyrillic|windows-\d+)$/;

/** The first byte that is not of ASCII. */
const firstOther = 0x80;

/**
 * Returns what converts bytes of a code page by a table; null for other encodings. The code pages of Windows have no characters from
 * 0x80 to 0x9F but those that they list.
 */
export function codePage(encoding: Encoding): Convert | null {
  if (!codePages.test(encoding)) return null;
  const decoder = new TextDecoder(encoding);
  const unknown = encoding.startsWith('windows-') ? /[\ufffd\u0080-\u009f]/ : /\ufffd/;
  const table = Array.from({ length: 0x100 }, (_, byte) => {
    const text = decoder.decode(Uint8Array.of(byte));
    return unknown.test(text) ? Uint8Array.of(undecodable) : new TextEncoder().encode(text);
  });
  return (bytes, target) => {
    let size = 0;
    for (let at = 0; at < bytes.length; ) {
      let end = at;
      while (end < bytes.length && (bytes[end] as number) < firstOther) end++;
      // Most bytes are of ASCII, and stand together.
      if (end - at > few) {
        target.set(bytes.subarray(at, end), size);
        size += end - at;
        at = end;
      } else while (at < end) target[size++] = bytes[at++] as number;
      if (end === bytes.length) break;
      const other = table[bytes[at++] as number] as Uint8Array;
      for (let one = 0; one < other.length; one++) target[size++] = other[one] as number;
    }
    return size;
  };
}

/** The most bytes that are copied one by one. */
const few = 32;
