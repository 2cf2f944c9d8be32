import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { anomalyScore } from '../../../src/metric/anomaly-score.ts';
import { approximate, type Numeric, parseDecimal } from '../../../src/value/numeric.ts';

interface Scored {
  readonly value: number;
  readonly others: [number, ...number[]];
  readonly median: number;
  readonly spread: number;
  readonly score: number | 'Infinity';
}

const { scores } = JSON.parse(readFileSync(new URL('scores.json', import.meta.url), 'utf8')) as {
  readonly scores: readonly Scored[];
};

/** Equal in all but the last digits: differences are taken exactly here, and of doubles there. */
const near = (found: Numeric, wanted: number) => {
  const difference = Math.abs(approximate(found) - wanted);
  expect(difference).toBeLessThanOrEqual(1e-9 * Math.max(Math.abs(wanted), Number.MIN_VALUE));
};

test('is the score of numpy and scipy', () => {
  expect(scores.length).toBeGreaterThanOrEqual(70);
  for (const { value, others, median, spread, score } of scores) {
    const found = anomalyScore(value, others);
    near(found.median, median);
    near(found.spread, spread);
    if (score === 'Infinity') expect(found.score).toBe(Number.POSITIVE_INFINITY);
    else near(found.score, score);
  }
});

describe('among exact numbers', () => {
  const great = 10n ** 18n;

  test('tells great numbers apart that are one double', () => {
    const { score, median } = anomalyScore(great + 30n, [great, great + 1n, great + 2n]);
    expect(median).toBe(great + 1n);
    near(score, 29 / 1.4826);
  });

  test('takes the exact middle of two', () => {
    expect(anomalyScore(great, [great + 1n, great + 2n]).median).toEqual({
      digits: great * 10n + 15n,
      scale: 1,
    });
    expect(anomalyScore(0, [0.1, 0.2]).median).toBe(0.15);
  });

  test('knows a decimal as the number that it is', () => {
    const half = parseDecimal('0.50');
    expect(anomalyScore(0.5, [half, half]).score).toBe(0);
    expect(anomalyScore(parseDecimal('0.51'), [half, half]).score).toBe(Number.POSITIVE_INFINITY);
  });
});

test('does not depend on the order of the others', () => {
  const others: [number, ...number[]] = [3, -1, 8, 2, 5];
  expect(anomalyScore(9, others)).toEqual(anomalyScore(9, [8, 5, 3, 2, -1]));
  expect(others).toEqual([3, -1, 8, 2, 5]);
});
