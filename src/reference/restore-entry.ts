import type { Observed } from '../metric/derivation.ts';
import type { DistributionState } from '../metric/distribution.ts';
import type { BaselineEntry } from './baseline-entry.ts';
import { readEnd, readNumeral } from './entry-numbers.ts';

/** Returns what was observed, as far as a record holds it. */
export const restoreEntry = (entry: BaselineEntry): Observed => ({
  value: entry.value === undefined ? null : readNumeral(entry.value),
  of: readNumeral(entry.of),
  state: distributionIn(entry),
});

function distributionIn({
  nulls = 0,
  nans = 0,
  cells,
  categories,
  others,
}: BaselineEntry): DistributionState | null {
  if (cells !== undefined)
    return {
      kind: 'distribution',
      nulls,
      nans,
      values: {
        kind: 'ordered',
        cells: cells.map(([from, to, count]) => [readEnd(from), readEnd(to), count]),
      },
    };
  if (categories === undefined || others === undefined) return null;
  return {
    kind: 'distribution',
    nulls,
    nans,
    values: { kind: 'categories', counts: categories, others },
  };
}
