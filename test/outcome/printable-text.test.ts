import { describe, expect, test } from 'vitest';
import {
  allOf,
  counted,
  inert,
  truncate,
  visible,
  width,
  wrap,
} from '../../src/outcome/printable-text.ts';

describe('visible', () => {
  test.each([
    ['plain', 'plain'],
    ['a\tb\r\nc\0', 'a\\tb\\r\\nc\\0'],
    ['\u001b[31mred', '\\u{1b}[31mred'],
    ['user\u202egnp.exe', 'user\\u{202e}gnp.exe'],
    ['zero\u200bwidth\ufeff', 'zero\\u{200b}width\\u{feff}'],
    ['lone \ud800 half', 'lone \\u{d800} half'],
    ['日本 é 👩', '日本 é 👩'],
    ['caf\u00e9 cafe\u0301', 'café cafe\\u{301}'],
    [
      'हिन्दी \u0958\u093e \u05d1\u05bc\u05b0 Viê\u0323t',
      'हिन्दी \u0958\u093e \u05d1\u05bc\u05b0 Viê\\u{323}t',
    ],
  ])('prints %j as %s', (text, printed) => {
    expect(visible(text)).toBe(printed);
  });
});

describe('inert', () => {
  test.each([
    ['  ::error::x', '  \\u{3a}:error::x'],
    ['a::b', 'a::b'],
    ['x ##[group]y', 'x #\\u{23}[group]y'],
    ['###[error]', '##\\u{23}[error]'],
    ['##vso[task.complete]', '#\\u{23}vso[task.complete]'],
    ["##teamcity[testFailed name='x']", "#\\u{23}teamcity[testFailed name='x']"],
    ['## heading', '## heading'],
  ])('prints %j as %s', (line, printed) => {
    expect(inert(line)).toBe(printed);
  });
});

describe('width', () => {
  test.each([
    ['abc', 3],
    ['日本', 4],
    ['e\u0301', 1],
    ['👩', 2],
    ['', 0],
  ])('counts the cells of %j', (text, cells) => {
    expect(width(text)).toBe(cells);
  });
});

describe('truncate', () => {
  test('leaves what fits', () => {
    expect(truncate('abcd', 4)).toBe('abcd');
  });

  test.each([
    ['abcde', 4, 'abc…'],
    ['日本語', 4, '日…'],
    ['日本語', 5, '日本…'],
    ['👩👩', 3, '👩…'],
  ])('cuts %j to %i cells', (text, limit, cut) => {
    expect(truncate(text, limit)).toBe(cut);
    expect(width(cut)).toBeLessThanOrEqual(limit);
  });
});

describe('wrap', () => {
  test('breaks at spaces and keeps a long word whole', () => {
    expect(wrap('one two  three https://example.org/a/b four', 9)).toEqual([
      'one two',
      'three',
      'https://example.org/a/b',
      'four',
    ]);
  });

  test('fills a line to its last cell', () => {
    expect(wrap('four five six', 9)).toEqual(['four five', 'six']);
    expect(wrap('four fives six', 9)).toEqual(['four', 'fives six']);
    expect(wrap(' a   b ', 9)).toEqual(['a b']);
  });

  test('gives no line for nothing', () => {
    expect(wrap('  ', 9)).toEqual([]);
  });
});

test('counted groups digits and knows one from many', () => {
  expect([counted(1, 'row'), counted(0, 'row'), counted(2_000_000, 'row')]).toEqual([
    '1 row',
    '0 rows',
    '2,000,000 rows',
  ]);
});

test('a word longer than a line is broken, and a path is not', () => {
  expect(wrap('a bcdefgh', 3)).toEqual(['a', 'bcd', 'efg', 'h']);
  expect(wrap('in data/flights.csv', 5)).toEqual(['in', 'data/flights.csv']);
});

test('all of a count are said, or the only one', () => {
  expect(allOf(1, 'row')).toBe('the only row');
  expect(allOf(1200, 'row')).toBe('all 1,200 rows');
});
