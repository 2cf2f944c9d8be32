import { changesOf } from './claims.ts';
import type { Fault, FaultColumn } from './fault.ts';

/** Values that stand in each other's column. */
export const swappedColumns: Fault = {
  kind: 'fault',
  name: 'swapped columns',
  description: 'values of two columns of one type exchanged',
  changes: (column) => {
    const partner = partnerOf(column);
    return partner === null ? [] : changesOf(column, [{ kind: 'column', name: partner }]);
  },
};

/** The first other column of the same types; pairs with all of them would be too many to show more. */
function partnerOf({ families, others }: FaultColumn): string | null {
  if (families === null || families.length === 0) return null;
  const wanted = families.toSorted().join();
  const found = others.find((other) => other.families?.toSorted().join() === wanted);
  return found?.name ?? null;
}
