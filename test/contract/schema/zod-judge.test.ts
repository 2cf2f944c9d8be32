import { expect, test } from 'vitest';
import { z } from 'zod';
import { columnJudge, rowJudge } from '../../../src/contract/schema/zod-judge.ts';
import { JudgeFailed, Pending, verdicts } from '../../../src/metric/row-judge.ts';

const judged = async (schema: z.ZodType, ...values: readonly unknown[]) => {
  const test = await columnJudge('x', schema).prepare();
  return verdicts(
    values.map((x) => ({ x })),
    test,
  );
};

test('zod judges the values of a column', async () => {
  const even = z.int().refine((value) => value % 2 === 0);
  expect(await judged(even, 2n, 3n, null, 'a')).toEqual([true, false, false, false]);
});

test('a schema that turns out to be async is awaited', async () => {
  const known = z.string().refine(async (value) => value === 'a');
  expect(await judged(known, 'a', 'b', 'a')).toEqual([true, false, true]);
  const test = await columnJudge('x', known).prepare();
  expect(() => test({ x: 'a' })).toThrow(Pending);
});

test('where code decides, a NULL passes as null or as undefined', async () => {
  const asNull = z.custom((value) => value === null);
  const asUndefined = z.custom((value) => value === undefined);
  const asNeither = z.custom((value) => typeof value === 'string');
  const later = z.custom<unknown>(async (value) => value === undefined);
  expect(await judged(asNull, null)).toEqual([true]);
  expect(await judged(asUndefined, null)).toEqual([true]);
  expect(await judged(asNeither, null)).toEqual([false]);
  expect(await judged(later, null)).toEqual([true]);
  const laterNeither = z.custom(async (value) => typeof value === 'string');
  expect(await judged(laterNeither, null, 'a', 1n)).toEqual([false, true, false]);
});

test('code that breaks is told by its place, without the value', async () => {
  const broken = z.string().refine((value) => {
    throw new TypeError(`secret ${value}`);
  });
  const failure = judged(broken, 'Jane Doe');
  await expect(failure).rejects.toThrow(JudgeFailed);
  await expect(failure).rejects.toThrow(
    /^column\('x'\): its zod schema threw TypeError at .*zod-judge\.test\.ts/,
  );
  await expect(failure).rejects.not.toThrow(/Jane|secret/);
});

test('the same schema of the same column is the same judge', () => {
  const schema = z.string();
  expect(columnJudge('x', schema).key).toBe(columnJudge('x', schema).key);
  expect(columnJudge('x', schema).key).not.toBe(columnJudge('y', schema).key);
  expect(columnJudge('x', schema).key).not.toBe(columnJudge('x', z.string()).key);
});

test('a row is judged whole, its columns as they want to be', async () => {
  const schema = z
    .object({ a: z.bigint(), b: z.number().optional(), c: z.exactOptional(z.string()) })
    .refine(({ a, b, c }) => a > 1n && b !== 0 && c === undefined);
  const test = await rowJudge(schema).prepare();
  const rows = [
    { a: 2, b: null, c: null },
    { a: 2 },
    { a: 1, b: 1n },
    { a: 2, b: 0n },
    { a: null },
  ];
  expect(await verdicts(rows, test)).toEqual([true, true, false, false, false]);
});

test('a NULL of which code decides is found out in a row as well', async () => {
  const nothing = z.custom<undefined>((value) => value === undefined);
  const later = z.custom<undefined>(async (value) => value === undefined);
  const schema = z.object({ nothing, later }).refine(({ nothing: one }) => one === undefined);
  const test = await rowJudge(schema).prepare();
  expect(await verdicts([{ nothing: null, later: null }], test)).toEqual([true]);
});

test('a judge says who judges, and may not be changed', () => {
  const judge = columnJudge('x', z.string());
  expect(judge.by).toBe('zod');
  expect(Object.isFrozen(judge)).toBe(true);
  expect(judge.key).toMatch(/^zod:\w+-\d+:column:x$/);
  expect(columnJudge('x', z.string(), { key: 'format:iban' }).key).toBe('zod:format:iban:column:x');
  const row = z.object({ a: z.string() });
  expect(rowJudge(row).key).toMatch(/^zod:\w+-\d+:row$/);
  expect(rowJudge(row).key).not.toBe(rowJudge(z.object({})).key);
});

test('a NULL of which no code decides is handed over once', async () => {
  const seen: unknown[] = [];
  const schema = z.object({ a: z.string().nullable(), b: z.string() }).refine((row) => {
    seen.push(row);
    return true;
  });
  const test = await rowJudge(schema).prepare();
  expect(await verdicts([{ a: null, b: 'b' }], test)).toEqual([true]);
  expect(seen).toEqual([{ a: null, b: 'b' }]);
  const asked: unknown[] = [];
  const code = z.custom((value) => {
    asked.push(value);
    return value !== null;
  });
  const ofColumn = await columnJudge('x', code).prepare();
  expect(await verdicts([{ x: null }, { x: 1n }, { x: undefined }], ofColumn)).toEqual([
    true,
    true,
    true,
  ]);
  expect(asked).toEqual([null, undefined, 1, null, undefined]);
});

test('in a row, a NULL that code takes as null stays null, and one that it refuses is undefined', async () => {
  const seen: unknown[] = [];
  const asNull = z.custom<null>((value) => value === null);
  const laterNull = z.custom<null>(async (value) => value === null);
  const later = z.custom<undefined>(async (value) => value === undefined);
  const schema = z.object({ asNull, laterNull, later }).refine((row) => {
    seen.push(row);
    return true;
  });
  const test = await rowJudge(schema).prepare();
  expect(await verdicts([{ asNull: null, laterNull: null, later: null }], test)).toEqual([true]);
  expect(seen).toEqual([{ asNull: null, laterNull: null, later: undefined }]);
});

test('in a row, a value stays what it is where code would not take a NULL', async () => {
  const schema = z
    .object({ a: z.custom<number>((value) => value !== null) })
    .refine(({ a }) => a !== 5);
  const test = await rowJudge(schema).prepare();
  expect(await verdicts([{ a: 5n }, { a: 6n }], test)).toEqual([false, true]);
});

test('a column may be called as no other property may', async () => {
  const schema = z.object({ ['__proto__']: z.string(), a: z.string() }).refine(() => true);
  const given: Record<string, unknown> = { a: 'a' };
  Object.defineProperty(given, '__proto__', { value: 'x', enumerable: true });
  const test = await rowJudge(schema).prepare();
  expect(await verdicts([given], test)).toEqual([true]);
});

test('code that breaks while it is awaited is told as well, and what is no error by its type', async () => {
  const rejects = z.string().refine(async (value) => {
    throw new RangeError(`secret ${value}`);
  });
  await expect(judged(rejects, 'Jane Doe')).rejects.toThrow(
    /^column\('x'\): its zod schema threw RangeError at .*zod-judge\.test\.ts:\d+:\d+ instead of judging a value\./,
  );
  const text = z.string().refine(() => {
    throw 'secret';
  });
  await expect(judged(text, 'Jane Doe')).rejects.toThrow(
    /^column\('x'\): its zod schema threw string instead of judging a value\./,
  );
  const row = z.object({ a: z.string() }).refine(() => {
    throw new TypeError('secret');
  });
  const test = await rowJudge(row).prepare();
  await expect(verdicts([{ a: 'a' }], test)).rejects.toThrow(
    /^The row: its zod schema threw TypeError at [^( ]*zod-judge\.test\.ts:\d+:\d+ instead/,
  );
});
