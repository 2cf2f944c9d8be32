import { describe, expect, test } from 'vitest';
import { countryCodes, isIsbn, isLei } from '../../../src/contract/schema/zod-checksums.ts';

describe('ISBN', () => {
  test.for([
    '0306406152',
    '0-306-40615-2',
    '0 306 40615 2',
    '080442957X',
    '0-8044-2957-X',
    '9780306406157',
    '978-0-306-40615-7',
    '979-10-90636-07-1',
    '97-80306406157',
  ])('%s is one', (text) => {
    expect(isIsbn(text)).toBe(true);
  });

  test.for([
    ['a wrong check digit of ten', '0306406153'],
    ['a wrong check digit of thirteen', '9780306406158'],
    ['two digits in each other’s place', '0360406152'],
    ['X for a digit that is none of ten', '0306406X52'],
    ['X where another digit is due', '030640615X'],
    ['X at the end of thirteen', '978030640615X'],
    ['nine digits', '030640615'],
    ['eleven digits, weighed as thirteen', '97803064061'],
    ['twelve digits', '978030640615'],
    ['fourteen digits', '97803064061570'],
    ['thirteen digits of no book', '4006381333931'],
    ['a book’s number further on', '1978030640615'],
    ['a number with 978 further on', '4978000000008'],
    ['twelve digits that weigh right', '978020000000'],
    ['X at the end of thirteen that weigh right', '978020000000X'],
    ['two hyphens together', '0--306406152'],
    ['a hyphen at an end', '0306406152-'],
    ['something before', 'x0306406152'],
    ['something behind', '0306406152x'],
    ['a line behind', '0306406152\n'],
    ['nothing', ''],
  ])('%s is none', ([, text]) => {
    expect(isIsbn(text ?? '')).toBe(false);
  });
});

describe('LEI', () => {
  test.for(['5493001KJTIIGC8Y1R12', '529900T8BM49AURSDO55'])('%s is one', (text) => {
    expect(isLei(text)).toBe(true);
  });

  test.for([
    '5493001KJTIIGC8Y1R13',
    '5493001KJTIIGC8Y1R1',
    '5493001KJTIIGC8Y1R120',
    'X5493001KJTIIGC8Y1R12',
    // It makes 1 modulo 97 as well.
    '975493001KJTIIGC8Y1R12',
    '5493001kjtiigc8y1r12',
    '5493001KJTIIGC8Y1RA2',
    '5493001KJTIIGC8Y1R12\n',
    '',
  ])('%j is none', (text) => {
    expect(isLei(text)).toBe(false);
  });
});

test('249 countries have a code, each once and in order', () => {
  expect(countryCodes).toHaveLength(249);
  expect([...new Set(countryCodes)].sort()).toEqual(countryCodes);
  expect(countryCodes.filter((code) => !/^[A-Z]{2}$/.test(code))).toEqual([]);
});
