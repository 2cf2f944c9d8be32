/** The most bytes that a loop copies faster than a call of the system's own copy. */
const short = 64;

/** Copies bytes of the input, as far as it and the output reach. Gives the new end. */
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

/** Repeats what lies `back` bytes before the end; it may reach into itself. Gives the new end. */
export function copyBack(out: Uint8Array, filled: number, back: number, length: number): number {
  const end = Math.min(filled + length, out.length);
  if (length > short && back >= length) out.copyWithin(filled, filled - back, end - back);
  else for (let at = filled; at < end; at++) out[at] = out[at - back] ?? 0;
  return end;
}
