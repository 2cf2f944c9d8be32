/** The number of bytes up to which a loop copies faster than the system's copy. */
const short = 64;

/** Copies bytes of the input, as far as input and output reach. Returns the new end. */
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

/** Repeats the bytes that lie `back` before the end, which may overlap the copy. Returns the new end. */
export function copyBack(out: Uint8Array, filled: number, back: number, length: number): number {
  const end = Math.min(filled + length, out.length);
  if (length > short && back >= length) out.copyWithin(filled, filled - back, end - back);
  else for (let at = filled; at < end; at++) out[at] = out[at - back] ?? 0;
  return end;
}
