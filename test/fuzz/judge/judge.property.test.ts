import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import type { Declared } from '../../../src/contract/expectation.ts';
import { titledExpectations } from '../../../src/contract/titled-expectations.ts';
import { closeEngines } from '../../../src/engine/engines.ts';
import { judgeOf } from '../../../src/fuzz/judge/judge-of.ts';
import { contract, fromRows, z } from '../../../src/index.ts';
import { runSelected } from '../../../src/run/run-selected.ts';

const now = '2026-11-24T00:00:00.000Z';

afterAll(closeEngines);

/** The schemas that a column may have. */
const schemas = {
  id: [z.int(), z.int().positive(), z.bigint(), z.union([z.int(), z.string()])],
  amount: [
    z.number().min(0),
    z.number().multipleOf(0.5),
    z.float32(),
    z.number().nonnegative().or(z.nan()),
  ],
  name: [
    z.string().min(2),
    z.string().regex(/^[a-z]+$/),
    z.email(),
    z.string().refine((text) => text.length !== 3),
    z.string().refine(async (text) => text !== 'ab'),
  ],
  day: [z.date(), z.date().min(new Date('2020-01-01'))],
  flag: [z.boolean(), z.literal(true)],
  kind: [z.enum(['a', 'b']), z.literal([1, 'b'])],
  list: [z.array(z.int()), z.array(z.string()).min(1), z.tuple([z.int(), z.string()])],
  part: [
    z.object({ x: z.number() }),
    z.object({ x: z.number().nullable(), y: z.string().optional() }),
    z.object({ x: z.number().nullish(), colour: z.string().nullish() }),
  ],
  map: [z.map(z.string(), z.int()), z.record(z.string(), z.int())],
  set: [z.set(z.int()).min(1), z.set(z.string())],
  any: [z.any(), z.unknown()],
} as const;
type Name = keyof typeof schemas;
const names = Object.keys(schemas) as readonly Name[];

const wrapped = (schema: z.ZodType) =>
  fc.constantFrom(schema, schema.nullable(), schema.optional(), schema.nullish());

const shapes = fc
  .subarray([...names], { minLength: 1, maxLength: 4 })
  .chain((picked) =>
    fc.record(
      Object.fromEntries(
        picked.map((name) => [name, fc.constantFrom(...schemas[name]).chain(wrapped)]),
      ),
    ),
  );

/** Conditions as their text, since most words depend on a column's type. */
const conditions = [
  "column('id').unique()",
  "column('id').atLeast(1)",
  "column('id').increasing()",
  "column('id').in([1, 2, 3])",
  "column('id').duplicates().equals(0)",
  "column('id').min().atLeast(0)",
  "column('amount').between(0, 10)",
  "column('amount').above(0).except('10%')",
  "column('amount').unique()",
  "column('amount').increasing()",
  "column('amount').nulls().equals(0)",
  "column('amount').max().atMost(5)",
  "column('name').matches(/^a/)",
  "column('name').unique()",
  "column('name').notIn(['ab'])",
  "column('day').after('2021-01-01')",
  "column('day').unique()",
  "column('day').increasing()",
  "column('kind').in(['a'])",
  "column('flag').notNull()",
  "column('list').notNull()",
  "column('list').unique()",
  "column('part').unique()",
  "column('part.x').atLeast(1)",
  "column('part.x').unique()",
  "column('part.x').nulls().equals(0)",
  "column('part.y').notNull()",
  "column('part.y').in(['q']).allowEmpty()",
  "rows.where('id > 1').column('part.x').atMost(1)",
  "column('list[]').notNull()",
  "column('list[]').in([1, 2])",
  "column('list[]').unique()",
  "column('map').unique()",
  "column('set').unique()",
  "column('any').unique()",
  "column('any').notNull().warn()",
  "rows.key('id', 'kind')",
  "rows.key('name')",
  "rows.per('kind').column('id').unique()",
  "rows.per('flag', 'kind').column('amount').atLeast(1)",
  "rows.per('kind').column('id').increasing()",
  'rows.satisfy("amount > 1")',
  'rows.satisfy("id <> 2 and length(name) > 1")',
  'rows.satisfy("cast(name as integer) > 0")',
  "rows.where(\"kind = 'a'\").column('amount').atLeast(1)",
  "rows.where('id > 1').where('flag').column('name').unique()",
  'rows.where("amount > 0").key(\'id\')',
  "rows.where('flag').column('id').increasing()",
  'rows.where("day > \'2020-01-01\'").satisfy("amount >= 0.5")',
  "rows.where(\"kind = 'b'\").per('kind').column('id').unique()",
  "rows.satisfy('list_contains(list, 1)')",
  'rows.satisfy("part.x > 0")',
  'rows.count().atLeast(1)',
  "column('amount').mean().atLeast(1)",
];

interface Declaring {
  readonly rows: unknown;
  readonly column: unknown;
}

/** Those conditions of a text that the contract's words take. */
function declared({ rows, column }: Declaring, texts: readonly string[]): readonly Declared[] {
  return texts.map((text) => new Function('rows', 'column', `return ${text}`)(rows, column));
}

function contractOf(shape: Record<string, z.ZodType>, texts: readonly string[], strict: boolean) {
  const possible = texts.filter((text) => {
    try {
      contract('trial', { schema: z.object(shape) }, (words) => declared(words, [text]));
      return true;
    } catch {
      return false;
    }
  });
  return contract('trial', { schema: z.object(shape), strict, allowEmpty: true }, (words) =>
    declared(words, possible),
  );
}

