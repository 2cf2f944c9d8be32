import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Cell, DistributionState } from '../../../src/metric/distribution.ts';
import { categories, cellsOf, driftOf, numbers } from './states.ts';

const values = fc.array(fc.option(fc.integer({ min: -9, max: 9 }), { freq: 8 }), {
  minLength: 1,
  maxLength: 40,
});
const letters = fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { minLength: 1, maxLength: 40 });

const binned = [
  'psi',
  'jensenshannon',
  'hellinger',
  'kl',
  'totalVariation',
  'chi2',
  'cramersV',
] as const;

const most = {
  psi: Number.POSITIVE_INFINITY,
  jensenshannon: Math.sqrt(Math.LN2),
  hellinger: 1,
  kl: Number.POSITIVE_INFINITY,
  totalVariation: 1,
  chi2: Number.POSITIVE_INFINITY,
  cramersV: 1,
} as const;

const value = (
  name: (typeof binned)[number],
  reference: DistributionState,
  current: DistributionState,
): number => driftOf(name, reference, current).value;

describe.each(binned)('%s', (name) => {
  test('is 0 of equal data, and within its bounds', () => {
    fc.assert(
      fc.property(values, values, (reference, current) => {
        expect(value(name, numbers(reference), numbers(reference))).toBe(0);
        const found = value(name, numbers(reference), numbers(current));
        expect(found).toBeGreaterThanOrEqual(0);
        expect(found).toBeLessThanOrEqual(most[name] + 1e-12);
      }),
    );
  });

  test('is the same in both directions, but for kl, and whatever the categories are called', () => {
    const renamed = (all: readonly string[]): string[] =>
      all.map((one) => `${9 - 'abcde'.indexOf(one)}`);
    fc.assert(
      fc.property(letters, letters, (one, two) => {
        // Each category is in both, so that the reference has a bin for it.
        const [reference, current] = [
          [...one, ...'abcde'],
          [...two, ...'abcde'],
        ];
        const found = value(name, categories(reference), categories(current));
        const back = value(name, categories(current), categories(reference));
        if (name !== 'kl') expect(back).toBeCloseTo(found, 10);
        const other = value(name, categories(renamed(reference)), categories(renamed(current)));
        expect(other).toBeCloseTo(found, 10);
      }),
    );
  });
});

test('ks and wasserstein of values lie within their bounds from coarser cells', () => {
  const coarse = (all: readonly number[], width: number): DistributionState => {
    const counts = new Map<number, number>();
    for (const one of all) {
      const from = Math.floor(one / width) * width;
      counts.set(from, (counts.get(from) ?? 0) + 1);
    }
    const cells = [...counts].sort(([a], [b]) => a - b);
    return cellsOf(cells.map(([from, count]): Cell => [from, from + width, count]));
  };
  const present = fc.array(fc.integer({ min: -20, max: 20 }), { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(present, present, fc.integer({ min: 1, max: 15 }), (one, two, width) => {
      for (const name of ['ks', 'wasserstein'] as const) {
        const exact = driftOf(name, numbers(one), numbers(two)).value;
        const { value: even, certain } = driftOf(name, coarse(one, width), coarse(two, width));
        const [low, high] = certain ?? [even, even];
        expect(low).toBeLessThanOrEqual(exact + 1e-9);
        expect(high).toBeGreaterThanOrEqual(exact - 1e-9);
        expect(even).toBeGreaterThanOrEqual(low - 1e-9);
        expect(even).toBeLessThanOrEqual(high + 1e-9);
      }
    }),
  );
});

test('totalVariation of merged bins is never above that of the bins', () => {
  fc.assert(
    fc.property(values, values, fc.subarray([-5, 0, 5]), (one, two, edges) => {
      const [reference, current] = [numbers(one), numbers(two)];
      const fine = driftOf('totalVariation', reference, current, { edges: [-5, -2, 0, 1, 5] });
      const coarse = driftOf('totalVariation', reference, current, { edges });
      expect(coarse.value).toBeLessThanOrEqual(fine.value + 1e-12);
    }),
  );
});

test('the order in which categories are listed changes no drift', () => {
  fc.assert(
    fc.property(letters, letters, fc.constantFrom(...binned), (one, two, name) => {
      const back = value(name, categories([...one].reverse()), categories([...two].reverse()));
      expect(back).toBeCloseTo(value(name, categories(one), categories(two)), 12);
    }),
  );
});
