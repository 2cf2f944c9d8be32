import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { columnConstraint } from '../../../src/contract/constraints/column-constraint.ts';
import { type Constraint, constraint } from '../../../src/contract/constraints/constraint.ts';
import { mergeParts, type Said } from '../../../src/contract/constraints/merge.ts';
import { mergeColumn } from '../../../src/contract/constraints/merge-column.ts';
import type { RuleReference } from '../../../src/contract/constraints/rule-reference.ts';
import { tighten } from '../../../src/contract/constraints/tighten.ts';
import {
  compilePredicate,
  type EngineRow,
} from '../../../src/engine/javascript/compile-predicate.ts';
import type { Literal } from '../../../src/metric/expression.ts';
import { allOf, partsOf, saidIn } from './constraint-predicate.ts';

const numbers = fc.oneof(
  { weight: 3, arbitrary: fc.integer({ min: -6, max: 12 }) },
  fc.integer({ min: -12, max: 24 }).map((one) => one / 4),
  fc.bigInt({ min: -6n, max: 12n }),
  fc.constantFrom(-0, 0.1, 0.1 + 0.2, 2 ** 53, 2n ** 53n + 1n, 2 ** 50 + 0.5, 1e300, -1e300),
  fc.constantFrom(Infinity, -Infinity),
  fc.double({ noNaN: true }),
);
const texts = fc.oneof(
  fc.constantFrom('', 'a', 'ab', 'abc', 'AB', '😀', '😀😀b', ' a'),
  fc.string({ unit: 'grapheme', maxLength: 4 }),
);
const instants = fc
  .constantFrom('2024-02-28', '2024-02-29', '2024-03-01')
  .map((day) => new Date(day));
const literals: fc.Arbitrary<Literal> = fc.oneof(
  { weight: 4, arbitrary: numbers },
  { weight: 3, arbitrary: texts },
  instants,
  fc.boolean(),
);
const values = fc.oneof(literals, fc.constantFrom<Literal>(NaN, Infinity, -Infinity));

const limits = fc.record({
  value: fc.oneof({ weight: 5, arbitrary: numbers }, instants),
  exclusive: fc.boolean(),
});
const patterns = fc
  .constantFrom(/^a/, /b$/, /^[a-z]*$/, /A/i, /./u)
  .map(({ source, flags }) => ({ source, flags, regular: true }));
const lists = fc.array(literals, { minLength: 1, maxLength: 6 });
const steps = fc.constantFrom<(number | bigint)[]>(1, 2, 3, 0.1, 2.5, 3n, 4n, 2 ** 40);

const one: fc.Arbitrary<Constraint> = fc.oneof(
  limits.map((limit) => constraint('minimum', limit)),
  limits.map((limit) => constraint('maximum', limit)),
  fc.integer({ min: 0, max: 3 }).map((length) => constraint('minLength', length)),
  fc.integer({ min: -1, max: 3 }).map((length) => constraint('maxLength', length)),
  patterns.map((pattern) => constraint('pattern', pattern)),
  patterns.map((pattern) => constraint('notPattern', pattern)),
  lists.map((list) => constraint('enum', list)),
  lists.map((list) => constraint('notEnum', list)),
  steps.map((step) => constraint('multipleOf', step)),
  fc
    .constantFrom(['text'] as const, ['integer', 'float'] as const, ['date'] as const)
    .map((all) => constraint('type', all)),
  fc.constantFrom(
    ...(['integer', 'notNaN', 'notInfinite', 'required', 'unique', 'increasing'] as const).map(
      (kind) => constraint(kind, true),
    ),
  ),
  {
    weight: 1,
    arbitrary: fc.constantFrom(constraint('onlyNaN', true), constraint('never', true)),
  },
);

const rule = (index: number): RuleReference => ({
  id: `${index}`,
  title: `rule ${index}`,
  origin: 'declared',
  index,
  place: null,
});

/** A column's rules, each of which says a few things. */
const saids: fc.Arbitrary<readonly Said[]> = fc
  .array(fc.array(one, { minLength: 1, maxLength: 2 }), { maxLength: 5 })
  .map((rules) =>
    rules.flatMap((all, at) => {
      const by = [rule(at)];
      return all.map((said) => ({ ...said, by }));
    }),
  );

