import type { Compared, ComparedBin } from './compared.ts';
import type { DriftBin } from './finding.ts';
import { findingBins } from './finding-bins.ts';

/** The greatest number of categories that a drift lists. */
const mostCategories = 30;

/**
 * Returns the bins of a drift with their shares and parts. Of many categories those that make most of it, and then the
 * largest, are listed, and the rest is one bin.
 */
export function shownBins(
  compared: Compared,
  contributions: readonly number[] | null,
): readonly DriftBin[] {
  const bins = findingBins(compared, contributions);
  const categories = bins.filter(({ kind }) => kind === 'category');
  if (categories.length <= mostCategories) return bins;
  const ranked = categories.toSorted((one, other) => weightOf(other) - weightOf(one));
  const listed = new Set(ranked.slice(0, mostCategories));
  const isFolded = (bin: DriftBin) =>
    bin.kind === 'others' || (bin.kind === 'category' && !listed.has(bin));
  const folded = bins.filter(isFolded);
  return [...bins.filter((bin) => !isFolded(bin)), joined(folded)];
}

const weightOf = ({ contribution, reference, current }: DriftBin) =>
  (contribution ?? Math.abs(current - reference)) + 1e-6 * Math.max(reference, current);

const others: Pick<ComparedBin, 'kind' | 'from' | 'to' | 'category'> = {
  kind: 'others',
  from: null,
  to: null,
  category: null,
};

const joined = (bins: readonly DriftBin[]): DriftBin => ({
  ...others,
  reference: bins.reduce((sum, bin) => sum + bin.reference, 0),
  current: bins.reduce((sum, bin) => sum + bin.current, 0),
  contribution: bins.every(({ contribution }) => contribution === null)
    ? null
    : bins.reduce((sum, { contribution }) => sum + (contribution ?? 0), 0),
});