const good: Readonly<Record<Name, readonly unknown[]>> = {
  id: [1, 2, 3, 4, 5, 6, 7n, 2 ** 40],
  amount: [0, 0.5, 1, 1.5, 2, 2.5, 10],
  name: ['ab', 'abc', 'b', 'a@b.co', 'zz'],
  day: ['2024-02-29', '2020-01-01', '2021-05-05T10:00:00.123Z'].map((day) => new Date(day)),
  flag: [true, true, false],
  kind: ['a', 'b', 'b'],
  list: [[1, 2], [1], ['x'], [], [1, 'x']],
  part: [{ x: 1 }, { x: 2 }, { x: 1, y: 'q' }, { x: null }, { x: 1, Colour: 'q' }],
  map: [
    new Map([['a', 1]]),
    new Map(),
    new Map([
      ['b', 2],
      ['a', 1],
    ]),
    { a: 1 },
  ],
  set: [new Set([1, 2]), new Set(), new Set(['a'])],
  any: [1, 'x', true],
};
const odd: readonly unknown[] = [
  null,
  undefined,
  NaN,
  Infinity,
  -Infinity,
  -0,
  0,
  -1,
  '',
  ' ',
  '😀😀',
  '12',
  2 ** 53,
  2n ** 53n + 1n,
  2n ** 70n,
  true,
  new Date(0),
  new Date(8.64e15),
  [],
  [null],
  {},
  { x: NaN },
  { x: [1] },
  'null',
  '{"x":1}',
  new Uint8Array([1, 2]),
  new Map([[1, 'x']]),
  new Set([NaN]),
  [[1]],
  'a'.repeat(60),
  '12:00',
  1e300,
  0.1 + 0.2,
];
/** Values that are no data. */
const none: readonly unknown[] = [
  new Date(NaN),
  () => 1,
  Symbol('x'),
  '\ud800',
  2n ** 130n,
  new Map([[null, 1]]),
  /x/,
];

const cell = (name: Name, spoiled: number) =>
  fc.oneof(
    { weight: 20, arbitrary: fc.constantFrom(...good[name]) },
    { weight: spoiled, arbitrary: fc.constantFrom(...odd) },
  );

const rowsOf = (columns: readonly Name[]) =>
  fc.constantFrom(0, 0, 2).chain((spoiled) =>
    fc.array(
      fc.record(Object.fromEntries(columns.map((name) => [name, cell(name, spoiled)])), {
        ...(spoiled > 0 && { requiredKeys: columns.slice(1) }),
      }),
      { minLength: 1, maxLength: 5 },
    ),
  );

const cases = fc
  .tuple(
    shapes,
    fc.subarray([...conditions], { maxLength: 5 }),
    fc.boolean(),
    fc.boolean(),
    fc.subarray([...names], { minLength: 1 }),
  )
  .chain(([shape, texts, strict, isComplete, some]) => {
    const columns = isComplete ? (Object.keys(shape) as Name[]) : some;
    const made = contractOf(shape, texts, strict);
    return rowsOf(columns).map((rows) => ({
      contract: made,
      rows,
      [fc.toStringMethod]: () =>
        fc.stringify({ rows, rules: titledExpectations(made).map(({ title }) => title) }),
    }));
  });

test('the judge says of each rule what a run of the contract says', async () => {
  const seen = { red: 0, green: 0 };
  await fc.assert(
    fc.asyncProperty(cases, async ({ contract: made, rows }) => {
      const judge = judgeOf(made, { now: new Date(now) });
      try {
        const found = await judge.judge({ columns: [], rows });
        const ids = new Set(judge.rules.map(({ rule }) => rule.id));
        const run = await runSelected({
          contract: made,
          dataset: fromRows(rows),
          only: ids,
          settings: { now },
          root: process.cwd(),
        });
        for (const {
          id,
          state,
          violations,
          title,
          problem,
          segments,
          kind,
          observed,
        } of run.outcomes) {
          if (!ids.has(id)) continue;
          // A few rows may leave nothing to judge.
          const isRed =
            state === 'errored' ||
            // Not run for another failure, which is red; the judge has no order of causes.
            state === 'notRun' ||
            (state === 'failed' &&
              (violations ?? segments?.outside ?? Number(observed !== null)) > 0);
          seen[isRed ? 'red' : 'green'] += 1;
          expect({
            title,
            isRed: found.has(id),
            sentence: found.get(id)?.sentence,
            problem,
          }).toMatchObject({ title, isRed });
          if (kind !== 'structure' && state === 'failed' && isRed && segments === null)
            expect(found.get(id)?.sentence).toContain(
              violations === null ? 'expected' : `${violations} of `,
            );
        }
      } finally {
        await judge.close();
      }
    }),
    { numRuns: 40 },
  );
  expect(Math.min(seen.red, seen.green)).toBeGreaterThan(40);
}, 60_000);

test('a value that is no data violates every rule', async () => {
  const made = contract('x', { schema: z.object({ id: z.int() }) });
  const judge = judgeOf(made, { now: new Date(now) });
  for (const value of none) {
    const found = await judge.judge({ columns: [], rows: [{ id: 1, extra: value }] });
    expect([...found.keys()]).toEqual(judge.rules.map(({ rule }) => rule.id));
    expect([...found.values()][0]?.sentence).toMatch(/row(?: 1)?, column 'extra', /);
  }
});
