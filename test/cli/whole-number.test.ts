import { expect, test } from 'vitest';
import { wholeNumber } from '../../src/cli/whole-number.ts';

test.each([
  ['200', 200],
  [' 7 ', 7],
])('the whole number of %j is %i', (text, number) => {
  expect(wholeNumber('--rows', text, [1, 1000])).toBe(number);
});

test.each(['', '0', '1001', '-3', '2.5', '1e2', 'many'])('%j is refused', (text) => {
  expect(() => wholeNumber('--rows', text, [1, 1000])).toThrow(
    `--rows takes a whole number from 1 to 1,000, not '${text}'.`,
  );
});
