import { atIndex, gridOf } from '../arbitraries/grid.ts';
import type { Domain } from '../domain.ts';
import type { Distinct } from './distinct.ts';
import { usualInstants } from './draw-instant.ts';
import { hash } from './random.ts';

/** The mean step between values that follow each other, where there is room. */
const roomy = 4;

/**
 * Returns values by number that each are above the one before; null where they can't be counted. Each is drawn from a
 * stretch of its own. Only where the range is too narrow for the usual stretches do they depend on the number of rows.
 */
export function increasingOf(domain: Domain, rows: number, seed: string): Distinct | null {
  if (domain.filters.length > 0 || domain.faker !== null) return null;
  switch (domain.kind) {
    case 'number': {
      const grid = gridOf(domain);
      if (grid !== null) {
        const first = grid.first <= 1 && grid.last - 1 >= rows * roomy ? 1 : grid.first;
        return stretches(grid.last - first + 1, rows, roomy, seed, (at) =>
          atIndex(grid, first + at),
        );
      }
      const from = Math.max(domain.minimum, Math.min(0, domain.maximum));
      const width = Math.min(domain.maximum - from, 2 ** 40);
      const unit = Math.min(1 / 64, width / (rows * roomy));
      const isExact =
        from + unit > from && from + rows * roomy * unit + unit > from + rows * roomy * unit;
      return isExact ? stretches(width / unit, rows, 64, seed, (at) => from + at * unit) : null;
    }
    case 'bigint': {
      const { minimum, maximum, step } = domain;
      const low = minimum <= 1n && maximum > BigInt(rows * roomy) ? 1n : minimum;
      const first = low + ((step - (((low % step) + step) % step)) % step);
      const size = first > maximum ? 0 : Number((maximum - first) / step) + 1;
      return stretches(size, rows, roomy, seed, (at) => first + BigInt(at) * step);
    }
    case 'instant': {
      const [from, to] = usualInstants(domain.minimum, domain.maximum);
      const unit = (to - from) / 1000 >= rows * roomy ? 1000 : 1;
      const size = Math.floor((to - from) / unit) + 1;
      return stretches(
        size,
        rows,
        unit === 1000 ? 60 : roomy,
        seed,
        (at) => new Date(from + at * unit),
      );
    }
    default:
      return null;
  }
}

function stretches(
  size: number,
  rows: number,
  wanted: number,
  seed: string,
  value: (at: number) => unknown,
): Distinct {
  const stretch = Math.max(1, Math.min(wanted, Math.floor(size / rows)));
  const start = hash([seed, 'stretch'], 1);
  return {
    size: Math.floor(size / stretch),
    at: (index) => value(index * stretch + ((hash([index], start) >>> 0) % stretch)),
  };
}
