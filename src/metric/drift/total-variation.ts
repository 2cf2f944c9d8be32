import { binnedMethod } from './binned-method.ts';
import type { Binned } from './compared.ts';
import { nullQuantile } from './resampling.ts';
import { shares, sum } from './shares.ts';

const parts = (binned: Binned): readonly number[] =>
  shares(binned).map(({ reference, current }) => Math.abs(current - reference) / 2);

/** The total variation distance, ½ Σ |c - r|: the share of rows in another bin. 0 to 1. A bin may be empty. */
export const totalVariation = binnedMethod({
  name: 'totalVariation',
  source: 'Levin, Peres and Wilmer, Markov chains and mixing times, 2009, chapter 4',
  threshold: { value: 0.1, source: 'a tenth of the rows in another bin' },
  parts,
  isRoot: false,
  isDistance: true,
  detectable: (pair, alpha) => nullQuantile(pair, (binned) => sum(parts(binned)), alpha),
});
