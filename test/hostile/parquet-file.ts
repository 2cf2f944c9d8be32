interface FileParts {
  readonly rows: number;
  /** What its one page of data holds. */
  readonly page: Buffer;
  /** What the page claims to be inflated; what it is unless given. */
  readonly inflated?: number;
  /** 0 for none, 1 for Snappy. */
  readonly codec?: number;
}

/** A Parquet file of one column `a` of integers, all of them 7 from a dictionary, whatever is said of it. */
export function parquetFile({ rows, page, inflated = page.length, codec = 0 }: FileParts): Buffer {
  const seven = Buffer.from([7, 0, 0, 0]);
  // A dictionary is not packed, as Snappy has it: its length, then a literal.
  const dictionary = codec === 1 ? Buffer.from([4, 12, ...seven]) : seven;
  const dictionaryHead = struct([
    [1, i32(2)],
    [2, i32(seven.length)],
    [3, i32(dictionary.length)],
    [
      7,
      nested([
        [1, i32(1)],
        [2, i32(0)],
      ]),
    ],
  ]);
  const pageHead = struct([
    [1, i32(0)],
    [2, i32(inflated)],
    [3, i32(page.length)],
    [
      5,
      nested([
        [1, i32(rows)],
        [2, i32(8)],
        [3, i32(3)],
        [4, i32(3)],
      ]),
    ],
  ]);
  const magic = Buffer.from('PAR1');
  const body = Buffer.concat([dictionaryHead, dictionary, pageHead, page]);
  const column = nested([
    [1, i32(1)],
    [2, listOf(5, [i32(8).bytes])],
    [3, listOf(8, [text('a').bytes])],
    [4, i32(codec)],
    [5, i64(rows)],
    [6, i64(body.length)],
    [7, i64(body.length)],
    [9, i64(4 + dictionaryHead.length + dictionary.length)],
    [11, i64(4)],
  ]);
  const group = nested([
    [
      1,
      listOf(12, [
        struct([
          [2, i64(4)],
          [3, column],
        ]),
      ]),
    ],
    [2, i64(body.length)],
    [3, i64(rows)],
  ]);
  const root = struct([
    [4, text('schema')],
    [5, i32(1)],
  ]);
  const field = struct([
    [1, i32(1)],
    [3, i32(0)],
    [4, text('a')],
  ]);
  const footer = struct([
    [1, i32(1)],
    [2, listOf(12, [root, field])],
    [3, i64(rows)],
    [4, listOf(12, [group.bytes])],
  ]);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(footer.length);
  return Buffer.concat([magic, body, footer, length, magic]);
}

/** So many values, all of the first in the dictionary, as one run of bit width 1. */
export const rlePage = (rows: number): Buffer => Buffer.from([1, ...varint(rows * 2), 0]);

/** Thrift's compact protocol. */
interface Field {
  readonly kind: number;
  readonly bytes: Buffer;
}

function varint(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128);
  return [...bytes, rest];
}

const i32 = (value: number): Field => ({ kind: 5, bytes: Buffer.from(varint(value * 2)) });
const i64 = (value: number): Field => ({ kind: 6, bytes: Buffer.from(varint(value * 2)) });
const text = (value: string): Field => ({
  kind: 8,
  bytes: Buffer.from([...varint(value.length), ...Buffer.from(value)]),
});
const listOf = (kind: number, items: readonly Buffer[]): Field => ({
  kind: 9,
  bytes: Buffer.concat([Buffer.from([items.length * 16 + kind]), ...items]),
});
const nested = (fields: readonly (readonly [number, Field])[]): Field => ({
  kind: 12,
  bytes: struct(fields),
});

function struct(fields: readonly (readonly [number, Field])[]): Buffer {
  const parts = fields.map(([id, { kind, bytes }], at) =>
    Buffer.concat([Buffer.from([(id - (fields[at - 1]?.[0] ?? 0)) * 16 + kind]), bytes]),
  );
  return Buffer.concat([...parts, Buffer.from([0])]);
}
