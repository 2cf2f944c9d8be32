import type { Cell } from '../../metric/distribution.ts';
import { atIndex, gridOf } from '../arbitraries/grid.ts';
import type { Draw, Random } from '../bulk/random.ts';
import { weighted } from '../bulk/weighted.ts';
import type { Domain } from '../domain.ts';
import { fewest } from './fewest.ts';

/** A value is drawn so often from cells until the rules take it. */
const turns = 20;

/**
 * Draws numbers and instants as cells of a histogram have them: a cell by its count, and a value anywhere in it. A cell
 * of one value that few rows hold is widened to its neighbours. Null where no cell lies within the domain.
 */
export function followCells(
  domain: Domain,
  cells: readonly Cell[],
  accepts: (value: unknown) => boolean,
  own: Draw,
): Draw | null {
  const [lowest, highest] = endsOf(domain);
  const between = fitOf(domain);
  if (between === null) return null;
  const ranges = cells.flatMap(([from, to, count], at): readonly Cell[] => {
    const isRare = from === to && count < fewest;
    const low = Math.max(isRare ? (cells[at - 1]?.[1] ?? from) : from, lowest);
    const high = Math.min(isRare ? (cells[at + 1]?.[0] ?? to) : to, highest);
    const isIn = low <= high && Number.isFinite(low) && Number.isFinite(high);
    return isIn ? [[low, high, count]] : [];
  });
  if (ranges.every(([, , count]) => count === 0)) return null;
  const place = weighted(ranges.map(([, , count]) => count));
  return (random) => {
    for (let turn = 0; turn < turns; turn += 1) {
      const [from = 0, to = 0] = ranges[place(random)] ?? [];
      const value = between(from, to, random);
      if (accepts(value)) return value;
    }
    return own(random);
  };
}

function endsOf(domain: Domain): readonly [lowest: number, highest: number] {
  switch (domain.kind) {
    case 'number':
    case 'instant':
      return [domain.minimum, domain.maximum];
    case 'bigint':
      return [Number(domain.minimum), Number(domain.maximum)];
    default:
      return [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  }
}

type Fit = (from: number, to: number, random: Random) => unknown;

/** Returns what draws a value between two ends, the upper one only where both are equal; null for values that have none. */
function fitOf(domain: Domain): Fit | null {
  const between: (from: number, to: number, random: Random) => number = (from, to, random) =>
    from + (to - from) * random.unit();
  switch (domain.kind) {
    case 'instant':
      return (from, to, random) => new Date(Math.floor(between(from, to, random)));
    case 'bigint':
      return (from, to, random) => {
        const value = BigInt(Math.floor(between(from, to, random)));
        return value - (((value % domain.step) + domain.step) % domain.step);
      };
    case 'number': {
      const grid = gridOf(domain);
      if (grid === null) return between;
      const unit = grid.digits / 10 ** grid.scale;
      // A cell holds its lower end: the multiples in it begin there.
      return (from, to, random) => {
        const first = Math.ceil(from / unit - 1e-9);
        const last = Math.max(first, Math.ceil(to / unit - 1e-9) - (to > from ? 1 : 0));
        return atIndex(grid, first + random.below(last - first + 1));
      };
    }
    case 'constants':
      return domain.values.every((value) => typeof value === 'number')
        ? (from, to, random) => {
            const within = domain.values.filter(
              (value) => Number(value) >= from && Number(value) <= to,
            );
            return within[random.below(within.length)];
          }
        : null;
    default:
      return null;
  }
}
