import { expect, test } from 'vitest';
import { kindInWords, withArticle } from '../../src/value/kind-in-words.ts';

test.each([
  [undefined, 'undefined'],
  [null, 'null'],
  [[], 'a list'],
  [{}, 'an object'],
  [1, 'a number'],
  [() => 1, 'a function'],
])('%j is worded with its article', (value, words) => {
  expect(kindInWords(value)).toBe(words);
});

test.each(['an Invoice', 'a URL', 'a User', 'a Uint8Array', 'an unknown', 'a Map', 'a UUID'])(
  '%s',
  (words) => {
    expect(withArticle(words.replace(/^an? /, ''))).toBe(words);
  },
);
