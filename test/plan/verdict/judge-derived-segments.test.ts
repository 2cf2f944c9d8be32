import { describe, expect, test } from 'vitest';
import { changeOf } from '../../../src/metric/change.ts';
import type { DriftFinding } from '../../../src/metric/drift/finding.ts';
import type { DerivedSegment } from '../../../src/plan/measure-request.ts';
import { judgeDerivedSegments } from '../../../src/plan/verdict/judge-derived-segments.ts';
import { type Bound, bound } from '../../../src/value/bound.ts';
import { asked } from '../opened.ts';

const [mean] = asked(({ rows }) => [rows.per('s').column('x').mean().above(0)]);
if (!mean) throw new Error('A question was asked.');
const nodeOf = (held: Bound) => ({
  metric: changeOf(mean.metric, {}),
  bound: held,
  isConfident: false,
});

const one = (name: string, value: number | null, more: Partial<DerivedSegment> = {}) =>
  ({ segment: [name], value, of: 2, lacks: null, interval: null, drift: null, ...more }) as const;
const judged = (held: Bound, ...segments: readonly DerivedSegment[]) => {
  const { missed, shown, ...counts } = judgeDerivedSegments(nodeOf(held), segments);
  return { ...counts, missed: missed.map(({ segment: [name] }) => name), shown };
};
const interval = (low: number, high: number) => ({ interval: { low, high } });
const few = bound('atMost', ['10%'], 'ratio');

describe('a segment', () => {
  test.each<[string, DerivedSegment]>([
    ['that is new', one('a', 0, { lacks: 'reference' })],
    ['that has vanished', one('a', -1, { lacks: 'data' })],
    ['with a problem', one('a', null, { lacks: { code: 'REFERENCE_ZERO', message: '' } })],
    ['without a number', one('a', null)],
    ['of NaN', one('a', Number.NaN)],
    ['of nothing', one('a', 0, { of: 0 })],
    ['beyond the bound', one('a', 0.2)],
    ['whose interval lies beyond it', one('a', 0, interval(0.11, 0.2))],
  ])('%s misses the bound', (_, segment) => {
    expect(judged(few, segment, one('b', 0))).toEqual({
      count: 2,
      outside: 1,
      missed: ['a'],
      undecided: 0,
      shown: null,
    });
  });

  test('within the bound meets it, and so does an interval within it', () => {
    const both = [one('a', 0.1), one('b', 0, interval(-1, 0.1))];
    expect(judged(few, ...both)).toMatchObject({ count: 2, outside: 0, missed: [] });
  });

  test('whose interval does not decide the bound counts as outside', () => {
    expect(judged(few, one('a', 0, interval(0, 0.2)))).toMatchObject({ outside: 1, undecided: 1 });
  });

  test('without an interval is nothing to be confident of', () => {
    const node = { ...nodeOf(few), isConfident: true };
    expect(judgeDerivedSegments(node, [one('a', 0)])).toMatchObject({ outside: 1, undecided: 1 });
    const drift = { interval: { low: 0, high: 0.05 } } as DriftFinding;
    const wide = { interval: { low: 0, high: 0.5 } } as DriftFinding;
    expect(judgeDerivedSegments(node, [one('a', 0, { drift })])).toMatchObject({ outside: 0 });
    expect(judgeDerivedSegments(node, [one('a', 0, { drift: wide })])).toMatchObject({
      outside: 1,
      undecided: 0,
    });
  });
});

describe('the order of those that miss the bound', () => {
  const all = [one('low', -3), one('mid', 0.5), one('none', null), one('high', 2)];

  test.each<[Bound, readonly string[]]>([
    [bound('atMost', ['-400%'], 'ratio'), ['none', 'high', 'mid', 'low']],
    [bound('below', ['-400%'], 'ratio'), ['none', 'high', 'mid', 'low']],
    [bound('atLeast', ['400%'], 'ratio'), ['none', 'low', 'mid', 'high']],
    [bound('above', ['400%'], 'ratio'), ['none', 'low', 'mid', 'high']],
    [bound('between', ['0%', '10%'], 'ratio'), ['none', 'low', 'high', 'mid']],
    [bound('equals', ['100%'], 'ratio'), ['none', 'low', 'high', 'mid']],
  ])('is that of how far they are beyond it', (held, names) => {
    expect(judged(held, ...all).missed).toEqual(names);
    expect(judged(held, ...all.toReversed()).missed).toEqual(names);
  });

  test('keeps ten, and shows the drift of the first that has one', () => {
    const drift = {} as DriftFinding;
    const many = Array.from({ length: 14 }, (_, at) => one(`${at}`, at, { drift }));
    const found = judged(few, ...many, one('new', null, { lacks: 'reference' }));
    expect(found).toMatchObject({ count: 15, outside: 14, shown: { segment: ['13'] } });
    expect(found.missed).toHaveLength(10);
    expect(found.missed.slice(0, 2)).toEqual(['new', '13']);
    const within = judged(bound('atMost', ['9900%'], 'ratio'), ...many);
    expect(within).toMatchObject({ outside: 0, shown: { segment: ['13'] } });
  });
});
