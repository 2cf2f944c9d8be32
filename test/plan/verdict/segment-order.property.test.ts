import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { EngineValue } from '../../../src/engine/engine.ts';
import { compareSegments } from '../../../src/plan/verdict/segment-order.ts';

const value: fc.Arbitrary<EngineValue> = fc.oneof(
  fc.constantFrom<EngineValue>(null, Number.NaN, 0, -0, 1n, 2.5, Infinity, true, 'I', 'i', 'ı', ''),
  fc.constantFrom<EngineValue>({ digits: 25n, scale: 1 }, new Date(0), new Date(1), [1n], {
    a: 1n,
  }),
);
const number = fc.constantFrom(null, Number.NaN, -1, 0, -0, 1n, 2.5, { digits: 25n, scale: 1 });
const segment = fc.record({
  segment: fc.tuple(value, value),
  value: number,
  of: fc.constantFrom(1, 2n),
});

/** Equal numbers alike. */
const plainly = (part: unknown) => {
  if (typeof part === 'bigint') return Number(part);
  return typeof part === 'object' && part !== null && 'digits' in part ? 2.5 : part;
};

test('segments have one order, in whatever order they come', () => {
  const told = (list: readonly unknown[]) =>
    list.map((one) => JSON.stringify(one, (_, part: unknown) => plainly(part)));
  fc.assert(
    fc.property(fc.array(segment, { maxLength: 8 }), fc.nat(), (list, turn) => {
      const at = list.length === 0 ? 0 : turn % list.length;
      const turned = [...list.slice(at), ...list.slice(0, at)].toReversed();
      expect(told(turned.toSorted(compareSegments))).toEqual(told(list.toSorted(compareSegments)));
    }),
    { numRuns: 2000 },
  );
});

/** In the order in which they come. */
const parts: readonly EngineValue[] = [
  null,
  Number.NaN,
  -Infinity,
  -2n,
  9,
  { digits: 95n, scale: 1 },
  10n,
  new Date(9),
  new Date(10),
  new Date(Date.UTC(10_000, 0)),
  'I',
  [1n],
  [2n],
  'a',
  'a!',
  false,
  'i',
  true,
  'ı',
];
const objects: readonly EngineValue[] = [
  'z',
  { a: 1n },
  { a: 2n },
  { digits: 9n },
  { digits: 95n },
  { scale: 1 },
];

test.each([
  ['parts', parts],
  ['objects', objects],
] as const)(
  '%s of segments come by kind, numbers and times by size, all else as written',
  (_, list) => {
    const segments = list.map((part) => ({ segment: ['same', part], value: 1, of: 1 }));
    for (const [at, one] of segments.entries()) {
      const signs = segments.map((other) => Math.sign(compareSegments(one, other)));
      expect(signs).toEqual(segments.map((_, against) => Math.sign(at - against)));
    }
  },
);

test('the value comes before the segment, and what it is a part of after it', () => {
  const list = [
    { segment: ['z'], value: null, of: 9 },
    { segment: ['y'], value: Number.NaN, of: 8 },
    { segment: ['x'], value: -Infinity, of: 7 },
    { segment: ['x'], value: 9n, of: 6 },
    { segment: ['a'], value: 10, of: 5 },
    { segment: ['b'], value: 10n, of: 3 },
    { segment: ['b'], value: 10, of: 4n },
  ];
  for (const [at, one] of list.entries()) {
    const signs = list.map((other) => Math.sign(compareSegments(one, other)));
    expect(signs).toEqual(list.map((_, against) => Math.sign(at - against)));
  }
  expect(
    compareSegments({ segment: ['a', null], value: 1, of: 1 }, { segment: ['a'], value: 1, of: 1 }),
  ).toBe(0);
});

test('those without a value come first, then NaN, then the smallest, then what is written first', () => {
  const of = 1;
  const list = [
    { segment: ['z'], value: 2, of },
    { segment: ['b'], value: 1, of },
    { segment: ['I'], value: 1, of },
    { segment: [null], value: 1, of },
    { segment: ['n'], value: Number.NaN, of },
    { segment: ['a'], value: null, of },
  ];
  expect(list.toSorted(compareSegments).map(({ segment: [name] }) => name)).toEqual([
    'a',
    'n',
    null,
    'I',
    'b',
    'z',
  ]);
});
