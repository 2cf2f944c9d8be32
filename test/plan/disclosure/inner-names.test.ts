import { expect, test } from 'vitest';
import { innerNames, withoutInnerNames } from '../../../src/plan/disclosure/inner-names.ts';

test.for<[type: string, names: readonly string[], told: string]>([
  ['BIGINT', [], 'BIGINT'],
  ['DECIMAL(10,2)', [], 'DECIMAL(10,2)'],
  ['DECIMAL(10, 2)[]', [], 'DECIMAL(10, 2)[]'],
  ['STRUCT("Jane Doe" BIGINT, k BIGINT)', ['Jane Doe', 'k'], 'STRUCT(…)'],
  [
    'STRUCT(a STRUCT("b ""c"" (d" INTEGER), e DECIMAL(3,1))[]',
    ['b "c" (d', 'a', 'e'],
    'STRUCT(…)[]',
  ],
  ["ENUM('Jane', 'O''Hare)')", ['Jane', "O'Hare)"], 'ENUM(…)'],
  ['UNION(num INTEGER, "a b" VARCHAR)', ['a b', 'num'], 'UNION(…)'],
  ['MAP(VARCHAR, STRUCT(jane BIGINT))', ['jane'], 'MAP(VARCHAR, STRUCT(…))'],
])('the names in %s', ([type, names, told]) => {
  expect(innerNames(type)).toEqual(names);
  const sentence = (one: string) => `column 'a' is ${one}, which is not text (of two)`;
  expect(withoutInnerNames(sentence(type))).toBe(sentence(told));
});

test('what was cut short is told to no end', () => {
  expect(withoutInnerNames('is STRUCT("Jane')).toBe('is STRUCT(…)');
  expect(withoutInnerNames("is ENUM('a', 'b")).toBe('is ENUM(…)');
});
