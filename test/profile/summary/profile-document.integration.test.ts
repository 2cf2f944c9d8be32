import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openDataset } from '../../../src/engine/engines.ts';
import { csv } from '../../../src/index.ts';
import type { ProfileDocument } from '../../../src/outcome/profile/profile-document.ts';
import { profileDocument } from '../../../src/profile/summary/profile-document.ts';
import { folder } from '../../dataset/folder.ts';

async function profiled(text: string): Promise<ProfileDocument> {
  const root = folder({ 'x.csv': text });
  const types = { a: 'INTEGER', b: 'DOUBLE', c: 'VARCHAR' };
  const dataset = csv('x.csv', { header: true, types });
  const session = await openDataset(dataset, [], { root, now: new Date(0) });
  try {
    return await profileDocument(session, 'x');
  } finally {
    await session.close();
  }
}

const row = fc.record({
  a: fc.option(fc.integer({ min: -50, max: 50 })),
  b: fc.option(fc.integer({ min: -1000, max: 1000 }).map((n) => n / 8)),
  c: fc.option(fc.constantFrom('red', 'Red', ' red', 'blue', 'x')),
});

type Row = { readonly a: number | null; readonly b: number | null; readonly c: string | null };

const written = (rows: readonly Row[]) =>
  `a,b,c\n${rows.map(({ a, b, c }) => `${a ?? ''},${b ?? ''},${c ?? ''}\n`).join('')}`;

const filled = <T>(values: readonly (T | null)[]): readonly T[] =>
  values.filter((value) => value !== null);

/** A quantile by its definition: between the neighbours of its place among the sorted values. */
function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  const place = share * (sorted.length - 1);
  const [low = 0, high = 0] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
  return low + (high - low) * (place - Math.floor(place));
}

function pearson(pairs: readonly (readonly [number, number])[]): number {
  const mean = (at: 0 | 1) => pairs.reduce((sum, pair) => sum + pair[at], 0) / pairs.length;
  const [x, y] = [mean(0), mean(1)];
  const sum = (of: (x: number, y: number) => number) =>
    pairs.reduce((all, [one, other]) => all + of(one - x, other - y), 0);
  return sum((p, q) => p * q) / Math.sqrt(sum((p) => p * p) * sum((_, q) => q * q));
}

test('has the figures that a loop over the rows finds', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 60 }), async (rows) => {
      const found = await profiled(written(rows));
      expect(found.rows).toBe(rows.length);
      for (const name of ['a', 'b', 'c'] as const) {
        const column = found.columns.find((one) => one.name === name);
        const values = filled<number | string>(rows.map((one) => one[name]));
        expect(column?.nulls).toBe(rows.length - values.length);
        expect(column?.distinct).toEqual({ count: new Set(values).size, isExact: true });
      }
      for (const name of ['a', 'b'] as const)
        expectNumbers(found, name, filled(rows.map((one) => one[name])));
      expectTexts(found, filled(rows.map(({ c }) => c)));
      const different = new Set(rows.map((one) => JSON.stringify(one))).size;
      expect(found.duplicateRows.count).toBe(rows.length - different);
      const pairs = rows.flatMap(({ a, b }) => (a === null || b === null ? [] : [[a, b] as const]));
      const r = pearson(pairs);
      const [correlation] = found.correlations;
      if (Number.isFinite(r)) expect(correlation?.coefficient).toBeCloseTo(r, 9);
      else expect(found.correlations).toEqual([]);
    }),
    { numRuns: 40 },
  );
});

function expectNumbers(found: ProfileDocument, name: string, values: readonly number[]): void {
  const column = found.columns.find((one) => one.name === name);
  if (values.length === 0) {
    expect(column).toMatchObject({ range: null, histogram: null });
    return;
  }
  expect(column?.range).toEqual([Math.min(...values), Math.max(...values)]);
  for (const [share, value] of column?.numbers?.quantiles ?? [])
    expect(value).toBeCloseTo(quantile(values, share), 9);
  expect(column?.numbers?.quantiles).toHaveLength(5);
  expect(column?.numbers?.negatives).toBe(values.filter((value) => value < 0).length);
  expect(column?.numbers?.zeros).toBe(values.filter((value) => value === 0).length);
  const { edges = [], counts = [] } = column?.histogram ?? {};
  const last = counts.length - 1;
  expect(counts).toEqual(
    counts.map((_, at) => {
      const [from = 0, to = 0] = [edges[at], edges[at + 1]];
      return values.filter((value) => value >= from && (value < to || at === last)).length;
    }),
  );
}

function expectTexts(found: ProfileDocument, values: readonly string[]): void {
  const column = found.columns.find(({ name }) => name === 'c');
  expect(column?.texts?.padded).toBe(values.filter((value) => value !== value.trim()).length);
  const counts = new Map(
    [...Map.groupBy(values, (value) => value)].map(([v, all]) => [v, all.length]),
  );
  for (const [value, count] of column?.topValues?.values ?? [])
    expect(count).toBe(counts.get(value));
  const patterns = column?.texts?.patterns;
  expect(patterns?.of ?? 0).toBe(values.length);
}

test('names a column without a value', async () => {
  const rows = Array.from({ length: 30 }, (_, at) => ({ a: at, b: null, c: null }));
  const { suspicions } = await profiled(written(rows));
  expect(suspicions.filter(({ column }) => column === 'b')).toMatchObject([{ count: 30 }]);
});

test('keeps the finite range of numbers of which some are not', async () => {
  const { columns } = await profiled('a,b,c\n1,NaN,x\n2,1.5,y\n3,inf,z\n4,2.5,z\n');
  const [, b] = columns;
  expect(b).toMatchObject({ range: [1.5, 2.5], numbers: { notFinite: 2, nans: 1 } });
  expect(b?.histogram?.counts.reduce((sum, one) => sum + one, 0)).toBe(2);
});
