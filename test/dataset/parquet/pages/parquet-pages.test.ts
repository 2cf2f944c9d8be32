import { describe, expect, test } from 'vitest';
import { findingText } from '../../../../src/dataset/parquet/pages/parquet-finding.ts';
import type { ColumnChunk } from '../../../../src/dataset/parquet/pages/parquet-footer.ts';
import {
  leavesOf,
  type SchemaField,
} from '../../../../src/dataset/parquet/pages/parquet-leaves.ts';
import { groupFinding, pageFinding } from '../../../../src/dataset/parquet/pages/parquet-pages.ts';
import { parquetFile, rlePage } from '../../../hostile/parquet-file.ts';

const rows = 1000;
const snappy = (inflated?: number) =>
  parquetFile({ rows, page: rlePage(rows), codec: 1, ...(inflated && { inflated }) });

/** The place of the footer, and the file with another byte somewhere. */
const endOf = (file: Buffer) => file.length - 8 - file.readUInt32LE(file.length - 8);
const withByte = (file: Buffer, at: number, byte: number) => {
  const changed = Buffer.from(file);
  changed[at] = byte;
  return changed;
};

/** The one chunk of a file of 1,000 rows, in which all is as it should be. */
function chunkOf(file: Buffer): ColumnChunk {
  const bytes = endOf(file) - 4;
  const told = { values: rows, start: 4, bytes, inflated: bytes, codec: 1, nulls: null };
  return {
    ...told,
    dictionary: null,
    least: null,
    greatest: null,
    isEncrypted: false,
    isElsewhere: false,
  };
}

const field: SchemaField = {
  name: 'a',
  type: 'INT32',
  length: 0,
  repetition: 'required',
  converted: -1,
  precision: 0,
  scale: 0,
  logical: -1,
  parameters: new Map(),
  fields: [],
};

interface Given {
  readonly file?: Buffer;
  readonly chunk?: Partial<ColumnChunk>;
  readonly held?: number;
  readonly isList?: boolean;
  readonly most?: number;
}

async function told(given: Given = {}): Promise<string | null> {
  const { file = snappy(), chunk = {}, held = rows, isList = false, most = 2 ** 31 } = given;
  const finding = await pageFinding(
    { groups: [{ rows: held, chunks: [{ ...chunkOf(file), ...chunk }] }] },
    leavesOf([{ ...field, repetition: isList ? 'repeated' : 'required' }]),
    { readAt: (at, length) => file.subarray(at, at + length), end: endOf(file), most },
  );
  return finding && findingText('x.parquet', finding);
}

const damaged = (why: string) =>
  `x.parquet is damaged: column a, row group 0: ${why}. Write it again, and check that the program that writes it has finished.`;

describe('pages', () => {
  test('that hold what the footer says have no fault', async () => {
    expect(await told()).toBeNull();
  });

  test.each<[string, Partial<ColumnChunk>, string]>([
    ['fewer values than rows', { values: 999 }, 'it holds 999 values of 1000 rows'],
    ['more values than rows', { values: 1001 }, 'it holds 1001 values of 1000 rows'],
    ['no values at all', { values: 0 }, 'it holds 0 values of 1000 rows'],
    ['no number of values', { values: Number.NaN }, 'it holds NaN values of 1000 rows'],
    ['a start within the first bytes', { start: 3 }, 'it lies outside of the file'],
    ['no start', { start: Number.NaN }, 'it lies outside of the file'],
    ['no length', { bytes: Number.NaN }, 'it lies outside of the file'],
    ['a length below zero', { bytes: -1 }, 'it lies outside of the file'],
    ['an end in the footer', { bytes: 10_000 }, 'it lies outside of the file'],
    ['a start within a page', { start: 5, bytes: 8 }, 'at byte 5 is no page'],
  ])('of a chunk with %s', async (_, chunk, why) => {
    expect(await told({ chunk })).toBe(damaged(why));
  });

  test('of a list with fewer values than rows, or no number of them', async () => {
    for (const values of [999, Number.NaN])
      expect(await told({ chunk: { values }, isList: true })).toBe(
        damaged(`it holds ${values} values of 1000 rows`),
      );
  });

  test('with fewer values than the chunk', async () => {
    const why = 'its pages hold 1000 values in place of 999';
    expect(await told({ chunk: { values: 999 }, held: 999 })).toBe(damaged(why));
  });

  test('that end before the chunk has its values', async () => {
    const file = snappy();
    const why = `at byte ${endOf(file)} is no page`;
    expect(await told({ file, chunk: { values: 1001 }, held: 1001 })).toBe(damaged(why));
  });

  test('of another kind than there is', async () => {
    // The first field of the first page is its kind: 2 for a dictionary, written twice as large.
    const file = withByte(snappy(), 5, 14);
    expect(await told({ file })).toBe(damaged('at byte 4 is no page'));
  });

  test('of a row group that has another number of columns than the schema', async () => {
    const file = snappy();
    const chunks = [chunkOf(file), chunkOf(file)];
    const context = { readAt: () => file, end: file.length, most: 1 };
    expect(await pageFinding({ groups: [{ rows, chunks }] }, leavesOf([field]), context)).toEqual({
      kind: 'damaged',
      why: 'row group 0 has 2 columns in place of 1',
    });
  });
});

