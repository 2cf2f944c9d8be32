import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import {
  type Translation,
  translateRegex,
} from '../../../../src/engine/duckdb/re2/translate-regex.ts';
import { type Judge, openJudge } from './re2-duckdb.ts';

let judge: Judge;
beforeAll(async () => {
  judge = await openJudge();
});
afterAll(() => judge.close());

const HOLDS_PAIR = /[\u{10000}-\u{10ffff}]/u;

/** Texts on which the engines could differ; every pattern is judged on all of them. */
const TEXTS: readonly string[] = [
  ...[
    '',
    'a',
    'b',
    'A',
    'ab',
    'abc',
    'aab',
    'aabb',
    'xa',
    'foo',
    'FOO',
    'foobar',
    'foo bar',
    'xfoo',
    'password1',
  ],
  ...[
    'a\n',
    '\na',
    'a\nb',
    'a\rb',
    'a\u2028b',
    'x\nfoo\ny',
    '\r\nfoo',
    'foo\u2029',
    '\n',
    '\n\n',
    'a\0b',
    '\0',
  ],
  ...[
    ' ',
    '\t',
    '\u00a0',
    '\ufeff',
    '\u3000',
    '\u0085',
    'a b',
    'k',
    'K',
    '\u212a',
    's',
    'S',
    'ſ',
    'ß',
    'ẞ',
    'ss',
  ],
  ...[
    'i',
    'I',
    'İ',
    'ı',
    'Σ',
    'σ',
    'ς',
    'é',
    'É',
    'aéa',
    'é b',
    'μ',
    'µ',
    'ǆ',
    'ǅ',
    'Ǆ',
    'ﬅ',
    'ﬆ',
    '\u0390',
    '\u1fd3',
  ],
  ...[
    '😀',
    '😀😀',
    'a😀',
    '😀a',
    'a😀b',
    '𐐀',
    '𐐨',
    '中',
    '\ufffd',
    '7',
    '42',
    '٣',
    '_',
    '-',
    '\\',
    ']',
    '{,2}',
    'a{,2}',
  ],
  ...[
    'a%c',
    'a_c',
    'a.c',
    "it's",
    '^',
    '$',
    'a^',
    '\b',
    '\u0001',
    '\u001f',
    '\u007f',
    'c',
    '\\c',
    '8',
    '0',
    'P',
    '@',
  ],
];

async function expectSameVerdicts(
  source: string,
  flags: string,
  texts: readonly string[],
): Promise<Translation> {
  const translation = translateRegex(source, flags);
  if (translation.kind === 'declined') return translation;
  const judged =
    translation.kind === 'exact' ? texts : texts.filter((one) => !HOLDS_PAIR.test(one));
  const expected = judged.map((one) => [one, new RegExp(source, flags).test(one)]);
  const verdicts = await judge.verdicts(translation.patterns, judged);
  expect(judged.map((one, index) => [one, verdicts[index]])).toEqual(expected);
  return translation;
}

/** The patterns as one line of text: `^a & not b`. */
const print = (translation: Translation): string =>
  translation.kind === 'declined'
    ? translation.reason
    : translation.patterns
        .map(({ pattern, negated }) => (negated ? `not ${pattern}` : pattern))
        .join(' & ');

const BREAK = '[\\n\\r\\x{2028}\\x{2029}]';
const ANY = '[\\x{0}-\\x{10ffff}]';

