import { type DistributionState, rowsIn } from '../../metric/distribution.ts';
import { looksPersonal } from '../../privacy/personal.ts';
import { acceptsOf } from '../bulk/accepts.ts';
import type { Followed } from '../bulk/followed.ts';
import type { Draw } from '../bulk/random.ts';
import { weighted } from '../bulk/weighted.ts';
import type { Domain } from '../domain.ts';
import type { ColumnDomain } from '../row-domain.ts';
import { fewest } from './fewest.ts';
import { followCells } from './follow-cells.ts';

/**
 * Makes a column follow a distribution, as far as its rules allow. No value of a masked column is copied, none that looks
 * personal, and none of fewer than five rows; `own` draws in their place.
 */
export function follow(
  { domain, nil }: ColumnDomain,
  state: DistributionState,
  isMasked: boolean,
  own: Draw,
): Followed {
  const rows = rowsIn(state);
  const nulls = rows === 0 || nil === 'never' ? 0 : state.nulls / rows;
  if (domain === null || isMasked) return { draw: null, nulls };
  return { draw: drawn(domain, state, own), nulls };
}

function drawn(domain: Domain, { values }: DistributionState, own: Draw): Draw | null {
  if (domain.faker !== null) return null;
  const accepts = acceptsOf(domain);
  if (values.kind === 'ordered') return followCells(domain, values.cells, accepts, own);
  const kept = values.counts.filter(
    ([value, count]) => count >= fewest && accepts(value) && !looksPersonal(String(value)),
  );
  if (kept.length === 0) return null;
  const others =
    values.others.rows +
    values.counts.reduce((sum, [, count]) => sum + count, 0) -
    kept.reduce((sum, [, count]) => sum + count, 0);
  const place = weighted([...kept.map(([, count]) => count), others]);
  return (random) => {
    const found = kept[place(random)];
    return found === undefined ? own(random) : found[0];
  };
}
