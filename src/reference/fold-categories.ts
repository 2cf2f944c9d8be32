import type { Categories, Category } from '../metric/distribution.ts';
import { looksPersonal } from '../privacy/personal.ts';
import { leastRows } from './thin-cells.ts';

/** The largest number of categories that a baseline lists. */
const categoriesKept = 1000;
/** The longest category that a baseline lists, in characters. */
const longest = 200;

/**
 * Folds categories into one that names none: those of fewer than {@link leastRows} rows, those that look personal or
 * are long texts, and the less frequent ones where there are too many. The others are listed in order of their names.
 */
export function folded({ counts, others }: Categories): Categories {
  const frequent = counts
    .filter(([, count]) => count >= leastRows)
    .toSorted(([one, many], [other, more]) => more - many || byName(one, other))
    .slice(0, categoriesKept)
    .filter(([value]) => mayBeListed(value));
  const listed = new Set(frequent.map(([value]) => value));
  const rest = counts.filter(([value]) => !listed.has(value));
  return {
    kind: 'categories',
    counts: frequent.toSorted(([one], [other]) => byName(one, other)),
    others: {
      rows: rest.reduce((sum, [, count]) => sum + count, others.rows),
      values: others.values === null ? null : others.values + rest.length,
    },
  };
}

const mayBeListed = (value: Category): boolean =>
  typeof value === 'boolean' || (value.length <= longest && !looksPersonal(value));

/** Sorts by code units, so that the order is the same in every locale. */
const byName = (one: Category, other: Category): number =>
  String(one) < String(other) ? -1 : String(one) > String(other) ? 1 : 0;