/** Rules of numbers alone, so that they meet often. */
const few = fc
  .array(
    fc.oneof(
      fc
        .record({
          value: fc.integer({ min: -3, max: 9 }).map((half) => half / 2),
          exclusive: fc.boolean(),
        })
        .chain((limit) =>
          fc.constantFrom(constraint('minimum', limit), constraint('maximum', limit)),
        ),
      fc.constantFrom<Constraint[]>(
        constraint('multipleOf', 2),
        constraint('multipleOf', 3),
        constraint('notEnum', [2, 3]),
        constraint('enum', [0, 1, 2, 3, 4]),
      ),
    ),
    { maxLength: 4 },
  )
  .map((all): readonly Said[] =>
    [constraint('integer', true), ...all].map((said, at) => ({ ...said, by: [rule(at)] })),
  );

const merge = (said: readonly Said[]) => mergeParts(said);
const tightened = (said: readonly Said[]) => tighten(mergeParts(said));
const contradictions = (said: readonly Said[]) => mergeColumn('x', said).contradictions;

/** Types are those of columns, which a value alone does not have. */
const untyped = (said: readonly Said[]) => said.filter(({ kind }) => kind !== 'type');

/** The verdicts of the rules, one by one, or as they are merged, over values of the column. */
async function verdicts(said: readonly Said[], of: readonly Literal[]) {
  const test = await compilePredicate(allOf(said), new Date());
  return of.map((value) => test({ x: value } as EngineRow));
}

const judgedValues = fc.array(fc.oneof(values, fc.integer({ min: -3, max: 9 })), {
  minLength: 1,
  maxLength: 30,
});

describe('merging', () => {
  test('does not depend on the order in which rules come', () => {
    fc.assert(
      fc.property(
        saids.chain((said) =>
          fc.tuple(fc.constant(said), fc.shuffledSubarray([...said], { minLength: said.length })),
        ),
        ([said, shuffled]) => {
          expect(merge(shuffled)).toEqual(merge(said));
          expect(tightened(shuffled)).toEqual(tightened(said));
        },
      ),
    );
  });

  test('changes nothing of what is merged already, nor of what is said twice', () => {
    fc.assert(
      fc.property(saids, (said) => {
        expect(merge(saidIn(merge(said)))).toEqual(merge(said));
        expect(merge([...said, ...said])).toEqual(merge(said));
        expect(tightened(saidIn(tightened(said)))).toEqual(tightened(said));
      }),
    );
  });

  test('is the same in whatever groups it is done', () => {
    fc.assert(
      fc.property(saids, saids, (first, second) => {
        const parts = [merge(first), merge(second)].flatMap(saidIn);
        expect(merge(parts)).toEqual(merge([...first, ...second]));
      }),
    );
  });

  test('takes exactly the values that each rule takes, and so it is when tightened', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(saids, few), judgedValues, async (said, of) => {
        const wanted = await verdicts(said, of);
        expect(await verdicts(saidIn(merge(said)), of)).toEqual(wanted);
        expect(await verdicts(saidIn(tightened(untyped(said))), of)).toEqual(wanted);
        const { parts } = mergeColumn('x', untyped(said));
        const column = columnConstraint('x', false, true, parts);
        expect(await verdicts(saidIn(partsOf(column)), of)).toEqual(wanted);
      }),
      { numRuns: 500 },
    );
  });

  test('leaves members alone that every rule takes', async () => {
    await fc.assert(
      fc.asyncProperty(saids, lists, async (said, list) => {
        const all: readonly Said[] = [...said, { ...constraint('enum', list), by: [rule(9)] }];
        const left = tightened(all).enum.flatMap(({ value }) => value);
        expect(await verdicts(all, left)).toEqual(left.map(() => true));
      }),
    );
  });
});

describe('a contradiction', () => {
  test('is found only where no value keeps the rules', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(saids, few), judgedValues, async (said, of) => {
        fc.pre(contradictions(untyped(said)).some(({ kind }) => kind !== 'null'));
        expect(await verdicts(said, of)).not.toContain(true);
      }),
      { numRuns: 300 },
    );
  });

  test('is found in every range of whole numbers that has none', async () => {
    const all = Array.from({ length: 40 }, (_, at) => at - 20);
    await fc.assert(
      fc.asyncProperty(few, async (said) => {
        const bounded: readonly Said[] = [...said, { ...constraint('enum', all), by: [rule(20)] }];
        const isKept = (await verdicts(bounded, all)).includes(true);
        expect(contradictions(bounded).length > 0).toBe(!isKept);
      }),
      { numRuns: 300 },
    );
  });

  test('names rules that exclude each other by themselves', () => {
    fc.assert(
      fc.property(fc.oneof(saids, few), (said) => {
        for (const { rules, kind } of contradictions(said)) {
          const named = said.filter(({ by }) => by.every((one) => rules.includes(one)));
          expect(contradictions(named).map((found) => found.kind)).toContain(kind);
        }
      }),
    );
  });
});
