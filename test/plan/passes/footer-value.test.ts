import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type {
  ColumnDescription,
  ColumnStatistics,
  PartStatistics,
} from '../../../src/engine/engine.ts';
import {
  compilePredicate,
  type EngineRow,
} from '../../../src/engine/javascript/compile-predicate.ts';
import type { Aggregate } from '../../../src/metric/aggregate.ts';
import {
  and,
  type Comparison,
  column,
  compare,
  countIf,
  type Family,
  isNull,
  type Literal,
  literal,
  not,
  notNull,
  or,
  type Predicate,
  type Scalar,
} from '../../../src/metric/expression.ts';
import { footerValue } from '../../../src/plan/passes/footer-value.ts';
import { compareNumeric, type Numeric } from '../../../src/value/numeric.ts';
import { now } from '../../support/measured.ts';

const families = { i: 'integer', f: 'float', c: 'decimal', d: 'timestamp' } as const;
type Name = keyof typeof families;
const names = Object.keys(families) as readonly Name[];
const columns: readonly ColumnDescription[] = Object.entries(families).map(([name, family]) => ({
  name,
  type: family.toUpperCase(),
  family,
}));
const context = { columns, now };

type Value = bigint | number | Date | Numeric | null;
const cents = (digits: number) => ({ digits: BigInt(digits), scale: 2 });
const values: Readonly<Record<Name, fc.Arbitrary<Value>>> = {
  i: fc.bigInt(-2n, 4n),
  f: fc.constantFrom(-0, 0, 0.5, 1, 2, Infinity, -Infinity),
  c: fc.integer({ min: -100, max: 200 }).map((n) => cents(n - (n % 50))),
  d: fc.integer({ min: -1, max: 1 }).map((day) => new Date(now.getTime() + day * 86_400_000)),
};

type Row = Readonly<Record<Name, Value>>;
/** Rows of which a column may be all NULL, hold none, or be all alike: what footers decide by. */
const rowsOf = fc.oneof(
  ...[
    { freq: 2, size: 6 },
    { freq: 50, size: 6 },
    { freq: 0, size: 3 },
    { freq: 2, size: 1 },
  ].map(({ freq, size }) =>
    fc.array(
      fc.record(
        Object.fromEntries(
          names.map((name) => [
            name,
            freq === 0 ? fc.constant(null) : fc.option(values[name], { freq }),
          ]),
        ) as Record<Name, fc.Arbitrary<Value>>,
      ),
      { maxLength: size },
    ),
  ),
) as fc.Arbitrary<readonly Row[]>;

const literals: Readonly<Record<Name, fc.Arbitrary<Literal>>> = {
  i: fc.oneof(fc.bigInt(-3n, 5n), fc.constantFrom(0.5, -2, 4, Infinity, -Infinity, Number.NaN)),
  f: fc.oneof(fc.constantFrom(-0, 0, 0.25, 2, Infinity, -Infinity, Number.NaN), fc.constant(1n)),
  c: fc.constantFrom(-1, 0, 0.5, 1, 2n, 1e300),
  d: fc.constantFrom(-1, 0, 1, 2).map((day) => new Date(now.getTime() + day * 86_400_000)),
};

const nameOf = fc.constantFrom(...names);
const comparison = fc.constantFrom<Comparison>('<', '<=', '>', '>=', '=', '<>');
const compared = nameOf.chain((name) =>
  fc
    .tuple(
      comparison,
      name === 'd' ? fc.option(literals[name], { freq: 3 }) : literals[name],
      fc.boolean(),
    )
    .map(([op, value, isTurned]) => {
      const limit: Scalar = value === null ? { kind: 'now' } : literal(value);
      return isTurned ? compare(limit, op, column(name)) : compare(column(name), op, limit);
    }),
);
const { predicate } = fc.letrec<{ predicate: Predicate }>((tie) => ({
  predicate: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    compared,
    nameOf.map((name) => isNull(column(name))),
    nameOf.map((name) => notNull(column(name))),
    nameOf.map((name): Predicate => ({ kind: 'isNaN', of: column(name) })),
    nameOf.map((name): Predicate => ({ kind: 'isInfinite', of: column(name) })),
    fc.constant<Predicate>({ kind: 'multipleOf', of: column('i'), step: 1 }),
    fc.constant<Predicate>({ kind: 'always' }),
    fc
      .tuple(comparison, nameOf, nameOf)
      .map(([op, one, other]) => compare(column(one), op, column(other))),
    tie('predicate').map(not),
    fc.array(tie('predicate'), { minLength: 1, maxLength: 3 }).map((terms) => and(...terms)),
    fc.array(tie('predicate'), { minLength: 1, maxLength: 3 }).map((terms) => or(...terms)),
  ),
}));

