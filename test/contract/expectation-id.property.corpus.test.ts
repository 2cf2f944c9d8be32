import fc from 'fast-check';
import { expect, test } from 'vitest';
import { contract } from '../../src/contract/contract.ts';
import type { Condition, Expectation } from '../../src/contract/expectation.ts';
import { titledExpectations } from '../../src/contract/titled-expectations.ts';
import type { Measure } from '../../src/contract/words/measure.ts';
import { z } from '../../src/index.ts';
import { type Declare, schema } from './example.ts';

type Given = Parameters<Declare>[0];

/** Measures of a count or a number, and how each is asked for. */
const measures: readonly ((given: Given) => Measure<'count'> | Measure<'number'>)[] = [
  ({ rows }) => rows.where('fare > 1').count(),
  ({ rows }) => rows.where('fare > 2').count(),
  ({ rows }) => rows.per('origin').column('fare').nulls(),
  ({ rows }) => rows.per('origin', 'status').column('fare').nulls(),
  ({ rows }) => rows.duplicates('id'),
  ({ rows }) => rows.duplicates('id', 'origin'),
  ({ column }) => column('fare').mean(),
  ({ column }) => column('tip').mean(),
  ({ column }) => column('fare').plus(column('tip')).mean(),
  ({ column }) => column('fare').plus(column('fare')).mean(),
  ({ column }) => column('fare').sum(),
  ({ column }) => column('fare').quantile(0.9),
  ({ column }) => column('fare').quantile(0.95),
  ({ column }) => column('fare').median(),
  ({ column }) => column('fare').quantile(0.5),
  ({ column }) => column('status').share(['ok']),
  ({ column }) => column('status').share(['late']),
  ({ column }) => column('email').missing(),
  ({ column }) => column('email').missing(['-']),
  ({ column }) => column('date').gaps('1d'),
  ({ column }) => column('date').gaps('2d'),
];

/** Conditions that are put in order by their limits, or by what they tolerate. */
const comparable: readonly ((given: Given, limit: number) => Condition)[] = [
  ({ column }, limit) => column('fare').atLeast(limit),
  ({ column }, limit) => column('fare').atMost(limit),
  ({ column }, limit) => column('fare').above(limit),
  ({ column }, limit) => column('tip').atLeast(limit),
  ({ column }) => column('fare').atLeast(column('tip')),
  ({ column }) => column('tip').atLeast(column('fare')),
  ({ column }, limit) => column('fare').plus(column('tip')).atLeast(limit),
  ({ column }, limit) => column('fare').between(limit, limit + 1),
  ({ column }, limit) => column('fare').between(limit, column('tip')),
  ({ column }, limit) => column('fare').equals(limit, limit),
  ({ rows }, limit) => rows.where('tip > 1').column('fare').atLeast(limit),
  ({ column }, limit) => column('date').before(new Date(limit)),
  ({ column }, limit) => column('origin').length(limit),
  ({ column }) => column('email').format('email'),
  ({ column }) => column('id').unique(),
  ({ column }) => column('id').notNull(),
  ({ rows }) => rows.key('id'),
  ({ rows }) => rows.key('id', 'origin'),
  ({ rows }) => rows.satisfy('fare > tip'),
  ({ rows }) => rows.satisfy('fare < tip'),
];

/** Conditions whose limits have no order but that of their texts. */
const textual: typeof comparable = [
  ({ column }, limit) => column('distance').in([limit]),
  ({ column }, limit) => column('distance').notIn([limit, limit + 1]),
  ({ column }, limit) => column('origin').matches(new RegExp(`^[A-Z]{${limit}}$`)),
  ({ column }, limit) => column('payload').json({ type: 'array', maxItems: limit }),
];

const conditions = [...comparable, ...textual];
const all = measures.length + conditions.length;

/** All that a user may change of an expectation without making it another. */
interface Edit {
  readonly bound: 'atLeast' | 'atMost' | 'above' | 'below' | 'equals' | 'between';
  readonly limit: number;
  readonly warn: boolean;
  readonly because: string | null;
  readonly name: string | null;
  readonly tags: readonly string[];
}

