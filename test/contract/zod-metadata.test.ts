import { expect, test } from 'vitest';
import { z } from 'zod';
import { classification, columnHints, columnMeta } from '../../src/contract/schema.ts';

test('untyped sources are told the types that a column may have', () => {
  const schema = z.object({
    id: z.int(),
    name: z.string().nullable(),
    day: z.date().optional(),
    anything: z.any(),
    coerced: z.coerce.number(),
  });
  expect(columnHints(schema)).toEqual([
    { name: 'id', families: ['integer', 'float', 'decimal'] },
    { name: 'name', families: ['text'] },
    { name: 'day', families: ['date', 'timestamp'] },
  ]);
});

test('a classification is found below wrappers and inside of containers; the most sensitive counts', () => {
  const pii = z.string().meta({ classification: 'pii' });
  const schema = z.object({
    plain: z.string(),
    wrapped: pii.nullable().optional(),
    transformed: pii.transform((one) => one.length),
    nested: z.array(z.object({ city: z.string().meta({ classification: 'public' }), name: pii })),
    raised: pii.optional().meta({ classification: 'phi' }),
    own: z.string().meta({ classification: 'top secret' }),
  });
  expect(Object.fromEntries(classification(schema))).toEqual({
    wrapped: 'pii',
    transformed: 'pii',
    nested: 'pii',
    raised: 'phi',
    own: 'top secret',
  });
});

test('a classification is found in each kind of container', () => {
  const pii = z.string().meta({ classification: 'pii' });
  const parts: Readonly<Record<string, z.ZodType>> = {
    object: z.object({ a: pii }),
    catchall: z.object({}).catchall(pii),
    array: z.array(pii),
    set: z.set(pii),
    'record, values': z.record(z.string(), pii),
    'record, keys': z.record(pii, z.any()),
    'map, keys': z.map(pii, z.any()),
    'map, values': z.map(z.any(), pii),
    tuple: z.tuple([z.any(), pii]),
    'tuple, rest': z.tuple([z.any()], pii),
    union: z.union([z.number(), pii]),
    'intersection, left': pii.and(z.any()),
    'intersection, right': z.any().and(pii),
    'pipe, in': pii.transform(Number),
    'pipe, out': z.preprocess(String, pii),
    nullable: pii.nullable(),
    lazy: z.lazy(() => pii),
    catch: pii.catch('a'),
    nothing: z.tuple([z.string()], z.number()),
  };
  const found = classification(z.object(parts));
  expect([...found.keys()]).not.toContain('nothing');
  for (const name of Object.keys(parts))
    expect(found.get(name), name).toBe(name === 'nothing' ? undefined : 'pii');
});

test('of several words the most sensitive counts, and an own word most of all', () => {
  const as = (word: unknown) => z.string().meta({ classification: word });
  const of = (...words: readonly unknown[]) =>
    classification(z.object({ x: z.union(words.map(as)) })).get('x');
  expect(of('public', 'internal')).toBe('internal');
  expect(of('confidential', 'internal')).toBe('confidential');
  expect(of('confidential', 'pii', 'public')).toBe('pii');
  expect(of('phi', 'pii')).toBe('phi');
  expect(of('phi', 'own', 'pii')).toBe('own');
  expect(of(5)).toBeUndefined();
  expect(of(5, 'public')).toBe('public');
  expect(classification(z.string()).size).toBe(0);
});

test('recursive schemas are classified as well', () => {
  const node = z.object({
    name: z.string().meta({ classification: 'pii' }),
    get children() {
      return z.array(node);
    },
  });
  expect(classification(z.object({ tree: node })).get('tree')).toBe('pii');
});

test('what describes a column is found from the outside in', () => {
  const schema = z.object({
    delay: z.int().describe('minutes').nullable(),
    origin: z.string().describe('inner').optional().meta({ title: 'Origin', description: 'outer' }),
    bare: z.string(),
    piped: z.string().describe('before').transform(Number),
    titled: z.string().meta({ title: 'Title' }),
  });
  expect(Object.fromEntries(columnMeta(schema))).toEqual({
    delay: { title: null, description: 'minutes' },
    origin: { title: 'Origin', description: 'outer' },
    piped: { title: null, description: 'before' },
    titled: { title: 'Title', description: null },
  });
  expect([columnMeta(z.string()).size, columnHints(z.string())]).toEqual([0, []]);
});
