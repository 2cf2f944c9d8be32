import { brotliCompressSync, gzipSync, zstdCompressSync } from 'node:zlib';
import {
  int32s,
  int64s,
  levels,
  type MadeChunk,
  type MadeFile,
  type MadePage,
  madeFile,
  type Node,
} from './parquet-made.ts';
import { bool, type Fields, i8, i32, nested } from './thrift-write.ts';

/** A page of data of the first version. */
const page = (bytes: Buffer, values: number, more: Partial<MadePage> = {}): MadePage => ({
  kind: 'data',
  bytes,
  values,
  ...more,
});

/** A file of one column `a`. */
const one = (
  rows: number,
  node: Omit<Node, 'name'>,
  pages: readonly MadePage[],
  more: Partial<MadeChunk & MadeFile> = {},
): Buffer => {
  const { told = rows, ...chunk } = more;
  const values = pages.reduce(
    (sum, each) => sum + (each.kind === 'dictionary' ? 0 : each.values),
    0,
  );
  return madeFile({
    rows,
    told,
    fields: [{ name: 'a', ...node }],
    chunks: [{ values, pages, ...chunk }],
  });
};

/** Snappy's literals: packed, and no smaller. */
const snappy = (bytes: Buffer) =>
  Buffer.concat([Buffer.from([bytes.length, (bytes.length - 1) * 4]), bytes]);
/** A block of LZ4 that is literals alone. */
const lz4 = (bytes: Buffer) => Buffer.concat([Buffer.from([0xf0, bytes.length - 15]), bytes]);

/** Codecs that the engine reads, by their numbers. */
const packers: Readonly<Record<string, readonly [codec: number, pack: (bytes: Buffer) => Buffer]>> =
  {
    none: [0, (bytes) => bytes],
    snappy: [1, snappy],
    gzip: [2, gzipSync],
    brotli: [4, brotliCompressSync],
    zstd: [6, zstdCompressSync],
    lz4: [7, lz4],
  };

const list: Omit<Node, 'name'> = { type: 'INT32', repetition: 'repeated' };
const optional: Omit<Node, 'name'> = { type: 'INT32', repetition: 'optional' };
const four = int32s([1, 2, 3, 4]);
const all = levels([1, 1, 1, 1]);

/** Four values in a list, by their repetitions and definitions. */
const listPage = (
  repetitions: readonly number[],
  definitions: readonly number[] = [1, 1, 1, 1],
): Buffer => Buffer.concat([levels(repetitions), levels(definitions), four]);

/** An INT96: days of the Julian calendar, and nanoseconds of the day. */
function int96(days: number, nanoseconds = 0n): Buffer {
  const bytes = Buffer.alloc(12);
  bytes.writeBigInt64LE(nanoseconds, 0);
  bytes.writeInt32LE(days, 8);
  return bytes;
}

const before1970 = 2_440_588;
/** As Spark writes the year 290000: the engine reads 226,414 BC. */
const far = -105_862_232;
const days = Buffer.concat([int96(before1970), int96(before1970 + 1), int96(far)]);

const time = (unit: number): Fields => [
  [
    7,
    nested([
      [1, bool(true)],
      [2, nested([[unit, nested([])]])],
    ]),
  ],
];
const integer = (bits: number, isSigned: boolean): Fields => [
  [
    10,
    nested([
      [1, i8(bits)],
      [2, bool(isSigned)],
    ]),
  ],
];

/** Ways in which the values of a column are more than its type says, each read as another value by the engine. */
const wraps: Readonly<Record<string, readonly [Omit<Node, 'name'>, Buffer, number]>> = {
  INT_8: [{ type: 'INT32', converted: 15 }, int32s([1, 300]), 2],
  INT_16: [{ type: 'INT32', converted: 16 }, int32s([1, 70_000]), 2],
  UINT_8: [{ type: 'INT32', converted: 11 }, int32s([1, 256]), 2],
  UINT_16: [{ type: 'INT32', converted: 12 }, int32s([1, -1]), 2],
  'DECIMAL(4, 1) as INT32': [
    { type: 'INT32', converted: 5, precision: 4, scale: 1 },
    int32s([1, 70_000]),
    2,
  ],
  'DECIMAL(9, 2) as INT64': [
    { type: 'INT64', converted: 5, precision: 9, scale: 2 },
    int64s([1n, 2n ** 40n + 5n]),
    2,
  ],
  TIME_MILLIS: [{ type: 'INT32', converted: 7 }, int32s([1, -1]), 2],
  TIME_MICROS: [{ type: 'INT64', converted: 8 }, int64s([1n, 2n ** 62n]), 2],
  'TIME in nanoseconds': [{ type: 'INT64', logical: time(3) }, int64s([1n, 2n ** 62n]), 2],
  INTERVAL: [
    { type: 'FIXED_LEN_BYTE_ARRAY', length: 12, converted: 21 },
    Buffer.from('010000000200000003000000ffffffff0000000000000000', 'hex'),
    2,
  ],
};

