import { lastFinite, type OrderedValues } from '../distribution.ts';
import { type Compared, type Incomparable, incomparable, type Sizes } from './compared.ts';
import { isSingle, nextUp } from './next-up.ts';

/** The values of two distributions in their order, with their numbers, of which none is 0. */
export interface OrderedPair {
  readonly kind: 'ordered';
  readonly reference: OrderedValues;
  readonly current: OrderedValues;
  readonly sizes: Sizes;
}

const countOf = ({ cells }: OrderedValues): number =>
  cells.reduce((sum, [, , count]) => sum + count, 0);

/** Returns the values in their order. NULL and NaN have no place in it, and are left out. */
export function orderedPair({ ordered }: Compared): OrderedPair | Incomparable {
  if (ordered === null) return incomparable('Text and booleans have no order.');
  const sizes = { reference: countOf(ordered.reference), current: countOf(ordered.current) };
  if (sizes.reference === 0) return incomparable('All values of the reference are NULL or NaN.');
  if (sizes.current === 0) return incomparable('All values of the data are NULL or NaN.');
  return {
    kind: 'ordered',
    reference: withEnd(ordered.reference),
    current: withEnd(ordered.current),
    sizes,
  };
}

/** Returns the same values with a last range that ends above its greatest: it may include its end, also below an infinity. */
function withEnd({ kind, cells }: OrderedValues): OrderedValues {
  const at = lastFinite(cells);
  const last = cells[at];
  if (last === undefined || isSingle(last)) return { kind, cells };
  return { kind, cells: cells.with(at, [last[0], nextUp(last[1]), last[2]]) };
}