describe('exact', () => {
  test.each([
    ['', '', '()'],
    ['abc', '', 'abc'],
    ['abc', 'dg', 'abc'],
    ['^abc$', '', '^abc$'],
    ['a|b|', '', '(a|b|)'],
    ['(a)(?:b)(?<name>c)', '', 'abc'],
    ['^(?:a|b)*?$', '', '^(?:a|b)*$'],
    ['a??b+?c{2,}?', '', 'a?b+c{2,}'],
    ['a{0}b', '', 'b'],
    ['[]', '', `[^\\x{0}-\\x{10ffff}]`],
    ['[^]', '', ANY],
    ['^[^]*$', '', `^${ANY}*$`],
    ['^.*$', '', `^[^\\n\\r\\x{2028}\\x{2029}]*$`],
    ['^.+$', 's', `^${ANY}+$`],
    ['^[^,]+(,[^,]+)*$', '', '^[^,]+(?:,[^,]+)*$'],
    ['[^a-z]', '', '[^a-z]'],
    ['^.$', 'u', `^[^\\n\\r\\x{2028}\\x{2029}]$`],
    ['\\d\\w', '', '[0-9][0-9A-Z_a-z]'],
    ['^\\W$', 'iu', '^[^0-9A-Z_a-z\\x{17f}\\x{212a}]$'],
    ['^\\w$', 'i', '^[0-9A-Z_a-z]$'],
    ['^\\w$', 'iu', '^[0-9A-Z_a-z\\x{17f}\\x{212a}]$'],
    ['^k$', 'i', '^[Kk]$'],
    ['^k$', 'iu', '^[Kk\\x{212a}]$'],
    ['a|k|sk', 'i', '[Aa]|([Kk])|([Ss])([Kk])'],
    ['^ß$', 'i', '^\\x{df}$'],
    ['^ß$', 'iu', '^[\\x{df}\\x{1e9e}]$'],
    ['^σ$', 'i', '^[\\x{3a3}\\x{3c2}\\x{3c3}]$'],
    ['^(?s:.)$', 'u', `^${ANY}$`],
    ['^(?-s:.)$', 'su', `^[^\\n\\r\\x{2028}\\x{2029}]$`],
    ['(?m:^)foo', '', `(?:^|${BREAK})foo`],
    ['^a.b$', 'su', `^a${ANY}b$`],
    ['\\bfoo\\b', '', '\\bfoo\\b'],
    ['^foo$', 'm', `(?:^|${BREAK})foo(?:$|${BREAK})`],
    ['^$', 'm', `(?:^|${BREAK})(?:$|${BREAK})`],
    ['^$', '', '(^$)'],
    ['^^', '', '(^^)'],
    ['a^', '', '(a^)'],
    ['$a', '', '($a)'],
    ['(?:)a', '', 'a'],
    ['a%c', '', 'a%c'],
    ['^a_c$', '', '^a_c$'],
    ["it's", '', "it's"],
    ['^\\cA\\x07\\0\\t\\u00e9\\/$', '', '^\\x{1}\\x{7}\\x{0}\\t\\x{e9}/$'],
    ['\\c', '', '\\\\c'],
    ['a\\0b', '', 'a\\x{0}b'],
    ['^\\8\\60$', '', '^80$'],
    ['a{,2}', '', 'a\\{,2\\}'],
    [']', '', '\\]'],
    ['[\\]\\-^\\b]', '', '[\\x{8}\\-\\]\\^]'],
    ['^[+--]$', '', '^[+-\\-]$'],
    ['^\\u{61}$', 'u', '^a$'],
    ['^\\ud83d\\ude00$', '', '^\\x{1f600}$'],
    ['^😀$', '', '^\\x{1f600}$'],
    ['^\\ud83d[\\ude00-\\ude4f]$', '', '^[\\x{1f600}-\\x{1f64f}]$'],
    ['^[\\w--[a-z]]$', 'v', '^[0-9A-Z_]$'],
    ['foo(?=bar)', '', 'foobar'],
    ['(?<=foo)bar', '', 'foobar'],
    [
      '^(?!\\.)(?!.*\\.\\.)[a-z.]+$',
      '',
      `not ^\\. & not ^[^\\n\\r\\x{2028}\\x{2029}]*\\.\\. & ^[.a-z]+$`,
    ],
    ['^((?=.*\\d)[a-z\\d]{8,})$', '', `^[^\\n\\r\\x{2028}\\x{2029}]*[0-9] & ^[0-9a-z]{8,}$`],
    ['^[A-Z]{2}(?!00)\\d+$', '', 'not ^[A-Z]{2}00 & ^[A-Z]{2}[0-9]+$'],
    ['^(?=.{1,3}$)[a-z]+$', '', `^[^\\n\\r\\x{2028}\\x{2029}]{1,3}$ & ^[a-z]+$`],
  ])('/%s/%s', async (source, flags, patterns) => {
    const translation = await expectSameVerdicts(source, flags, TEXTS);
    expect([translation.kind, print(translation)]).toEqual(['exact', patterns]);
  });

  test.each(['\\p{L}', '\\P{L}', '\\p{Script=Greek}', '\\p{Emoji}', '[^\\p{Lu}]', '\\p{Lu}'])(
    '%s is what this JavaScript takes it for, whatever Unicode version RE2 has',
    async (property) => {
      for (const flags of ['u', 'iu', 'v', 'iv']) {
        expect((await expectSameVerdicts(`^${property}$`, flags, TEXTS)).kind).toBe('exact');
      }
    },
  );
});

