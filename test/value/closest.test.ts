import { expect, test } from 'vitest';
import { closest } from '../../src/value/closest.ts';

test.for<[string, readonly string[], string | undefined]>([
  ['delay', ['delay', 'delays'], 'delay'],
  ['DELAY', ['origin', 'delay'], 'delay'],
  ['dely', ['origin', 'delay'], 'delay'],
  ['delaay', ['origin', 'delay'], 'delay'],
  ['dalay', ['relay', 'delay'], 'delay'],
  // Two changes of a short word, half of a long one.
  ['ab', ['cd'], 'cd'],
  ['ab', ['cde'], undefined],
  ['abcdef', ['abcxyz'], 'abcxyz'],
  ['abcdef', ['abwxyz'], undefined],
  ['a', ['abc'], 'abc'],
  ['a', ['abcd'], undefined],
  ['abc', ['c'], 'c'],
  ['kitten', ['sitting'], 'sitting'],
  ['sunday', ['saturday'], 'saturday'],
  ['flaw', ['lawn'], 'lawn'],
  ['', ['ab'], 'ab'],
  ['delay', [], undefined],
])('%s among %j is %s', ([word, known, found]) => {
  expect(closest(word, known)).toBe(found);
});