const measured = (value: Value): Numeric | null =>
  value instanceof Date ? BigInt(value.getTime()) * 1000n : value;

function statisticsOf(rows: readonly Row[], told: ReadonlySet<string>): PartStatistics {
  const of = (name: Name): ColumnStatistics => {
    const found = rows.flatMap((row) => measured(row[name]) ?? []);
    const inOrder = found.toSorted(compareNumeric);
    const isTold = told.has(`${name} bounds`);
    return {
      nulls: told.has(`${name} nulls`) ? rows.length - found.length : null,
      least: isTold ? (inOrder[0] ?? null) : null,
      greatest: isTold ? (inOrder.at(-1) ?? null) : null,
      ascends: false,
      dictionary: null,
      bytes: 0,
    };
  };
  return {
    rows: rows.length,
    columns: new Map(names.filter((name) => told.has(name)).map((name) => [name, of(name)])),
  };
}

const all = names.flatMap((name) => [name, `${name} bounds`, `${name} nulls`]);
/** Mostly all that can be told, at times less. */
const toldOf = fc.oneof(fc.constant(all), fc.subarray(all)).map((told) => new Set(told));

test('what a footer tells of a predicate is how many rows it is true of', async () => {
  let told = 0;
  await fc.assert(
    fc.asyncProperty(rowsOf, toldOf, predicate, async (rows, known, asked) => {
      const found = footerValue(countIf(asked), statisticsOf(rows, known), context);
      if (found === undefined) return;
      told += 1;
      const test = await compilePredicate(asked, now, new Map(Object.entries(families)));
      expect(found).toBe(BigInt(rows.filter((row) => test(row as EngineRow)).length));
    }),
    { numRuns: 5000 },
  );
  expect(told).toBeGreaterThan(1000);
});

/** Four rows, one of them NULL, from 1 to 3; and what is not known of it left out. */
const some: ColumnStatistics = {
  nulls: 1,
  least: 1n,
  greatest: 3n,
  ascends: true,
  dictionary: null,
  bytes: 0,
};
const statistics = (i: Partial<ColumnStatistics>, rows = 4): PartStatistics => ({
  rows,
  columns: new Map([['i', { ...some, ...i }]]),
});
const i = column('i');
const asked = (predicate: Predicate, known: Partial<ColumnStatistics> = {}, rows = 4) =>
  footerValue(countIf(predicate), statistics(known, rows), context);

