import { expect, test } from 'vitest';
import { z } from 'zod';
import { columnHints, columnMeta } from '../../../src/contract/schema/schema-expectations.ts';

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
});