describe('a page that claims to decompress to more than its chunk', () => {
  const most = 2 ** 26;

  test.each([most + 1, 2 ** 31 - 1])('is a fault: %d bytes', async (inflated) => {
    const file = snappy(inflated);
    expect(await told({ file })).toMatch(
      new RegExp(
        `^x\\.parquet is damaged: column a, row group 0: its page at byte \\d+ claims to decompress to ${inflated} bytes, more than the \\d+ of them all\\. Write`,
      ),
    );
  });

  test('is one where the footer tells no size of them all', async () => {
    const found = await told({ file: snappy(most + 1), chunk: { inflated: 0 } });
    expect(found).toContain(`claims to decompress to ${most + 1} bytes`);
  });

  test('is none where it is small: some writers tell a size that is not theirs', async () => {
    expect(await told({ file: snappy(most), chunk: { inflated: 0 } })).toBeNull();
  });

  test('is none where the chunk holds as much', async () => {
    expect(await told({ file: snappy(most + 1), chunk: { inflated: most + 1 } })).toBeNull();
  });

  test('is too large where memory has no room for it', async () => {
    const inflated = 2 ** 29;
    const given = { file: snappy(inflated), chunk: { inflated } };
    expect(await told({ ...given, most: inflated })).toBeNull();
    expect(await told({ ...given, most: inflated - 1 })).toMatch(
      /^x\.parquet decompresses to 536870912 bytes at once \(column a, row group 0, the page at byte \d+\), more than the 536870911 that memoryLimit leaves room for: write it with smaller pages, or raise memoryLimit to at least '2GiB'\.$/,
    );
  });
});

describe('what the engine does not read', () => {
  test.each<[string, Partial<ColumnChunk>, string]>([
    [
      'a codec',
      { codec: 5 },
      'uses LZ4 compression (column a, row group 0), which the engine (DuckDB 1.5.5) does not read: write it with LZ4_RAW, SNAPPY or ZSTD.',
    ],
    [
      'a codec of a later version of the format',
      { codec: 99 },
      'uses codec 99 compression (column a, row group 0), which the engine (DuckDB 1.5.5) does not read: write it with SNAPPY or ZSTD.',
    ],
    [
      'encryption',
      { isEncrypted: true },
      'uses encryption (column a, row group 0), which the engine (DuckDB 1.5.5) does not read: write it without.',
    ],
    [
      'pages elsewhere',
      { isElsewhere: true },
      'uses pages in another file (column a, row group 0), which the engine (DuckDB 1.5.5) does not read: name the files that hold them.',
    ],
  ])('is told as that: %s', async (_, chunk, words) => {
    expect(await told({ chunk })).toBe(`x.parquet ${words}`);
  });
});

test.each([
  [160, null],
  [0, null],
  [159, { kind: 'damaged', why: 'its row groups hold 160 rows in place of 159' }],
])('row groups of 160 rows in a file of %d', (of, finding) => {
  const groups = [80, 80].map((held) => ({ rows: held, chunks: [] }));
  expect(groupFinding({ rows: of, groups })).toEqual(finding);
});
