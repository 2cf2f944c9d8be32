import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { contract, fromRows, z } from '../../../../src/index.ts';
import type { Outcome } from '../../../../src/outcome/outcome.ts';
import { reportedBound } from '../../../../src/outcome/reported-bound.ts';
import { runContract } from '../../../../src/run/run-contract.ts';
import { type BoundKind, bound } from '../../../../src/value/bound.ts';
import { isNotWorse } from '../../../../src/vitest/gate/judge/not-worse.ts';
import { none, outcomeOf } from '../../../reporters/example.ts';

const all: Outcome[] = [];

const numbers = contract('numbers', { schema: z.object({ x: z.number().nullable() }) }, (is) => [
  is.column('x').mean().between(0, 10),
  is.column('x').nulls().atMost('10%'),
  is.column('x').atMost(100),
  is.column('x').nulls().atMost(0).warn(),
  is.rows.where('x > 5').count().atLeast('50%'),
  is.rows.count().equals(3),
  is.column('x').max().above(1),
]);

const known = new Map<string, Promise<readonly Outcome[]>>();

/** The outcomes of the contract on a column of numbers. */
function found(xs: readonly (number | null)[]): Promise<readonly Outcome[]> {
  const key = JSON.stringify(xs);
  const run = known.get(key) ?? measured(xs);
  known.set(key, run);
  return run;
}

async function measured(xs: readonly (number | null)[]): Promise<readonly Outcome[]> {
  const run = await runContract(numbers, fromRows(xs.map((x) => ({ x }))));
  all.push(...run.outcomes);
  return run.outcomes;
}

/** The titles of the expectations on the first numbers that are no worse on the second. */
async function excused(xs: readonly (number | null)[], reference: readonly (number | null)[]) {
  const [own, other] = [await found(xs), await found(reference)];
  return own
    .filter((one) =>
      isNotWorse(
        one,
        other.find(({ id }) => id === one.id),
      ),
    )
    .map(({ title }) => title);
}

// How fast a machine is decides no test: each comparison is two runs.
describe('of outcomes of real runs', { timeout: 120_000 }, () => {
  test('a mean is excused by one that is as far outside, on the same side', async () => {
    const title = "column('x').mean() is between 0 and 10";
    expect(await excused([12], [12.5])).toContain(title);
    expect(await excused([12], [12])).toContain(title);
    expect(await excused([12], [11.9])).not.toContain(title);
    expect(await excused([12], [-50])).not.toContain(title);
    expect(await excused([12], [5])).not.toContain(title);
    expect(await excused([-1], [-1.5])).toContain(title);
  });

  test('a share of the rows is compared as a share, and a number as a number', async () => {
    const share = "column('x').nulls() is at most 10%";
    const number = "column('x').nulls() is at most 0";
    const one = await excused([null, 1, 1], [null, null, 1, 1, 1]);
    expect(one).toContain(share);
    expect(one).toContain(number);
    const more = await excused([null, null, 1, 1, 1], [null, 1]);
    expect(more).toContain(share);
    expect(more).not.toContain(number);
    expect(await excused([null, 1], [null, 1, 1])).not.toContain(share);
  });

  test('a condition is excused by at least as great a share of the rows', async () => {
    const title = (await found([1])).find((one) => one.title.includes('100'))?.title ?? '';
    expect(await excused([200, 1, 1], [200, 200, 1])).toContain(title);
    expect(await excused([200, 200, 1], [200, 1])).not.toContain(title);
    expect(await excused([200, 1], [1, 1])).not.toContain(title);
  });

  test('an expectation without a row to judge is not excused', async () => {
    expect(await excused([null], [null])).not.toContain("column('x').mean() is between 0 and 10");
  });

  test('nothing is excused that passes, and a run excuses each of its own numbers', async () => {
    for (const { state, kind, evidence, value, of, ...one } of all) {
      const outcome = { state, kind, evidence, value, of, ...one } as Outcome;
      const isMissed = (state === 'failed' || state === 'warned') && value !== null && of !== 0;
      expect(isNotWorse(outcome, outcome), JSON.stringify(outcome)).toBe(
        isMissed && kind !== 'structure',
      );
    }
  });
});

