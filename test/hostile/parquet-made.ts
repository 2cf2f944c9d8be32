import { binary, type Fields, i32, i64, listOf, nested, struct, text } from './thrift-write.ts';

/** Numbers of the Parquet format. */
const physical = {
  BOOLEAN: 0,
  INT32: 1,
  INT64: 2,
  INT96: 3,
  FLOAT: 4,
  DOUBLE: 5,
  BYTE_ARRAY: 6,
  FIXED_LEN_BYTE_ARRAY: 7,
} as const;
const repetitions = { required: 0, optional: 1, repeated: 2 } as const;

/** A field of the schema; one with fields of its own is a group. */
export interface Node {
  readonly name: string;
  readonly repetition?: keyof typeof repetitions;
  /** Of a leaf. */
  readonly type?: keyof typeof physical;
  readonly length?: number;
  /** By its number. */
  readonly converted?: number;
  readonly scale?: number;
  readonly precision?: number;
  /** The LogicalType, a union: one field. */
  readonly logical?: Fields;
  readonly fields?: readonly Node[];
}

/** A page as it lies in the file. */
export interface MadePage {
  readonly kind: 'data' | 'data2' | 'dictionary';
  /** All of its levels and values, packed where the codec says so. */
  readonly bytes: Buffer;
  readonly values: number;
  /** What it claims to be unpacked; what it is unless given. */
  readonly inflated?: number;
  /** PLAIN unless given. */
  readonly encoding?: number;
  readonly levelEncoding?: number;
  readonly checksum?: number;
  /** Of the second version. */
  readonly rows?: number;
  readonly nulls?: number;
  readonly levels?: readonly [repetition: number, definition: number];
}

/** The pages of one leaf. */
export interface MadeChunk {
  readonly pages: readonly MadePage[];
  readonly values: number;
  readonly codec?: number;
  /** What the footer tells that its pages unpack to; what they take in the file unless given. */
  readonly inflated?: number;
  /** What the footer tells of its values, plain. */
  readonly least?: Buffer;
  readonly greatest?: Buffer;
}

export interface MadeFile {
  readonly rows: number;
  /** What the footer tells for the file; its rows unless given. */
  readonly told?: number;
  readonly fields: readonly Node[];
  /** In the order of the leaves. */
  readonly chunks: readonly MadeChunk[];
}

interface Leaf {
  readonly path: readonly string[];
  readonly type: keyof typeof physical;
}

const leavesOf = (nodes: readonly Node[], path: readonly string[] = []): readonly Leaf[] =>
  nodes.flatMap((node) => {
    const own = [...path, node.name];
    return node.fields ? leavesOf(node.fields, own) : [{ path: own, type: node.type ?? 'INT32' }];
  });

const elements = (nodes: readonly Node[]): readonly Buffer[] =>
  nodes.flatMap((node) => [elementOf(node), ...elements(node.fields ?? [])]);

function elementOf(node: Node): Buffer {
  const { name, repetition = 'required', type, length, converted, scale, precision } = node;
  const fields: (readonly [number, ReturnType<typeof i32>] | null)[] = [
    node.fields ? null : [1, i32(physical[type ?? 'INT32'])],
    length === undefined ? null : [2, i32(length)],
    [3, i32(repetitions[repetition])],
    [4, text(name)],
    node.fields ? [5, i32(node.fields.length)] : null,
    converted === undefined ? null : [6, i32(converted)],
    scale === undefined ? null : [7, i32(scale)],
    precision === undefined ? null : [8, i32(precision)],
    node.logical ? [10, nested(node.logical)] : null,
  ];
  return struct(fields.filter((field) => field !== null));
}

