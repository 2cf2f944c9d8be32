import { expect, test } from 'vitest';
import { fitWords, syntaxWords } from '../../../src/dataset/sql/sql-words.ts';

test.each([
  [
    'selec 1',
    'syntax error at or near "selec"',
    0,
    '"selec" at character 1 can\'t stand there: did you mean "select" in place of "selec"?',
  ],
  [
    'select a form t',
    'syntax error at or near "t"',
    14,
    '"t" at character 15 can\'t stand there: did you mean "from" in place of "form"?',
  ],
  ['select (1', 'syntax error at end of input', 9, 'it ends too early'],
  [
    'select é\n , , 2',
    'syntax error at or near ","',
    12,
    '"," at line 2, character 4 can\'t stand there',
  ],
  [
    "select 'Zoe Secret",
    'unterminated quoted string at or near "\'Zoe Secret"',
    7,
    'the quoted string that begins at character 8 has no end',
  ],
  [
    'select /* a',
    'unterminated /* comment at or near "/* a"',
    7,
    'the block comment that begins at character 8 has no end',
  ],
  [
    '((((',
    'Max expression depth limit of 1000 exceeded',
    null,
    'Max expression depth limit of 1000 exceeded',
  ],
] as const)('%j does not parse: %s', (sql, message, at, words) => {
  expect(syntaxWords({ message, at }, sql)).toBe(words);
});

test.each([
  [
    'select nmae',
    'Referenced column "nmae" not found in FROM clause! Candidate bindings: "t.name", "id"',
    'there is no column "nmae" at character 8: did you mean "name"?',
  ],
  [
    'select zz + zz',
    'Referenced column "zz" not found in FROM clause! Candidate bindings: "amount", "country"',
    'there is no column "zz"; the nearest are "amount", "country"',
  ],
  [
    'select t.x',
    'Values list "t" does not have a column named "x"',
    'there is no column "x" at character 10',
  ],
  [
    'select foo(a)',
    'Scalar Function with name foo does not exist! Did you mean "floor"?',
    'there is no function foo() at character 8: did you mean floor()?',
  ],
  [
    'a >> > 5',
    'Scalar Function with name >>__postfix does not exist! Did you mean "!__postfix"?',
    'the operator >> at character 3 has no value behind it',
  ],
  [
    'a @@ 5',
    'Scalar Function with name @@ does not exist! Did you mean "@"?',
    'there is no operator @@ at character 3',
  ],
  [
    'lower(a)',
    "No function matches the given name and argument types 'lower(INTEGER_LITERAL)'. You might need to add explicit type casts. Candidate functions: lower(VARCHAR) -> VARCHAR",
    'lower() does not take 1 argument of type INTEGER: cast it',
  ],
  [
    'a::foo',
    'Type with name foo does not exist! Did you mean "bool"?',
    'there is no type foo at character 4',
  ],
  [
    'select a, sum(b)',
    'column "a" must appear in the GROUP BY clause or must be part of an aggregate function. Either add it to the GROUP BY list, or use "ANY_VALUE(a)" if the exact value of "a" is not important.',
    'column "a" at character 8 is neither in the GROUP BY nor within an aggregate: add it there, or take any_value("a")',
  ],
  ['anything', 'words that nobody foresaw', 'words that nobody foresaw'],
])('%j does not fit: %s', (sql, message, words) => {
  expect(fitWords(message, sql)).toBe(words);
});
