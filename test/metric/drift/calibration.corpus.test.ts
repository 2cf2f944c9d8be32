import { describe, expect, test, vi } from 'vitest';
import { driftMethods } from '../../../src/metric/drift/drift-methods.ts';
import type { DriftName } from '../../../src/metric/drift/drift-name.ts';
import { pickFor, thresholdFor } from '../../../src/metric/drift/pick.ts';
import { randomOf } from '../../../src/metric/drift/random.ts';
import { type Sampler, samplers } from './samplers.ts';
import { numbers, pairOf } from './states.ts';

// A thousand resamples are not timed.
vi.setConfig({ testTimeout: 300_000 });

const seed = 22_000;

/** Returns the share of comparisons of two samples that are so. */
function shareOf(
  draws: number,
  sampler: Sampler,
  rows: readonly [number, number],
  holds: (pair: ReturnType<typeof pairOf>, reference: ReturnType<Sampler>) => boolean,
): number {
  const random = randomOf(seed);
  let found = 0;
  for (let i = 0; i < draws; i += 1) {
    const reference = sampler(rows[0], random);
    if (holds(pairOf(reference, sampler(rows[1], random)), reference)) found += 1;
  }
  return found / draws;
}

const pValue = (name: DriftName, pair: ReturnType<typeof pairOf>): number => {
  const found = driftMethods[name].pValue?.(pair);
  if (found?.kind !== 'measured') throw new Error(`${name} has no p-value.`);
  return found.value;
};

/** The ends between which 99 of 100 counts of false alarms among 1,000 lie, as shares. */
const within99 = { 0.01: [0.003, 0.02], 0.05: [0.033, 0.069] } as const;

describe('p-values below a level are as frequent as it among 1,000 resamples', () => {
  test.each([
    ['ks', 'normal', [300, 200]],
    ['ks', 'heavy tails (Cauchy)', [500, 500]],
    ['chi2', 'normal', [1000, 800]],
    ['chi2', 'ties (integers 0 to 49)', [1000, 1000]],
    ['chi2', 'few values (0 to 5)', [500, 700]],
    ['chi2', '5 categories', [400, 400]],
  ] as const)('%s of %s', (name, sampler, rows) => {
    for (const level of [0.01, 0.05] as const) {
      const share = shareOf(1000, samplers[sampler], rows, (pair) => pValue(name, pair) <= level);
      expect(share).toBeGreaterThanOrEqual(within99[level][0]);
      expect(share).toBeLessThanOrEqual(within99[level][1]);
    }
  });

  test.each(['few values (0 to 5)', 'many zeros', 'constant'] as const)(
    'ks of %s, which has ties, alarms at most so often',
    (sampler) => {
      for (const level of [0.01, 0.05] as const) {
        const share = shareOf(
          1000,
          samplers[sampler],
          [300, 200],
          (pair) => pValue('ks', pair) <= level,
        );
        expect(share).toBeLessThanOrEqual(within99[level][1]);
      }
    },
  );
});

test.each(Object.entries(samplers))(
  'the picked method finds no drift in 10,000 rows of %s',
  (_, sampler) => {
    const alarms = shareOf(100, sampler, [10_000, 10_000], (pair, reference) => {
      const method = driftMethods[pickFor(reference).name];
      const found = method.measure(pair);
      if (found.kind !== 'measured') throw new Error(found.problem);
      return found.value > (thresholdFor(method, pair)?.value ?? 0);
    });
    expect(alarms).toBeLessThan(0.01);
  },
);

test.each([100, 1000] as const)('the picked method finds few drifts in %d rows', (rows) => {
  for (const sampler of [samplers.normal, samplers['5 categories']]) {
    const alarms = shareOf(300, sampler, [rows, rows], (pair, reference) => {
      const method = driftMethods[pickFor(reference).name];
      const found = method.measure(pair);
      return found.kind === 'measured' && found.value > (thresholdFor(method, pair)?.value ?? 0);
    });
    expect(alarms).toBeLessThanOrEqual(0.02);
  }
});

test('one extreme value of the reference hides every drift from normalizedWasserstein, and none from psi', () => {
  const random = randomOf(seed);
  const reference = numbers([...Array.from({ length: 9999 }, () => random()), 1e12]);
  const current = numbers(Array.from({ length: 10_000 }, () => random() + 5));
  const driftBy = (name: DriftName): number => {
    const found = driftMethods[name].measure(pairOf(reference, current));
    return found.kind === 'measured' ? found.value : Number.NaN;
  };
  expect(driftBy('normalizedWasserstein')).toBeLessThan(0.1);
  expect(driftBy('psi')).toBeGreaterThan(1);
});

/** The drift of the populations themselves: normal numbers with the means 0 and 0.3 in the reference's tenths. */
describe('an interval holds the drift of the populations', () => {
  const shifted: Sampler = (rows, random) =>
    numbers(Array.from({ length: rows }, () => normalOf(random) + 0.3));
  const normalOf = (random: () => number): number =>
    Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const edges = [-1, -0.5, 0, 0.5, 1];
  const random = randomOf(seed);
  const large = pairOf(samplers.normal(400_000, random), shifted(400_000, random), { edges });

  test.each([
    'psi',
    'jensenshannon',
    'hellinger',
    'kl',
    'totalVariation',
    'cramersV',
    'ks',
    'wasserstein',
    'normalizedWasserstein',
  ] as const)('%s, in at least 35 of 40 samples of 1,000 rows', (name) => {
    const method = driftMethods[name];
    const truth = method.measure(large);
    if (truth.kind !== 'measured') throw new Error(truth.problem);
    let held = 0;
    const draws = randomOf(seed + 1);
    for (let i = 0; i < 40; i += 1) {
      const pair = pairOf(samplers.normal(1000, draws), shifted(1000, draws), { edges });
      const interval = method.interval(pair, 0.95);
      if (interval && interval.low <= truth.value && truth.value <= interval.high) held += 1;
    }
    expect(held).toBeGreaterThanOrEqual(35);
  });
});
