import type { Categories, Category } from '../distribution.ts';
import type { ComparedBin, Sizes } from './compared.ts';
import type { BinOptions } from './drift-name.ts';

/** So many of the most frequent categories have a bin each. */
const alwaysOwn = 20;
/** A category with fewer may be absent from the reference by chance. */
const leastRows = 10;
const leastShare = 1 / 200;

const plain = { from: null, to: null, category: null };

/**
 * Returns the bins of categories: one each for the 20 most frequent and for those with a share of 0.5% and at least 10
 * expected rows in the reference, or for as many of the most frequent as `bins` says. All others are one bin together, and so
 * are those that the reference does not list.
 *
 * Both sides are counted together for it. The most frequent of the reference alone are those that have more rows there than
 * they have in other data of the same kind, so that they would drift by themselves.
 */
export function categoryBins(
  reference: Categories,
  current: Categories,
  options: BinOptions,
): readonly ComparedBin[] {
  const found = new Map<Category, number>(current.counts);
  const own = ownBins(
    reference,
    found,
    { reference: rowsOf(reference), current: rowsOf(current) },
    options,
  );
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

function ownBins(
  { counts }: Categories,
  current: ReadonlyMap<Category, number>,
  rows: Sizes,
  { bins }: BinOptions,
): ReadonlySet<Category> {
  const together = counts.map(
    ([value, count]) => [value, count + (current.get(value) ?? 0)] as const,
  );
  const all = rows.reference + rows.current;
  const fewest = Math.max((leastRows * all) / rows.reference, all * leastShare);
  const descending = together.sort(([a, m], [b, n]) => n - m || (String(a) < String(b) ? -1 : 1));
  const own = descending.filter(([, count], i) =>
    bins === undefined ? i < alwaysOwn || count >= fewest : i < bins,
  );
  return new Set(own.map(([value]) => value));
}

const rowsOf = (categories: Categories): number => rowsBeside(categories, new Set());

const rowsBeside = ({ counts, others }: Categories, own: ReadonlySet<Category>): number =>
  counts.reduce((sum, [value, count]) => (own.has(value) ? sum : sum + count), others.rows);