/** Damaged files, and what is told of each. */
export const damaged: Readonly<Record<string, readonly [file: Buffer, why: RegExp]>> = {
  ...Object.fromEntries(
    Object.entries(packers).map(([name, [codec, pack]]) => {
      const bytes = listPage([1, 0, 1, 0]);
      const file = one(2, list, [page(pack(bytes), 4, { inflated: bytes.length })], { codec });
      return [
        `a list before any has begun, ${name}`,
        [file, /goes on with a list before any has begun/],
      ];
    }),
  ),
  'a list before any has begun, second version': [
    one(2, list, [
      page(Buffer.concat([levels([1, 0, 1, 0]).subarray(4), all.subarray(4), four]), 4, {
        kind: 'data2',
        levels: [8, 8],
        rows: 2,
      }),
    ]),
    /goes on with a list before any has begun/,
  ],
  'more rows than the row group': [
    one(2, list, [page(listPage([0, 0, 0, 1]), 4)]),
    /its lists are of 3 rows in place of 2/,
  ],
  'fewer rows than the row group': [
    one(3, list, [page(listPage([0, 1, 0, 1]), 4)]),
    /its lists are of 2 rows in place of 3/,
  ],
  'a list that goes on though it is empty': [
    one(2, list, [page(listPage([0, 1, 0, 1], [0, 1, 1, 1]), 4)]),
    /goes on with a list that is empty/,
  ],
  'too few repetitions': [one(2, list, [page(listPage([0, 1]), 4)]), /has too few levels/],
  'too few definitions': [
    one(2, list, [page(listPage([0, 1, 0, 1], [1, 1]), 4)]),
    /has too few levels/,
  ],
  'a repetition that is too great': [
    one(2, list, [page(listPage([0, 3, 0, 1]), 4)]),
    /has a level that is too great/,
  ],
  'levels longer than their page': [
    one(2, list, [page(Buffer.concat([Buffer.from([255, 0, 0, 0]), all, four]), 4)]),
    /its page at byte 4 can't be decompressed/,
  ],
  'a checksum that does not fit': [
    one(4, { type: 'INT32' }, [page(four, 4, { checksum: 1 })]),
    /the checksum of its page at byte 4 does not fit its bytes/,
  ],
  'no values in a group of 8': [
    one(8, { type: 'INT32' }, [page(Buffer.alloc(0), 0)]),
    /it holds 0 values of 8 rows/,
  ],
  'a page with fewer values than its chunk': [
    one(8, { type: 'INT32' }, [page(four, 4)], { values: 8 }),
    /at byte \d+ is no page/,
  ],
  'more values than rows, without a list': [
    one(2, { type: 'INT32' }, [page(four, 4)]),
    /it holds 4 values of 2 rows/,
  ],
  'row groups of other rows than the file': [
    one(4, { type: 'INT32' }, [page(four, 4)], { told: 5 }),
    /its row groups hold 4 rows in place of 5/,
  ],
};