describe('bmp', () => {
  test.each([
    ['^.$', ''],
    ['^.{1,3}$', ''],
    ['^.+.$', ''],
    ['a.b', ''],
    ['^[^a]+[^b]+$', ''],
    ['^\\W\\w*$', ''],
    ['\\B', ''],
    ['\\B', 'u'],
    ['a\\B', ''],
    ['^[😀]$', ''],
    ['^\\ud83d+', ''],
    ['^(?!a.b)c', ''],
  ])('/%s/%s', async (source, flags) => {
    expect((await expectSameVerdicts(source, flags, TEXTS)).kind).toBe('bmp');
  });
});

describe('declined', () => {
  test.each([
    ['(?=a)b', '', 'the lookahead `(?=a)`'],
    ['^a*(?!b)c', '', 'the lookahead `(?!b)`'],
    ['^(?!a)b', 'm', 'the lookahead `(?!a)`'],
    ['^(?:(?!bad).)*$', '', 'the lookahead `(?!bad)`'],
    ['(?<!a)b', '', 'the lookbehind `(?<!a)`'],
    ['(a)\\1', '', 'the backreference `\\1`'],
    ['(?<x>a)\\k<x>', '', 'the backreference `\\k<x>`'],
    ['a', 'y', 'the flag y'],
    ['a^b', 'm', '`^` in the midst of a pattern with the flag m'],
    ['\\bfoo', 'iu', '`\\b` with the flags i and u'],
    ['(?-i:a)b', 'i', 'the modifiers `(?-i:`, which JavaScript engines apply unevenly'],
    ['[\\q{ab|c}]', 'v', 'the strings in a class `\\q{ab|c}`'],
    ['\\p{RGI_Emoji}', 'v', 'the property of strings `\\p{RGI_Emoji}`'],
    ['a{1001}', '', 'a counted repetition over 1000, by itself or nested'],
    ['(?:a{40}){26}', '', 'a counted repetition over 1000, by itself or nested'],
    ['\\p{L}{900}', 'u', 'its size: RE2 has no room for its classes as often as they are repeated'],
    ['('.repeat(20_000) + ')'.repeat(20_000), '', 'its depth: groups are nested too deep'],
    ['(', '', 'its syntax: Invalid regular expression: /(/: Unterminated group'],
    ['a', 'x', 'its flags `x`, which are not all known'],
  ])('/%.20s/%s', (source, flags, reason) => {
    expect(translateRegex(source, flags)).toEqual({ kind: 'declined', reason });
  });
});

describe('what RE2 compiles', () => {
  test.each([
    ['a{1000}', ''],
    ['(?:a{40}){25}', ''],
    ['^\\p{L}{1,255}$', 'u'],
    ['^.{0,1000}$', ''],
    ['\\S{1000}\\S{1000}', 'u'],
    ['('.repeat(500) + ')'.repeat(500), ''],
  ])('/%.20s/%s', async (source, flags) => {
    expect(
      (await expectSameVerdicts(source, flags, ['', 'a', 'a'.repeat(1000), 'é'.repeat(255)])).kind,
    ).not.toBe('declined');
  });

  test('a pattern in a column has the verdict of a constant', async () => {
    for (const pattern of ['(^^)', '(a^)', 'a\\x{0}b', '^[Aa]$', "it's", '(a|b|)']) {
      const constant = await judge.verdicts(
        [{ pattern, negated: false, glob: null, isWhole: false }],
        TEXTS,
      );
      expect(await judge.verdictsOfColumn(pattern, TEXTS)).toEqual(constant);
    }
  });
});

