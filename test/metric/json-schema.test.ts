import { describe, expect, test } from 'vitest';
import { type JsonSchema, jsonMatches } from '../../src/metric/json-schema.ts';
import { JudgeFailed } from '../../src/metric/row-judge.ts';

/** Whether a schema accepts each of some texts. */
async function accepts(schema: JsonSchema, ...texts: readonly unknown[]) {
  const predicate = jsonMatches('payload', schema);
  if (predicate.kind !== 'judged') throw new TypeError(predicate.kind);
  const judge = await predicate.judge.prepare();
  return texts.map((payload) => judge({ payload }));
}

test('text is parsed and held to the schema; text that is no JSON is refused', async () => {
  const schema = {
    type: 'object',
    required: ['version'],
    properties: { version: { type: 'integer' } },
  };
  const texts = [
    '{"version":1}',
    '{"version":1.5}',
    '{}',
    '[]',
    '',
    'version',
    '{"version":1',
    null,
    5,
  ];
  expect(await accepts(schema, ...texts)).toEqual([true, ...texts.slice(1).map(() => false)]);
});

test('true accepts all JSON, and false none', async () => {
  expect(await accepts(true, '1', 'null', 'no JSON')).toEqual([true, true, false]);
  expect(await accepts(false, '1', 'null')).toEqual([false, false]);
});

test('formats are held to, not only noted', async () => {
  const schema = { type: 'string', format: 'date' };
  expect(await accepts(schema, '"2026-01-31"', '"2026-02-30"', '"soon"')).toEqual([
    true,
    false,
    false,
  ]);
});

test('tuples are read as the draft says that the schema names', async () => {
  const pair = [{ type: 'string' }, { type: 'number' }];
  const newest = { type: 'array', prefixItems: pair, items: false, minItems: 2 };
  const draft7 = {
    $schema: 'http://json-schema.org/draft-07/schema#',
    type: 'array',
    items: pair,
    additionalItems: false,
    minItems: 2,
  };
  for (const schema of [newest, draft7]) {
    expect(await accepts(schema, '["a",1]', '["a","b"]', '["a",1,2]')).toEqual([
      true,
      false,
      false,
    ]);
  }
});

test('strictness is of what is unknown, not of style', async () => {
  const pair = { prefixItems: [{ type: 'string' }, { type: 'number' }] };
  expect(await accepts(pair, '["a",1]', '["a"]', '["a","b"]')).toEqual([true, true, false]);
  const untyped = { required: ['a'], properties: { b: { minimum: 1 } } };
  expect(await accepts(untyped, '{"a":1,"b":1}', '{"b":1}', '{"a":1,"b":0}')).toEqual([
    true,
    false,
    false,
  ]);
});

describe('a schema that ajv can not use is told, never ignored', () => {
  test.for<[JsonSchema, RegExp]>([
    [{ type: 'objct' }, /^The JSON Schema is not one that ajv can use: .*type/],
    [{ typ: 'object' }, /strict mode: unknown keyword: "typ"/],
    [{ type: 'string', format: 'e-mail' }, /unknown format "e-mail"/],
    [{ $ref: '#/$defs/missing' }, /can't resolve reference/],
  ])('%o', async ([schema, message]) => {
    const failure = accepts(schema, '{}');
    await expect(failure).rejects.toThrow(message);
    await expect(failure).rejects.toBeInstanceOf(JudgeFailed);
  });
});

test('it is ajv that judges the column, and no other', () => {
  expect(jsonMatches('payload', true)).toMatchObject({
    kind: 'judged',
    columns: ['payload'],
    judge: { by: 'ajv' },
  });
});

test('the key tells schemas and columns apart', () => {
  const keyOf = (column: string, schema: JsonSchema) => {
    const predicate = jsonMatches(column, schema);
    return predicate.kind === 'judged' ? predicate.judge.key : null;
  };
  const keys = [
    keyOf('a', { type: 'object' }),
    keyOf('b', { type: 'object' }),
    keyOf('a', { type: 'array' }),
    keyOf('a', true),
  ];
  expect(new Set(keys).size).toBe(4);
  expect(keyOf('a', { type: 'object' })).toBe(keys[0]);
});
