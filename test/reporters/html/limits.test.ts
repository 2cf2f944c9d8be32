import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readLimits } from '../../../reporters/html/limits.ts';
import { type BoundKind, bound, printBound } from '../../../src/value/bound.ts';
import type { Unit } from '../../../src/value/quantity.ts';

const kinds: readonly BoundKind[] = ['between', 'atLeast', 'atMost', 'above', 'below', 'equals'];

/** A limit as a user writes it, and where it lies on a scale. */
interface Written {
  readonly unit: Unit;
  readonly text: unknown;
  readonly at: number;
}

const milliseconds = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };

const number = fc
  .double({ noNaN: true, noDefaultInfinity: true, min: -1e15, max: 1e15 })
  .map((at): Written => ({ unit: 'number', text: at, at }));
const count = fc.nat().map((at): Written => ({ unit: 'count', text: at, at }));
const share = fc
  .integer({ min: 0, max: 10_000 })
  .map((one): Written => ({ unit: 'count', text: `${one / 100}%`, at: one / 100 }));
const duration = fc
  .tuple(
    fc.nat(1000),
    fc.constantFrom(...(Object.keys(milliseconds) as (keyof typeof milliseconds)[])),
  )
  .map(
    ([n, unit]): Written => ({
      unit: 'duration',
      text: `${n}${unit}`,
      at: n * milliseconds[unit],
    }),
  );
const instant = fc
  .date({ noInvalidDate: true, min: new Date('0001-01-01'), max: new Date('9999-12-31') })
  .map((date): Written => ({ unit: 'instant', text: date, at: date.getTime() }));

test.for([
  ['numbers', number],
  ['counts', count],
  ['shares', share],
  ['durations', duration],
  ['instants', instant],
] as const)('bounds on %s are read back from their words', ([, written]) => {
  fc.assert(
    fc.property(
      written,
      written,
      fc.constantFrom(...kinds),
      fc.boolean(),
      (one, other, kind, not) => {
        const [low, high] = one.at <= other.at ? [one, other] : [other, one];
        const limits = kind === 'between' ? [low, high] : [low];
        const words = printBound(
          bound(
            kind,
            limits.map(({ text }) => text),
            one.unit,
            not,
          ),
        );
        const read = readLimits(words);
        expect(read).toMatchObject({ kind, not });
        expect(read?.limits.map(({ at }) => at)).toEqual(limits.map(({ at }) => at + 0));
      },
    ),
  );
});

test.for([
  'of one type',
  '',
  'between here and there',
  'at most',
  'exactly NaN',
  'at least Infinity',
  'at most 1000000000 ms since 1970',
])('%o is no place on a scale', (words) => {
  expect(readLimits(words)).toBeNull();
});
