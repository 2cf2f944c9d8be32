import { describe, expect, test } from 'vitest';
import type { ExpectationNode } from '../../../src/contract/expectation.ts';
import { contract, type Expectation, z } from '../../../src/index.ts';
import { measurementText } from '../../../src/outcome/words/observed.ts';
import { type Masks, noMasks } from '../../../src/plan/disclosure/masking.ts';
import { type WordedVerdict, wordVerdict } from '../../../src/plan/disclosure/word-verdict.ts';
import type { Measured } from '../../../src/plan/measure-request.ts';
import { countSegments } from '../../../src/plan/verdict/count-segments.ts';
import { isPart, judgeBound, type Verdict } from '../../../src/plan/verdict/judge-bound.ts';
import type { Interval } from '../../../src/value/bound.ts';
import type { Numeric } from '../../../src/value/numeric.ts';
import { ofSchema } from '../../support/measured.ts';

const schema = z.object({ x: z.number(), at: z.date(), name: z.string() });

type Declare = Parameters<typeof contract<typeof schema>>[2];
type Declaring = Parameters<NonNullable<Declare>>[0];

function node(declare: (declaring: Declaring) => Expectation): ExpectationNode {
  const held = contract('judged', { schema }, (declaring) => [declare(declaring)]);
  const own = held.expectations.find(({ origin }) => origin === 'declared');
  if (!own) throw new Error('Nothing was declared.');
  return own;
}

/** Segments as `[value, of]`; one without a key unless there are several. */
const measured = (
  segments: readonly (readonly [Numeric | null, Numeric])[],
  interval?: Interval,
): Measured => ({
  segments: segments.map(([value, of], at) => ({ segment: [`s${at}`], value, of })),
  by: 'duckdb',
  exactness: interval ? 'bounded' : 'exact',
  ...(interval && { interval }),
  notes: [],
  sql: null,
  met: null,
});

/** As passes count them: judge() sees the worst of the segments, and how many there are. */
function counted(
  { metric, bound }: ExpectationNode,
  segments: Parameters<typeof measured>[0],
): Measured {
  const counter = countSegments({ metric, bounds: [bound] });
  for (const segment of measured(segments).segments) counter.add(segment);
  return { ...measured([]), ...counter.result() };
}

interface Options {
  readonly emptyAllowed: boolean;
  readonly masks: Masks;
}

type Told = WordedVerdict & Pick<Verdict, 'holds' | 'isEmpty' | 'missed'>;

/** A verdict, with the words that an outcome has for it. */
function judge(one: ExpectationNode, found: Measured, { emptyAllowed, masks }: Options): Told {
  const verdict = judgeBound(one, found, emptyAllowed);
  const { holds, isEmpty, missed } = verdict;
  return { holds, isEmpty, missed, ...wordVerdict(one, verdict, masks) };
}

/** A number in words, as a sample of segments has it. */
const printValue = (value: Numeric, one: ExpectationNode, of: Numeric): string =>
  measurementText({ value, of, unit: one.metric.unit, isPart: isPart(one), bound: one.bound });

const options: Options = { emptyAllowed: false, masks: noMasks };

const mean = node(({ column }) => column('x').mean().between(0, 15));
const skewness = node(({ column }) => column('x').skewness().between(0, 15));
const nulls = node(({ column }) => column('x').nulls().atMost('10%'));
const noNulls = node(({ column }) => column('x').nulls().atMost(0));
const positive = node(({ column }) => column('x').above(0));
const lenient = node(({ column }) => column('x').above(0).allowEmpty());
const tolerant = node(({ column }) => column('x').above(0).except(2));
const perName = node(({ rows }) => rows.per('name').column('x').mean().atLeast(10));
const perNameNot = node(({ rows }) => rows.per('name').column('x').mean().not.equals(10));
const read = ofSchema(schema, 'every record is read');
const typeOfX = ofSchema(schema, "column('x') is a number");
const positivePerName = node(({ rows }) => rows.per('name').column('x').above(0));
const lenientPerName = node(({ rows }) => rows.per('name').column('x').above(0).allowEmpty());

