import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Cell } from '../../src/metric/distribution.ts';
import { leastRows, thinned } from '../../src/reference/thin-cells.ts';

const single = (value: number, count: number): Cell => [value, value, count];
const rowsIn = (cells: readonly Cell[]) => cells.reduce((sum, [, , count]) => sum + count, 0);

describe('cells that are few', () => {
  test('stay as they are where each counts ten rows', () => {
    const cells = [single(0, 10), single(1, 500), [2, 3, 12] as Cell, single(Infinity, 1)];
    expect(thinned(cells)).toEqual(cells);
  });

  test('join the smaller neighbour where they count fewer', () => {
    expect(thinned([single(1, 50), single(2, 3), single(3, 20), single(4, 90)])).toEqual([
      single(1, 50),
      [2, 4, 23],
      single(4, 90),
    ]);
    expect(thinned([single(1, 20), single(2, 30), single(7, 9)])).toEqual([
      single(1, 20),
      [2, 7.01, 39],
    ]);
  });

  test('leave values of many rows alone, also where no other neighbour is there', () => {
    const cells = [single(0, 100_000), single(1, 3)];
    expect(thinned(cells)).toEqual(cells);
  });

  test('are one where there are fewer rows in all', () => {
    expect(thinned([single(1, 2), single(2, 3)])).toEqual([[1, 2.01, 5]]);
    expect(thinned([single(1, 2)])).toEqual([single(1, 2)]);
    expect(thinned([])).toEqual([]);
  });
});

test('thousands of values become some 128 ranges of nearly equal shares', () => {
  const cells = Array.from({ length: 10_000 }, (_, at) => single(at, 3));
  const thin = thinned(cells);
  expect(thin).toHaveLength(127);
  expect(Math.max(...thin.map(([, , count]) => count))).toBeLessThanOrEqual(30_000 / 128 + 3);
});

test('a value of many rows keeps its cell among them', () => {
  const cells = Array.from({ length: 2_000 }, (_, at) => single(at, at === 700 ? 5_000 : 2));
  expect(thinned(cells)).toContainEqual(single(700, 5_000));
});

/** Disjoint, ascending cells: single values and ranges, and at the ends perhaps the infinities. */
const someCells = fc
  .tuple(
    fc.uniqueArray(fc.double({ noNaN: true, noDefaultInfinity: true }), { maxLength: 300 }),
    fc.infiniteStream(fc.tuple(fc.boolean(), fc.nat(140))),
    fc.boolean(),
  )
  .map(([ends, how, isOpen]) => {
    const sorted = ends.map((end) => end + 0).toSorted((one, other) => one - other);
    const cells = [...new Set(sorted)].map((from, at, all): Cell => {
      const [isRange, count] = how.next().value as [boolean, number];
      const next = all[at + 1];
      return [from, isRange && next !== undefined ? next : from, count + 1];
    });
    return isOpen ? [single(-Infinity, 2), ...cells, single(Infinity, 1)] : cells;
  });

test('whatever the cells, no row is lost, they stay in order, and none but infinities are small', () => {
  fc.assert(
    fc.property(someCells, (cells) => {
      const thin = thinned(cells);
      expect(rowsIn(thin)).toBe(rowsIn(cells));
      for (const [at, [from, to]] of thin.entries()) {
        expect(from).toBeLessThanOrEqual(to);
        const [next] = thin[at + 1] ?? [];
        if (next !== undefined) {
          expect(from).toBeLessThan(next);
          expect(to).toBeLessThanOrEqual(next);
        }
      }
      const finite = thin.filter(([from]) => Number.isFinite(from));
      for (const [at, [, , count]] of finite.entries()) {
        const beside = [finite[at - 1], finite[at + 1]].filter((cell) => cell !== undefined);
        const isAlone = beside.every(([from, to, rows]) => from === to && rows >= 10 * leastRows);
        expect(isAlone || count >= leastRows).toBe(true);
      }
      expect(thin.length).toBeLessThanOrEqual(2 * 128 + 3);
    }),
  );
});

test('each value lies in the cell that counts it', () => {
  fc.assert(
    fc.property(someCells, (cells) => {
      const thin = thinned(cells);
      const counts = thin.map(() => 0);
      for (const [from, , count] of cells) {
        const at = thin.findIndex(([low, high]) => from === low || (low < from && from < high));
        expect(at).toBeGreaterThanOrEqual(0);
        counts[at] = (counts[at] ?? 0) + count;
      }
      expect(counts).toEqual(thin.map(([, , count]) => count));
    }),
  );
});
