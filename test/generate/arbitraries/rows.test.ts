import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { constraintsOf } from '../../../src/contract/constraints/constraints-of.ts';
import { contract } from '../../../src/contract/contract.ts';
import { rejections } from '../../../src/generate/arbitraries/rejections-of.ts';
import { rowsOfDomain } from '../../../src/generate/arbitraries/rows-of-domain.ts';
import type { Domain } from '../../../src/generate/domain.ts';
import type { ColumnDomain, Row, RowDomain } from '../../../src/generate/row-domain.ts';
import { domain, expectLaws, number, text } from './laws.ts';

const digit = domain({ ...number, whole: true, minimum: 0, maximum: 9 });
const whole = domain({ ...number, whole: true, minimum: 0, maximum: 1e6 });

const schema = z.object({ a: z.any() });
const [constraint] = Object.values(constraintsOf(contract('orders', { schema })).columns);

const column = (name: string, of: Domain, more: Partial<ColumnDomain> = {}): ColumnDomain => {
  if (constraint === undefined) throw new Error('there is a column');
  return { name, domain: of, nil: 'never', unique: false, increasing: false, constraint, ...more };
};

const table = (columns: readonly ColumnDomain[], more: Partial<RowDomain> = {}): RowDomain => ({
  contract: contract('orders', { schema }),
  columns,
  keys: [],
  relations: [],
  filters: [],
  unjudged: [],
  ...more,
});

const rowsOf = (of: RowDomain, least = 1, most = 20) => rowsOfDomain(of, { least, most }, 'en');

const valuesOf = (rows: readonly Row[], name: string) => rows.map((row) => row[name]);

const isDistinct = (values: readonly unknown[]) => new Set(values).size === values.length;

const pairs = <Item>(list: readonly Item[]) => list.slice(1).map((one, at) => [list[at], one]);

describe('rows keep', () => {
  const cases: Record<string, [RowDomain, (rows: readonly Row[]) => boolean]> = {
    'nils where they may be': [
      table([column('a', digit, { nil: 'null' }), column('b', digit, { nil: 'absent' })]),
      (rows) => rows.every(({ a, b }) => a !== undefined && b !== null),
    ],
    'unique values of few': [
      table([column('a', digit, { unique: true })]),
      (rows) => rows.length <= 10 && isDistinct(valuesOf(rows, 'a')),
    ],
    'unique texts': [
      table([column('a', domain({ ...text, maxLength: 2 }), { unique: true })]),
      (rows) => isDistinct(valuesOf(rows, 'a')),
    ],
    'keys of two columns': [
      table([column('a', digit), column('b', domain({ kind: 'constants', values: [1, 2] }))], {
        keys: [['a', 'b']],
      }),
      (rows) => isDistinct(rows.map(({ a, b }) => `${a} ${b}`)),
    ],
    'increasing values': [
      table([column('a', whole, { increasing: true })]),
      (rows) => pairs(valuesOf(rows, 'a')).every(([one, other]) => Number(one) < Number(other)),
    ],
    'relations in a chain': [
      table([column('a', digit), column('b', whole), column('c', digit)], {
        relations: [
          { left: 'a', op: '<', right: 'b' },
          { left: 'b', op: '<=', right: 'c' },
        ],
      }),
      (rows) => rows.every(({ a, b, c }) => Number(a) < Number(b) && Number(b) <= Number(c)),
    ],
    'relations of instants, and equal columns': [
      table(
        ['a', 'b', 'c'].map((name) =>
          column(name, domain({ kind: 'instant', minimum: 0, maximum: 1e12 }), { nil: 'null' }),
        ),
        {
          relations: [
            { left: 'a', op: '>', right: 'b' },
            { left: 'b', op: '=', right: 'c' },
          ],
        },
      ),
      (rows) =>
        rows.every(
          ({ a, b, c }) =>
            (a === null || b === null || Number(a) > Number(b)) &&
            (b === null || c === null || Number(b) === Number(c)),
        ),
    ],
    'tests of whole rows': [
      table([column('a', digit), column('b', digit)], {
        filters: [{ accepts: ({ a, b }) => Number(a) + Number(b) < 9, rule: 'a + b < 9' }],
      }),
      (rows) => rows.every(({ a, b }) => Number(a) + Number(b) < 9),
    ],
  };

  test.for(Object.entries(cases))('%s', ([, [of, isValid]]) => {
    expectLaws(
      () => rowsOf(of),
      (rows) => rows.length >= 1 && rows.length <= 20 && isValid(rows),
    );
  });
});

describe('shrinking', () => {
  const orders = table([
    column('id', whole, { unique: true }),
    column('note', domain(text), { nil: 'null' }),
    column('amount', whole),
  ]);

  test('leaves one row of simple values', () => {
    const run = fc.check(
      fc.property(rowsOf(orders), (rows) => rows.every(({ amount }) => Number(amount) < 500)),
      { seed: 4, numRuns: 1000 },
    );
    expect(run.counterexample).toEqual([[{ id: 0, note: '', amount: 500 }]]);
  });

  test('leaves a NULL where it matters', () => {
    const run = fc.check(
      fc.property(rowsOf(orders), (rows) => rows.every(({ note }) => note !== null)),
      { seed: 4, numRuns: 1000 },
    );
    expect(run.counterexample).toEqual([[{ id: 0, note: null, amount: 0 }]]);
  });

  test('keeps keys apart', () => {
    const run = fc.check(
      fc.property(rowsOf(orders), (rows) => rows.length < 3),
      { seed: 4 },
    );
    const [rows = []] = run.counterexample ?? [];
    expect(valuesOf(rows, 'id').sort()).toEqual([0, 1, 2]);
  });
});

test('keys that run out below the least number of rows are an error', () => {
  const of = table([column('a', digit, { unique: true })]);
  expect(() => fc.sample(rowsOf(of, 11, 20), 1)).toThrow(
    /for a of contract 'orders': the rule "11 rows/,
  );
});

test('the rates of refusals are listed', () => {
  const rows = rowsOf(
    table([column('a', digit)], {
      filters: [{ accepts: ({ a }) => Number(a) > 5, rule: 'a is above 5' }],
    }),
  );
  expect(rejections(rows)).toEqual([]);
  fc.sample(rows, 10);
  const [rejection] = rejections(rows);
  expect(rejection).toMatchObject({ contract: 'orders', rule: 'a is above 5' });
  expect(rejection?.refused).toBeGreaterThan(0);
});