function pageHead(page: MadePage): Buffer {
  const { kind, bytes, values, inflated = bytes.length, encoding = 0, levelEncoding = 3 } = page;
  const head = [
    [1, i32({ data: 0, dictionary: 2, data2: 3 }[kind])],
    [2, i32(inflated)],
    [3, i32(bytes.length)],
    ...(page.checksum === undefined ? [] : [[4, i32(page.checksum | 0)] as const]),
  ] as const;
  if (kind === 'dictionary')
    return struct([
      ...head,
      [
        7,
        nested([
          [1, i32(values)],
          [2, i32(encoding)],
        ]),
      ],
    ]);
  if (kind === 'data')
    return struct([
      ...head,
      [
        5,
        nested([
          [1, i32(values)],
          [2, i32(encoding)],
          [3, i32(levelEncoding)],
          [4, i32(levelEncoding)],
        ]),
      ],
    ]);
  const [repetition, definition] = page.levels ?? [0, 0];
  return struct([
    ...head,
    [
      8,
      nested([
        [1, i32(values)],
        [2, i32(page.nulls ?? 0)],
        [3, i32(page.rows ?? values)],
        [4, i32(encoding)],
        [5, i32(definition)],
        [6, i32(repetition)],
      ]),
    ],
  ]);
}

/** A Parquet file of one row group, whatever is said in it. */
export function madeFile({ rows, told = rows, fields, chunks }: MadeFile): Buffer {
  const leaves = leavesOf(fields);
  const parts: Buffer[] = [Buffer.from('PAR1')];
  let at = 4;
  const columns = chunks.map((chunk, index) => {
    const { path, type } = leaves[index] as Leaf;
    const start = at;
    let data = at;
    for (const page of chunk.pages) {
      const head = pageHead(page);
      if (page.kind === 'dictionary') data = at + head.length + page.bytes.length;
      parts.push(head, page.bytes);
      at += head.length + page.bytes.length;
    }
    const { codec = 0, inflated = at - start, least, greatest } = chunk;
    return struct([
      [2, i64(start)],
      [
        3,
        nested([
          [1, i32(physical[type])],
          [2, listOf(5, [i32(0).bytes, i32(3).bytes])],
          [
            3,
            listOf(
              8,
              path.map((name) => text(name).bytes),
            ),
          ],
          [4, i32(codec)],
          [5, i64(chunk.values)],
          [6, i64(inflated)],
          [7, i64(at - start)],
          [9, i64(data)],
          ...(data === start ? [] : [[11, i64(start)] as const]),
          ...(least && greatest
            ? [
                [
                  12,
                  nested([
                    [5, binary(greatest)],
                    [6, binary(least)],
                  ]),
                ] as const,
              ]
            : []),
        ]),
      ],
    ]);
  });
  const group = struct([
    [1, listOf(12, columns)],
    [2, i64(at - 4)],
    [3, i64(rows)],
  ]);
  const root = struct([
    [4, text('schema')],
    [5, i32(fields.length)],
  ]);
  const footer = struct([
    [1, i32(1)],
    [2, listOf(12, [root, ...elements(fields)])],
    [3, i64(told)],
    [4, listOf(12, [group])],
    [6, binary(Buffer.from('made by hand'))],
  ]);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(footer.length);
  return Buffer.concat([...parts, footer, length, Buffer.from('PAR1')]);
}

/** Levels of one bit or more as one run for each, with their length in front as the first version of pages has them. */
export function levels(values: readonly number[], width = 1): Buffer {
  const runs = values.map((value) =>
    Buffer.from([2, ...Buffer.alloc(Math.ceil(width / 8), value)]),
  );
  const body = Buffer.concat(runs);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(body.length);
  return Buffer.concat([length, body]);
}

export const int32s = (values: readonly number[]): Buffer =>
  Buffer.concat(
    values.map((value) => {
      const bytes = Buffer.alloc(4);
      bytes.writeInt32LE(value | 0);
      return bytes;
    }),
  );

export const int64s = (values: readonly bigint[]): Buffer =>
  Buffer.concat(
    values.map((value) => {
      const bytes = Buffer.alloc(8);
      bytes.writeBigInt64LE(BigInt.asIntN(64, value));
      return bytes;
    }),
  );