describe('one value', () => {
  test.for<[string, ExpectationNode, readonly [Numeric | null, Numeric], boolean]>([
    ['within its bound', mean, [15, 3], true],
    ['outside it', mean, [15.1, 3], false],
    ['that is NaN', mean, [Number.NaN, 3], false],
    ['of no rows', mean, [null, 0], false],
    ['that takes more rows than there are', mean, [null, 1], false],
    ['of no rows, though a number', noNulls, [0, 0], false],
    ['a share within its bound', nulls, [1n, 10n], true],
    ['a share outside it', nulls, [2n, 10n], false],
    ['a condition that all rows meet', positive, [0n, 5n], true],
    ['a condition that a row violates', positive, [1n, 5n], false],
    ['a condition with fewer violations than allowed', tolerant, [2n, 5n], true],
    ['a condition with more', tolerant, [3n, 5n], false],
    ['a condition without a row to judge', positive, [0n, 0n], false],
    ['the same where it may be', lenient, [0n, 0n], true],
    ['a row that violates where no row need be', lenient, [1n, 5n], false],
  ])('%s', ([, expectation, one, holds]) => {
    expect(judge(expectation, measured([one]), options).holds).toBe(holds);
  });

  test('that a pass did not tell at all misses every bound', () => {
    for (const expectation of [mean, nulls, positive, tolerant])
      expect(judge(expectation, measured([]), options)).toMatchObject({ holds: false, of: 0 });
    expect(judge(lenient, measured([]), options).holds).toBe(true);
    const bounded = { ...measured([], { low: 0, high: 15 }), exactness: 'bounded' as const };
    expect(judge(mean, bounded, options)).toMatchObject({ holds: false, observed: null });
  });

  test('of one scope has no segments that miss its bound', () => {
    expect(judge(mean, measured([[99, 3]]), options).missed).toEqual([]);
  });

  test.for<[string, ExpectationNode, readonly [Numeric | null, Numeric], string | null]>([
    ['no values', mean, [null, 0], 'there are no values to measure'],
    ['too few', mean, [null, 1], 'there are too few values for mean()'],
    [
      'too few, or equal',
      skewness,
      [null, 7],
      'there are too few values for skewness(), or all of them are equal',
    ],
    ['no row', positive, [0n, 0n], 'there is no row to judge: all are NULL, or the scope has none'],
    ['a value', mean, [1, 1], null],
    ['a missed bound', positive, [1n, 1n], null],
  ])(
    '%s: it is told why there is nothing to judge, and only then',
    ([, expectation, one, note]) => {
      const { notes, isEmpty } = judge(expectation, measured([one]), options);
      expect({ notes, isEmpty }).toEqual({
        notes: note === null ? [] : [note],
        isEmpty: note !== null,
      });
    },
  );
});

describe('the newest value in the future', () => {
  const tells = 'an age below zero tells nothing of freshness';

  test('is not fresh, and it is told why', () => {
    const fresh = node(({ column }) => column('at').age().atMost('1d'));
    const verdict = judge(fresh, measured([[-3_600_000, 4]]), options);
    expect(verdict).toMatchObject({ holds: false, isEmpty: false, observed: '-1h' });
    expect(verdict.despite).toContain(tells);
    expect(verdict.notes).toEqual([]);
    expect(judge(fresh, measured([[3_600_000, 4]]), options)).toMatchObject({
      holds: true,
      notes: [],
    });
  });

  test('may lie there by so much as the bound allows', () => {
    const lenient = node(({ column }) => column('at').age().between('-2h', '1d'));
    expect(judge(lenient, measured([[-3_600_000, 4]]), options)).toMatchObject({
      holds: true,
      notes: [],
    });
    expect(judge(lenient, measured([[-9_000_000, 4]]), options)).toMatchObject({ holds: false });
  });

  test('of a segment makes it one that misses the bound', () => {
    const each = node(({ rows }) => rows.per('name').column('at').age().atMost('1d'));
    const { holds, missed } = judge(
      each,
      counted(each, [
        [5, 1],
        [-5, 1],
      ]),
      options,
    );
    expect([holds, missed.map(({ value }) => value)]).toEqual([false, [-5]]);
  });
});

describe('a dataset without rows, where the contract allows it', () => {
  const allowed = { ...options, emptyAllowed: true };

  test('meets every bound', () => {
    for (const expectation of [mean, positive, nulls])
      for (const none of [measured([[null, 0]]), measured([])])
        expect(judge(expectation, none, allowed).holds).toBe(true);
    for (const expectation of [perName, positivePerName])
      expect(judge(expectation, counted(expectation, []), allowed).holds).toBe(true);
  });

  test('is judged as any other where it has rows after all', () => {
    expect(judge(mean, measured([[99, 1]]), allowed).holds).toBe(false);
    expect(judge(perName, counted(perName, [[1, 1]]), allowed).holds).toBe(false);
    expect(judge(positive, measured([[1n, 1n]]), allowed).holds).toBe(false);
  });
});

