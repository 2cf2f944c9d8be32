import { describe, expect, test } from 'vitest';
import type { SegmentValue } from '../../../src/plan/measure-request.ts';
import { countSegments } from '../../../src/plan/verdict/count-segments.ts';
import { satisfiesBound } from '../../../src/plan/verdict/satisfies-bound.ts';
import { bound } from '../../../src/value/bound.ts';
import { asked } from '../opened.ts';

const [mean, condition] = asked(({ rows }) => [
  rows.per('s').column('x').mean().above(0),
  rows.per('s').satisfy('x > 0'),
]);
if (!mean || !condition) throw new Error('Two questions were asked.');
const atLeast = (limit: number) => bound('atLeast', [limit], 'number');
const segment = (name: string | null, value: number | null, of = 2): SegmentValue => ({
  segment: [name],
  value,
  of,
});

describe('of segments that are counted', () => {
  const count = (segments: readonly SegmentValue[], ...limits: readonly number[]) => {
    const bounds = limits.map(atLeast);
    const counter = countSegments({ ...mean, bounds });
    for (const one of segments) counter.add(one);
    const { segments: shown, tally } = counter.result();
    const names = (list: readonly SegmentValue[]) => list.map(({ segment: [name] }) => name);
    return {
      shown: names(shown),
      count: tally.count,
      judged: tally.judged,
      missed: bounds.map((one) => {
        const missed = tally.missed.get(one);
        return [missed?.count, names(missed?.worst ?? [])];
      }),
    };
  };

  test('none misses what all meet, and none is shown', () => {
    expect(count([segment('a', 3), segment('b', 5, 7)], 3)).toEqual({
      shown: [],
      count: 2,
      judged: 9,
      missed: [[0, []]],
    });
    expect(count([], 1)).toEqual({ shown: [], count: 0, judged: 0, missed: [[0, []]] });
  });

  test('those that miss a bound are told of each bound, the worst first', () => {
    const segments = [segment('a', 3), segment('b', 1), segment('c', null), segment('d', 2)];
    expect(count(segments, 1, 3, 4)).toEqual({
      shown: ['c'],
      count: 4,
      judged: 8,
      missed: [
        [1, ['c']],
        [3, ['c', 'b', 'd']],
        [4, ['c', 'b', 'd', 'a']],
      ],
    });
  });

  test('those of the first bound that is missed are shown', () => {
    expect(count([segment('a', 3), segment('b', 5)], 1, 4, 6).shown).toEqual(['a']);
  });

  test('the ten worst are kept, in whatever order they come', () => {
    const names = Array.from({ length: 14 }, (_, at) => String.fromCharCode(97 + at));
    const all = names.map((name, at) => segment(name, at));
    const wanted = [14, names.slice(0, 10)];
    expect(count(all, 100).missed).toEqual([wanted]);
    expect(count(all.toReversed(), 100).missed).toEqual([wanted]);
    const mixed = [...all.filter((_, at) => at % 2 > 0), ...all.filter((_, at) => at % 2 === 0)];
    expect(count(mixed, 100).missed).toEqual([wanted]);
    const alike = names.map((name) => segment(name, 1));
    expect(count(alike.toReversed(), 100).missed).toEqual([wanted]);
  });
});

describe('a bound', () => {
  const isMet = (question: typeof mean, value: number | null, of: number) =>
    satisfiesBound(
      { metric: question.metric, bound: bound('atMost', [5], 'number') },
      { segment: [], value, of },
    );

  test('is met by a number within it, and never by none', () => {
    expect([isMet(mean, 5, 1), isMet(mean, 6, 1), isMet(mean, null, 1)]).toEqual([
      true,
      false,
      false,
    ]);
    expect([isMet(mean, 0, 0), isMet(mean, 5, 0), isMet(mean, 6, 0)]).toEqual([true, true, false]);
    expect(isMet(mean, Number.NaN, 1)).toBe(false);
  });

  test('of a condition is met without a row to judge, if nothing violates it', () => {
    expect([isMet(condition, 0, 0), isMet(condition, 1, 0), isMet(condition, null, 0)]).toEqual([
      true,
      false,
      false,
    ]);
    expect([isMet(condition, 1, 1), isMet(condition, 6, 1)]).toEqual([true, false]);
    const held = { metric: condition.metric, bound: atLeast(1) };
    expect(satisfiesBound(held, { segment: [], value: 0, of: 0 })).toBe(true);
    expect(satisfiesBound(held, { segment: [], value: 0, of: 1 })).toBe(false);
  });
});
