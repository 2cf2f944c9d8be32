import { expect, test } from 'vitest';
import type { EngineValue } from '../../src/engine/engine.ts';
import { segmentIdentity } from '../../src/plan/segment-identity.ts';

test.each<[string, readonly EngineValue[]]>([
  ['a whole number', [1, 1n, { digits: 1n, scale: 0 }, { digits: 1000n, scale: 3 }]],
  ['a fraction', [0.5, { digits: 5n, scale: 1 }, { digits: 500n, scale: 3 }]],
  ['zero', [0, -0, 0n, { digits: 0n, scale: 4 }]],
  ['a large number', [1e21, 10n ** 21n, { digits: 10n ** 23n, scale: 2 }]],
  ['NaN', [Number.NaN, Number.NaN]],
  ['an instant', [new Date(5), new Date(5)]],
])('is one of %s, however it is stored', (_, values) => {
  expect(new Set(values.map((value) => segmentIdentity([value]))).size).toBe(1);
});

test('is another of everything else', () => {
  const values: readonly EngineValue[] = [
    null,
    Number.NaN,
    'NaN',
    'null',
    '',
    0,
    '0',
    false,
    'false',
    new Date(0),
    '1970-01-01T00:00:00.000Z',
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    1e-7,
    10,
    1,
    [],
    [null],
    { a: 1 },
    { number: '0' },
    new Uint8Array([0]),
    'AA==',
  ];
  expect(new Set(values.map((value) => segmentIdentity([value]))).size).toBe(values.length);
  expect(segmentIdentity(['a', 'b'])).not.toBe(segmentIdentity(['a","b']));
  expect(segmentIdentity([1, null])).not.toBe(segmentIdentity([null, 1]));
});
