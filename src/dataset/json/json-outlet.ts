/** Bytes that are put together, to be written at once. */
export interface Outlet {
  /** Adds some of the bytes. */
  put(bytes: Uint8Array, from: number, to: number): void;
  /** Adds one byte. */
  add(byte: number): void;
  /** Returns all that was put since the last time. It holds only until more is put. */
  take(): Uint8Array;
}

/** So few bytes are copied faster one by one. */
const few = 32;

/** Returns an empty {@link Outlet}. */
export function outlet(size: number): Outlet {
  let buffer = new Uint8Array(size);
  let end = 0;
  const makeRoom = (count: number) => {
    if (end + count <= buffer.length) return;
    const larger = new Uint8Array(2 * (end + count));
    larger.set(buffer.subarray(0, end));
    buffer = larger;
  };
  return {
    put(bytes, from, to) {
      makeRoom(to - from);
      if (to - from > few) {
        buffer.set(bytes.subarray(from, to), end);
        end += to - from;
      } else for (let at = from; at < to; at++) buffer[end++] = bytes[at] as number;
    },
    add(byte) {
      makeRoom(1);
      buffer[end++] = byte;
    },
    take() {
      const all = buffer.subarray(0, end);
      end = 0;
      return all;
    },
  };
}