describe('an interval', () => {
  test.for<[Interval, boolean]>([
    [{ low: 0, high: 15 }, true],
    [{ low: 16, high: 20 }, false],
  ])('%j decides', ([interval, holds]) => {
    const verdict = judge(mean, measured([[null, 9]], interval), options);
    expect(verdict).toMatchObject({ holds, isEmpty: false, value: null, notes: [] });
  });

  test('that does not decide is no answer', () => {
    expect(() => judge(mean, measured([[null, 9]], { low: 0, high: 16 }), options)).toThrow(
      'decides nothing',
    );
  });

  test('of no values is of nothing', () => {
    const verdict = judge(mean, measured([[null, 0]], { low: 0, high: 15 }), options);
    expect(verdict).toMatchObject({ holds: false, isEmpty: true });
  });

  test('is told beside what it is of where it is a count', () => {
    const atLeast = node(({ column }) => column('x').distinct().atLeast(5));
    const count = judge(atLeast, measured([[null, 2000n]], { low: 7, high: 900 }), options);
    expect(count.observed).toBe('between 7 and 900 of 2,000');
    expect(judge(mean, measured([[null, 9]], { low: 1, high: 2 }), options).observed).toBe(
      'between 1 and 2',
    );
  });
});

describe('segments', () => {
  const all = (segments: readonly (readonly [Numeric | null, Numeric])[], of = perName): Told =>
    judge(of, counted(of, segments), options);

  test('hold where each of them does', () => {
    expect(
      all([
        [10, 1],
        [11, 2],
      ]),
    ).toMatchObject({ holds: true, value: '0', of: 2, violations: 0 });
    expect(
      all([
        [10, 1],
        [9, 2],
      ]),
    ).toMatchObject({ holds: false, value: '1', of: 2, violations: 1 });
    expect(
      all([
        [10, 1],
        [null, 2],
      ]).holds,
    ).toBe(false);
    expect(
      all(
        [
          [11, 1],
          [null, 2],
        ],
        perNameNot,
      ).holds,
    ).toBe(false);
    expect(
      all(
        [
          [11, 1],
          [Number.NaN, 2],
        ],
        perNameNot,
      ).holds,
    ).toBe(false);
  });

  test('that nobody counted are no verdict', () => {
    for (const uncounted of [measured([[12, 3]]), counted(perNameNot, [[12, 3]])])
      expect(() => judge(perName, uncounted, options)).toThrow(
        `${perName.metric.label} was not counted by segment.`,
      );
  });

  test('that are none do not hold', () => {
    expect(all([])).toEqual({
      holds: false,
      isEmpty: true,
      observed: null,
      value: '0',
      of: 0,
      share: null,
      segments: null,
      violations: 0,
      notes: ['there is no segment with a row to judge'],
      despite: null,
      missed: [],
    });
    expect(all([], positivePerName).holds).toBe(false);
    expect(all([], lenientPerName).holds).toBe(true);
  });

  test('of a condition have to have a row to judge among them all', () => {
    expect(
      all(
        [
          [0n, 0n],
          [0n, 3n],
        ],
        positivePerName,
      ),
    ).toMatchObject({ holds: true, isEmpty: false });
    expect(
      all(
        [
          [0n, 0n],
          [1n, 3n],
        ],
        positivePerName,
      ).holds,
    ).toBe(false);
    expect(
      all(
        [
          [0n, 0n],
          [0n, 0n],
        ],
        positivePerName,
      ),
    ).toMatchObject({ holds: false, isEmpty: true });
    expect(
      all(
        [
          [0n, 0n],
          [0n, 0n],
        ],
        lenientPerName,
      ),
    ).toMatchObject({ holds: true, isEmpty: true });
    expect(
      all(
        [
          [0n, 0n],
          [1n, 3n],
        ],
        lenientPerName,
      ).holds,
    ).toBe(false);
    // Rows that violate without being judged, as NULL in a key does.
    expect(
      all(
        [
          [2n, 0n],
          [0n, 3n],
        ],
        positivePerName,
      ).holds,
    ).toBe(false);
  });

  test('of a measure may all be without a row', () => {
    expect(all([[null, 0]])).toMatchObject({ holds: false, isEmpty: false, notes: [] });
  });

  test('are told as how many are outside, those without a value first, then NaN, then the least', () => {
    const { observed, missed } = all([
      [9, 1],
      [12, 1],
      [3, 1],
      [null, 1],
      [7, 1],
    ]);
    expect(observed).toBe('4 of 5 segments outside');
    expect(missed.map(({ value }) => value)).toEqual([null, 3, 7, 9]);
    const nan = all([
      [9, 1],
      [Number.NaN, 1],
      [null, 1],
    ]);
    expect(nan.missed.map(({ segment }) => segment[0])).toEqual(['s2', 's1', 's0']);
  });
});

