import { describe, expect, test } from 'vitest';
import { compare } from '../../../src/metric/drift/compare.ts';
import type { Compared } from '../../../src/metric/drift/compared.ts';
import { driftMethods } from '../../../src/metric/drift/drift-methods.ts';
import type { DriftName } from '../../../src/metric/drift/drift-name.ts';
import { pickFor, thresholdFor } from '../../../src/metric/drift/pick.ts';
import { randomOf } from '../../../src/metric/drift/random.ts';
import { hasBinsByChance } from '../../../src/metric/drift/rare-bins.ts';
import {
  normalQuantile,
  ofQuantiles,
  type Population,
  populations,
  samplesOf,
  stateOfAll,
  withoutTies,
} from './populations.ts';
import { numbers, pairOf } from './states.ts';

const seed = 22_000;
const resamples = 1000;

/** The ends between which 99 of 100 numbers of false alarms among 1,000 lie. */
const within99 = { 0.01: [3, 19], 0.05: [33, 69] } as const;
const levels = [0.01, 0.05] as const;

type Judged = (pair: Compared, reference: ReturnType<typeof numbers>) => Iterable<string>;

/** Found where most values are too rare to be compared. */
const refused = ['no test', 'nothing stated'] as const;

/** Counts what is found in comparisons of two samples of one population. */
function tally(
  population: Population,
  rows: readonly [number, number],
  judged: Judged,
): Readonly<Record<string, number>> {
  const random = randomOf(seed);
  const counts: Record<string, number> = {};
  for (let i = 0; i < resamples; i += 1) {
    const [reference, current] = samplesOf(population, rows, random);
    const pair = compare(reference, current);
    const all = pair.kind === 'compared' ? judged(pair, reference) : refused;
    for (const found of all) counts[found] = (counts[found] ?? 0) + 1;
  }
  return counts;
}

/** Returns a p-value; null if the method refuses to test. */
function pValueOf(name: DriftName, pair: Compared): number | null {
  const found = driftMethods[name].pValue?.(pair);
  if (found === undefined) throw new Error(`${name} has no test.`);
  return found.kind === 'measured' ? found.value : null;
}

function driftOf(name: DriftName, pair: Compared): number {
  const found = driftMethods[name].measure(pair);
  if (found.kind === 'incomparable') throw new Error(found.problem);
  return found.value;
}

const stated = ['psi', 'jensenshannon', 'hellinger', 'kl', 'totalVariation', 'cramersV'] as const;

/** Returns the p-values of chi2 that reach a level, the drifts beyond what the rows can show, and the picked method's alarm. */
function* judgedByAll(
  pair: Compared,
  reference: ReturnType<typeof numbers>,
): Generator<string, void> {
  const p = pValueOf('chi2', pair);
  if (p === null) yield 'no test';
  else yield* levels.filter((level) => p <= level).map((level) => `chi2 at ${level}`);
  if (hasBinsByChance(pair)) yield 'nothing stated';
  else
    for (const name of stated)
      if (driftOf(name, pair) > (driftMethods[name].detectable(pair, 0.05) ?? 0)) yield name;
  const method = driftMethods[pickFor(reference).name];
  if (driftOf(method.name, pair) > (thresholdFor(method, pair)?.value ?? 0)) yield 'picked';
}

/** Populations of which every comparison has the same single bin, so that nothing ever alarms. */
const single = new Set(['constant']);

// All of it takes five minutes: CI leaves out small samples and what takes longest (test/README.md).
const isWhole = process.env.ASSAY_CALIBRATION === 'whole';
const slow = ['rare values (Zipf, 0 to 19)', 'wasserstein', 'normalizedWasserstein'];
const isRun = (name: string) => isWhole || !slow.includes(name);

