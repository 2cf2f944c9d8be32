import fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { isSync } from '../../../src/contract/schema/zod-sync.ts';
import { columnCase } from './zod-arbitrary.ts';
import { judgedBothWays, type Notes } from './zod-both-ways.ts';
import { described } from './zod-described.ts';
import { table } from './zod-rows.ts';

type Row = Record<string, unknown>;

/** All that code can see of a row and of its values. */
const sight = (row: Row) => [
  Reflect.ownKeys(row),
  Object.getPrototypeOf(row) === Object.prototype,
  Object.isExtensible(row),
  { ...row },
  Object.entries(Object.getOwnPropertyDescriptors(row)),
];

/** A yes for about half of the values, and the same for equal ones. */
const likes = (value: unknown) => {
  const text = typeof value === 'bigint' ? String(value) : JSON.stringify(value, written);
  return ((text ?? '').length + ((text ?? '').codePointAt(1) ?? 0)) % 2 === 0;
};

const written = (_: string, value: unknown) => (typeof value === 'bigint' ? String(value) : value);

/** Checks of rows that read them in all ways, and note what they see. */
const checks: Readonly<Record<string, (row: z.ZodObject, notes: Notes) => z.ZodType>> = {
  'one column': (schema, notes) =>
    schema.refine((row) => {
      const first = row.c0;
      notes.push(first, Object.is(first, row.c0));
      return likes(row.c0);
    }),
  'the last column, then the first': (schema, notes) =>
    schema.refine((row) => {
      const last = Object.keys(schema.shape).at(-1) ?? '';
      notes.push(row[last], last in row, row.c0, Object.hasOwn(row, 'c0'), 'none' in row);
      return likes(row[last]);
    }),
  'a column that is not there': (schema, notes) =>
    schema.refine((row) => {
      notes.push(row.none, row.toString === Object.prototype.toString, `${String(row)}`);
      return row.none === undefined;
    }),
  'all of it': (schema, notes) =>
    schema.refine((row) => {
      notes.push(...sight(row));
      return likes(Object.values(row));
    }),
  'the rest': (schema, notes) =>
    schema.refine(({ c1: left, ...rest }) => {
      notes.push(rest, left);
      return likes(rest);
    }),
  'as JSON': (schema, notes) =>
    schema.refine((row) => {
      notes.push(JSON.stringify(row, written));
      return likes(row);
    }),
  'a loop over its keys': (schema, notes) =>
    schema.refine((row) => {
      for (const key in row) notes.push(key, row[key]);
      return Object.keys(row).length !== 1;
    }),
  'with a change before another check': (schema, notes) =>
    schema
      .superRefine((row) => {
        row.c9 = delete row.c1;
        row.c0 = null;
      })
      .refine((row) => {
        notes.push(...sight(row));
        return likes(row.c2);
      }),
  frozen: (schema, notes) =>
    schema.refine((row) => {
      notes.push(row.c0, Object.isFrozen(Object.freeze(row)), ...sight(row));
      return likes(row.c0);
    }),
  'a prototype of another': (schema, notes) =>
    schema.refine((row) => {
      const heir: Row = Object.create(row);
      heir.c0 = 1;
      notes.push(Object.keys(heir), heir.c1, row.c0);
      return likes(heir.c1);
    }),
  'that add issues': (schema, notes) =>
    schema.superRefine((row, context) => {
      notes.push(context.value === row);
      if (likes(row.c0))
        context.addIssue({ code: 'custom', path: ['c0'], message: `not ${typeof row.c0}` });
      if (likes(row.c1)) context.addIssue({ code: 'custom', message: 'not this' });
    }),
  'one after the other, ended by the first': (schema, notes) =>
    schema
      .refine((row) => likes(row.c0), { abort: true, error: 'first' })
      .refine(
        (row) => {
          notes.push(row.c1);
          return likes(row.c1);
        },
        { error: (issue) => `second: ${Object.keys(issue.input as Row)}` },
      ),
  'in spite of refused fields': (schema, notes) =>
    schema.refine(
      (row) => {
        notes.push(row.c0);
        return likes(row.c0);
      },
      { when: ({ value }) => typeof value === 'object' },
    ),
  'of a property': (schema) => schema.check(z.property('c0', z.union([z.string(), z.number()]))),
  'that wait': (schema, notes) =>
    schema.refine(async (row) => {
      await null;
      notes.push(row.c1);
      return likes(row.c0);
    }),
  'in a strict object': (schema, notes) =>
    schema.strict().refine((row) => {
      notes.push(Object.keys(row));
      return likes(row.c0);
    }),
  'in a loose object': (schema, notes) =>
    schema.loose().refine((row) => {
      notes.push(row.c0, Object.keys(row));
      return likes(row.c0);
    }),
};

/** Checks that take no object but a plain one, or fail. They may be called twice, so that they note nothing. */
const refusing: typeof checks = {
  'a copy': (schema) => schema.refine((row) => likes(structuredClone(row))),
  'a copy, later': (schema) =>
    schema.refine(async (row) => {
      await null;
      return likes(structuredClone(row));
    }),
  'that throw': (schema) =>
    schema.refine((row) => {
      if (likes(row.c0)) throw new TypeError('no');
      return true;
    }),
  'that reject': (schema) =>
    schema.refine(async (row) => {
      await null;
      if (likes(row.c0)) throw new TypeError('no');
      return true;
    }),
};

const all = { ...checks, ...refusing };

/** Mostly columns of zod's own code alone, since a single other one has all rows judged as plain objects. */
const column = fc.oneof(
  { weight: 9, arbitrary: columnCase.filter(({ schema }) => isSync(schema)) },
  { weight: 1, arbitrary: columnCase },
);

const drawn = fc.array(column, { minLength: 1, maxLength: 4 }).chain((columns) =>
  fc.record({
    columns: fc.constant(columns),
    rows: fc.array(fc.tuple(...columns.map(({ cells }) => cells)), { minLength: 1, maxLength: 12 }),
    name: fc.constantFrom(...Object.keys(all)),
    // A column that may be absent, and is.
    extra: fc.boolean(),
  }),
);

test('rows that are read on demand have the verdicts, reasons and looks of plain ones', async () => {
  const taken = new Set<string>();
  await fc.assert(
    fc.asyncProperty(drawn, async ({ columns, rows, name, extra }) => {
      const fields = columns.map(({ schema }, at) => [`c${at}`, schema] as const);
      const notes: Notes = [];
      const shape = { ...Object.fromEntries(fields), ...(extra && { c8: z.string().optional() }) };
      const schema = all[name]?.(z.object(shape), notes) ?? z.never();
      const data = table(
        columns.map(({ type }, at) => ({ name: `c${at}`, type })),
        rows.map((row) => row.map(({ stored }) => stored)),
      );
      const found = await judgedBothWays(schema, data, notes, name in refusing);
      fc.pre(found !== null);
      if (found.onDemandRows > 0) taken.add(name);
      const shown = fields.map(([, field]) => described(field)).join(', ');
      expect(found.onDemand, shown).toEqual(found.inFull);
    }),
    { numRuns: 200 },
  );
  expect(taken.size).toBeGreaterThan(5);
});
