import { expect, test } from 'vitest';
import { outward, wilson } from '../../../src/cli/calibrate/calibrate-numbers.ts';

// The intervals of statsmodels 0.15.0: statsmodels.stats.proportion.proportion_confint(count, nobs, method='wilson').
test.each([
  [0, 200, 0, 0.01884532637726658],
  [10, 200, 0.027382645600763922, 0.089578148138776],
  [100, 200, 0.4313608596038919, 0.5686391403961082],
  [200, 200, 0.9811546736227335, 1],
])('the interval of %i among %i is that of Wilson', (count, of, low, high) => {
  const found = wilson(count, of);
  expect(found.low).toBeCloseTo(low, 12);
  expect(found.high).toBeCloseTo(high, 12);
});

test.each([
  [0.07412, 'up', 0.075],
  [0.07412, 'down', 0.074],
  [0.075, 'up', 0.075],
  [1234, 'up', 1300],
  [-1234, 'down', -1300],
  [0, 'up', 0],
] as const)('%f is rounded %s to %f', (value, side, rounded) => {
  expect(outward(value, side)).toBe(rounded);
});
