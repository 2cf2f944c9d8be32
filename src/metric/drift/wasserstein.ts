import { type Binned, type Compared, type Incomparable, incomparable } from './compared.ts';
import { deviationOf } from './deviation.ts';
import { type Step, stepsOf } from './heights.ts';
import { type DriftMethod, exactly, type Measured } from './method.ts';
import { type OrderedPair, orderedPair } from './ordered-values.ts';
import { coarsen, distanceOf, normalizedDistanceOf } from './points.ts';
import { differenceInterval, nullQuantile } from './resampling.ts';
import { widened } from './widened.ts';

const infinite = incomparable('An infinite value has no distance to the others.');

/** Returns the area between two distribution functions, and its bounds where values are known within ranges. */
function area({ reference, current }: OrderedPair): Measured | Incomparable {
  const steps = stepsOf(reference, current);
  const found = { low: 0, high: 0, even: 0 };
  for (const [i, { at, upTo }] of steps.entries()) {
    const next = steps[i + 1];
    if (next === undefined) break;
    const width = next.at - at;
    const [r, c] = upTo;
    found.low += times(width, Math.max(0, r.low - c.high, c.low - r.high));
    found.high += times(width, Math.max(r.high - c.low, c.high - r.low));
    found.even += times(width, meanDifference(upTo, next.below));
  }
  if (!Number.isFinite(found.even)) return infinite;
  // Sums of the same terms in the same order: they are equal where all values are known.
  if (found.low === found.high) return exactly(found.even, null);
  const { low, high, even: value } = found;
  return { kind: 'measured', value, certain: [low, high], contributions: null };
}

/** An infinite range without a difference adds nothing. */
const times = (width: number, difference: number): number =>
  difference === 0 ? 0 : width * difference;

/** Returns the mean of the absolute difference of two functions that are straight between two points. */
function meanDifference(from: Step['upTo'], to: Step['below']): number {
  const start = from[0].even - from[1].even;
  const end = to[0].even - to[1].even;
  const ends = Math.abs(start) + Math.abs(end);
  return start * end >= 0 ? ends / 2 : (start * start + end * end) / (2 * ends);
}

/** Returns the area in deviations of the reference. */
function normalizedArea(pair: OrderedPair): Measured | Incomparable {
  const found = area(pair);
  if (found.kind === 'incomparable') return found;
  const { value: deviation, low, high } = deviationOf(pair.reference);
  if (!Number.isFinite(deviation)) return infinite;
  if (found.value === 0 && found.certain === null) return found;
  if (deviation === 0) {
    return incomparable('The reference is constant, so that it has no deviation to divide by.');
  }
  const [least, most] = found.certain ?? [found.value, found.value];
  const isExact = found.certain === null && low === high;
  return {
    kind: 'measured',
    value: found.value / deviation,
    certain: isExact ? null : [least / high, low > 0 ? most / low : Number.POSITIVE_INFINITY],
    contributions: null,
  };
}

type Area = (pair: OrderedPair) => Measured | Incomparable;
type Distance = (positions: readonly number[]) => (binned: Binned) => number;

function wassersteinBy(
  areaOf: Area,
  distance: Distance,
): Pick<DriftMethod, 'measure' | 'interval' | 'detectable'> {
  const finite = (pair: Compared) => {
    const values = orderedPair(pair);
    const found = values.kind === 'ordered' ? areaOf(values) : values;
    return values.kind === 'ordered' && found.kind === 'measured' ? { values, found } : null;
  };
  return {
    measure(pair) {
      const values = orderedPair(pair);
      return values.kind === 'ordered' ? areaOf(values) : values;
    },
    interval(pair, level) {
      const measured = finite(pair);
      if (measured === null) return null;
      const { positions, binned } = coarsen(measured.values);
      const drawn = differenceInterval(binned, distance(positions), { level, isDistance: true });
      return widened(drawn, measured.found);
    },
    detectable(pair, alpha) {
      const measured = finite(pair);
      if (measured === null) return null;
      const { positions, binned } = coarsen(measured.values);
      return nullQuantile(binned, distance(positions), alpha);
    },
  };
}

const source =
  'Vallender, Calculation of the Wasserstein distance between distributions on the line, 1974';

/**
 * The Wasserstein (earth mover's) distance: the area between the two distribution functions, in the unit of the column, as in
 * `scipy.stats.wasserstein_distance`. NULL and NaN are left out.
 */
export const wasserstein: DriftMethod = {
  ...wassersteinBy(area, distanceOf),
  name: 'wasserstein',
  natures: ['ordered'],
  unit: 'column',
  most: null,
  source,
  threshold: null,
  pValue: null,
};

/** The Wasserstein distance divided by the standard deviation of the reference (its population's, n below the root). */
export const normalizedWasserstein: DriftMethod = {
  ...wassersteinBy(normalizedArea, normalizedDistanceOf),
  name: 'normalizedWasserstein',
  natures: ['ordered'],
  unit: null,
  most: null,
  source,
  threshold: { value: 0.1, source: "Evidently's default for wasserstein" },
  pValue: null,
};
