import { copyBack, copyIn } from './unpacked-bytes.ts';

/**
 * Decompresses Snappy, up to `most` bytes. If the input was cut short, returns the bytes that it holds. Returns null
 * for invalid input.
 */
export function unpackSnappy(bytes: Uint8Array, most: number): Uint8Array | null {
  let at = 0;
  let size = 0;
  for (let factor = 1; ; factor *= 128) {
    const byte = bytes[at++];
    if (byte === undefined || factor > 2 ** 28) return null;
    size += (byte & 0x7f) * factor;
    if (byte < 0x80) break;
  }
  const end = Math.min(size, most);
  const out = new Uint8Array(end);
  let filled = 0;
  const little = (count: number) => {
    let value = 0;
    for (let index = 0; index < count; index++) value += (bytes[at++] ?? 0) * 2 ** (8 * index);
    return value;
  };
  while (filled < end && at < bytes.length) {
    const tag = bytes[at++] ?? 0;
    if ((tag & 3) === 0) {
      const size = tag >> 2;
      const length = (size < 60 ? size : little(size - 59)) + 1;
      filled = copyIn(bytes, at, length, out, filled);
      at += length;
      continue;
    }
    const isNear = (tag & 3) === 1;
    const length = isNear ? ((tag >> 2) & 7) + 4 : (tag >> 2) + 1;
    const back = isNear ? (tag >> 5) * 256 + little(1) : little((tag & 3) === 2 ? 2 : 4);
    // The place may have been cut off.
    if (at > bytes.length) break;
    if (back === 0 || back > filled) return null;
    filled = copyBack(out, filled, back, length);
  }
  return out.subarray(0, filled);
}
