import { expect, test } from 'vitest';
import {
  and,
  column,
  compare,
  countIf,
  isNull,
  literal,
  not,
  type Predicate,
  sql,
} from '../../src/metric/expression.ts';
import { columnsIn, nodesIn, sqlIn } from '../../src/metric/walk.ts';

const judged: Predicate = {
  kind: 'judged',
  columns: ['j', 'k'],
  judge: { by: 'zod', key: 'zod:1', prepare: async () => () => true },
};

test('all nodes are found, from the outside in', () => {
  const predicate = and(not(isNull(column('a'))), compare(column('b'), '<', literal(new Date(0))));
  expect([...nodesIn(predicate)].map(({ kind }) => kind)).toEqual([
    'and',
    'not',
    'isNull',
    'column',
    'compare',
    'column',
    'literal',
  ]);
  for (const nothing of [null, undefined, 'column', 5, new Date(0), [], {}])
    expect([...nodesIn(nothing)]).toEqual([]);
});

test('the columns of an expression are those that it names, and those that a judge reads', () => {
  const predicate = and(isNull(column('a')), judged, compare(column('b'), '>', column('a')));
  expect([...columnsIn(predicate)]).toEqual(['a', 'j', 'k', 'b']);
  expect([...columnsIn(countIf(predicate))]).toEqual(['a', 'j', 'k', 'b']);
  expect([
    ...columnsIn({ kind: 'sum', of: { kind: 'add', terms: [column('a'), column('c')] } }),
  ]).toEqual(['a', 'c']);
  expect([...columnsIn(sql('a > b'))]).toEqual([]);
});

test('a user’s SQL is found wherever it stands, each text once', () => {
  expect(sqlIn(not(sql('a > b')))).toEqual(['a > b']);
  expect(sqlIn(and(sql('x'), isNull(column('a')), not(and(sql('y'), sql('x')))))).toEqual([
    'x',
    'y',
  ]);
  expect(sqlIn(isNull(column('a')))).toEqual([]);
  expect(sqlIn(null)).toEqual([]);
});
