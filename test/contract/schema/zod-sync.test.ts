import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { rowJudge } from '../../../src/contract/schema/zod-judge.ts';
import { waitsOnlyInChecks } from '../../../src/contract/schema/zod-sync.ts';
import { verdicts } from '../../../src/metric/row-judge.ts';

const plain = {
  id: z.int().min(2),
  big: z.bigint().nullable(),
  on: z.date(),
  kind: z.enum(['a', 'b']).optional(),
  tags: z.array(z.string().max(3)),
  at: z.object({ x: z.number(), y: z.number().nullable() }).readonly(),
  constructor: z.string(),
  toString: z.union([z.string(), z.boolean()]),
};

const values = {
  id: [1n, 2n, 2.5, null, 'x', Number.NaN],
  big: [5n, 9_007_199_254_740_993n, null, 'x'],
  on: [new Date(0), null, Infinity],
  kind: ['a', 'c', null],
  tags: [[], ['abc'], ['abcd'], [null], null],
  at: [{ x: 1, y: null }, { x: { digits: 15n, scale: 1 }, y: 2 }, { x: null, y: 1 }, {}, null],
  constructor: ['x', null, 1n],
  toString: ['x', true, 1n, null],
};

const good = {
  id: 2n,
  big: null,
  on: new Date(0),
  kind: null,
  tags: ['abc'],
  at: { x: 1, y: null },
  constructor: 'x',
  toString: true,
};

/** A row for each value of each column, the others being good, and one of all good ones. */
const rows = [
  good,
  ...Object.entries(values).flatMap(([name, held]) =>
    held.map((value) => ({ ...good, [name]: value })),
  ),
];

const judged = async (schema: z.ZodObject, given: readonly Record<string, unknown>[] = rows) => {
  const judge = await rowJudge(schema).prepare();
  return verdicts(given, judge);
};

describe('a schema of which only the checks of the row may wait', () => {
  const checks = {
    'of a row': (row: z.ZodObject) => row.refine(({ id }) => id === 2),
    async: (row: z.ZodObject) => row.refine(async ({ id }) => id === 2),
    'one after the other': (row: z.ZodObject) =>
      row.refine(({ id }) => id === 2, { abort: true }).refine(({ tags }) => Array.isArray(tags)),
    'that add issues': (row: z.ZodObject) =>
      row.superRefine(({ id }, context) => {
        if (id !== 2) context.addIssue({ code: 'custom' });
      }),
    'of a strict row': (row: z.ZodObject) => row.strict().refine(({ id }) => id === 2),
  };

  test.for(Object.entries(checks))('judges as zod does: %s', async ([, check]) => {
    const schema = check(z.object(plain));
    const fast = waitsOnlyInChecks(schema);
    expect(fast).not.toBe(schema);
    // The fields are parsed by zod's compiled way, which it takes where nothing may wait.
    for (const row of rows) {
      const [mine, own] = await Promise.all(
        [fast, schema].map(
          async (one) => await one._zod.run({ value: row, issues: [] }, { async: true }),
        ),
      );
      expect(mine?.issues.map(({ code, path }) => [code, path])).toEqual(
        own?.issues.map(({ code, path }) => [code, path]),
      );
      expect(mine?.value).toEqual(own?.value);
    }
    expect(await judged(schema)).toContain(true);
    expect(await judged(schema)).toContain(false);
  });

  test('hears of a check that is rejected', async () => {
    const schema = z.object(plain).refine(async () => {
      throw new Error('a value');
    });
    await expect(judged(schema, [good])).rejects.toThrow(/^The row: its zod schema threw Error/);
  });

  test('gives its checks an own property of each column', async () => {
    let seen: unknown = null;
    const schema = z.object(plain).refine((row) => {
      seen = Object.keys(row);
      return Object.hasOwn(row, 'constructor') && Object.hasOwn(row, 'toString');
    });
    expect(await judged(schema, [good])).toEqual([true]);
    expect(seen).toEqual(['id', 'big', 'on', 'tags', 'at', 'constructor', 'toString']);
  });

  test('is left as it is where a field runs code that may wait', () => {
    const fields = [
      z.string().refine(() => true),
      z.string().transform((text) => text.length),
      z.preprocess((value) => value, z.string()),
      z.custom(() => true),
      z.lazy(() => z.string()),
      z.string().default(() => 'x'),
      z.array(z.string().refine(async () => true)),
      z.object({ x: z.string() }).check(() => {}),
    ];
    for (const field of fields) {
      const schema = z.object({ field }).refine(() => true);
      expect(waitsOnlyInChecks(schema)).toBe(schema);
    }
  });
});