const text = fc.option(fc.string({ minLength: 1 }).filter((one) => one.trim() !== ''));
const edit: fc.Arbitrary<Edit> = fc.record({
  bound: fc.constantFrom('atLeast', 'atMost', 'above', 'below', 'equals', 'between'),
  limit: fc.integer({ min: 1, max: 1000 }),
  warn: fc.boolean(),
  because: text,
  name: text,
  tags: fc.array(fc.constantFrom('nightly', 'volume')),
});

function bounded(measure: Measure<'count'> | Measure<'number'>, { bound, limit }: Edit) {
  return bound === 'between' ? measure.between(limit, limit + 1) : measure[bound](limit);
}

function written(at: number, change: Edit, given: Given): Expectation {
  const measure = measures[at];
  const made = measure
    ? bounded(measure(given), change)
    : conditions[at - measures.length]?.(given, change.limit).except(change.limit);
  if (!made) throw new Error(`There is no expectation ${at}.`);
  const warned = change.warn ? made.warn() : made;
  const argued = change.because === null ? warned : warned.because(change.because);
  const named = change.name === null ? argued : argued.named(change.name);
  return named.tagged(...change.tags);
}

type Line = readonly [at: number, edit: Edit];

/** The ids of a contract with these lines, in their order. */
const ids = (lines: readonly Line[]): readonly string[] =>
  titledExpectations(
    contract('example', { schema }, (given) => lines.map(([at, one]) => written(at, one, given))),
  )
    .filter(({ node }) => node.origin === 'declared')
    .map(({ id }) => id);

const places = fc.uniqueArray(fc.nat(all - 1), { minLength: 1 });

test('no edit of bound, reason, severity, name, tags or order moves an id, and no two are equal', () => {
  const change = places.chain((chosen) =>
    fc.record({
      before: fc.tuple(...chosen.map((at) => edit.map((one): Line => [at, one]))),
      after: fc
        .tuple(...chosen.map((at) => edit.map((one): Line => [at, one])))
        .chain((lines) => fc.shuffledSubarray(lines, { minLength: lines.length })),
    }),
  );
  fc.assert(
    fc.property(change, ({ before, after }) => {
      const first = new Map(ids(before).map((id, line) => [before[line]?.[0], id]));
      const second = new Map(ids(after).map((id, line) => [after[line]?.[0], id]));
      expect(new Set(first.values()).size).toBe(before.length);
      for (const [at, id] of first) expect(second.get(at)).toBe(id);
    }),
    { numRuns: 50 },
  );
});

test('twins have ids of their own, whatever their order in the list', () => {
  const lines = fc.array(fc.tuple(fc.nat(all - 1), edit), { minLength: 2, maxLength: 12 });
  const shuffled = lines.chain((some) =>
    fc.tuple(fc.constant(some), fc.shuffledSubarray(some, { minLength: some.length })),
  );
  fc.assert(
    fc.property(shuffled, ([before, after]) => {
      const found = ids(before);
      expect(new Set(found).size).toBe(before.length);
      expect(found.toSorted()).toEqual(ids(after).toSorted());
    }),
    { numRuns: 50 },
  );
});

test('twins keep their ids as long as their bounds keep their order', () => {
  const limits = fc.uniqueArray(fc.integer({ min: 1, max: 1000 }), { minLength: 2, maxLength: 6 });
  const place = fc.nat(measures.length + comparable.length - 1);
  fc.assert(
    fc.property(
      limits,
      fc.integer({ min: 1, max: 9 }),
      place,
      edit,
      edit,
      (some, by, at, one, other) => {
        const lines = (factor: number, change: Edit) =>
          some.map((limit): Line => [at, { ...change, bound: one.bound, limit: limit * factor }]);
        expect(ids(lines(1, one))).toEqual(ids(lines(by, other)));
      },
    ),
    { numRuns: 50 },
  );
});

test('an id is safe in an address, in XML and as the name of a file', () => {
  const name = fc.string({ unit: 'binary', minLength: 1 }).filter((one) => one !== '__proto__');
  fc.assert(
    fc.property(name, name, (columnName, sql) => {
      if (sql.trim() === '') return;
      const shape = z.object({ [columnName]: z.number().min(0) });
      const held = contract('example', { schema: shape }, ({ rows }) => [
        rows.where(sql).count().atLeast(1),
        rows.satisfy(sql),
      ]);
      for (const { id } of titledExpectations(held)) {
        expect(id).toMatch(/^[a-z0-9][a-z0-9-]{0,70}$/);
      }
    }),
    { numRuns: 50 },
  );
});
