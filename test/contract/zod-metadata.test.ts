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
  });
  expect(Object.fromEntries(columnMeta(schema))).toEqual({
    delay: { title: null, description: 'minutes' },
    origin: { title: 'Origin', description: 'outer' },
  });
});