describe("zod's own formats", () => {
  const VALUES = [
    ...[
      'a@b.co',
      'A.b+c@sub.example.org',
      '.a@b.co',
      'a..b@c.de',
      'a@b',
      '"a b"@c.de',
      'ü@münchen.de',
      '😀@b.co',
      'a@[1.2.3.4]',
    ],
    ...[
      '123e4567-e89b-12d3-a456-426614174000',
      '00000000-0000-0000-0000-000000000000',
      '123e4567-e89b-42d3-a456-42661417400',
    ],
    ...[
      '1.2.3.4',
      '256.1.1.1',
      '01.2.3.4',
      '1.2.3.4/24',
      '1.2.3.4/33',
      '::1',
      'fe80::1',
      '1:2:3:4:5:6:7:8',
      '::1/128',
      '::1/129',
    ],
    ...[
      '',
      'YQ==',
      'YWI=',
      'YWJj',
      'YWJ',
      'a-_b',
      'ab+/',
      '2024-02-29',
      '2023-02-29',
      '2024-04-31',
      '12:30',
      '12:30:00',
      '24:00:00',
    ],
    ...[
      '2024-02-29T12:30:00Z',
      '2024-02-29T12:30:00.123+02:00',
      '2024-02-29T12:30Z',
      'P1Y2M',
      'P1W',
      'PT',
      'P',
      'P1Y1W',
      'PT5M',
    ],
    ...[
      'cjld2cjxh0000qzrmn831i7rn',
      'tz4a98xxat96iws9zmbrgj3a',
      '01ARZ3NDEKTSV4RRFFQ69G5FAV',
      '9m4e2mr0ui3e8a215n4g',
    ],
    ...[
      'V1StGXR8_Z5jdHi6B-myT',
      '0ujtsYcgvSTl8PAuAdqWYSMnLOv',
      '+14155552671',
      '+0155',
      '😀',
      '😀😀',
      '1',
      '#',
      '👩‍👩‍👧',
      '1️⃣',
      '🇩🇪',
    ],
    ...[
      'example.com',
      'example.com.',
      'localhost',
      '-a.com',
      `${'a'.repeat(64)}.com`,
      'a.b',
      'exämple.com',
      'http',
      'https',
      'httpss',
    ],
    ...[
      'DE89370400440532013000',
      'DE00370400440532013000',
      'de89',
      '4111 1111 1111 1111',
      '4111-1111',
      'EUR',
      'eur',
      'XXXX',
      'TRUE',
      'false',
    ],
    ...[
      'null',
      'NULL',
      'undefined',
      '12',
      '-12n',
      '1.5',
      '1.',
      'abc',
      'ABC',
      'ä',
      'deadBEEF',
      'g',
      'aa:bb:cc:dd:ee:ff',
      'AA:bb:cc:dd:ee:ff',
    ],
    ...[
      'a'.repeat(32),
      'a'.repeat(40),
      'a'.repeat(64),
      'a'.repeat(96),
      'a'.repeat(128),
      `${'a'.repeat(22)}==`,
      `${'a'.repeat(27)}=`,
      `${'a'.repeat(43)}=`,
    ],
    ...['a@b.co\n', '1.2.3.4\n', '2024-02-29\n', '\n'],
  ];
  const called: ReadonlyMap<string, RegExp> = new Map([
    ['uuid', z.core.regexes.uuid()],
    ['emoji', z.core.regexes.emoji()],
    ['mac', z.core.regexes.mac()],
    ['time', z.core.regexes.time({})],
    ['datetime', z.core.regexes.datetime({ offset: true, local: true })],
    ['nanoidOfLength', z.core.regexes.nanoidOfLength(10)],
    ['string', z.core.regexes.string({ minimum: 2, maximum: 5 })],
  ]);
  const formats = Object.entries(z.core.regexes).map(
    ([name, regex]) => [name, regex instanceof RegExp ? regex : called.get(name)] as const,
  );
  const others: Readonly<Record<string, string>> = {
    duration: 'declined',
    extendedDuration: 'declined',
    string: 'bmp',
  };

  test.each(formats)('%s', async (name, regex) => {
    expect(regex).toBeInstanceOf(RegExp);
    if (!regex) return;
    const translation = await expectSameVerdicts(regex.source, regex.flags, VALUES);
    expect(translation.kind).toBe(others[name] ?? 'exact');
  });
});
