import { expect, test } from 'vitest';
import type { EngineValue } from '../../src/engine/engine.ts';
import type { Metric } from '../../src/metric/metric.ts';
import { inUnit, numericValue } from '../../src/plan/engine-numbers.ts';
import { exactNumber, type Numeric } from '../../src/value/numeric.ts';

const decimal = { digits: 125n, scale: 2 };
const of = (unit: Metric['unit']) => ({ unit }) as Metric;

test.for<[EngineValue, Numeric | null]>([
  [null, null],
  [0, 0],
  [2.5, 2.5],
  [7n, 7n],
  [decimal, decimal],
])('the engine’s %o is the number %o', ([value, number]) => {
  expect(numericValue(value)).toEqual(number);
});

test.for<EngineValue>(['12', true, new Date(0), [1n], { digits: 1n }, { scale: 2 }])(
  'the engine’s %o is no number, and nobody takes it for one',
  (value) => {
    expect(() => numericValue(value)).toThrow(/^The engine answered with an? \w+ where a number/);
  },
);

test('a number that did not come back is no NULL', () => {
  expect(() => numericValue(undefined)).toThrow('The engine answered without a value where');
});

test('an instant comes in microseconds, and is held to milliseconds', () => {
  expect(inUnit(1500n, of('instant'))).toEqual({ digits: 1500n, scale: 3 });
  expect(inUnit(null, of('instant'))).toBeNull();
  for (const unit of ['count', 'number', 'duration'] as const)
    expect(inUnit(1500n, of(unit))).toBe(1500n);
});

test.for<[Numeric, string]>([
  [1234567, '1234567'],
  [0.1, '0.1'],
  [12345678901234567890n, '12345678901234567890'],
  [{ digits: 123456789n, scale: 2 }, '1234567.89'],
  [Number.NaN, 'NaN'],
])('%o is exactly %s', ([value, text]) => {
  expect(exactNumber(value)).toBe(text);
});
