import { describe, expect, test } from 'vitest';
import type { Declared } from '../../src/contract/expectation.ts';
import type { EngineValue } from '../../src/engine/engine.ts';
import { compilePredicate } from '../../src/engine/javascript/compile-predicate.ts';
import { verdicts } from '../../src/metric/row-judge.ts';
import { now } from '../support/measured.ts';
import { type Declare, one } from './example.ts';

type Declaring = Parameters<Declare>[0];
type Row = Readonly<Record<string, EngineValue>>;

/** The rows that are counted, of those that are judged. */
async function counted(declare: (declaring: Declaring) => Declared, rows: readonly Row[]) {
  const { value, of } = one(declare).metric;
  if (value.kind !== 'countIf') throw new TypeError(`${value.kind} counts no rows.`);
  const are = async (predicate: typeof value.predicate) => {
    const found = await verdicts(rows, await compilePredicate(predicate, now));
    return rows.filter((_, at) => found[at]);
  };
  const judged = of.kind === 'countIf' ? await are(of.predicate) : rows;
  return { counted: await are(value.predicate), judged };
}

const at = (name: string, values: readonly EngineValue[]): readonly Row[] =>
  values.map((value) => ({ [name]: value }));
const values = (rows: readonly Row[], name: string) => rows.map((row) => row[name]);

const NULL = null;
const { NaN: nan, POSITIVE_INFINITY: inf } = Number;

describe('of numbers', () => {
  const all = [NULL, -inf, -1, 4.5, 5, 5.5, 6, 7.25, inf, nan];

  test.for<[string, (declaring: Declaring) => Declared, readonly EngineValue[]]>([
    ['atLeast', ({ column }) => column('fare').atLeast(5), [-inf, -1, 4.5, nan]],
    ['above', ({ column }) => column('fare').above(5), [-inf, -1, 4.5, 5, nan]],
    ['atMost', ({ column }) => column('fare').atMost(5), [5.5, 6, 7.25, inf, nan]],
    ['below', ({ column }) => column('fare').below(5), [5, 5.5, 6, 7.25, inf, nan]],
    ['between', ({ column }) => column('fare').between(4.5, 6), [-inf, -1, 7.25, inf, nan]],
    [
      'equals',
      ({ column }) => column('fare').equals(5),
      all.filter((one) => one !== NULL && one !== 5),
    ],
    ['equals nearly', ({ column }) => column('fare').equals(5, 0.5), [-inf, -1, 6, 7.25, inf, nan]],
    ['in', ({ column }) => column('fare').in([5, 6]), [-inf, -1, 4.5, 5.5, 7.25, inf, nan]],
    ['notIn', ({ column }) => column('fare').notIn([5, 6]), [5, 6]],
    ['integer', ({ column }) => column('fare').integer(), [-inf, 4.5, 5.5, 7.25, inf, nan]],
    ['finite', ({ column }) => column('fare').finite(), [-inf, inf, nan]],
  ])('%s is violated by', async ([, declare, violating]) => {
    const found = await counted(declare, at('fare', all));
    expect(values(found.counted, 'fare')).toEqual(violating);
    expect(values(found.judged, 'fare')).toEqual(all.slice(1));
  });

  test.for<[string, (declaring: Declaring) => Declared, readonly EngineValue[], boolean]>([
    ['nulls', ({ column }) => column('fare').nulls().atMost(1), [NULL], true],
    ['share', ({ column }) => column('fare').share([5, 7.25]).atMost(1), [5, 7.25], true],
    ['nans', ({ column }) => column('fare').nans().atMost(1), [nan], false],
    ['infinities', ({ column }) => column('fare').infinities().atMost(1), [-inf, inf], false],
    ['missing', ({ column }) => column('fare').missing([-1, 5]).atMost(1), [NULL, -1, 5], true],
    ['notNull', ({ column }) => column('fare').notNull(), [NULL], true],
  ])('%s counts', async ([, declare, those, isOfAll]) => {
    const found = await counted(declare, at('fare', all));
    expect(values(found.counted, 'fare')).toEqual(those);
    expect(found.judged).toHaveLength(isOfAll ? all.length : all.length - 1);
  });
});

