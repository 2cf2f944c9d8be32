import { describe, expect, test } from 'vitest';
import { classifiedBy } from '../../../src/contract/schema/classified.ts';
import type { Schema } from '../../../src/contract/schema/zod-core.ts';
import { contract, z } from '../../../src/index.ts';
import { sensitivityInWords } from '../../../src/privacy/classification.ts';

const pii = z.string().meta({ classification: 'pii' });

/** What is said of each column, in words. */
const words = (schema: Schema): Readonly<Record<string, string>> =>
  Object.fromEntries(
    [...classifiedBy({ schema }).columns].map(([name, said]) => [name, sensitivityInWords(said)]),
  );

describe('of a column', () => {
  test('it is found below wrappers and inside of containers', () => {
    const schema = z.object({
      plain: z.string(),
      wrapped: pii.nullable().optional(),
      transformed: pii.transform((one) => one.length),
      nested: z.array(z.object({ city: z.string().meta({ classification: 'public' }), name: pii })),
      raised: pii.optional().meta({ classification: 'phi' }),
      silent: z.string().meta({ classification: undefined, title: 'Silent' }),
    });
    expect(words(schema)).toEqual({
      wrapped: 'pii',
      transformed: 'pii',
      nested: 'public, pii',
      raised: 'phi, pii',
    });
  });

  test('it is found in each kind of container', () => {
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
      'template literal': z.templateLiteral(['x', pii, null]),
      nothing: z.tuple([z.string()], z.number()),
    };
    const found = words(z.object(parts));
    for (const name of Object.keys(parts))
      expect(found[name], name).toBe(name === 'nothing' ? undefined : 'pii');
  });

  test('recursive schemas are classified as well', () => {
    const node = z.object({
      name: pii,
      get children() {
        return z.array(node);
      },
    });
    expect(words(z.object({ tree: node }))).toEqual({ tree: 'pii' });
  });

  test('the most sensitive counts of what kinds of rows say', () => {
    const kinds = z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('a'), name: z.string() }),
      z.object({ kind: z.literal('b'), name: pii }),
    ]);
    expect(words(kinds)).toEqual({ name: 'pii' });
  });
});

test('of the rows, the term and the schema of a row say it together', () => {
  const schema = z.object({ id: z.int() });
  const rows = (terms: Parameters<typeof classifiedBy>[0]) => {
    const said = classifiedBy(terms).rows;
    return said && sensitivityInWords(said);
  };
  expect(rows({ schema })).toBeNull();
  expect(rows({ schema, classification: 'internal' })).toBe('internal');
  expect(rows({ schema: schema.meta({ classification: 'pii' }) })).toBe('pii');
  expect(
    rows({ schema: schema.meta({ classification: 'pii' }), classification: 'restricted' }),
  ).toBe('restricted, pii');
  // A check makes another schema of it.
  expect(rows({ schema: schema.meta({ classification: 'pii' }).refine(() => true) })).toBe('pii');
});

test('of columns that the schema does not name, its catchall says it', () => {
  const { others } = classifiedBy({ schema: z.looseObject({}).catchall(pii) });
  expect(others).toEqual({ level: null, kinds: ['pii'] });
});

describe('what is no classification is refused where the contract is declared', () => {
  const refusal = (write: () => unknown) => {
    try {
      write();
      return null;
    } catch (error) {
      return error instanceof Error && 'code' in error
        ? { code: error.code, message: error.message }
        : error;
    }
  };
  const meta = (classification: unknown) => ({ classification }) as { classification: 'pii' };
  const id = z.int();

  test.for<[string, () => unknown, string, string]>([
    [
      'an unknown word of a column',
      () => contract('x', { schema: z.object({ id: id.meta(meta('piii')) }) }),
      'CLASSIFICATION_UNKNOWN',
      "Contract 'x': Its column 'id' has the classification 'piii', which nobody declared: did you mean 'pii'?",
    ],
    [
      'a word in capitals',
      () => contract('x', { schema: z.object({ id }), ...meta('PII') }),
      'CLASSIFICATION_UNKNOWN',
      "did you mean 'pii'?",
    ],
    [
      'a word that is like none',
      () => contract('x', { schema: z.object({ id }), ...meta('none of these') }),
      'CLASSIFICATION_UNKNOWN',
      "write 'public', 'internal', 'confidential', 'restricted', 'pii',",
    ],
    [
      'an unknown word of the row',
      () => contract('x', { schema: z.object({ id }).meta(meta('hidden')) }),
      'CLASSIFICATION_UNKNOWN',
      "Contract 'x': The schema of its rows has the classification 'hidden'",
    ],
    [
      'an unknown word deep inside',
      () =>
        contract('x', {
          schema: z.object({ a: z.array(z.object({ b: id.meta(meta('hidden')) })) }),
        }),
      'CLASSIFICATION_UNKNOWN',
      "Its column 'a' has",
    ],
    ...(
      [
        [['pii'], 'a list'],
        [5, 'a number'],
        [null, 'null'],
        [true, 'a boolean'],
        [{}, 'an object'],
        [{ kinds: [] }, 'an object'],
        [{ level: 'restricted', kind: 'pii' }, 'an object'],
        [{ level: 'restricted', kinds: 'pii' }, 'an object'],
      ] as const
    ).map(([value, called]): [string, () => unknown, string, string] => [
      `${JSON.stringify(value)}`,
      () => contract('x', { schema: z.object({ id: id.meta(meta(value)) }) }),
      'CLASSIFICATION_INVALID',
      `Its column 'id' has a classification that is ${called}: write a word, such as 'pii', or { level: 'restricted', kinds: ['pii'] }.`,
    ]),
    [
      'a kind in place of a level',
      () => contract('x', { schema: z.object({ id: id.meta(meta({ level: 'pii' })) }) }),
      'CLASSIFICATION_UNKNOWN',
      "'pii', which nobody declared: write 'public', 'internal', 'confidential', 'restricted'",
    ],
    [
      'a level among the kinds',
      () => contract('x', { schema: z.object({ id: id.meta(meta({ kinds: ['internal'] })) }) }),
      'CLASSIFICATION_UNKNOWN',
      "'internal', which nobody declared",
    ],
  ])('%s', ([, write, code, message]) => {
    expect(refusal(write)).toEqual({ code, message: expect.stringContaining(message) });
  });
});

test.for([
  'clasification',
  'Classification',
  'classifcation',
  'classifications',
  'clasificatoin',
  'classified',
  'class_ification',
])('the key %s, which is nearly classification, is refused', (key) => {
  const meta: Readonly<Record<string, unknown>> = { [key]: 'pii' };
  const wrong = z.string().meta(meta);
  const message = `has the metadata '${key}', which hides nothing: did you mean .meta({ classification: ... })?`;
  expect(() => contract('slip', { schema: z.object({ mail: wrong.optional() }) })).toThrow(
    `Contract 'slip': Its column 'mail' ${message}`,
  );
  expect(() => contract('slip', { schema: z.object({ all: z.array(wrong) }) })).toThrow(message);
  expect(() => contract('slip', { schema: z.object({ a: z.int() }).meta(meta) })).toThrow(
    `Contract 'slip': The schema of its rows ${message}`,
  );
});

test('other keys of metadata are free', () => {
  const free = z
    .string()
    .meta({ title: 'T', examples: ['a'], class: 'x', clarification: 'y', unit: 'm' });
  expect(() => contract('free', { schema: z.object({ free }) })).not.toThrow();
});
