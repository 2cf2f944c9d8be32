import type { Categories, Category } from '../distribution.ts';
import type { ComparedBin } from './compared.ts';
import type { BinOptions } from './drift-name.ts';

/** So many of the most frequent categories have a bin each. */
const alwaysOwn = 20;
const leastRows = 10;
const leastShare = 1 / 200;

const plain = { from: null, to: null, category: null };

/**
 * Returns the bins of categories: one each for the 20 most frequent of the reference and for those with at least 10 rows and
 * a share of 0.5% of it, or for as many of the most frequent as `bins` says. All others are one bin together.
 *
 * Rare categories are left to chance: which are in a sample of the reference, and which are new.
 */
export function categoryBins(
  reference: Categories,
  current: Categories,
  options: BinOptions,
): readonly ComparedBin[] {
  const own = ownBins(reference, options);
  const found = new Map<Category, number>(current.counts);
  return [
    ...reference.counts
      .filter(([value]) => own.has(value))
      .map(
        ([value, count]): ComparedBin => ({
          ...plain,
          kind: 'category',
          category: String(value),
          reference: count,
          current: found.get(value) ?? 0,
        }),
      ),
    {
      ...plain,
      kind: 'others',
      reference: rowsBeside(reference, own),
      current: rowsBeside(current, own),
    },
  ];
}

function ownBins({ counts, others }: Categories, { bins }: BinOptions): ReadonlySet<Category> {
  const all = counts.reduce((sum, [, count]) => sum + count, others.rows);
  const isFrequent = (count: number): boolean => count >= leastRows && count >= all * leastShare;
  const descending = [...counts].sort(
    ([a, m], [b, n]) => n - m || (String(a) < String(b) ? -1 : 1),
  );
  const own = descending.filter(([, count], i) =>
    bins === undefined ? i < alwaysOwn || isFrequent(count) : i < bins,
  );
  return new Set(own.map(([value]) => value));
}

const rowsBeside = ({ counts, others }: Categories, own: ReadonlySet<Category>): number =>
  counts.reduce((sum, [value, count]) => (own.has(value) ? sum : sum + count), others.rows);
