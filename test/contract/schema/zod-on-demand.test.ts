import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { rowJudge } from '../../../src/contract/schema/zod-judge.ts';
import type { Family } from '../../../src/metric/expression.ts';
import { verdicts } from '../../../src/metric/row-judge.ts';
import { table } from '../../support/table.ts';
import { judgedBothWays } from './zod-both-ways.ts';

type Row = Record<string, unknown>;

/** A row that notes which of its cells are read. */
const watched = (cells: Row, read: string[]): Row =>
  Object.defineProperties(
    {},
    Object.fromEntries(
      Object.entries(cells).map(([name, value]) => [
        name,
        {
          get: () => {
            read.push(name);
            return value;
          },
        },
      ]),
    ),
  );

const families = new Map<string, Family>([
  ['id', 'integer'],
  ['name', 'text'],
  ['at', 'timestamp'],
]);
const shape = { id: z.int(), name: z.string().nullable(), at: z.date().optional() };
const cells = { id: 1n, name: 'a', at: new Date(0) };
const all = new Set(Object.keys(shape));

/** The cells that are read of a row, and the verdict on it. */
async function readOf(
  schema: z.ZodObject,
  {
    isValid = true,
    columns = all,
    given = cells as Row,
  }: { isValid?: boolean; columns?: ReadonlySet<string>; given?: Row } = {},
) {
  const read: string[] = [];
  const judge = rowJudge(schema);
  const test = await judge.prepare(families, undefined, { columns, isIn: () => isValid });
  const [verdict] = await verdicts([watched(given, read)], test);
  return { verdict, read };
}

describe('of a row whose cells are valid', () => {
  const schema = z.object(shape).refine(({ id }) => id === 1);

  test('those are read that a check reads', async () => {
    expect(await readOf(schema)).toEqual({ verdict: true, read: ['id'] });
    expect(await readOf(z.object(shape).refine(() => false))).toEqual({ verdict: false, read: [] });
  });

  test('those of columns of which the engine says nothing are read and parsed', async () => {
    const columns = new Set(['id', 'at']);
    expect(await readOf(schema, { columns })).toEqual({ verdict: true, read: ['name', 'id'] });
    const given = { ...cells, name: 5 };
    expect(await readOf(schema, { columns, given })).toMatchObject({ verdict: false });
  });

  test('each is read once', async () => {
    const often = z
      .object(shape)
      .refine(({ id, ...row }) => id === 1 && Object.keys({ ...row }).length === 2);
    expect(await readOf(often)).toEqual({ verdict: true, read: ['id', 'name', 'at'] });
  });
});

test('of a row whose cells may be invalid all are read, and zod judges them', async () => {
  const schema = z.object(shape).refine(() => true);
  const given = { ...cells, id: 'x' };
  expect(await readOf(schema, { isValid: false, given })).toEqual({
    verdict: false,
    read: ['id', 'name', 'at'],
  });
});

test('columns are asked for where their fields are zod’s own and hand values on as they are', () => {
  const asked = (fields: z.ZodRawShape, isChecked = true) => {
    const schema = z.object(fields);
    const judge = rowJudge(isChecked ? schema.refine(() => true) : schema);
    return [...(judge.validCells?.(families).keys() ?? [])];
  };
  expect(asked(shape)).toEqual(['id', 'name', 'at']);
  expect(asked({ ...shape, name: z.string().trim() })).toEqual([]);
  expect(asked({ ...shape, name: z.url() })).toEqual(['id', 'at']);
  expect(asked({ ...shape, at: z.date().readonly() })).toEqual(['id', 'name']);
  expect(asked({ ...shape, id: z.string() })).toEqual(['name', 'at']);
  expect(asked({ ...shape, none: z.string().optional() })).toEqual(['id', 'name', 'at']);
  expect(asked({ ...shape, id: z.int().refine(Number.isInteger) })).toEqual([]);
  expect(asked({ ...shape, toString: z.string().optional() })).toEqual([]);
  expect(asked({ id: z.int(), x: z.string(), y: z.string() })).toEqual([]);
  expect(asked(shape, false)).toEqual([]);
});

