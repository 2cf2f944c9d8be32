/**
 * Unpacks Snappy, up to `most` bytes of it; of bytes that were cut short, what they hold. Null for what is none.
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
      const told = tag >> 2;
      const length = (told < 60 ? told : little(told - 59)) + 1;
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

/** Below so many bytes a call of the system's own copy takes longer than a loop. */
const short = 64;

/** Copy bytes of the input, as far as it and the output reach. Gives the new end. */
export function copyIn(
  bytes: Uint8Array,
  at: number,
  length: number,
  out: Uint8Array,
  filled: number,
): number {
  const count = Math.min(length, out.length - filled, bytes.length - at);
  if (count > short) out.set(bytes.subarray(at, at + count), filled);
  else for (let index = 0; index < count; index++) out[filled + index] = bytes[at + index] ?? 0;
  return filled + Math.max(0, count);
}

/** Repeat what lies `back` bytes before the end; it may reach into itself. Gives the new end. */
export function copyBack(out: Uint8Array, filled: number, back: number, length: number): number {
  const end = Math.min(filled + length, out.length);
  if (length > short && back >= length) out.copyWithin(filled, filled - back, end - back);
  else for (let at = filled; at < end; at++) out[at] = out[at - back] ?? 0;
  return end;
}