test('beside another column of the row, a NULL in either leaves it out', async () => {
  const rows = [
    { tip: 1, fare: 1 },
    { tip: 2, fare: 1 },
    { tip: NULL, fare: 1 },
    { tip: 2, fare: NULL },
    { tip: nan, fare: 1 },
    { tip: 1, fare: nan },
  ];
  const found = await counted(({ column }) => column('tip').atMost(column('fare')), rows);
  expect(found.counted).toEqual([rows[1], rows[4], rows[5]]);
  expect(found.judged).toEqual([rows[0], rows[1], rows[4], rows[5]]);
  const within = await counted(
    ({ column }) => column('tip').between(column('fare'), column('delay')),
    [
      { tip: 2, fare: 1, delay: 3 },
      { tip: 4, fare: 1, delay: 3 },
      { tip: 0, fare: 1, delay: 3 },
      { tip: 4, fare: 1, delay: NULL },
    ],
  );
  expect(values(within.counted, 'tip')).toEqual([4, 0]);
  expect(within.judged).toHaveLength(3);
  const sum = await counted(
    ({ column }) => column('tip').plus(column('fare'), column('delay')).atMost(6),
    [
      { tip: 1, fare: 2, delay: 3 },
      { tip: 1, fare: 2, delay: 4 },
      { tip: 1, fare: NULL, delay: 4 },
    ],
  );
  expect(values(sum.counted, 'delay')).toEqual([4]);
  expect(sum.judged).toHaveLength(2);
});

describe('of text', () => {
  const all = [
    NULL,
    '',
    ' ',
    'a',
    'ab',
    ' ab',
    'ab ',
    'abc',
    'AB',
    'n/a',
    ' NULL ',
    '-',
    '😀😀',
    'a+b',
  ];

  test.for<[string, (declaring: Declaring) => Declared, readonly EngineValue[]]>([
    [
      'matches',
      ({ column }) => column('email').matches(/^a/),
      all.filter((one) => one !== NULL && !one.startsWith('a')),
    ],
    [
      'notMatches',
      ({ column }) => column('email').notMatches(/^a/i),
      ['a', 'ab', 'ab ', 'abc', 'AB', 'a+b'],
    ],
    [
      'length',
      ({ column }) => column('email').length(2),
      all.filter((one) => one !== NULL && [...one].length !== 2),
    ],
    ['length from, to', ({ column }) => column('email').length(1, 3), ['', ' NULL ']],
    [
      'in',
      ({ column }) =>
        column('email').in(all.filter((one) => one !== NULL && one !== 'a') as readonly string[]),
      ['a'],
    ],
  ])('%s is violated by', async ([, declare, violating]) => {
    const found = await counted(declare, at('email', all));
    expect(values(found.counted, 'email')).toEqual(violating);
    expect(values(found.judged, 'email')).toEqual(all.slice(1));
  });

  test.for<[string, (declaring: Declaring) => Declared, readonly EngineValue[], boolean]>([
    ['blank', ({ column }) => column('email').blank().atMost(1), ['', ' '], false],
    [
      'untrimmed',
      ({ column }) => column('email').untrimmed().atMost(1),
      [' ', ' ab', 'ab ', ' NULL '],
      false,
    ],
    [
      'missing',
      ({ column }) => column('email').missing().atMost(1),
      [NULL, '', ' ', 'n/a', ' NULL ', '-'],
      true,
    ],
    // A sentinel is text and no pattern.
    [
      'missing, of these',
      ({ column }) => column('email').missing(['A+B', 'AB']).atMost(1),
      [NULL, 'ab', ' ab', 'ab ', 'AB', 'a+b'],
      true,
    ],
    ['missing, of none', ({ column }) => column('email').missing([]).atMost(1), [NULL], true],
    ['share', ({ column }) => column('email').share(['ab', '-']).atMost(1), ['ab', '-'], true],
  ])('%s counts', async ([, declare, those, isOfAll]) => {
    const found = await counted(declare, at('email', all));
    expect(values(found.counted, 'email')).toEqual(those);
    expect(found.judged).toHaveLength(isOfAll ? all.length : all.length - 1);
  });
});

describe('of dates', () => {
  const day = (text: string) => new Date(text);
  const limit = '2026-01-31';
  const [before, on, after] = [
    day('2026-01-30T23:59:59.999Z'),
    day(limit),
    day('2026-01-31T00:00:00.001Z'),
  ];
  const later = new Date(now.getTime() + 1);
  const all = [NULL, before, on, after, now, later];

  test.for<[string, (declaring: Declaring) => Declared, readonly EngineValue[]]>([
    ['before', ({ column }) => column('date').before(limit), [on, after, now, later]],
    ['after', ({ column }) => column('date').after(limit), [before, on]],
    ['between', ({ column }) => column('date').between(limit, now), [before, later]],
    ['in', ({ column }) => column('date').in([day(limit), now]), [before, after, later]],
    ['future', ({ column }) => column('date').future().atMost(1), [later]],
  ])('%s counts', async ([, declare, those]) => {
    const found = await counted(declare, at('date', all));
    expect(values(found.counted, 'date')).toEqual(those);
    expect(values(found.judged, 'date')).toEqual(all.slice(1));
  });
});

test('a list of the user’s own may change without the contract', async () => {
  const [list, limit] = [['ab'], new Date('2026-01-31')];
  const written = one(({ column }) => column('email').in(list)).metric.value;
  const dated = one(({ column }) => column('date').in([limit])).metric.value;
  list.push('cd');
  limit.setTime(0);
  expect(JSON.stringify([written, dated])).not.toMatch(/cd|1970/);
});
