/** Values of a Thrift struct by the numbers of their fields; what holds text or lists is left out. */
export type ThriftStruct = ReadonlyMap<number, number | boolean | ThriftStruct>;

/** The bytes ended within the struct. */
export class ThriftEnd extends Error {}

const [TRUE, FALSE, BYTE, I16, I32, I64, DOUBLE, BINARY, LIST, SET, MAP, STRUCT] = [
  1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12,
] as const;

/** No struct of Parquet's lies deeper in others. */
const deepest = 16;

/** A struct in Thrift's compact protocol, and where it ends; null for what is none. Throws {@link ThriftEnd}. */
export function readThrift(
  bytes: Uint8Array,
  from: number,
): { readonly struct: ThriftStruct; readonly end: number } | null {
  let at = from;
  const byte = (): number => {
    const value = bytes[at++];
    if (value === undefined) throw new ThriftEnd();
    return value;
  };
  /** In floating point: an offset may have more than 32 bits. */
  const varint = (): number => {
    let value = 0;
    for (let factor = 1; factor < 2 ** 70; factor *= 128) {
      const part = byte();
      value += (part & 0x7f) * factor;
      if (part < 0x80) return value;
    }
    throw new TypeError('a number of more than ten bytes');
  };
  const zigzag = () => {
    const value = varint();
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  };
  const skip = (length: number) => {
    at += length;
    if (at > bytes.length) throw new ThriftEnd();
  };
  const list = (depth: number) => {
    const head = byte();
    const size = head >> 4 === 15 ? varint() : head >> 4;
    if (size > bytes.length) throw new TypeError('a list longer than all');
    // In a list, a boolean has a byte of its own.
    const kind = head & 15;
    for (let index = 0; index < size; index++) {
      if (kind === TRUE || kind === FALSE) byte();
      else value(kind, depth + 1);
    }
  };
  const map = (depth: number) => {
    const size = varint();
    if (size > bytes.length) throw new TypeError('a map longer than all');
    const kinds = size === 0 ? 0 : byte();
    for (let index = 0; index < size; index++) {
      value(kinds >> 4, depth + 1);
      value(kinds & 15, depth + 1);
    }
  };
  const value = (kind: number, depth: number): number | boolean | ThriftStruct | null => {
    if (depth > deepest) throw new TypeError('too deep');
    if (kind === TRUE || kind === FALSE) return kind === TRUE;
    if (kind === I16 || kind === I32 || kind === I64) return zigzag();
    if (kind === STRUCT) return struct(depth + 1);
    if (kind === BYTE) skip(1);
    else if (kind === DOUBLE) skip(8);
    else if (kind === BINARY) skip(varint());
    else if (kind === LIST || kind === SET) list(depth);
    else if (kind === MAP) map(depth);
    else throw new TypeError('no type of Thrift’s');
    return null;
  };
  const struct = (depth: number): ThriftStruct => {
    const fields = new Map<number, number | boolean | ThriftStruct>();
    let id = 0;
    for (let head = byte(); head !== 0; head = byte()) {
      id = head >> 4 === 0 ? zigzag() : id + (head >> 4);
      const found = value(head & 15, depth);
      if (found !== null) fields.set(id, found);
    }
    return fields;
  };
  try {
    return { struct: struct(0), end: at };
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}
