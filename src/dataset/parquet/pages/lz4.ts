import { copyBack, copyIn } from './unpacked-bytes.ts';

/**
 * Decompresses one block of LZ4, up to `most` bytes. If the input was cut short, returns the bytes that it holds.
 * Returns null for invalid input.
 */
export function unpackLz4(bytes: Uint8Array, most: number): Uint8Array | null {
  const out = new Uint8Array(most);
  let at = 0;
  let filled = 0;
  /** Returns a length. It continues in further bytes if its four bits are all set. */
  const lengthOf = (bits: number) => {
    let length = bits;
    for (let byte = bits === 15 ? 255 : 0; byte === 255; length += byte) byte = bytes[at++] ?? 0;
    return length;
  };
  while (filled < most && at < bytes.length) {
    const token = bytes[at++] ?? 0;
    const literals = lengthOf(token >> 4);
    filled = copyIn(bytes, at, literals, out, filled);
    at += literals;
    // The last of them has no copy.
    if (at + 2 > bytes.length) break;
    const back = (bytes[at] ?? 0) + (bytes[at + 1] ?? 0) * 256;
    at += 2;
    const length = lengthOf(token & 15) + 4;
    if (back === 0 || back > filled) return null;
    filled = copyBack(out, filled, back, length);
  }
  return out.subarray(0, filled);
}
