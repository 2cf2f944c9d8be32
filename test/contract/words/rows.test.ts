import { describe, expect, test } from 'vitest';
import { everywhere } from '../../../src/metric/metric.ts';
import { one, titles } from '../example.ts';
import { refusal } from '../refusal.ts';

test('each is called as it is written', () => {
  const written = titles(({ rows }) => [
    rows.count().between(1, 5_000_000),
    rows.duplicates('date', 'origin').atMost('1%'),
    rows.key('id'),
    rows.satisfy('origin <> destination'),
    rows.where("status = 'late'").count().atLeast('1%'),
    rows.where('tip > 0').where('fare > 0').key('id'),
    rows.per('origin', 'status').count().atLeast(50),
    rows.where('tip > 0').per('origin').satisfy("email like '%\"%'").except(10),
  ]);
  expect(written).toEqual([
    'rows.count() is between 1 and 5,000,000',
    "rows.duplicates('date', 'origin') is at most 1%",
    "rows.key('id')",
    "rows.satisfy('origin <> destination')",
    'rows.where("status = \'late\'").count() is at least 1%',
    "rows.where('tip > 0').where('fare > 0').key('id')",
    "rows.per('origin', 'status').count() is at least 50",
    "rows.where('tip > 0').per('origin').satisfy('email like \\'%\"%\\'') in all but 10 rows",
  ]);
});

describe('scopes', () => {
  test('add up, and leave the scope that they come from alone', () => {
    const { scope } = one(({ rows }) => {
      const late = rows.where('delay > 15');
      late.where('tip > 0');
      return late.per('origin').where('fare > 0').per('status', 'origin').count().atLeast(2);
    }).metric;
    expect(scope).toEqual({ where: ['delay > 15', 'fare > 0'], per: ['origin', 'status'] });
  });

  test('carry over to their columns, whose segments must be there', () => {
    const { metric } = one(({ rows }) =>
      rows.where('tip > 0').per('origin').column('delay').mean().atMost(15),
    );
    expect(metric.label).toBe("rows.where('tip > 0').per('origin').column('delay').mean()");
    expect(metric.scope).toEqual({ where: ['tip > 0'], per: ['origin'] });
    expect(metric.needs.map(({ column }) => column)).toEqual(['origin', 'delay']);
  });

  test('a count under a scope is a share of all rows of the dataset', () => {
    const { metric } = one(({ rows }) => rows.where('tip > 0').count().atLeast('1%'));
    expect(metric).toMatchObject({ unit: 'count', value: { kind: 'count' }, of: { kind: 'rows' } });
  });

  test('without one, it is all rows', () => {
    expect(one(({ rows }) => rows.count().atLeast(1)).metric.scope).toBe(everywhere);
  });
});

test('duplicates leave a NULL out of the base as well, and a key does not', () => {
  const duplicates = one(({ rows }) => rows.duplicates('origin', 'date').atMost(0)).metric;
  const key = one(({ rows }) => rows.key('origin', 'date')).metric;
  expect(duplicates.of).toMatchObject({ kind: 'countIf', predicate: { kind: 'and' } });
  expect(duplicates.value).toMatchObject({ kind: 'duplicates', nulls: 'skip' });
  expect(key.of).toEqual({ kind: 'count' });
  expect(key.value).toMatchObject({ kind: 'duplicates', nulls: 'violate' });
  expect([duplicates.condition, key.condition?.kind]).toEqual([null, 'unique']);
});

test.for(['duplicates', 'key', 'per'] as const)('rows.%s() needs a column', (method) => {
  expect(refusal(() => one(({ rows }) => rows[method]() as never))).toEqual({
    code: 'CONTRACT_INVALID',
    message: `rows.${method}() needs one column or more: rows.${method}('id').`,
  });
});

test.for(['duplicates', 'key', 'per'] as const)(
  'rows.%s() names a column that is none',
  (method) => {
    const run = () => one(({ rows }) => rows[method]('id', 'orign' as 'origin') as never);
    expect(refusal(run)).toEqual({
      code: 'COLUMN_UNKNOWN',
      message:
        "The schema has no column 'orign': did you mean 'origin'? It has id, date, booked, delay, distance, fare, tip, origin, destination, email, payload, status.",
    });
  },
);

test.for([
  ['satisfy', '', "'origin <> destination'"],
  ['satisfy', ' \n', "'origin <> destination'"],
  ['satisfy', undefined, "'origin <> destination'"],
  ['where', '', "'distance > 2000'"],
  ['where', true, "'distance > 2000'"],
] as const)('rows.%s(%o) is refused', ([method, text, example]) => {
  expect(refusal(() => one(({ rows }) => rows[method](text as string) as never))).toEqual({
    code: 'CONTRACT_INVALID',
    message: `rows.${method}(...) takes an SQL predicate, such as ${example}.`,
  });
});
