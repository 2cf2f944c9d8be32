import { expect, test } from 'vitest';
import { contract } from '../../src/contract/contract.ts';
import { titledExpectations } from '../../src/contract/titled-expectations.ts';
import { schema, titles } from './example.ts';

test('a title is the name given to it, or the metric with its bound', () => {
  const written = titles(({ rows, column }) => [
    rows.count().atLeast(1).named('there is data'),
    rows.count().atLeast(1).warn().because('reasons are no part of it').tagged('nor tags'),
    column('origin').notNull(),
    column('origin').notNull().except(0),
    column('origin').notNull().except('0.1%').allowEmpty(),
  ]);
  expect(written).toEqual([
    'there is data',
    'rows.count() is at least 1',
    "column('origin').notNull()",
    "column('origin').notNull() (2)",
    "column('origin').notNull() in all but 0.1% of rows",
  ]);
});

test('equal titles are told apart, also from names that look like it', () => {
  const written = titles(({ column }) => [
    column('tip').finite(),
    column('fare').finite().named("column('tip').finite() (2)"),
    column('tip').finite(),
    column('tip').finite(),
  ]);
  expect(written).toEqual([
    "column('tip').finite()",
    "column('tip').finite() (2)",
    "column('tip').finite() (3)",
    "column('tip').finite() (4)",
  ]);
});

test('ids are unique over a whole contract, and the same each time', () => {
  const make = () =>
    contract('example', { schema }, ({ rows, column }) => [
      rows.count().above(0),
      column('origin').notNull(),
      column('distance').integer(),
    ]);
  const ids = titledExpectations(make()).map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(titledExpectations(make()).map(({ id }) => id)).toEqual(ids);
});
