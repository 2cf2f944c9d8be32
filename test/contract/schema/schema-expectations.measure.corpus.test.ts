import fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { contract } from '../../../src/contract/contract.ts';
import { titledExpectations } from '../../../src/contract/titled-expectations.ts';
import type { InsertColumn } from '../../../src/dataset/dataset.ts';
import type { Outcome } from '../../../src/outcome/outcome.ts';
import { measureContract } from '../../../src/plan/measure-contract.ts';
import { ContractError } from '../../../src/value/contract-error.ts';
import { type Cell, type ColumnCase, columnCase } from './zod-arbitrary.ts';
import { described } from './zod-described.ts';
import { table } from './zod-rows.ts';

const settings = { root: '/', now: new Date('2026-11-24T00:00:00Z') };

/** Measure all that a schema expects of rows. */
async function outcomes(
  schema: z.ZodObject,
  columns: readonly InsertColumn[],
  rows: readonly (readonly unknown[])[],
) {
  const one = contract('rows', { schema, allowEmpty: true });
  const selected = new Set(titledExpectations(one).map(({ id }) => id));
  return measureContract({ contract: one, dataset: table(columns, rows), selected, settings });
}

const found = async (...given: Parameters<typeof outcomes>) =>
  (await outcomes(...given))
    .filter(({ state }) => state !== 'passed')
    .map(({ title, state, violations, problem }) => ({
      title,
      state,
      ...(problem ? { problem: problem.message } : { violations }),
    }));

const text = [{ name: 'x', type: 'VARCHAR' }];

test('async refinements are awaited', async () => {
  const schema = z.object({ x: z.string().refine(async (value) => value !== 'b') });
  expect(await found(schema, text, [['a'], ['b'], ['b']])).toEqual([
    { title: "column('x') satisfies its zod schema", state: 'failed', violations: 2 },
  ]);
});

test('how many values were judged is told, and by whom', async () => {
  const schema = z.object({ x: z.string().min(1).trim().nullable() });
  const [, , length, whole] = await outcomes(schema, text, [['a'], [null], ['b']]);
  expect(length).toMatchObject({ of: 2, evidence: { by: 'duckdb' } });
  expect(whole).toMatchObject({ of: 2, evidence: { by: 'zod', exactness: 'exact' } });
});

test('JSON is told from text by the type of its column', async () => {
  const schema = z.object({ x: z.union([z.string(), z.number().max(3)]) });
  const rows = [['"a"'], ['5'], ['2']];
  expect(await found(schema, [{ name: 'x', type: 'JSON' }], rows)).toEqual([
    { title: "column('x') satisfies its zod schema", state: 'failed', violations: 1 },
  ]);
  expect(await found(schema, text, rows)).toEqual([]);
});

test('rows are judged whole although a column is absent that may be', async () => {
  const schema = z
    .object({ x: z.string(), y: z.string().optional() })
    .refine(({ x, y }) => x !== 'b' && y === undefined);
  expect(await found(schema, text, [['a'], ['b']])).toEqual([
    { title: 'each row satisfies the zod schema', state: 'failed', violations: 1 },
  ]);
});

test('a refinement that breaks is told by its place, without the value', async () => {
  const schema = z.object({
    x: z.string().refine((value) => {
      throw new TypeError(value);
    }),
  });
  expect(await found(schema, text, [['Jane Doe']])).toEqual([
    {
      title: "column('x') satisfies its zod schema",
      state: 'errored',
      problem: expect.stringMatching(
        /^column\('x'\): its zod schema threw TypeError at .*schema-expectations\.measure\.[a-z.]+:\d+:\d+ instead/,
      ),
    },
  ]);
});

test('a column of another type fails, and what it makes impossible is not run', async () => {
  const schema = z.object({ x: z.number().min(1) });
  expect(await found(schema, text, [['1']])).toMatchObject([
    { title: "column('x') is a number", state: 'failed' },
    { title: "column('x') is finite", state: 'notRun' },
    { title: "column('x') is at least 1", state: 'notRun' },
  ]);
});

test('a column of another type fails although each row passes, for none of its values could', async () => {
  const bigint = [{ name: 'x', type: 'BIGINT' }];
  for (const x of [z.string().nullable(), z.string().prefault('abc')]) {
    expect(await found(z.object({ x }), bigint, [[null], [null]])).toEqual([
      { title: "column('x') is text", state: 'failed', violations: 1 },
    ]);
  }
});