const limits = { number: 'number', share: 'count' } as const;

/** An outcome that misses a bound, and is no example of anything. */
const missing = (changes: Partial<Outcome>): Outcome => outcomeOf({ state: 'failed', ...changes });

describe('of any outcomes', () => {
  const kinds = fc.constantFrom<BoundKind>('atLeast', 'atMost', 'above', 'below', 'equals');
  const some = fc.integer({ min: -1000, max: 1000 });

  test('a value is excused exactly if it is as near to the limit, on the side that the other is on', () => {
    fc.assert(
      fc.property(kinds, some, some, some, (kind, limit, own, other) => {
        const of = (value: number) =>
          missing({
            bound: reportedBound(bound(kind, [limit], limits.number)),
            value: String(value),
          });
        const isBeyond = (value: number) =>
          kind === 'atLeast' || kind === 'above'
            ? value <= limit
            : kind === 'equals' || value >= limit;
        const isSameSide = Math.sign(own - limit) * Math.sign(other - limit) >= 0;
        const isNear = Math.abs(own - limit) <= Math.abs(other - limit);
        const isTouching = own === limit || other === limit;
        fc.pre(!(kind === 'equals' && isTouching));
        expect(isNotWorse(of(own), of(other))).toBe(
          isBeyond(own) && isBeyond(other) && isSameSide && isNear,
        );
      }),
    );
  });

  test('a condition is excused exactly by a share that is at least as great', () => {
    const counts = fc.tuple(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 0, max: 1e9 }));
    fc.assert(
      fc.property(counts, counts, ([ownBad, ownGood], [otherBad, otherGood]) => {
        const of = (bad: number, good: number) =>
          missing({ ...none, value: String(bad), of: bad + good });
        expect(isNotWorse(of(ownBad, ownGood), of(otherBad, otherGood))).toBe(
          BigInt(ownBad) * BigInt(otherBad + otherGood) <=
            BigInt(otherBad) * BigInt(ownBad + ownGood),
        );
      }),
    );
  });

  test.for([
    ['an errored one', { state: 'errored' }],
    ['one that was not run', { state: 'notRun' }],
    ['one on the structure', { kind: 'structure' }],
    ['one that is judged per segment', { segments: { count: 3, outside: 1 } }],
    [
      'one with a bound of the opposite',
      { bound: { ...reportedBound(bound('equals', [3], 'number')), not: true } },
    ],
    ['one whose value is not exact', { evidence: null }],
    ['one without a number', { value: null }],
    ['one that is NaN', { value: 'NaN' }],
    ['one that is infinite', { value: 'Infinity' }],
  ] as const)('%s is never excused, nor excuses', ([, changes]) => {
    const plain = missing({ value: '20' });
    expect(isNotWorse(plain, plain)).toBe(true);
    const other = { ...plain, ...changes } as Outcome;
    expect(isNotWorse(other, other)).toBe(false);
    expect(isNotWorse(other, plain)).toBe(false);
    expect(isNotWorse(plain, other)).toBe(false);
  });

  test('another expectation, another bound and no outcome excuse nothing', () => {
    const plain = missing({ value: '20' });
    expect(isNotWorse(plain, { ...plain, id: 'other' })).toBe(false);
    expect(isNotWorse(plain, undefined)).toBe(false);
    const wider = reportedBound(bound('between', [0, 16], 'number'));
    expect(isNotWorse(plain, { ...plain, value: '100', bound: wider })).toBe(false);
  });

  test('shares and durations are compared in the unit of their limits', () => {
    const share = reportedBound(bound('atMost', ['1%'], 'count'));
    const of = (value: string, of: number) => missing({ bound: share, value, of });
    expect(isNotWorse(of('3', 100), of('30', 999))).toBe(true);
    expect(isNotWorse(of('3', 100), of('30', 1001))).toBe(false);
    const age = reportedBound(bound('atMost', ['24h'], 'duration'));
    const old = (value: string) => missing({ bound: age, value, unit: 'duration' });
    expect(isNotWorse(old('90000000'), old('90000001'))).toBe(true);
    expect(isNotWorse(old('90000001'), old('90000000'))).toBe(false);
  });
});

afterAll(() => expect(all.length).toBeGreaterThan(50));
