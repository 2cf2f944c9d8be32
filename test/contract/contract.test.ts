import { describe, expect, test } from 'vitest';
import { contract, type Terms } from '../../src/contract/contract.ts';
import { z } from '../../src/index.ts';
import { schema } from './example.ts';
import { refusal } from './refusal.ts';

test('a contract says first what its schema says, then what was declared, in order', () => {
  const made = contract('flights', { schema, owner: 'ops' }, ({ rows, column }) => [
    rows.count().atLeast(1),
    column('delay').nulls().atMost('2%'),
  ]);
  const origins = made.expectations.map(({ origin }) => origin);
  expect(origins).toEqual([...origins].sort().reverse());
  expect(made.expectations.slice(-2).map(({ metric }) => metric.label)).toEqual([
    'rows.count()',
    "column('delay').nulls()",
  ]);
  expect(made).toMatchObject({ kind: 'contract', name: 'flights', terms: { owner: 'ops' } });
  expect(made.stack).toContain('contract.test.ts');
});

test('a contract is a frozen value, and later changes of its terms are not its own', () => {
  const terms: { schema: typeof schema; owner?: string } = { schema, owner: 'ops' };
  const made = contract('flights', terms);
  terms.owner = 'someone else';
  expect(made.terms.owner).toBe('ops');
  expect([made, made.terms, made.expectations].every(Object.isFrozen)).toBe(true);
});

test('the schema alone is enough of a contract', () => {
  const { expectations } = contract('flights', { schema: z.object({ id: z.int() }) });
  expect(expectations.length).toBeGreaterThan(0);
});

test('an expectation may stand in several contracts', () => {
  const shared = z.object({ id: z.int() });
  const first = contract('first', { schema: shared }, ({ rows }) => [rows.key('id')]);
  const key = first.expectations.at(-1);
  if (!key) throw new Error('Nothing was declared.');
  const second = contract('second', { schema: shared }, () => [{ node: key }]);
  expect(second.expectations.at(-1)).toBe(key);
});

describe('what can be wrong with a contract', () => {
  const bad = (terms: object) => terms as Terms<typeof schema>;
  const list = (value: unknown) => (() => value) as () => [];

  test.for<[string, string, () => unknown]>([
    [
      'CONTRACT_INVALID',
      "A contract needs a name: contract('flights', ...).",
      () => contract(' ', { schema }),
    ],
    [
      'CONTRACT_INVALID',
      "A contract needs a name: contract('flights', ...).",
      () => contract({ schema } as never, { schema }),
    ],
    [
      'SCHEMA_INVALID',
      "Contract 'x' needs the schema of its rows: { schema: z.object({ ... }) }, from zod 4.",
      () => contract('x', bad({})),
    ],
    [
      'SCHEMA_INVALID',
      "Contract 'x': The schema of its rows is a z.string(), where rows are objects: write z.object({ ... }), or a union or an intersection of such.",
      () => contract('x', bad({ schema: z.string() })),
    ],
    [
      'SCHEMA_INVALID',
      "Contract 'x' needs the schema of its rows: { schema: z.object({ ... }) }, from zod 4.",
      () => contract('x', undefined as never),
    ],
    [
      'CONTRACT_INVALID',
      "Contract 'x' has a term 'ownr' that does not exist: the terms are schema, strict, allowEmpty, sample, owner, description, version, classification, links.",
      () => contract('x', bad({ schema, ownr: 'ops' })),
    ],
    [
      'CONTRACT_INVALID',
      "Contract 'x': sample is a number of rows, 1 or more, not 0.",
      () => contract('x', { schema, sample: 0 }),
    ],
    [
      'CONTRACT_INVALID',
      "Contract 'x': allowEmpty is true or false, not 'false'.",
      () => contract('x', bad({ schema, allowEmpty: 'false' })),
    ],
    [
      'CONTRACT_INVALID',
      "Contract 'x': strict is true, false or 'ordered', not 'no'.",
      () => contract('x', bad({ schema, strict: 'no' })),
    ],
    [
      'CONTRACT_INVALID',
      "Contract 'x': owner is a text, not 5.",
      () => contract('x', bad({ schema, owner: 5 })),
    ],
    [
      'CONTRACT_INVALID',
      "Contract 'x': links is an object of pages by their name, not ['https://example.com'].",
      () => contract('x', bad({ schema, links: ['https://example.com'] })),
    ],
    [
      'CONTRACT_EMPTY',
      "Contract 'x' expects nothing: give its schema a column, or declare an expectation.",
      () => contract('x', { schema: z.object({}) }),
    ],
    [
      'CONTRACT_EMPTY',
      "Contract 'x' expects nothing: give its schema a column, or declare an expectation.",
      () => contract('x', { schema: z.object({}) as never }, () => []),
    ],
    [
      'BOUND_MISSING',
      "Contract 'x': rows.where('tip > 0').count() measures, but expects nothing yet: hold it to a bound, such as .atLeast(1).",
      () => contract('x', { schema }, ({ rows }) => [rows.where('tip > 0').count() as never]),
    ],
    [
      'CONTRACT_INVALID',
      "Contract 'x': item 2 of its list is no expectation but undefined.",
      () => contract('x', { schema }, ({ rows }) => [rows.key('id'), undefined as never]),
    ],
    [
      'CONTRACT_INVALID',
      "Contract 'x': item 1 of its list is no expectation but null.",
      () => contract('x', { schema }, list([null])),
    ],
    [
      'CONTRACT_INVALID',
      "Contract 'x': its function is to return a list: ({ rows }) => [rows.count().atLeast(1)].",
      () => contract('x', { schema }, list(undefined)),
    ],
    [
      'CONTRACT_INVALID',
      "Contract 'x': its function is to return a list: ({ rows }) => [rows.count().atLeast(1)].",
      () => contract('x', { schema }, list(Promise.resolve([]))),
    ],
  ])('%s: %s', ([code, message, write]) => {
    expect(refusal(write)).toEqual({ code, message });
  });
});
