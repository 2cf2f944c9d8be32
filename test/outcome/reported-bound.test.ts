import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ReportedLimit } from '../../src/outcome/outcome.ts';
import { reportedBound } from '../../src/outcome/reported-bound.ts';
import { type BoundKind, bound, printBound } from '../../src/value/bound.ts';
import type { Unit } from '../../src/value/quantity.ts';

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

const placeOf = ({ kind, value }: ReportedLimit): number =>
  kind === 'instant' ? Date.parse(value) : Number(value);

test.for([
  ['numbers', number],
  ['counts', count],
  ['shares', share],
  ['durations', duration],
  ['instants', instant],
] as const)('bounds on %s are reported as values, beside their words', ([, written]) => {
  fc.assert(
    fc.property(
      written,
      written,
      fc.constantFrom(...kinds),
      fc.boolean(),
      (one, other, kind, not) => {
        const [low, high] = one.at <= other.at ? [one, other] : [other, one];
        const limits = kind === 'between' ? [low, high] : [low];
        const held = bound(
          kind,
          limits.map(({ text }) => text),
          one.unit,
          not,
        );
        const reported = reportedBound(held);
        expect(JSON.parse(JSON.stringify(reported))).toEqual(reported);
        expect(reported).toMatchObject({ kind, not });
        expect(reported.limits.map(placeOf)).toEqual(limits.map(({ at }) => at + 0));
        for (const { text } of reported.limits) expect(printBound(held)).toContain(text);
      },
    ),
  );
});

test.for([
  [9_007_199_254_740_993n, '9007199254740993'],
  [Number.POSITIVE_INFINITY, 'Infinity'],
  [1e21, '1e+21'],
  [0.1, '0.1'],
] as const)('a limit of %s is exact text', ([limit, value]) => {
  expect(reportedBound(bound('atLeast', [limit], 'number')).limits[0]?.value).toBe(value);
});
