import { binnedMethod } from './binned-method.ts';
import { chiSquareQuantile } from './chi-square.ts';
import { noise } from './method.ts';
import { filledShares } from './shares.ts';

/**
 * The population stability index, Σ (c - r) ln(c / r) over the bins, with the natural logarithm. A bin that is empty on
 * one side counts as half a row there.
 */
export const psi = binnedMethod({
  name: 'psi',
  most: null,
  source: 'Yurdakul, Statistical properties of the population stability index, 2018',
  threshold: {
    value: 0.1,
    source: 'Yurdakul 2018: below 0.1 is little change, above 0.25 is a large one',
  },
  parts: (binned) =>
    filledShares(binned).map(
      ({ reference, current }) => (current - reference) * Math.log(current / reference),
    ),
  isRoot: false,
  isDistance: false,
  // Yurdakul 2018, section 3: (1/n + 1/m) times a chi-square variable where nothing has changed.
  detectable: ({ bins, rows }, alpha) => chiSquareQuantile(alpha, bins.length - 1) * noise(rows),
});