describe('a truth', () => {
  const isOver = compare(i, '>', literal(0));
  const isUnder = compare(i, '<', literal(1));
  const isTwo = compare(i, '=', literal(2));
  test.each<readonly [string, Predicate, bigint | undefined]>([
    ['holds for all values', isOver, 3n],
    ['holds for none', isUnder, 0n],
    ['is not known between the ends', isTwo, undefined],
    ['turned round includes NULL', not(isOver), 1n],
    ['of none turned round is all rows', not(isUnder), 4n],
    ['and NULL is never', and(isOver, isNull(i)), 0n],
    ['or NULL is all rows', or(isOver, isNull(i)), 4n],
    ['that fails decides an AND with an unknown', and(isTwo, isUnder), 0n],
    ['that holds for values alone decides no OR with an unknown', or(isTwo, isOver), undefined],
    ['of all rows decides an OR with an unknown', or(isTwo, isOver, isNull(i)), undefined],
    ['that is always so decides an OR with an unknown', or(isTwo, { kind: 'always' }), 4n],
    ['of a twofold negation is itself', not(not(isOver)), 4n - 1n],
    ['of a column that is not told', compare(column('f'), '>', literal(0)), undefined],
    ['of an infinite limit', compare(i, '<', literal(Infinity)), 3n],
    ['of NaN is not told', compare(i, '<', literal(Number.NaN)), undefined],
    ['of text is not told', compare(i, '<', literal('9')), undefined],
  ])('%s', (_, predicate, count) => {
    expect(asked(predicate)).toBe(count);
  });

  test('of two columns with NULLs of their own is not told', () => {
    const both = new Map([
      ['i', some],
      ['c', { ...some, least: cents(100), greatest: cents(300) }],
    ]);
    const over = and(isOver, compare(column('c'), '>', literal(0)));
    expect(footerValue(countIf(over), { rows: 4, columns: both }, context)).toBeUndefined();
  });

  test('of two columns is told where one has no NULL, or nothing else', () => {
    const count = (predicate: Predicate, ofI: Partial<ColumnStatistics>) =>
      footerValue(
        countIf(predicate),
        {
          rows: 4,
          columns: new Map([
            ['i', { ...some, ...ofI }],
            ['c', { ...some, least: cents(100), greatest: cents(300) }],
          ]),
        },
        context,
      );
    const c = column('c');
    const isPositive = compare(c, '>', literal(0));
    for (const terms of [
      [isOver, isPositive],
      [isPositive, isOver],
    ])
      expect(count(and(...terms), { nulls: 0 })).toBe(3n);
    const nothing = { nulls: 4, least: null, greatest: null };
    expect(count(and(isNull(i), isPositive), nothing)).toBe(3n);
    expect(count(or(not(isNull(i)), isNull(c)), nothing)).toBe(1n);
    expect(count(and(isPositive, { kind: 'always' }), {})).toBe(3n);
  });

  test('of a column of NULLs alone is known without ends', () => {
    const nothing = { nulls: 4, least: null, greatest: null };
    expect(asked(isOver, nothing)).toBe(0n);
    expect(asked(not(isTwo), nothing)).toBe(4n);
    expect(asked(isNull(i), nothing)).toBe(4n);
  });

  test('without a count of NULLs is not told, even where the ends decide', () => {
    expect(asked(isOver, { nulls: null })).toBeUndefined();
    expect(asked(isNull(i), { nulls: null })).toBeUndefined();
  });

  test('without ends is not told', () => {
    expect(asked(isOver, { least: null })).toBeUndefined();
    expect(asked(isOver, { greatest: null })).toBeUndefined();
  });
});

describe('a comparison of all values between two ends', () => {
  const meaning: Readonly<Record<Comparison, (value: number, limit: number) => boolean>> = {
    '<': (value, limit) => value < limit,
    '<=': (value, limit) => value <= limit,
    '>': (value, limit) => value > limit,
    '>=': (value, limit) => value >= limit,
    '=': (value, limit) => value === limit,
    '<>': (value, limit) => value !== limit,
  };
  const turned: Readonly<Record<Comparison, Comparison>> = {
    '<': '>',
    '<=': '>=',
    '>': '<',
    '>=': '<=',
    '=': '=',
    '<>': '<>',
  };
  const places = [0, 1, 2, 3, 4];
  const halves = places.flatMap((one) => [one - 0.5, one]);

  test.each(Object.keys(meaning) as Comparison[])('%s is told only where it is certain', (op) => {
    for (const least of places.slice(1, 4)) {
      for (const greatest of places.slice(least, 4)) {
        for (const limit of places) {
          // A column may hold any of these, and holds its ends.
          const possible = halves.filter((one) => one >= least && one <= greatest);
          const holds = new Set(possible.map((one) => meaning[op](one, limit)));
          const certain = holds.size > 1 ? undefined : holds.has(true) ? 3n : 0n;
          const known = { least: BigInt(least), greatest: BigInt(greatest) };
          const said = `${least}..${greatest} ${op} ${limit}`;
          expect(asked(compare(i, op, literal(limit)), known), said).toBe(certain);
          expect(asked(compare(literal(limit), turned[op], i), known), said).toBe(certain);
        }
      }
    }
  });

  test('with another column, or of constants alone, is not told', () => {
    expect(asked(compare(i, '<', i))).toBeUndefined();
    expect(asked(compare(literal(1), '<', literal(2)))).toBeUndefined();
    expect(asked(compare({ kind: 'length', of: i }, '>', literal(0)))).toBeUndefined();
  });
});

