import { type Step, stepsOf } from './heights.ts';
import { ksPValue } from './ks-p-value.ts';
import { type DriftMethod, type Measured, noise } from './method.ts';
import { type OrderedPair, orderedPair } from './ordered-values.ts';
import { widened } from './widened.ts';

/** Returns the largest difference of two distribution functions, and its bounds where values are known within ranges. */
function statistic({ reference, current }: OrderedPair): Measured {
  const found = { low: 0, high: 0, even: 0 };
  const see = ([r, c]: Step['below']): void => {
    found.low = Math.max(found.low, r.low - c.high, c.low - r.high);
    found.high = Math.max(found.high, r.high - c.low, c.high - r.low);
    found.even = Math.max(found.even, Math.abs(r.even - c.even));
  };
  for (const { below, upTo } of stepsOf(reference, current)) {
    see(below);
    see(upTo);
  }
  return {
    kind: 'measured',
    value: found.even,
    certain: found.low === found.high ? null : [found.low, found.high],
    contributions: null,
  };
}

/** Returns the difference that samples of one population stay below with a probability of 1 - alpha, in the limit. */
const critical = ({ sizes }: OrderedPair, alpha: number): number =>
  Math.min(1, Math.sqrt((-Math.log(alpha / 2) / 2) * noise(sizes)));

/**
 * The two-sample Kolmogorov-Smirnov statistic: the largest difference between the shares of values up to a point, as in
 * `scipy.stats.ks_2samp`. 0 to 1. NULL and NaN are left out.
 */
export const ks: DriftMethod = {
  name: 'ks',
  natures: ['ordered'],
  unit: null,
  most: 1,
  source: 'Smirnov, Table for estimating the goodness of fit of empirical distributions, 1948',
  threshold: { value: 0.1, source: 'a tenth of the values beyond any point' },
  measure(pair) {
    const values = orderedPair(pair);
    return values.kind === 'ordered' ? statistic(values) : values;
  },
  interval(pair, level) {
    const values = orderedPair(pair);
    if (values.kind !== 'ordered') return null;
    const found = statistic(values);
    const error = critical(values, 1 - level);
    const low = Math.max(0, found.value - error);
    const high = Math.min(1, found.value + error);
    return widened({ low, high, level, by: 'analytic', seed: null }, found);
  },
  detectable(pair, alpha) {
    const values = orderedPair(pair);
    return values.kind === 'ordered' ? critical(values, alpha) : null;
  },
  pValue(pair) {
    const values = orderedPair(pair);
    if (values.kind !== 'ordered') return values;
    const { value, certain } = statistic(values);
    const p = (difference: number): number => ksPValue(difference, values.sizes);
    return {
      kind: 'measured',
      value: p(value),
      certain: certain === null ? null : [p(certain[1]), p(certain[0])],
      contributions: null,
    };
  },
};