describe('what is told of columns and of the reading', () => {
  test.for([typeOfX, read])('is no part of the rows, of which there may be none', (expectation) => {
    expect(judge(expectation, measured([[0n, 0n]]), options)).toEqual({
      holds: true,
      isEmpty: false,
      observed: '0',
      value: '0',
      of: null,
      share: null,
      segments: null,
      violations: 0,
      notes: [],
      despite: null,
      missed: [],
    });
    expect(judge(expectation, measured([[2n, 0n]]), options)).toMatchObject({
      holds: false,
      observed: '2',
      of: null,
      violations: 2,
    });
  });
});

describe('what was observed is told', () => {
  test.for<[string, (declaring: Declaring) => Expectation, Numeric, Numeric, string, string]>([
    ['a number', ({ column }) => column('x').mean().below(9), 2.5, 4, '2.5', '2.5'],
    ['a count of rows', ({ rows }) => rows.count().atLeast(9), 4n, 4, '4', '4'],
    ['a count of values', ({ column }) => column('x').nulls().below(9), 1n, 4, '1 of 4 (25%)', '1'],
    [
      'a count of a scope',
      ({ rows }) => rows.where('x > 1').count().atLeast(2),
      1000n,
      4000,
      '1,000 of 4,000 (25%)',
      '1000',
    ],
    ['gaps', ({ column }) => column('at').gaps('1d').atMost(2), 3n, 4, '3', '3'],
    ['an age', ({ column }) => column('at').age().below('1d'), 90_000_000, 4, '1d 1h', '90000000'],
    [
      'an instant',
      ({ column }) => column('at').newest().above('2026-01-01'),
      { digits: 1_767_225_600_000_999n, scale: 3 },
      4,
      '2026-01-01T00:00:00.000999Z',
      '2026-01-01T00:00:00.000999Z',
    ],
  ])('%s', ([, declare, value, of, observed, exact]) => {
    expect(judge(node(declare), measured([[value, of]]), options)).toMatchObject({
      observed,
      value: exact,
      of: Number(of),
    });
  });

  const some = (declaring: Declaring) => declaring.rows.where('x > 1');

  test.for<[string, (declaring: Declaring) => Expectation, string]>([
    ['all rows', ({ rows }) => rows.count().atLeast(9), '1'],
    ['a part of the rows', (held) => some(held).count().atLeast(9), '1 of 4 (25%)'],
    ['the rows of a segment', ({ rows }) => rows.per('name').count().atLeast(9), '1'],
    ['a part of a segment', (held) => some(held).per('name').count().atLeast(9), '1'],
    [
      'a share of a segment',
      (held) => some(held).per('name').count().between('1%', '90%'),
      '1 of 4 (25%)',
    ],
    ['values', ({ column }) => column('x').distinct().atLeast(9), '1 of 4 (25%)'],
  ])('a count of %s', ([, declare, text]) => {
    expect(printValue(1n, node(declare), 4n)).toBe(text);
  });

  test('only a condition has violations', () => {
    expect(judge(positive, measured([[2n, 4n]]), options).violations).toBe(2);
    expect(judge(mean, measured([[2, 4n]]), options).violations).toBeNull();
    expect(judge(positive, measured([]), options).violations).toBeNull();
  });

  test('a number that tells a masked value is not', () => {
    const masks = { columns: new Set(['x']), looks: true };
    const least = node(({ column }) => column('x').min().above(3));
    const verdict = judge(least, measured([[2, 4]]), { ...options, masks });
    expect(verdict).toMatchObject({ holds: false, observed: '•••', value: null });
    const none = judge(least, measured([[null, 4]]), { ...options, masks });
    expect(none.observed).toBeNull();
  });
});