/** Files with a value that the engine would read as another one. */
export const beyond: Readonly<Record<string, Buffer>> = {
  ...Object.fromEntries(
    Object.entries(packers).map(([name, [codec, pack]]) => [
      `INT96, ${name}`,
      one(3, { type: 'INT96' }, [page(pack(days), 3, { inflated: days.length })], { codec }),
    ]),
  ),
  'INT96 in a dictionary': one(2, { type: 'INT96' }, [
    { kind: 'dictionary', bytes: Buffer.concat([int96(before1970), int96(far)]), values: 2 },
    page(Buffer.from([1, 4, 0]), 2, { encoding: 8 }),
  ]),
  'INT96 in the second version of pages': one(4, { type: 'INT96', repetition: 'optional' }, [
    page(Buffer.concat([levels([1, 0, 1, 1]).subarray(4), days]), 4, {
      kind: 'data2',
      levels: [0, 8],
      nulls: 1,
    }),
  ]),
  'INT96 beside NULL': one(4, { type: 'INT96', repetition: 'optional' }, [
    page(Buffer.concat([levels([1, 0, 1, 1]), days]), 4),
  ]),
  'INT96 in a list': one(2, { type: 'INT96', repetition: 'repeated' }, [
    page(Buffer.concat([levels([0, 1, 0]), levels([1, 1, 1]), days]), 3),
  ]),
  'INT96 in a struct': one(3, { fields: [{ name: 'at', type: 'INT96' }] }, [page(days, 3)]),
  'INT96 a moment too late': one(1, { type: 'INT96' }, [
    page(int96(before1970 + 106_751_991, 14_454_775_807_000n), 1),
  ]),
  'INT96 a day too early': one(1, { type: 'INT96' }, [page(int96(-1), 1)]),
  ...Object.fromEntries(
    Object.entries(wraps).map(([name, [node, bytes, count]]) => [
      name,
      one(count, node, [page(bytes, count)]),
    ]),
  ),
  'INT_8 as differences': one(2, { type: 'INT32', converted: 15 }, [
    // Blocks of 128 in four parts, two values, the first 1; then one that is 299 more.
    page(Buffer.from([128, 1, 4, 2, 2, 214, 4, 0, 0, 0, 0]), 2, { encoding: 5 }),
  ]),
  'INT_8 by what the footer tells': one(
    2,
    { type: 'INT32', converted: 15 },
    [page(int32s([1, 2]), 2)],
    {
      least: int32s([1]),
      greatest: int32s([300]),
    },
  ),
};

const map: Omit<Node, 'name'> = {
  converted: 1,
  fields: [
    {
      name: 'key_value',
      repetition: 'repeated',
      fields: [{ name: 'key', type: 'INT32' }],
    },
  ],
};
const word = Buffer.from([1, 0, 0, 0, 65]);

/** Files as the format allows them, of which the engine does not read something. */
export const unread: Readonly<Record<string, readonly [file: Buffer, what: RegExp]>> = {
  'LZ4 as Hadoop frames it': [
    one(4, { type: 'INT32' }, [page(four, 4)], { codec: 5 }),
    /uses LZ4 compression .* write it with LZ4_RAW, SNAPPY or ZSTD\.$/,
  ],
  LZO: [one(4, { type: 'INT32' }, [page(four, 4)], { codec: 3 }), /uses LZO compression/],
  'BYTE_STREAM_SPLIT for integers': [
    one(4, { type: 'INT32' }, [page(four, 4, { encoding: 9 })]),
    /uses BYTE_STREAM_SPLIT for INT32 .* write it with PLAIN or a dictionary\.$/,
  ],
  'BIT_PACKED values': [
    one(4, { type: 'INT32' }, [page(four, 4, { encoding: 4 })]),
    /uses BIT_PACKED for INT32/,
  ],
  'RLE for integers': [
    one(4, { type: 'INT32' }, [page(four, 4, { encoding: 3 })]),
    /uses RLE for INT32/,
  ],
  'an encoding that is not known': [
    one(4, { type: 'INT32' }, [page(four, 4, { encoding: 17 })]),
    /uses encoding 17 for INT32/,
  ],
  'levels as they were first written': [
    one(4, optional, [page(Buffer.concat([Buffer.from([0xf0]), four]), 4, { levelEncoding: 4 })]),
    /uses BIT_PACKED for levels/,
  ],
  'a MAP without values': [
    one(4, map, [page(listPage([0, 1, 0, 0]), 4)]),
    /uses a MAP without values \(column a\)/,
  ],
  'a DECIMAL of 40 digits': [
    one(1, { type: 'FIXED_LEN_BYTE_ARRAY', length: 17, converted: 5, precision: 40, scale: 0 }, [
      page(Buffer.alloc(17, 1), 1),
    ]),
    /uses a DECIMAL of 40 digits \(column a\).* at most 38\.$/,
  ],
  BSON: [one(1, { type: 'BYTE_ARRAY', converted: 20 }, [page(word, 1)]), /uses BSON/],
  'a DECIMAL of the newer kind alone': [
    one(
      4,
      {
        type: 'INT32',
        logical: [
          [
            5,
            nested([
              [1, i32(2)],
              [2, i32(5)],
            ]),
          ],
        ],
      },
      [page(four, 4)],
    ),
    /uses DECIMAL as a LogicalType alone/,
  ],
  'a DATE of the newer kind alone': [
    one(4, { type: 'INT32', logical: [[6, nested([])]] }, [page(four, 4)]),
    /uses DATE as a LogicalType alone/,
  ],
  'an unsigned INTEGER of the newer kind alone': [
    one(4, { type: 'INT32', logical: integer(32, false) }, [page(four, 4)]),
    /uses INTEGER without a sign as a LogicalType alone/,
  ],
};

