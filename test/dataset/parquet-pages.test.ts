import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { ColumnChunk } from '../../src/dataset/dataset.ts';
import { groupFault, pageFault } from '../../src/dataset/parquet-pages.ts';
import { folder } from '../engine/duckdb-support.ts';
import { parquetFile, rlePage } from '../hostile/parquet-file.ts';

/** The one chunk of a file of 1,000 rows, in which all is as it should be. */
function chunkOf(file: Buffer): ColumnChunk {
  const footer = file.readUInt32LE(file.length - 8);
  const bytes = file.length - 8 - footer - 4;
  const whole = { start: 4, bytes, inflated: bytes, codec: 'SNAPPY' };
  return { column: 'a', group: 0, rows: 1000, values: 1000, isNested: false, ...whole };
}

interface Given {
  readonly file?: Buffer;
  readonly chunk?: Partial<ColumnChunk>;
}

const rows = 1000;
const snappy = (inflated?: number) =>
  parquetFile({ rows, page: rlePage(rows), codec: 1, ...(inflated && { inflated }) });

function fault({ file = snappy(), chunk = {} }: Given = {}): Promise<string | null> {
  const path = join(folder(), 'x.parquet');
  writeFileSync(path, file);
  return pageFault(path, [{ ...chunkOf(file), ...chunk }]);
}

/** The place of the page of data, and the file with another byte there. */
const pageAt = (file: Buffer) => file.length - 8 - file.readUInt32LE(file.length - 8);
const withByte = (file: Buffer, at: number, byte: number) => {
  const changed = Buffer.from(file);
  changed[at] = byte;
  return changed;
};

describe('pages', () => {
  test('that hold what the footer says have no fault', async () => {
    expect(await fault()).toBeNull();
  });

  test.each<[string, Partial<ColumnChunk>, string]>([
    ['fewer values than rows', { values: 999 }, 'it holds 999 values of 1000 rows'],
    ['more values than rows', { values: 1001 }, 'it holds 1001 values of 1000 rows'],
    ['no number of values', { values: Number.NaN }, 'it holds NaN values of 1000 rows'],
    [
      'fewer values than rows, nested',
      { values: 999, isNested: true },
      'it holds 999 values of 1000 rows',
    ],
    ['a start within the first bytes', { start: 3 }, 'it lies outside of the file'],
    ['no start', { start: Number.NaN }, 'it lies outside of the file'],
    ['no length', { bytes: Number.NaN }, 'it lies outside of the file'],
    ['a length below zero', { bytes: -1 }, 'it lies outside of the file'],
    ['an end in the footer', { bytes: 10_000 }, 'it lies outside of the file'],
    ['a start within a page', { start: 5, bytes: 8 }, 'at byte 5 is no page'],
  ])('of a chunk with %s', async (_, chunk, told) => {
    expect(await fault({ chunk })).toBe(`column a, row group 0: ${told}`);
  });

  test('with fewer values than the chunk', async () => {
    const chunk = { rows: 999, values: 999 };
    const told = 'column a, row group 0: its pages hold 1000 values in place of 999';
    expect(await fault({ chunk })).toBe(told);
  });

  test('with more values than the chunk, as a list has', async () => {
    const chunk = { rows: 10, values: 1000, isNested: true };
    expect(await fault({ chunk })).toBeNull();
  });

  test('that end before the chunk has its values', async () => {
    const file = snappy();
    const chunk = { rows: 1001, values: 1001 };
    const told = `column a, row group 0: at byte ${pageAt(file)} is no page`;
    expect(await fault({ file, chunk })).toBe(told);
  });

  test('of another kind than there is', async () => {
    // The first field of the first page is its kind: 2 for a dictionary, written twice as large.
    const told = 'column a, row group 0: at byte 4 is no page';
    expect(await fault({ file: withByte(snappy(), 5, 14) })).toBe(told);
  });

  test('in a file of no length', async () => {
    const path = join(folder(), 'x.parquet');
    writeFileSync(path, '');
    const told = 'column a, row group 0: it lies outside of the file';
    expect(await pageFault(path, [chunkOf(snappy())])).toBe(told);
  });
});

describe('a page that claims to unpack to more than its chunk', () => {
  const most = 2 ** 26;

  test.each([most + 1, 2 ** 31 - 1])('is a fault: %d bytes', async (inflated) => {
    const file = snappy(inflated);
    expect(await fault({ file })).toMatch(
      new RegExp(
        `^column a, row group 0: its page at byte \\d+ claims to unpack to ${inflated} bytes, more than the \\d+ of them all$`,
      ),
    );
  });

  test('is one where the footer tells no size of them all', async () => {
    const found = await fault({ file: snappy(most + 1), chunk: { inflated: 0 } });
    expect(found).toContain(`claims to unpack to ${most + 1} bytes`);
  });

  test('is none where it is small: some writers tell a size that is not theirs', async () => {
    expect(await fault({ file: snappy(most), chunk: { inflated: 0 } })).toBeNull();
  });

  test('is none where the chunk holds as much', async () => {
    expect(await fault({ file: snappy(most + 1), chunk: { inflated: most + 1 } })).toBeNull();
  });
});

test.each([
  [160, null],
  [159, 'its row groups hold 160 rows in place of 159'],
])('row groups of 160 rows in a file of %d', (of, told) => {
  const chunk = chunkOf(snappy());
  const chunks = [
    { ...chunk, rows: 80 },
    { ...chunk, rows: 80, column: 'b' },
    { ...chunk, rows: 80, group: 1 },
  ];
  expect(groupFault(of, chunks)).toBe(told);
});
