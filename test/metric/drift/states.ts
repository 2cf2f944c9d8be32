import type { Category, Cell, DistributionState } from '../../../src/metric/distribution.ts';
import { compare } from '../../../src/metric/drift/compare.ts';
import type { Compared } from '../../../src/metric/drift/compared.ts';
import { driftMethods } from '../../../src/metric/drift/drift-methods.ts';
import type { BinOptions, DriftName } from '../../../src/metric/drift/drift-name.ts';
import type { Measured } from '../../../src/metric/drift/method.ts';

/** Returns the state of numbers, each as a cell of its own; null is NULL. */
export function numbers(values: readonly (number | null)[]): DistributionState {
  const counts = countsOf(
    values.filter((value): value is number => value !== null && !Number.isNaN(value)),
  );
  const cells = [...counts]
    .sort(([a], [b]) => a - b)
    .map(([value, count]): Cell => [value, value, count]);
  return state({ kind: 'ordered', cells }, values);
}

/** Returns the state of categories, all listed; null is NULL. */
export function categories(values: readonly (Category | null)[]): DistributionState {
  const counts = [...countsOf(values.filter((value) => value !== null))];
  return state({ kind: 'categories', counts, others: { rows: 0, values: 0 } }, values);
}

const state = (
  values: DistributionState['values'],
  all: readonly unknown[],
): DistributionState => ({
  kind: 'distribution',
  nulls: all.filter((value) => value === null).length,
  nans: all.filter((value) => Number.isNaN(value)).length,
  values,
});

function countsOf<T>(values: readonly T[]): Map<T, number> {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

/** Returns the state of ranges with their counts. */
export const cellsOf = (cells: readonly Cell[]): DistributionState => ({
  kind: 'distribution',
  nulls: 0,
  nans: 0,
  values: { kind: 'ordered', cells },
});

/** Returns two distributions cut alike, or throws why that can't be done. */
export function pairOf(
  reference: DistributionState,
  current: DistributionState,
  options: BinOptions = {},
): Compared {
  const pair = compare(reference, current, options);
  if (pair.kind === 'incomparable') throw new Error(pair.problem);
  return pair;
}

/** Returns the drift by a method, or throws why there is none. */
export function driftOf(
  name: DriftName,
  reference: DistributionState,
  current: DistributionState,
  options: BinOptions = {},
): Measured {
  const found = driftMethods[name].measure(pairOf(reference, current, options));
  if (found.kind === 'incomparable') throw new Error(found.problem);
  return found;
}
