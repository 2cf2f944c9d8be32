import { binnedMethod } from './binned-method.ts';
import { chiSquareQuantile, chiSquareTail } from './chi-square.ts';
import type { Binned } from './compared.ts';
import { exactly } from './method.ts';
import { sum } from './shares.ts';

/** Returns Pearson's (observed - expected)² / expected of both cells of each bin. */
const parts = ({ bins, rows }: Binned): readonly number[] => {
  const all = rows.reference + rows.current;
  return bins.map(({ reference, current }) => {
    const expected = ((reference + current) * rows.reference) / all;
    const rest = ((reference + current) * rows.current) / all;
    // Both cells of a bin are off by as much.
    const off = reference * rows.current === current * rows.reference ? 0 : reference - expected;
    return expected + rest === 0 ? 0 : off ** 2 / expected + off ** 2 / rest;
  });
};

/**
 * Pearson's chi-square statistic of the table of two samples by bins, without a correction, as in
 * `scipy.stats.chi2_contingency(table, correction=False)`. It grows with the number of rows.
 */
export const chi2 = binnedMethod({
  name: 'chi2',
  most: null,
  source: 'Pearson 1900; Agresti, Categorical data analysis, 2013, section 3.2',
  threshold: null,
  parts,
  isRoot: false,
  isDistance: false,
  detectable: ({ bins }, alpha) => chiSquareQuantile(alpha, bins.length - 1),
  // The bins have rows on a side at least, so that none is without an expected row.
  pValue: (pair) => exactly(chiSquareTail(sum(parts(pair)), pair.bins.length - 1), null),
});

/** Cramér's V of the same table, √(χ² / N): 0 to 1. It does not grow with the number of rows. */
export const cramersV = binnedMethod({
  name: 'cramersV',
  most: 1,
  source: 'Cramér, Mathematical methods of statistics, 1946, section 21.9',
  threshold: { value: 0.1, source: 'Cohen 1988: 0.1 is a small effect for a table of two rows' },
  parts: (binned) => {
    const all = binned.rows.reference + binned.rows.current;
    return parts(binned).map((part) => part / all);
  },
  isRoot: true,
  isDistance: true,
  detectable: ({ bins, rows }, alpha) =>
    Math.min(
      1,
      Math.sqrt(chiSquareQuantile(alpha, bins.length - 1) / (rows.reference + rows.current)),
    ),
});
