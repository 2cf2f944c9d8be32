import { describe, expect, test } from 'vitest';
import { contract, z } from '../../../src/index.ts';
import { refusal } from '../refusal.ts';

const caught = z.int().positive().catch(1);

interface Tree {
  readonly children: readonly Tree[];
}
const tree: z.ZodType<Tree> = z.object({ children: z.array(z.lazy(() => tree)) });
const caughtTree: z.ZodType<Tree> = z.object({
  children: z.array(z.lazy(() => caughtTree)).catch([]),
});

describe('rules that are replaced where they fail are refused, however deep they lie', () => {
  test.each<[string, z.ZodType]>([
    ['the column', caught],
    ['optional', caught.optional()],
    ['nullable', caught.nullable()],
    ['a default', z.int().catch(1).default(2)],
    ['readonly', caught.readonly()],
    ['refined', caught.refine((value) => value > 0)],
    ['a field', z.object({ b: z.object({ c: caught }) })],
    ['other fields', z.object({ b: z.int() }).catchall(caught)],
    ['an array', z.array(caught)],
    ['a set', z.set(caught)],
    ['a record', z.record(z.string(), caught)],
    ['a map', z.map(z.string().catch('a'), z.int())],
    ['a tuple', z.tuple([z.string(), caught])],
    ['the rest of a tuple', z.tuple([z.string()], caught)],
    ['a union', z.union([z.string(), caught])],
    [
      'a discriminated union',
      z.discriminatedUnion('k', [
        z.object({ k: z.literal('a'), v: caught }),
        z.object({ k: z.literal('b') }),
      ]),
    ],
    ['an intersection', z.intersection(z.object({ a: caught }), z.object({ b: z.int() }))],
    ['a pipe', z.string().transform(Number).pipe(caught)],
    ['preprocess', z.preprocess(Number, caught)],
    ['a codec', z.codec(z.string().catch('1'), z.int(), { decode: Number, encode: String })],
    ['lazy', z.lazy(() => caught)],
    ['one that holds itself', caughtTree],
    ['the answer whether it would pass', z.success(z.int())],
  ])('%s', (_, schema) => {
    const { code, message } = refusal(() => contract('c', { schema: z.object({ a: schema }) }));
    expect(code).toBe('SCHEMA_INVALID');
    expect(message).toMatch(
      /^column\('a'\) has a (\.catch|z\.success)\(\) in its schema: .* so that no value could fail\. Leave it out;/,
    );
  });
});

test.each<[string, z.ZodType]>([
  ['defaults', z.int().positive().default(1)],
  ['substitutes', z.int().positive().prefault(1)],
  ['transforms', z.string().transform(Number)],
  ['coercions', z.coerce.number().positive()],
  ['codecs', z.codec(z.string(), z.int(), { decode: Number, encode: String })],
  ['anything', z.any()],
  ['one that holds itself', tree],
])('%s are not', (_, schema) => {
  expect(() => contract('c', { schema: z.object({ a: schema }) })).not.toThrow();
});