/** Files that are odd and sound, with their rows as JSON. */
export const sound: Readonly<Record<string, readonly [file: Buffer, rows: readonly unknown[]]>> = {
  'a repeated column without a LIST': [
    one(3, list, [page(listPage([0, 1, 0, 0], [1, 1, 0, 1]), 4)]),
    [[1, 2], [], [3]],
  ],
  'a repeated group without a LIST': [
    madeFile({
      rows: 2,
      fields: [
        {
          name: 'a',
          repetition: 'repeated',
          fields: [
            { name: 'x', type: 'INT32' },
            { name: 'y', type: 'INT32', repetition: 'optional' },
          ],
        },
      ],
      chunks: [
        { values: 4, pages: [page(listPage([0, 1, 0, 1]), 4)] },
        {
          values: 4,
          pages: [page(Buffer.concat([levels([0, 1, 0, 1]), levels([2, 2, 1, 2], 2), four]), 4)],
        },
      ],
    }),
    [
      [
        { x: 1, y: 1 },
        { x: 2, y: 2 },
      ],
      [
        { x: 3, y: null },
        { x: 4, y: 3 },
      ],
    ],
  ],
  'a repeated column in a group, and rows that only the row group tells': [
    one(
      2,
      { repetition: 'optional', fields: [{ name: 'b', ...list }] },
      [page(Buffer.concat([levels([0, 1, 0, 1]), levels([2, 2, 2, 2], 2), four]), 4)],
      { told: 0 },
    ),
    [{ b: [1, 2] }, { b: [3, 4] }],
  ],
  'a repeated column in a repeated group': [
    one(1, { repetition: 'repeated', fields: [{ name: 'b', ...list }] }, [
      page(Buffer.concat([levels([0, 2, 1, 2], 2), levels([2, 2, 2, 2], 2), four]), 4),
    ]),
    // The engine leaves out a group that is made of one field.
    [
      [
        [1, 2],
        [3, 4],
      ],
    ],
  ],
  'a list that goes on from page to page': [
    one(2, list, [
      page(Buffer.concat([levels([0, 1]), levels([1, 1]), int32s([1, 2])]), 2),
      page(Buffer.concat([levels([1, 0]), levels([1, 1]), int32s([3, 4])]), 2),
    ]),
    [[1, 2, 3], [4]],
  ],
  'INT96 at the ends of what there is': [
    one(2, { type: 'INT96' }, [
      page(Buffer.concat([int96(0), int96(before1970 + 106_751_991, 14_454_775_806_000n)]), 2),
    ]),
    ['4714-11-24 (BC) 00:00:00', '294247-01-10 04:00:54.775806'],
  ],
  'INT96 that is all NULL': [
    one(2, { type: 'INT96', repetition: 'optional' }, [page(levels([0, 0]), 2)]),
    [null, null],
  ],
  'INT_8 at its ends': [
    one(2, { type: 'INT32', converted: 15 }, [page(int32s([-128, 127]), 2)]),
    [-128, 127],
  ],
  'levels that nothing needs, as they were first written': [
    one(4, { type: 'INT32' }, [page(four, 4, { levelEncoding: 4 })]),
    [1, 2, 3, 4],
  ],
};

const base64 = (file: Buffer) => ({ files: { parquet: { base64: file.toString('base64') } } });
const called = (name: string, node: Omit<Node, 'name'>, bytes: Buffer, rows: number, more = {}) =>
  base64(
    madeFile({
      rows,
      fields: [{ name, ...node }],
      chunks: [{ values: rows, pages: [page(bytes, rows, more)] }],
    }),
  );
const withTags = (repetitions: readonly number[]) =>
  base64(
    madeFile({
      rows: 2,
      fields: [
        { name: 'id', type: 'INT32' },
        { name: 'tags', ...list },
      ],
      chunks: [
        { values: 2, pages: [page(int32s([1, 2]), 2)] },
        { values: 4, pages: [page(listPage(repetitions), 4)] },
      ],
    }),
  );

/** Some of the same for the never-green corpus, with columns that its contracts know. */
export const oddParquet = {
  number: called('amount', { type: 'INT32', converted: 15 }, int32s([1, 300]), 2),
  decimal: called(
    'amount',
    { type: 'INT32', converted: 5, precision: 4, scale: 1 },
    int32s([1, 70_000]),
    2,
  ),
  list: withTags([1, 0, 1, 0]),
  checksum: called('amount', { type: 'INT32' }, four, 4, { checksum: 1 }),
  repeated: withTags([0, 1, 0, 1]),
  timestamp: called('at', { type: 'INT96' }, int96(before1970), 1),
} as const;
