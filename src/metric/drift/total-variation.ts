import { binnedMethod } from './binned-method.ts';
import type { Binned } from './compared.ts';
import { nullQuantile } from './resampling.ts';
import { shares, sum } from './shares.ts';

const parts = (binned: Binned): readonly number[] =>
  shares(binned).map(({ reference, current }) => Math.abs(current - reference) / 2);

/** Returns the share of rows that a bin may have, and yet none in the smaller sample with the probability `alpha`. */
const unseenShare = ({ rows }: Binned, alpha: number): number =>
  1 - alpha ** (1 / Math.min(rows.reference, rows.current));

/** The total variation distance, ½ Σ |c - r|: the share of rows in another bin. 0 to 1. A bin may be empty. */
export const totalVariation = binnedMethod({
  name: 'totalVariation',
  most: 1,
  source: 'Levin, Peres and Wilmer, Markov chains and mixing times, 2009, chapter 4',
  threshold: { value: 0.1, source: 'a tenth of the rows in another bin' },
  parts,
  isRoot: false,
  isDistance: true,
  drawn: (pair, alpha) =>
    Math.max(
      nullQuantile(pair, (binned) => sum(parts(binned)), alpha),
      unseenShare(pair, alpha),
    ),
});
