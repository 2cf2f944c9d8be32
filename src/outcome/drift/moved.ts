import type { DriftBin } from '../../metric/drift/finding.ts';
import { printShare } from '../../value/quantity.ts';
import { truncate, visible } from '../printable-text.ts';
import { type Binned, binNames } from './bin-name.ts';

/** A bin that makes much of a drift. */
export interface Moved {
  /** The position among the bins. */
  readonly at: number;
  readonly name: string;
  readonly bin: DriftBin;
  /** True if its share grew. */
  readonly isUp: boolean;
  /** The part of all movement that it makes, 0 to 1. */
  readonly part: number;
}

/** The part of all movement from which on a bin is shown beside the first. */
const least = 0.1;

/**
 * Returns the bins that contribute most to a drift, the largest first: up to `most`, each with a tenth or more of all
 * movement. Where the method is no sum of parts, a bin's movement is the difference of its shares.
 */
export function movedMost(of: Binned, most = 3): readonly Moved[] {
  const names = binNames(of);
  const sizes = movements(of.bins);
  const largest = Math.max(...sizes, 0);
  if (largest === 0) return [];
  // Divided first: the sum of huge contributions may be infinite.
  const all = sizes.reduce((sum, size) => sum + size / largest, 0);
  return of.bins
    .map((bin, at) => ({
      at,
      name: names[at] ?? '',
      bin,
      isUp: bin.current > bin.reference,
      part: (sizes[at] ?? 0) / largest / all,
    }))
    .sort((one, other) => other.part - one.part)
    .slice(0, most)
    .filter(({ part }, at) => at === 0 || part >= least);
}

/** Returns how much each bin moved. A share that stayed has not moved, whatever a formula makes of it. */
function movements(bins: readonly DriftBin[]): readonly number[] {
  const isMoved = ({ reference, current }: DriftBin) => reference !== current;
  const isSum = bins.some((bin) => isMoved(bin) && Math.abs(bin.contribution ?? 0) > 0);
  return bins.map((bin) => {
    if (!isMoved(bin)) return 0;
    return Math.abs(isSum ? (bin.contribution ?? 0) : bin.current - bin.reference);
  });
}

/** Returns a share in percent, `'12%'`. */
export const printPart = (share: number): string => printShare(share, 1);

/** The longest name of a bin in a sentence, in terminal cells. */
const longestName = 40;

/** Returns the name of a bin, cut to what a sentence has room for. */
export const shortName = (name: string): string => truncate(visible(name), longestName);

/** Returns how a bin moved: `'10 to 20: 12% → 31%'`. */
export const movedText = ({ name, bin }: Pick<Moved, 'name' | 'bin'>): string =>
  `${shortName(name)}: ${printPart(bin.reference)} → ${printPart(bin.current)}`;

/** Returns how much of the drift a bin makes: `'28% of the drift'`. */
export const movedPart = ({ bin, part }: Moved): string =>
  `${Math.max(1, Math.round(part * 100))}% of ${bin.contribution === null ? 'what moved' : 'the drift'}`;