describe('what a footer does not know', () => {
  const whole: Predicate = { kind: 'multipleOf', of: i, step: 1 };
  const ofFamily = (family: Family, aggregate: Aggregate, known: Partial<ColumnStatistics> = {}) =>
    footerValue(aggregate, statistics(known), {
      columns: [{ name: 'i', type: family.toUpperCase(), family }],
      now,
    });

  test('is whether numbers are whole, unless all of the type are', () => {
    expect(asked(whole)).toBe(3n);
    expect(asked({ ...whole, step: 1n })).toBe(3n);
    expect(asked({ ...whole, step: 2 })).toBeUndefined();
    expect(footerValue(countIf(whole), statistics({}), { columns: [], now })).toBeUndefined();
    expect(
      footerValue(countIf(whole), statistics({}), { ...context, columns: columns.toReversed() }),
    ).toBe(3n);
    expect(asked({ ...whole, of: { kind: 'add', terms: [i] } })).toBeUndefined();
    expect(ofFamily('float', countIf(whole))).toBeUndefined();
    expect(ofFamily('decimal', countIf(whole))).toBeUndefined();
  });

  test('is whether doubles are NaN or infinite, unless both ends say so', () => {
    const nan = countIf({ kind: 'isNaN', of: i });
    const infinite = countIf({ kind: 'isInfinite', of: i });
    for (const family of ['integer', 'decimal'] as const)
      expect([ofFamily(family, nan), ofFamily(family, infinite)]).toEqual([0n, 0n]);
    expect([ofFamily('float', nan), ofFamily('float', infinite)]).toEqual([0n, 0n]);
    for (const known of [{ least: null }, { greatest: null }])
      expect([ofFamily('float', nan, known), ofFamily('float', infinite, known)]).toEqual([
        undefined,
        undefined,
      ]);
    expect(ofFamily('float', infinite, { greatest: Infinity })).toBeUndefined();
    expect(ofFamily('float', nan, { nulls: 4, least: null, greatest: null })).toBe(0n);
    const sum = countIf({ kind: 'isNaN', of: { kind: 'add', terms: [i] } });
    expect(ofFamily('float', sum)).toBeUndefined();
    const other = countIf({ kind: 'isNaN', of: column('other') });
    expect(ofFamily('float', other)).toBeUndefined();
    expect(footerValue(nan, { rows: 4, columns: new Map() }, context)).toBe(0n);
    const unknown = { columns: [{ name: 'i', type: 'DOUBLE', family: 'float' as const }], now };
    expect(footerValue(nan, { rows: 4, columns: new Map() }, unknown)).toBeUndefined();
  });

  test('is what an expression of a column comes to', () => {
    const length: Scalar = { kind: 'length', of: i };
    expect(footerValue({ kind: 'min', of: length }, statistics({}), context)).toBeUndefined();
    expect(asked(isNull(length))).toBeUndefined();
    expect(asked(isNull(literal(1)))).toBe(0n);
    expect(asked(isNull(column('other')))).toBeUndefined();
  });

  test('is a limit of another kind than the column', () => {
    const over = (value: Literal) => countIf(compare(i, '>', literal(value)));
    expect(ofFamily('timestamp', over(0))).toBeUndefined();
    expect(ofFamily('timestamp', over(new Date(0)))).toBe(3n);
    expect(ofFamily('date', over(new Date(0)))).toBe(3n);
    expect(ofFamily('integer', over(new Date(0)))).toBeUndefined();
    expect(ofFamily('text', over(0))).toBeUndefined();
    expect(ofFamily('integer', countIf(compare(i, '<', { kind: 'now' })))).toBeUndefined();
    expect(ofFamily('date', countIf(compare(i, '<', { kind: 'now' })))).toBe(3n);
    // A double is compared as one: no integer beyond 2^53 is.
    expect(ofFamily('float', over(2n ** 60n))).toBeUndefined();
    expect(ofFamily('float', over(-2))).toBe(3n);
    expect(ofFamily('float', over(-2n))).toBeUndefined();
    expect([ofFamily('integer', over(0n)), ofFamily('decimal', over(-2n))]).toEqual([3n, 3n]);
    const isNamed = compare(i, '>', column('c'));
    expect(asked(isNamed)).toBeUndefined();
    expect(asked(compare(i, '<>', literal(Number.NaN)))).toBeUndefined();
  });
});

