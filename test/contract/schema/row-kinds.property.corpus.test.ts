import fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { rowColumnNames } from '../../../src/contract/schema/row-kinds.ts';
import { JudgeFailed } from '../../../src/metric/row-judge.ts';
import { ContractError } from '../../../src/value/contract-error.ts';
import { judgeRows } from './zod-rows.ts';

/** What kinds of rows say of the columns, whose types are the same in all of them or differ. */
const fields = {
  n: [
    z.number(),
    z.int().min(0),
    z.number().max(3).nullable(),
    z.number().optional(),
    z.literal([1, 2]),
    z.number().refine((n) => n !== 2),
    z.string(),
    z.null(),
    z.preprocess((value) => value ?? 0, z.number()),
  ],
  t: [
    z.string(),
    z.string().min(2),
    z.enum(['a', 'bb']),
    z.string().nullish(),
    z.literal('bb').nullable(),
    z.string().transform((text) => text.length),
    z.string().default('bb'),
  ],
} as const;

const types = { kind: 'VARCHAR', sub: 'INTEGER', n: 'DOUBLE', t: 'VARCHAR' } as const;

const objectOf = (shape: z.ZodRawShape, way: 'loose' | 'strict' | 'plain') =>
  ({ loose: z.looseObject, strict: z.strictObject, plain: z.object })[way](shape);

const way = fc.constantFrom('loose', 'strict', 'plain', 'plain');

const ownFields = fc.record(
  { n: fc.constantFrom(...fields.n), t: fc.constantFrom(...fields.t) },
  { requiredKeys: [] },
);

const kindOf = (marks: z.ZodRawShape) =>
  fc.tuple(ownFields, way).map(([own, how]) => objectOf({ ...marks, ...own }, how));

const marked = fc.tuple(
  kindOf({ kind: z.literal('a') }),
  kindOf({ kind: z.enum(['b', 'c']) }),
  kindOf({ kind: z.literal('d'), sub: z.literal(1) }),
  kindOf({ kind: z.literal('d'), sub: z.literal(2) }),
);

const unmarked = fc.tuple(kindOf({}), kindOf({ sub: z.int().optional() }));

const rowSchema: fc.Arbitrary<z.ZodType> = fc.oneof(
  marked.map(([a, b]) => z.discriminatedUnion('kind', [a, b])),
  marked.map(([a, b, c, d]) =>
    z.discriminatedUnion('kind', [a, z.discriminatedUnion('sub', [c, d]), b]),
  ),
  marked.map(([a, b, c]) => z.union([a, z.lazy(() => z.union([b, c]))])),
  marked.map(([a, b]) => z.xor([a, b])),
  unmarked.map((all) => z.union(all)),
  unmarked.map((all) => z.xor(all)),
  marked.map(([a, b]) => z.union([a, b]).refine((row) => row.kind !== 'c')),
  fc.tuple(kindOf({}), marked).map(([base, [a, b]]) => z.intersection(base, z.union([a, b]))),
  unmarked.map(([a, b]) => z.intersection(a, b)),
);

const cell = {
  kind: fc.constantFrom('a', 'a', 'b', 'c', 'd', 'e', null),
  sub: fc.constantFrom(1, 2, 3, null),
  n: fc.constantFrom(-1, 0, 1, 2, 5, 1.5, null),
  t: fc.constantFrom('a', 'bb', 'ccc', '', null),
};

const rows = fc.array(fc.record(cell), { minLength: 1, maxLength: 12 });

/** zod's verdict on a row; SQL's one NULL passes where null, undefined or an absent key does. */
async function expected(schema: z.ZodType, row: Readonly<Record<string, unknown>>) {
  let given: readonly object[] = [{}];
  for (const [name, value] of Object.entries(row)) {
    const cells =
      value === null ? [{ [name]: null }, { [name]: undefined }, {}] : [{ [name]: value }];
    given = given.flatMap((made) => cells.map((one) => ({ ...made, ...one })));
  }
  const all = await Promise.all(given.map((one) => schema.safeParseAsync(one)));
  return all.some(({ success }) => success);
}

test('the expectations of rows of several kinds together say of each row what safeParse says', async () => {
  await fc.assert(
    fc.asyncProperty(rowSchema, rows, async (schema, all) => {
      // Of columns that no kind names, the structure of the dataset decides.
      const names = rowColumnNames(schema).filter((name) => name in cell) as (keyof typeof cell)[];
      fc.pre(names.length > 0);
      const drawn = all.map((row) => Object.fromEntries(names.map((name) => [name, row[name]])));
      // Of options that may hold together, one is refused by a null and another by its absence: SQL has one NULL for both.
      const hasNull = drawn.some((row) => Object.values(row).includes(null));
      fc.pre(!(hasNull && schema instanceof z.ZodXor));
      const wanted = await Promise.all(drawn.map((row) => expected(schema, row))).catch(() => []);
      const shown = JSON.stringify([
        z.toJSONSchema(schema, { unrepresentable: 'any', io: 'input' }),
        drawn,
      ]);
      // zod throws for an intersection whose sides make different values of one.
      fc.pre(wanted.length > 0);
      const found = await judgeRows(
        schema,
        names.map((name) => ({ name, type: types[name] })),
        drawn.map((row) => names.map((name) => row[name])),
      ).catch(thrown);
      fc.pre(found !== 'thrown');
      expect(found.disagreements, shown).toEqual([]);
      // A column is of the type that the kinds which name it agree on, whatever the other kinds let it be.
      if (found.wrongTypes.length > 0) return;
      expect(found.rows, shown).toEqual(wanted);
    }),
    { numRuns: 300 },
  );
});

/** A kind that no row can be is refused. A column alone is judged also in rows that another column excludes, before zod would merge anything. */
function thrown(reason: unknown): 'thrown' {
  if (reason instanceof JudgeFailed || reason instanceof ContractError) return 'thrown';
  throw reason;
}