describe.each([...(isWhole ? [[300, 300] as const] : []), [10_000, 10_000] as const])(
  'among 1,000 comparisons of %d and %d rows',
  (...rows) => {
    test.each(Object.entries(populations).filter(([name]) => isRun(name)))(
      'of %s, alarms are as frequent as stated',
      (name, population) => {
        const found = tally(population, rows, judgedByAll);
        const off: string[] = [];
        const { 'no test': untested = 0, 'nothing stated': unstated = 0, picked = 0 } = found;
        const check = (what: string, least: number, most: number): void => {
          const alarms = found[what] ?? 0;
          if (alarms < least || alarms > most) off.push(`${what}: ${alarms}`);
        };
        // A method that says nothing of some samples has no rate of its own: it may not alarm more often.
        const floor = single.has(name) ? 0 : 1;
        for (const level of levels) {
          const [least, most] = within99[level];
          check(`chi2 at ${level}`, untested > 0 ? 0 : least * floor, most);
        }
        for (const one of stated)
          check(one, unstated > 0 ? 0 : within99[0.05][0] * floor, within99[0.05][1]);
        expect(off).toEqual([]);
        expect(picked).toBeLessThan(resamples / 100);
      },
    );
  },
);

describe('ks', () => {
  test.each([
    [300, 200],
    [500, 500],
    [1500, 1000],
  ] as const)('of %d and %d values alarms as often as it states', (...rows) => {
    const found = tally(withoutTies, rows, (pair) => {
      const p = pValueOf('ks', pair) ?? 0;
      return levels.filter((level) => p <= level).map(String);
    });
    for (const level of levels) {
      expect(found[level] ?? 0).toBeGreaterThanOrEqual(within99[level][0]);
      expect(found[level] ?? 0).toBeLessThanOrEqual(within99[level][1]);
    }
  });

  test.each(['few values (0 to 5)', 'many zeros', 'constant'] as const)(
    'of %s, which has ties, alarms at most so often',
    (name) => {
      const found = tally(populations[name], [300, 200], (pair) => {
        const p = pValueOf('ks', pair) ?? 0;
        return levels.filter((level) => p <= level).map(String);
      });
      for (const level of levels) expect(found[level] ?? 0).toBeLessThanOrEqual(within99[level][1]);
    },
  );
});

test('one extreme value of the reference hides every drift from normalizedWasserstein, and none from psi', () => {
  const random = randomOf(seed);
  const reference = numbers([...Array.from({ length: 9999 }, () => random()), 1e12]);
  const current = numbers(Array.from({ length: 10_000 }, () => random() + 5));
  const pair = pairOf(reference, current);
  expect(driftOf('normalizedWasserstein', pair)).toBeLessThan(0.1);
  expect(driftOf('psi', pair)).toBeGreaterThan(1);
});

/** Normal numbers with the means 0 and 0.3, in bins that are given. */
describe('an interval of 95% holds the drift of the populations', () => {
  const { normal } = populations;
  const shifted = ofQuantiles((share) => normalQuantile(share) + 0.3);
  const edges = [-1, -0.5, 0, 0.5, 1];
  const truth = pairOf(stateOfAll(normal), stateOfAll(shifted), { edges });

  const names = [
    'psi',
    'jensenshannon',
    'hellinger',
    'kl',
    'totalVariation',
    'cramersV',
    'ks',
    'wasserstein',
    'normalizedWasserstein',
  ] as const;
  test.each(names.filter(isRun))(
    '%s, in at least 90% of 1,000 comparisons of 1,000 rows',
    (name) => {
      const value = driftOf(name, truth);
      const random = randomOf(seed);
      let held = 0;
      for (let i = 0; i < resamples; i += 1) {
        const [reference] = samplesOf(normal, [1000, 1], random);
        const [current] = samplesOf(shifted, [1000, 1], random);
        const interval = driftMethods[name].interval(pairOf(reference, current, { edges }), 0.95);
        if (interval && interval.low <= value && value <= interval.high) held += 1;
      }
      expect(held).toBeGreaterThanOrEqual(900);
    },
  );
});
