import { expect, test } from 'vitest';
import {
  type DistributionState,
  isExact,
  rowsIn,
  valuesIn,
} from '../../src/metric/distribution.ts';
import { distributionOf } from '../../src/metric/distribution-metric.ts';
import { column } from '../../src/metric/expression.ts';
import { everywhere, metricKey } from '../../src/metric/metric.ts';

const fare = {
  scope: everywhere,
  label: "column('fare')",
  value: column('fare'),
  columns: ['fare'],
};

const numbers = (cells: readonly (readonly [number, number, number])[]): DistributionState => ({
  kind: 'distribution',
  nulls: 2,
  nans: 1,
  values: { kind: 'ordered', cells },
});

test('rows are values, NULL and NaN', () => {
  const state = numbers([
    [0, 1, 5],
    [1, 2, 3],
  ]);
  expect(valuesIn(state)).toBe(8);
  expect(rowsIn(state)).toBe(11);
});

test('single values are exact, and ranges and other categories are not', () => {
  expect(isExact(numbers([[1, 1, 5]]))).toBe(true);
  expect(isExact(numbers([[1, 2, 5]]))).toBe(false);
  const others = (rows: number): DistributionState => ({
    ...numbers([]),
    values: { kind: 'categories', counts: [['a', 1]], others: { rows, values: null } },
  });
  expect(isExact(others(0))).toBe(true);
  expect(isExact(others(4))).toBe(false);
  expect(rowsIn(others(4))).toBe(8);
});

test('other cuts are another observable', () => {
  const own = distributionOf(fare);
  const edges = distributionOf(fare, { kind: 'edges', edges: [0, 10] });
  expect(metricKey(own)).not.toBe(metricKey(edges));
  expect(own.identity.key).not.toBe(edges.identity.key);
  expect(own.label).toBe("column('fare').distribution()");
});
