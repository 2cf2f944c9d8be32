import { describe, expect, test } from 'vitest';
import { writtenTogether } from '../../../src/dataset/json/json-records.ts';

const sizes = (bytesOfRecord: number) => ({ records: 1000, bytes: 1000 * bytesOfRecord });

describe('how JSON records are written', () => {
  test.each([
    { name: 'short records', bytes: 20, columns: 2 },
    { name: 'usual records', bytes: 308, columns: 16 },
    { name: 'long records', bytes: 100_000, columns: 10 },
  ])(
    'lines of $name are written in stretches of at least a buffer of the engine',
    ({ bytes, columns }) => {
      const { byOne, rows } = writtenTogether('lines', sizes(bytes), columns);

      expect(byOne).toBe(false);
      // Of shorter stretches the engine holds more the longer the file is: 1.5 GiB for ten million rows.
      expect(rows * bytes).toBeGreaterThan(2 ** 25);
    },
  );

  test.each([
    ['few of many keys', 60, 5000],
    ['thousands of keys', 100_000, 10_000],
    ['thousands of long texts', 10_000_000, 10_000],
  ])('lines with %s are written by one thread, a few together', (_, bytes, columns) => {
    const { byOne, rows } = writtenTogether('lines', sizes(bytes), columns);

    expect(byOne).toBe(true);
    // A thousand columns are written at a time.
    expect(rows * 1000 * Math.max(64, bytes / columns)).toBeLessThanOrEqual(2 ** 25);
  });

  test.each(['array', 'values'] as const)(
    'records of an %s are written by one thread',
    (format) => {
      expect(writtenTogether(format, sizes(308), 16)).toEqual({ byOne: true, rows: 32_768 });
    },
  );

  test('no records are written together as rows of their columns', () => {
    expect(writtenTogether('lines', { records: 0, bytes: 0 }, 3).rows).toBeGreaterThan(0);
  });
});
