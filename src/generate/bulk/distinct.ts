import { atIndex, gridOf } from '../arbitraries/grid.ts';
import type { Domain, NumberShape, TextShape } from '../domain.ts';
import { multiplesIn } from './draw-bigint.ts';
import { usualInstants } from './draw-instant.ts';
import { window } from './draw-number.ts';
import { acceptsText } from './draw-text.ts';
import { distinctFormat } from './formats.ts';
import { patternMaker } from './pattern-drawer.ts';
import { permutation } from './permutation.ts';

/** Values of which no two are equal, by number. */
export interface Distinct {
  readonly size: number;
  readonly at: (index: number) => unknown;
}

/** Keys are drawn from so many values at most, so that they look like keys. */
const mostKeys = 2 ** 31;

/** Returns the values of a domain by number, in no visible order; null where they can't be counted. */
export function distinctOf(domain: Domain, seed: string): Distinct | null {
  if (domain.filters.length > 0 || domain.faker !== null) return null;
  const counted = countedOf(domain, seed);
  if (counted === null) return null;
  const order = permutation(counted.size, seed, 'order');
  return { size: counted.size, at: (index) => counted.at(order(index)) };
}

function countedOf(domain: Domain, seed: string): Distinct | null {
  switch (domain.kind) {
    case 'constants':
      return { size: domain.values.length, at: (index) => domain.values[index] };
    case 'number':
      return ofNumbers(domain);
    case 'bigint': {
      const { first, count } = multiplesIn(domain);
      const size = Math.min(count, mostKeys);
      return { size, at: (index) => first + BigInt(index) * domain.step };
    }
    case 'instant': {
      const [from, to] = usualInstants(domain.minimum, domain.maximum);
      const unit = to - from >= 2 ** 26 * 1000 ? 1000 : 1;
      const size = Math.floor((to - from) / unit) + 1;
      return { size, at: (index) => new Date(from + index * unit) };
    }
    case 'text':
      return ofTexts(domain, seed);
    default:
      return null;
  }
}

function ofNumbers(shape: NumberShape): Distinct | null {
  const grid = gridOf(shape);
  if (grid !== null) {
    const isWide = grid.last - grid.first >= mostKeys;
    const first =
      isWide && grid.first <= 1 && grid.last > mostKeys ? Math.max(grid.first, 1) : grid.first;
    const size = Math.min(grid.last - first + 1, mostKeys);
    return { size, at: (index) => atIndex(grid, first + index) };
  }
  const [from, to] = window(shape.minimum, shape.maximum);
  const width = to - from;
  // Neighbours have to differ as doubles.
  if (width / mostKeys < Math.max(Math.abs(from), Math.abs(to)) * 2 ** -50) return null;
  return { size: mostKeys, at: (index) => from + (width * (index + 0.5)) / mostKeys };
}

function ofTexts(shape: TextShape, seed: string): Distinct | null {
  const found = textsOf(shape, seed);
  if (found === null) return null;
  const accepts = acceptsText(shape);
  const tried = Array.from({ length: 200 }, (_, at) => Math.floor((at * (found.size - 1)) / 199));
  return tried.every((index) => accepts(String(found.at(index)))) ? found : null;
}

function textsOf(shape: TextShape, seed: string): Distinct | null {
  const { format, patterns, notPatterns, minLength, maxLength } = shape;
  if (notPatterns.length > 0) return null;
  const ofFormat = format === null ? null : distinctFormat(format, seed);
  if (ofFormat !== null) return maxLength === null ? { size: 2 ** 30, at: ofFormat } : null;
  if (format !== null || patterns.length > 1) return null;
  const [pattern] = patterns;
  if (pattern === undefined) {
    if (maxLength !== null && maxLength < Math.max(minLength, 8)) return null;
    return {
      size: mostKeys,
      at: (index) => index.toString(36).padStart(Math.max(minLength, 7), '0'),
    };
  }
  const maker = patternMaker(pattern);
  const isFixed = (minLength === 0 && maxLength === null) || maker?.length !== null;
  return maker?.distinct && isFixed ? { size: Math.min(maker.size, 2 ** 52), at: maker.at } : null;
}
