/** A value of Thrift. Maps and floating-point numbers are skipped, since Parquet uses none that matter here. */
export type ThriftValue =
  | number
  | boolean
  | Uint8Array
  | readonly (ThriftValue | null)[]
  | ThriftStruct;

/** The values of a Thrift struct by field number. */
export type ThriftStruct = ReadonlyMap<number, ThriftValue>;

/** The error of bytes that end within a struct. */
export class ThriftEnd extends Error {}

const [TRUE, FALSE, BYTE, I16, I32, I64, DOUBLE, BINARY, LIST, SET, MAP, STRUCT] = [
  1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12,
] as const;

/** The most levels of nested structs. */
const deepest = 16;

/** Returns a number field of a struct; undefined if there is none. */
export function numberIn(struct: ThriftStruct | undefined, field: number): number | undefined {
  const value = struct?.get(field);
  return typeof value === 'number' ? value : undefined;
}

/** Returns a struct field of a struct; undefined if there is none. */
export function structIn(
  struct: ThriftStruct | undefined,
  field: number,
): ThriftStruct | undefined {
  const value = struct?.get(field);
  return value instanceof Map ? value : undefined;
}

/** Returns the structs of a list field. */
export function structsIn(
  struct: ThriftStruct | undefined,
  field: number,
): readonly ThriftStruct[] {
  const value = struct?.get(field);
  return Array.isArray(value) ? value.filter((item) => item instanceof Map) : [];
}

/** Returns the bytes of a text field; undefined if there are none. */
export function bytesIn(struct: ThriftStruct | undefined, field: number): Uint8Array | undefined {
  const value = struct?.get(field);
  return value instanceof Uint8Array ? value : undefined;
}

/**
 * Reads a struct in Thrift's compact protocol, and returns it with its end; null for invalid bytes. Throws {@link
 * ThriftEnd}.
 */
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
  /** Reads a varint as a floating-point number, since an offset may have more than 32 bits. */
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
  const take = (length: number): Uint8Array => {
    const from = at;
    at += length;
    if (at > bytes.length) throw new ThriftEnd();
    return bytes.subarray(from, at);
  };
  const list = (depth: number): readonly (ThriftValue | null)[] => {
    const head = byte();
    const size = head >> 4 === 15 ? varint() : head >> 4;
    if (size > bytes.length) throw new TypeError('a list longer than all');
    // In a list, a boolean has a byte of its own.
    const kind = head & 15;
    const items: (ThriftValue | null)[] = [];
    for (let index = 0; index < size; index++)
      items.push(kind === TRUE || kind === FALSE ? byte() === TRUE : value(kind, depth + 1));
    return items;
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
  const value = (kind: number, depth: number): ThriftValue | null => {
    if (depth > deepest) throw new TypeError('too deep');
    if (kind === TRUE || kind === FALSE) return kind === TRUE;
    if (kind === I16 || kind === I32 || kind === I64) return zigzag();
    if (kind === STRUCT) return struct(depth + 1);
    if (kind === BYTE) return byte();
    if (kind === BINARY) return take(varint());
    if (kind === LIST || kind === SET) return list(depth);
    if (kind === DOUBLE) take(8);
    else if (kind === MAP) map(depth);
    else throw new TypeError('no type of Thrift’s');
    return null;
  };
  const struct = (depth: number): ThriftStruct => {
    const fields = new Map<number, ThriftValue>();
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
