import { binnedMethod } from './binned-method.ts';
import { chiSquareQuantile } from './chi-square.ts';
import { noise } from './method.ts';
import { filledShares, shares, sum } from './shares.ts';

/**
 * The Kullback-Leibler divergence of the current data from the reference, Σ c ln(c / r), with the natural logarithm. A
 * bin without rows in the reference counts as half a row there, and the reference's shares are then scaled to add up to 1.
 */
export const kl = binnedMethod({
  name: 'kl',
  most: null,
  source: 'Kullback and Leibler, On information and sufficiency, 1951',
  threshold: { value: 0.1, source: "Evidently's default for kl_div" },
  parts(binned) {
    const filled = filledShares(binned).map(({ reference }, i) =>
      (binned.bins[i]?.current ?? 0) > 0 || (binned.bins[i]?.reference ?? 0) > 0 ? reference : 0,
    );
    const total = binned.bins.some(({ reference }) => reference === 0) ? sum(filled) : 1;
    return shares(binned).map(({ current }, i) => {
      const reference = (filled[i] ?? 0) / total;
      // The terms c ln(c / r) add up to the sum of these, of which none is negative.
      return current === 0
        ? reference
        : current * Math.log(current / reference) - current + reference;
    });
  },
  isRoot: false,
  isDistance: false,
  detectable: ({ bins, rows }, alpha) =>
    (chiSquareQuantile(alpha, bins.length - 1) * noise(rows)) / 2,
});
