import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Part } from '../../../src/dataset/dataset.ts';
import { bundlesOf as bundles } from '../../../src/dataset/files/bundles.ts';
import type { ColumnStatistics } from '../../../src/engine/engine.ts';
import { mergeStatistics } from '../../../src/plan/states/merge-statistics.ts';

const bundlesOf = (parts: readonly Part[]) =>
  bundles(
    parts.map((one) => ({ one, key: one.footer, bytes: one.bytes })),
    8_000_000,
  ).map((bundle) => bundle.map(({ one }) => one));

const part = (name: string, bytes: number): Part => ({
  shown: name,
  footer: name,
  bytes,
  rows: 1,
  writer: 'test',
  columns: [],
  identify: async () => name,
});
const many = (count: number, bytes: number) =>
  Array.from({ length: count }, (_, at) => part(`part-${at}.parquet`, bytes));
const names = (held: readonly (readonly Part[])[]) =>
  held.map((bundle) => bundle.map(({ shown }) => shown).join(' '));

test('large files are pieces by themselves', () => {
  expect(bundlesOf(many(50, 9_500_000)).map((bundle) => bundle.length)).toEqual(
    Array.from({ length: 50 }, () => 1),
  );
  expect(bundlesOf([part('only', 10)])).toHaveLength(1);
  expect(bundlesOf([])).toEqual([]);
});

test('small files are read together, all of them, in their order', () => {
  const parts = many(2000, 20_000);
  const found = bundlesOf(parts);
  expect(found.flat()).toEqual(parts);
  expect(found.length).toBeGreaterThan(2);
  expect(found.length).toBeLessThan(30);
});

test('a file more makes one bundle another', () => {
  const parts = many(2000, 20_000);
  const before = new Set(names(bundlesOf(parts)));
  const after = names(bundlesOf(parts.toSpliced(700, 0, part('late.parquet', 20_000))));
  expect(after.filter((bundle) => !before.has(bundle)).length).toBeLessThanOrEqual(2);
});

/** What the footer of a file with these values tells. */
function told(values: readonly (number | null)[]): ColumnStatistics {
  const present = values.filter((value) => value !== null);
  return {
    nulls: values.length - present.length,
    least: present.length === 0 ? null : Math.min(...present),
    greatest: present.length === 0 ? null : Math.max(...present),
    ascends: true,
    dictionary: 1,
    bytes: values.length,
  };
}

test('what files tell together is what one file with their rows tells', () => {
  const values = fc.array(fc.option(fc.integer({ min: -9, max: 9 })), { maxLength: 5 });
  fc.assert(
    fc.property(fc.array(values, { minLength: 1, maxLength: 5 }), (files) => {
      const merged = mergeStatistics(
        files.map((file) => ({ rows: file.length, columns: new Map([['x', told(file)]]) })),
      );
      const whole = told(files.flat());
      expect(merged.rows).toBe(files.flat().length);
      expect(merged.columns.get('x')).toMatchObject({
        nulls: whole.nulls,
        least: whole.least,
        greatest: whole.greatest,
        bytes: whole.bytes,
      });
    }),
  );
});

test('what one of them does not tell is not known', () => {
  const known = told([1, 2]);
  const merge = (...columns: readonly ColumnStatistics[]) =>
    mergeStatistics(
      columns.map((column) => ({ rows: 2, columns: new Map([['x', column]]) })),
    ).columns.get('x');
  expect(merge(known, { ...known, least: null })?.least).toBeNull();
  expect(merge(known, { ...known, nulls: null })?.nulls).toBeNull();
  expect(merge({ ...known, nulls: null }, known, told([null, 3]))?.nulls).toBeNull();
  expect(merge({ ...known, greatest: null }, known, known)?.greatest).toBeNull();
  expect(merge(known, { ...known, dictionary: null })?.dictionary).toBeNull();
  expect(merge(known, told([3, 4]))?.ascends).toBe(true);
  expect(merge(known, told([2, 4]))?.ascends).toBe(false);
  const absent = mergeStatistics([
    { rows: 2, columns: new Map([['x', known]]) },
    { rows: 2, columns: new Map() },
  ]);
  expect(absent.columns.has('x')).toBe(false);
});

test('values rise over files that rise, each above the one before it', () => {
  const merge = (...files: readonly (ColumnStatistics | readonly (number | null)[])[]) => {
    const parts = files.map((file) => {
      const column = 'nulls' in file ? file : told(file);
      return { rows: 2, columns: new Map([['x', column]]) };
    });
    return mergeStatistics(parts).columns.get('x');
  };
  expect(merge([1, 2], [null, null], [3, 4])).toMatchObject({
    ascends: true,
    least: 1,
    greatest: 4,
  });
  expect(merge([1, 2], [5, 6], [3, 4])?.ascends).toBe(false);
  expect(merge([1, 2], [2, 3])?.ascends).toBe(false);
  expect(merge({ ...told([1, 2]), ascends: false }, [3, 4])?.ascends).toBe(false);
  expect(merge([1, 2], { ...told([3, 4]), ascends: false })?.ascends).toBe(false);
  expect(merge({ ...told([1, 2]), greatest: null }, [3, 4])?.ascends).toBe(false);
  expect(merge([1, 2], { ...told([3, 4]), least: null })?.ascends).toBe(false);
  expect(merge([null, null], [null, null])).toEqual({
    nulls: 4,
    least: null,
    greatest: null,
    ascends: true,
    dictionary: 1,
    bytes: 4,
  });
});

test('the largest of their dictionaries counts, and none where one file has none', () => {
  const merge = (...dictionaries: readonly (number | null)[]) =>
    mergeStatistics(
      dictionaries.map((dictionary) => ({
        rows: 2,
        columns: new Map([['x', { ...told([1, 2]), dictionary }]]),
      })),
    ).columns.get('x')?.dictionary;
  expect([merge(3, 9, 5), merge(3, null, 9), merge(null, 3)]).toEqual([9, null, null]);
});

test('one file tells what it tells, and none tells nothing', () => {
  const only = { rows: 2, columns: new Map([['x', told([1, 2])]]) };
  expect(mergeStatistics([only])).toBe(only);
  expect(mergeStatistics([])).toEqual({ rows: 0, columns: new Map() });
  const none = { rows: 1, columns: new Map() };
  expect(mergeStatistics([none, only])).toEqual({ rows: 3, columns: new Map() });
});

test('bundles become smaller with the files’ size, and end by the names of their files', () => {
  const sizes = (bytes: number) => bundlesOf(many(400, bytes)).map(({ length }) => length);
  expect(Math.max(...sizes(5_700_000))).toBe(1);
  expect(Math.max(...sizes(5_600_000))).toBeGreaterThan(1);
  expect(sizes(4_000_000).length).toBeGreaterThan(150);
  expect(sizes(4_000_000).length).toBeLessThan(250);
  expect(sizes(1_000_000).length).toBeGreaterThan(30);
  expect(sizes(1_000_000).length).toBeLessThan(75);
  expect(sizes(0)).toHaveLength(1);
});