describe('an extreme', () => {
  const least: Aggregate = { kind: 'min', of: i };
  const greatest: Aggregate = { kind: 'max', of: i };
  const of = (aggregate: Aggregate, known: Partial<ColumnStatistics> = {}) =>
    footerValue(aggregate, statistics(known), context);

  test('is what is told, none of NULLs alone, and unknown without ends', () => {
    expect([of(least), of(greatest)]).toEqual([1n, 3n]);
    expect(of(least, { nulls: 4, least: null, greatest: null })).toBeNull();
    expect(of(least, { least: null })).toBeUndefined();
  });

  test('is known where the count of NULLs is not', () => {
    expect(of(greatest, { nulls: null })).toBe(3n);
  });

  test.each(['sum', 'mean', 'stddev'] as const)('%s is none', (kind) => {
    expect(of({ kind, of: i })).toBeUndefined();
  });

  test('comes in the type in which the engine measures it', () => {
    const told = (family: Family, value: Numeric) =>
      footerValue(
        greatest,
        { rows: 4, columns: new Map([['i', { ...some, greatest: value }]]) },
        { columns: [{ name: 'i', type: family.toUpperCase(), family }], now },
      );
    for (const family of ['integer', 'date', 'timestamp'] as const)
      expect(told(family, 3)).toBe(3n);
    for (const family of ['float', 'decimal'] as const) expect(told(family, 3)).toBe(3);
    const undescribed = { columns: [], now };
    expect(footerValue(greatest, statistics({ greatest: 3 }), undescribed)).toBe(3);
  });

  test('of an infinite end is that', () => {
    const told = statistics({});
    const f = { ...some, least: -Infinity, greatest: 2 };
    const whole = { ...told, columns: new Map([['f', f]]) };
    expect(footerValue({ kind: 'min', of: column('f') }, whole, context)).toBe(-Infinity);
    const infinite = countIf({ kind: 'isInfinite', of: column('f') });
    expect(footerValue(infinite, whole, context)).toBeUndefined();
    expect(footerValue(countIf({ kind: 'isNaN', of: column('f') }), whole, context)).toBe(0n);
  });
});

describe('the size of the finite values', () => {
  const of = (known: Partial<ColumnStatistics>) =>
    footerValue({ kind: 'size', of: i }, statistics(known), context);

  test('is that of the end which is further from zero', () => {
    expect(of({ least: -5n, greatest: 3n })).toBe(5);
    expect(of({ least: -2, greatest: 7.5 })).toBe(7.5);
    expect(of({ least: cents(-250), greatest: cents(-100) })).toBe(2.5);
  });

  test('is none of NULLs alone', () => {
    expect(of({ nulls: 4, least: null, greatest: null })).toBeNull();
  });

  test('is not known where an end is missing or infinite, or of an expression', () => {
    expect(of({ least: null })).toBeUndefined();
    expect(of({ greatest: null })).toBeUndefined();
    expect(of({ least: -Infinity, greatest: 3 })).toBeUndefined();
    expect(of({ least: 1, greatest: Infinity })).toBeUndefined();
    const length: Aggregate = { kind: 'size', of: { kind: 'length', of: i } };
    expect(footerValue(length, statistics({}), context)).toBeUndefined();
    const other: Aggregate = { kind: 'size', of: column('other') };
    expect(footerValue(other, statistics({}), context)).toBeUndefined();
  });
});

test('of no rows nothing is true, and there is no extreme', () => {
  const empty = { nulls: 0, least: null, greatest: null };
  expect(asked(compare(i, '>', literal(0)), empty, 0)).toBe(0n);
  expect(asked(not(isNull(i)), empty, 0)).toBe(0n);
  expect(footerValue({ kind: 'count' }, statistics(empty, 0), context)).toBe(0n);
  expect(footerValue({ kind: 'max', of: i }, statistics(empty, 0), context)).toBeNull();
});
