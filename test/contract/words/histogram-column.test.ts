import { describe, expect, test } from 'vitest';
import { ContractError } from '../../../src/value/contract-error.ts';
import { type Declare, one } from '../example.ts';

const refused = (declare: (declaring: Parameters<Declare>[0]) => unknown) => {
  try {
    one(declare as never);
  } catch (error) {
    if (error instanceof ContractError) return error.message;
    throw error;
  }
  return null;
};

describe('edges and bins that make no sense are refused with a sentence', () => {
  test.for<[string, unknown, unknown, string]>([
    ['one edge', [1], 0, 'histogram([1]): a histogram has two edges or more, such as [0, 10, 20].'],
    ['no list', 5, 0, 'histogram(5): a histogram has two edges or more, such as [0, 10, 20].'],
    [
      'edges that fall',
      [0, 20, 10],
      0,
      'histogram([0, 20, 10]): its edges ascend, and edge 3 is not above the one before it.',
    ],
    [
      'equal edges',
      [0, 10, 10],
      0,
      'histogram([0, 10, 10]): its edges ascend, and edge 3 is not above the one before it.',
    ],
    [
      'NaN',
      [0, Number.NaN],
      0,
      'histogram([0, NaN]): edge 2 is NaN, and an edge is a finite number or a date. below() and above() count the values outside.',
    ],
    [
      'infinity',
      [0, Infinity],
      0,
      'histogram([0, Infinity]): edge 2 is Infinity, and an edge is a finite number or a date. below() and above() count the values outside.',
    ],
    [
      'numbers and dates',
      [0, '2026-01-01'],
      0,
      "histogram([0, '2026-01-01']): its edges are all numbers, or all dates.",
    ],
    ['a bin too many', [0, 10], 1, 'histogram([0, 10]): it has one bin, bin(0), and no bin 1.'],
    [
      'a bin below the first',
      [0, 10, 20],
      -1,
      'histogram([0, 10, 20]): it has 2 bins, bin(0) to bin(1), and no bin -1.',
    ],
    [
      'a half bin',
      [0, 10, 20],
      0.5,
      'histogram([0, 10, 20]): it has 2 bins, bin(0) to bin(1), and no bin 0.5.',
    ],
  ])('%s', ([, edges, bin, message]) => {
    expect(
      refused(({ column }) =>
        column('fare')
          .histogram(edges as [0, 1])
          .bin(bin as 0)
          .atMost(1),
      ),
    ).toBe(message);
  });

  test('the contract does not change with the list', () => {
    const edges = [0, 10];
    const { metric } = one(({ column }) => column('fare').histogram(edges).bin(0).atMost(1));
    edges[1] = 99;
    expect(metric.label).toBe("column('fare').histogram([0, 10]).bin(0)");
  });
});

test.for<[(declaring: Parameters<Declare>[0]) => unknown, string]>([
  [
    ({ column }) => column('fare').outliersByIqr(0).atMost(1),
    'outliersByIqr(0): the limit is a number above 0.',
  ],
  [
    ({ column }) => column('fare').outliersByRobustZ(Number.NaN).atMost(1),
    'outliersByRobustZ(NaN): the limit is a number above 0.',
  ],
  [
    ({ column }) => column('fare').pearson(column('fare')).atMost(1),
    "column('fare').pearson(...) takes another column, and not the column itself.",
  ],
  [
    ({ column }) =>
      column('fare')
        .spearman(5 as never)
        .atMost(1),
    ".spearman(...) takes another column: .spearman(column('name')).",
  ],
])('%#: a measure of two columns, or with a limit, says what it takes', ([declare, message]) => {
  expect(refused(declare)).toBe(message);
});
