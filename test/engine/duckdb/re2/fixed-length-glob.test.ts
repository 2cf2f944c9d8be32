import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { translateRegex } from '../../../../src/engine/duckdb/re2/translate-regex.ts';
import { type Judge, openJudge } from './re2-duckdb.ts';

let judge: Judge;
beforeAll(async () => {
  judge = await openJudge();
});
afterAll(() => judge.close());

const globs = (source: string, flags = '') => {
  const translated = translateRegex(source, flags);
  return translated.kind === 'declined' ? [] : translated.patterns.map(({ glob }) => glob);
};

describe('a pattern of fixed length', () => {
  test.each([
    ['^[A-Z]{3}$', '[A-Z][A-Z][A-Z]'],
    ['^SKU-\\d{2}$', 'SKU-[0-9][0-9]'],
    ['^\\w$', '[0-9A-Z_a-z]'],
    ['^(?:ab){2}c$', 'ababc'],
    ['^a!\\^b$', 'a!^b'],
  ])('%s is the GLOB %s', (source, glob) => {
    expect(globs(source)).toEqual([glob]);
  });

  test.each([
    '^a+$',
    '^a?$',
    'a',
    '^a',
    'a$',
    '^a|b$',
    '^[^a]$',
    '^.$',
    '^\\*$',
    '^é$',
    '^[\\]a]$',
    '^[!a]$',
    '^[a^]$',
    '^ $',
    '^a{65}$',
    '^\\[$',
    '^\\?$',
  ])('%s is left to RE2', (source) => {
    expect(globs(source)).toEqual([null]);
  });

  test('ignores the case as the expression does', () => {
    expect(globs('^ab$', 'i')).toEqual(['[Aa][Bb]']);
  });
});

test('the GLOB has the verdict of the regular expression', async () => {
  const place = fc.constantFrom(
    'a',
    'Z',
    '0',
    '-',
    '_',
    '/',
    '[a-c]',
    '[A-Z]',
    '\\d',
    '\\w',
    '[x-z0-3]',
    '!',
    '#',
    '@',
    '\\.',
    '(?:ab)',
    '[.:]',
  );
  const count = fc.constantFrom('', '{1}', '{2}', '{3}');
  const source = fc
    .array(fc.tuple(place, count), { maxLength: 6 })
    .map((parts) => `^${parts.map((part) => part.join('')).join('')}$`);
  const text = fc.string({
    unit: fc.constantFrom(
      'a',
      'b',
      'Z',
      '0',
      '5',
      '-',
      '_',
      '/',
      'x',
      '!',
      '#',
      '.',
      ':',
      'é',
      '😀',
      '\n',
      '[',
      '*',
      '?',
      '\\',
    ),
    maxLength: 8,
  });
  let glob = 0;
  let matching = 0;
  await fc.assert(
    fc.asyncProperty(
      source,
      fc.array(text, { minLength: 1, maxLength: 30 }),
      async (pattern, texts) => {
        const translated = translateRegex(pattern, '');
        if (translated.kind === 'declined') throw new Error(translated.reason);
        glob += Number(translated.patterns.some((one) => one.glob !== null));
        // A text that fits, else nearly none would.
        const all = [...texts, fitting(pattern)];
        const expected = all.map((one) => new RegExp(pattern).test(one));
        matching += expected.filter(Boolean).length;
        expect(await judge.verdicts(translated.patterns, all)).toEqual(expected);
      },
    ),
    { numRuns: 500 },
  );
  expect(glob).toBeGreaterThan(250);
  expect(matching).toBeGreaterThan(250);
});

const samples: Readonly<Record<string, string>> = {
  '\\d': '7',
  '\\w': '_',
  '\\.': '.',
  '(?:ab)': 'ab',
  '[a-c]': 'b',
  '[A-Z]': 'Q',
  '[x-z0-3]': '2',
  '[.:]': ':',
};

/** A text that a pattern of the property's parts matches. */
function fitting(pattern: string): string {
  return [...pattern.slice(1, -1).matchAll(/(\(\?:ab\)|\[[^\]]*\]|\\.|.)(?:\{(\d)\})?/g)]
    .map(([, part = '', times = '1']) => (samples[part] ?? part).repeat(Number(times)))
    .join('');
}