describe('the same is said of values that SQL and JavaScript hold otherwise', () => {
  /** Rows whose check looks at all values, judged both ways. */
  const judged = (field: z.ZodType, values: string) => {
    const notes: unknown[] = [];
    const schema = z.object({ x: field }).refine((row) => notes.push(row.x) > 0);
    return judgedBothWays(schema, table(`select x from (values ${values}) v(x)`), notes);
  };
  const instant = new Date('2024-01-01T00:00:00.001Z');

  test.each<readonly [string, z.ZodType, string, number]>([
    ['bigints', z.number(), '(9007199254740993::bigint), (5), (null)', 1],
    ['bigints that are a limit', z.number().max(9_007_199_254_740_992), '(9007199254740993)', 0],
    ['a constant beyond doubles', z.literal(9_007_199_254_740_992), '(9007199254740993)', 0],
    ['bigints as such', z.bigint(), '(9007199254740993), (2::bigint)', 2],
    ['decimals', z.number(), '(1.10), (2.25), (null)', 2],
    ['decimals beside a limit', z.number().gt(0.1), '(0.100000000000000001), (0.2)', 0],
    ['floats', z.number().min(0.1), '(0.1::float), (0.2::float), (0.3::float)', 3],
    ['a constant beside a float', z.literal(0.1), '(0.1::float)', 0],
    ['multiples of doubles', z.number().multipleOf(0.1), '(0.3::double), (0.35::double)', 0],
    ['multiples of integers', z.number().multipleOf(3), '(6::bigint), (7::bigint)', 1],
    ['nanoseconds', z.date().check(z.gt(instant)), `('2024-01-01 00:00:00.0015'::timestamp_ns)`, 0],
    ['microseconds', z.date().max(instant), `('2024-01-01 00:00:00.0015'::timestamp)`, 0],
    ['instants without end', z.date(), `('infinity'::timestamp), ('2024-01-01'::timestamp)`, 1],
    ['days without end', z.date(), `('-infinity'::date), ('2024-01-01'::date)`, 1],
    ['days of other times', z.date(), `('290000-01-01'::date)`, 0],
    ['times', z.string().max(8), `('12:30:00'::time), ('12:30:00.5'::time)`, 1],
    ['intervals', z.string().max(3), `(interval 1 day), (interval 100 day)`, 1],
    ['identities', z.uuid(), `('9b2fdb1c-7b63-4c0d-8f63-6d5a51b2d5c1'::uuid)`, 1],
    ['names', z.enum(['a', 'b']), `('a'::enum('a', 'c')), ('c'::enum('a', 'c'))`, 1],
    ['emoji', z.string().max(2), `('😀😀'), ('😀😀😀')`, 1],
    ['NaN', z.number(), `('nan'::double), ('inf'::double), (1)`, 1],
    ['anything', z.any(), `({a: 1, b: [1.5]}), (null)`, 2],
    ['JSON', z.unknown(), `('{"a": 1}'::json), ('null'::json)`, 2],
  ])('%s', async (_, field, values, onDemandRows) => {
    const found = await judged(field, values);
    expect(found?.onDemand).toEqual(found?.inFull);
    expect(found?.inFull).toHaveProperty('found');
    expect(found?.onDemandRows).toBe(onDemandRows);
  });
});

describe('where checks read much', () => {
  const rows = table(`select i as id, 'a' as name, 'b' as kind from range(500) r(i)`);
  const fields = { id: z.int(), name: z.string(), kind: z.string() };

  test('plain objects take over, and nothing changes', async () => {
    const notes: unknown[] = [];
    const schema = z.object(fields).refine((row) => notes.push({ ...row }) > 0);
    const found = await judgedBothWays(schema, rows, notes);
    expect(found?.onDemand).toEqual(found?.inFull);
    expect(notes).toHaveLength(500);
  });

  test('and so they do where a check copies them in a way that needs them', async () => {
    let calls = 0;
    const schema = z.object(fields).refine((row) => {
      calls += 1;
      return structuredClone(row).id !== 3;
    });
    const found = await judgedBothWays(schema, rows, []);
    expect(found?.onDemand).toEqual(found?.inFull);
    expect(calls).toBe(500 + 501);
  });
});
