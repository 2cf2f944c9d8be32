import { binnedMethod } from './binned-method.ts';
import { chiSquareQuantile, chiSquareTail } from './chi-square.ts';
import { type Binned, type Compared, type Incomparable, incomparable } from './compared.ts';
import { exactly, type Measured } from './method.ts';
import { foldRareBins, hasBinsByChance } from './rare-bins.ts';
import { nullShare } from './resampling.ts';
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

const statistic = (binned: Binned): number => sum(parts(binned));

/**
 * Returns the p-value by the chi-square law if its bins have rows enough, or if they do with the few rows of rare bins
 * folded; else the share of tables with the same bins that are as far off.
 */
function pValue(pair: Compared): Measured | Incomparable {
  const folded = foldRareBins(pair);
  const byChance = hasBinsByChance(pair);
  if (folded.bins.length > 1 ? folded.isSlight || byChance : pair.bins.length === 1)
    return exactly(chiSquareTail(statistic(folded), folded.bins.length - 1), null);
  return byChance
    ? incomparable('The values are too rare for a test: none has 5 expected rows on either side.')
    : exactly(nullShare(pair, statistic), null);
}

/**
 * Pearson's chi-square statistic of the table of two samples by bins, without a correction, as in
 * `scipy.stats.chi2_contingency(table, correction=False)`. It grows with the number of rows.
 *
 * The p-value is by the chi-square law, after bins with fewer than 5 expected rows on a side are folded into one (Cochran,
 * Some methods for strengthening the common χ² tests, 1954). If these have more than a tenth of the rows, it is drawn.
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
  pValue,
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
