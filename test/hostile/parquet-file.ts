import { madeFile } from './parquet-made.ts';
import { varint } from './thrift-write.ts';

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
  return madeFile({
    rows,
    fields: [{ name: 'a' }],
    chunks: [
      {
        values: rows,
        codec,
        pages: [
          { kind: 'dictionary', bytes: dictionary, values: 1, inflated: seven.length },
          { kind: 'data', bytes: page, values: rows, inflated, encoding: 8 },
        ],
      },
    ],
  });
}

/** So many values, all of the first in the dictionary, as one run of bit width 1. */
export const rlePage = (rows: number): Buffer => Buffer.from([1, ...varint(rows * 2), 0]);