test('a NULL is the nothing that passes, in the schema of the row as in that of the column', async () => {
  const least = z.coerce.date().min(new Date('2024-02-29'));
  const timestamp = [{ name: 'x', type: 'TIMESTAMP' }];
  // null is 1970 to z.coerce.date(), and refused; undefined is taken.
  const x = z.union([least, z.undefined()]);
  expect(await found(z.object({ x }), timestamp, [[null]])).toEqual([]);
  expect(
    await found(
      z.object({ x }).refine(() => true),
      timestamp,
      [[null]],
    ),
  ).toEqual([]);
  const inside = z.object({ x: z.object({ y: x }) }).refine(() => true);
  expect(
    await found(inside, [{ name: 'x', type: 'STRUCT(y TIMESTAMP)' }], [[{ y: null }]]),
  ).toEqual([]);
});

/** Columns with rows of values of their own. */
const drawn = fc
  .tuple(fc.array(columnCase, { minLength: 1, maxLength: 4 }), fc.integer({ min: 1, max: 3 }))
  .chain(([columns, rows]) =>
    fc
      .array(fc.tuple(...columns.map(({ cells }) => cells)), { minLength: rows, maxLength: rows })
      .map((cells) => ({
        columns,
        cells,
        [fc.toStringMethod]: () =>
          `${columns.map(({ schema, type }) => `${described(schema)} of ${type}`).join('; ')}: ${fc.stringify(cells)}`,
      })),
  );

test('a dataset passes exactly when safeParse takes each of its rows', async () => {
  await fc.assert(
    fc.asyncProperty(drawn, fc.boolean(), async ({ columns, cells }, isWhole) => {
      const shape = Object.fromEntries(columns.map(({ schema }, at) => [`c${at}`, schema]));
      const row = z.object(shape);
      const schema = isWhole ? row.refine(() => true) : row;
      const wanted = await Promise.all(
        cells.map(async (given) => {
          const entries = await Promise.all(
            given.map(async ({ given: value }, at) => entry(`c${at}`, shape[`c${at}`], value)),
          );
          return (await schema.safeParseAsync(Object.fromEntries(entries.flat()))).success;
        }),
      ).catch(() => []);
      fc.pre(wanted.length > 0);
      const types = columns.map(({ type }, at) => ({ name: `c${at}`, type }));
      const rows = cells.map((given) => given.map(({ stored }) => stored));
      const all = await outcomes(schema, types, rows).catch(refused);
      if (all !== 'refused' && (await isOfWrongType(all, columns, cells))) return;
      const states = all === 'refused' ? ['failed'] : all.map(({ state }) => state);
      expect(states.every((state) => state === 'passed')).toBe(wanted.every(Boolean));
    }),
    { numRuns: 100 },
  );
});

/**
 * True if a column's type alone fails, which it does although the column is all NULL and safeParse takes each row. That
 * is sound only where the schema takes no value of the column.
 */
async function isOfWrongType(
  all: readonly Outcome[],
  columns: readonly ColumnCase[],
  cells: readonly (readonly Cell[])[],
): Promise<boolean> {
  const failed = all.filter(
    ({ state, evidence }) => state === 'failed' && evidence?.pass === 'structure',
  );
  const wrong = columns.flatMap(({ schema }, at) =>
    failed.some(({ title }) => title.startsWith(`column('c${at}') is `)) ? [{ schema, at }] : [],
  );
  for (const { schema, at } of wrong) {
    for (const { given } of cells.map((row) => row[at] as Cell)) {
      if (given !== null) expect((await schema.safeParseAsync(given)).success).toBe(false);
    }
  }
  return wrong.length > 0;
}

/** A NULL as the nothing that passes. */
async function entry(name: string, schema: z.ZodType | undefined, value: unknown) {
  if (value !== null || !schema) return [[name, value] as const];
  for (const nothing of [null, undefined]) {
    if ((await schema.safeParseAsync(nothing)).success) return [[name, nothing] as const];
  }
  return (await z.object({ [name]: schema }).safeParseAsync({})).success
    ? []
    : [[name, null] as const];
}

function refused(reason: unknown): 'refused' {
  if (reason instanceof ContractError) return 'refused';
  throw reason;
}
