/** A field of a Thrift struct, with the number of its type in the compact protocol. */
export interface ThriftField {
  readonly id: number;
  readonly kind: number;
  readonly node: ThriftNode;
}

/** A struct with its fields in their order, a list, or the bytes of any other value as they are written. */
export type ThriftNode = readonly ThriftField[] | ThriftItems | Uint8Array;

/** A list of Thrift. */
export interface ThriftItems {
  readonly kind: number;
  readonly items: readonly ThriftNode[];
}

const [TRUE, FALSE, BYTE, DOUBLE, BINARY, LIST, SET, STRUCT] = [1, 2, 3, 7, 8, 9, 10, 12] as const;
/** The types of integers, whose bytes are a varint. */
const integers: readonly number[] = [4, 5, 6];

/** Reads a struct in Thrift's compact protocol, so that {@link writeTree} writes the same bytes. Throws if it can't. */
export function readTree(bytes: Uint8Array): readonly ThriftField[] {
  let at = 0;
  const byte = (): number => {
    const value = bytes[at++];
    if (value === undefined) throw new TypeError('a struct without an end');
    return value;
  };
  const varint = (): number => {
    const from = at;
    while (byte() >= 0x80);
    return varintIn(bytes.subarray(from, at));
  };
  const skip = (length: number) => {
    at += length;
    if (at > bytes.length) throw new TypeError('a struct without an end');
  };
  const since = (from: number) => bytes.subarray(from, at);
  const leaf = (kind: number): Uint8Array => {
    const from = at;
    if (kind === BINARY) skip(varint());
    else if (integers.includes(kind)) varint();
    else if (kind === BYTE) skip(1);
    else if (kind === DOUBLE) skip(8);
    else throw new TypeError('a type that no footer has');
    return since(from);
  };
  const list = (): ThriftItems => {
    const head = byte();
    const size = head >> 4 === 15 ? varint() : head >> 4;
    const kind = head & 15;
    return { kind, items: Array.from({ length: size }, () => item(kind)) };
  };
  // In a list, a boolean has a byte of its own.
  const item = (kind: number) => value(kind === TRUE || kind === FALSE ? BYTE : kind);
  const value = (kind: number): ThriftNode => {
    if (kind === TRUE || kind === FALSE) return new Uint8Array();
    if (kind === LIST || kind === SET) return list();
    return kind === STRUCT ? struct() : leaf(kind);
  };
  const struct = (): readonly ThriftField[] => {
    const fields: ThriftField[] = [];
    let id = 0;
    for (let head = byte(); head !== 0; head = byte()) {
      id = head >> 4 === 0 ? fromZigzag(varint()) : id + (head >> 4);
      fields.push({ id, kind: head & 15, node: value(head & 15) });
    }
    return fields;
  };
  return struct();
}

/** Writes a struct in Thrift's compact protocol. */
export function writeTree(fields: readonly ThriftField[]): Uint8Array {
  const parts: Uint8Array[] = [];
  const write = (node: ThriftNode) => {
    if (node instanceof Uint8Array) parts.push(node);
    else if ('items' in node) writeList(node);
    else writeFields(node);
  };
  const writeList = ({ kind, items }: ThriftItems) => {
    const isShort = items.length < 15;
    parts.push(Uint8Array.of(((isShort ? items.length : 15) << 4) | kind));
    if (!isShort) parts.push(varintOf(items.length));
    for (const item of items) write(item);
  };
  const writeFields = (own: readonly ThriftField[]) => {
    let before = 0;
    for (const { id, kind, node } of own) {
      const step = id - before;
      if (step > 0 && step < 16) parts.push(Uint8Array.of((step << 4) | kind));
      else parts.push(Uint8Array.of(kind), integerOf(id));
      before = id;
      write(node);
    }
    parts.push(Uint8Array.of(0));
  };
  writeFields(fields);
  return Buffer.concat(parts);
}

/** Returns the number that the bytes of an integer field hold. */
export const integerIn = (bytes: Uint8Array): number => fromZigzag(varintIn(bytes));

/** Returns the bytes of an integer field. */
export const integerOf = (value: number): Uint8Array =>
  varintOf(value < 0 ? -2 * value - 1 : 2 * value);

const fromZigzag = (value: number) => (value % 2 === 0 ? value / 2 : -(value + 1) / 2);

/** Reads a varint as a floating-point number, since an offset may have more than 32 bits. */
const varintIn = (bytes: Uint8Array): number =>
  bytes.reduceRight((value, part) => value * 128 + (part & 0x7f), 0);

function varintOf(value: number): Uint8Array {
  const parts: number[] = [];
  let rest = value;
  for (; rest >= 128; rest = Math.floor(rest / 128)) parts.push((rest % 128) | 0x80);
  return Uint8Array.of(...parts, rest);
}
