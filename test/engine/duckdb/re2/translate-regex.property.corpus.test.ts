import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { translateRegex } from '../../../../src/engine/duckdb/re2/translate-regex.ts';
import { type Judge, openJudge } from './re2-duckdb.ts';

let judge: Judge;
beforeAll(async () => {
  judge = await openJudge();
});
afterAll(() => judge.close());

const HOLDS_PAIR = /[\u{10000}-\u{10ffff}]/u;

/** Characters where the engines could differ: folding, ends of lines, blanks, pairs, syntax of LIKE and RE2. */
const character = fc.constantFrom(
  ...['a', 'b', 'B', 'k', 'K', 's', 'S', 'i', 'I', '0', '7', '_', ' ', '-', '%', '.', '\\', "'"],
  ...['é', 'É', 'ß', 'ẞ', 'ſ', '\u212a', 'İ', 'ı', 'Σ', 'ς', 'σ', 'ǅ', 'ǆ', '中'],
  ...['\n', '\r', '\u2028', '\u00a0', '\ufeff', '\t', '\0', '\ufffd', '😀', '😁', '𐐀', '𐐨'],
);
const text = fc.string({ unit: character, maxLength: 7 });

const hex = (char: string): string =>
  char
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');
const literal = character.chain((char) =>
  fc.constantFrom(/[\\.^$*+?()[\]{}|/]/.test(char) ? `\\${char}` : char, hex(char)),
);
const escapes = fc.constantFrom('\\w', '\\W', '\\d', '\\D', '\\s', '\\S');
const span = fc.constantFrom(
  'a-k',
  'A-S',
  '0-7',
  'é-ÿ',
  '\\n-\\r',
  'ſ-ƀ',
  '\\u2000-\\u2fff',
  '\\b',
);
const characterClass = fc
  .tuple(
    fc.constantFrom('[', '[^'),
    fc.array(
      fc.oneof(
        literal.filter((char) => char !== '-'),
        escapes,
        span,
      ),
      { maxLength: 3 },
    ),
  )
  .map(([open, members]) => `${open}${members.join('')}]`);
const property = fc.constantFrom(
  ...['\\p{L}', '\\P{L}', '\\p{Lu}', '\\P{Lu}', '\\p{Script=Greek}', '[^\\p{Ll}]', '\\u{1f600}'],
);
const setOperation = fc.constantFrom('[\\w--[a-k]]', '[\\p{L}&&[^a-z]]', '[[a-k]\\d]');

/** The atoms that the flags allow. */
const atomOf = (flags: string): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 5, arbitrary: literal },
    { weight: 3, arbitrary: fc.oneof(escapes, fc.constant('.')) },
    { weight: 3, arbitrary: characterClass },
    { weight: /[uv]/.test(flags) ? 1 : 0, arbitrary: property },
    { weight: flags.includes('v') ? 1 : 0, arbitrary: setOperation },
  );

const anchor = fc.constantFrom('^', '$', '\\b', '\\B');
const opening = fc.constantFrom('(', '(?:', '(?<n>', '(?s:', '(?m:', '(?-m:');
const count = fc.constantFrom(
  ...['*', '+', '?', '*?', '+?', '??', '{2}', '{1,3}', '{0,2}?', '{2,}', '{0}', '{1}'],
);

/** The shape of a pattern; `?` below stands for what is filled in. */
const frame = fc.constantFrom(
  ...[
    '?|?',
    '?|?',
    '?',
    '?',
    '^?$',
    '^?$',
    '^(?=?)?',
    '^.(?!?)?',
    '^(?!?|?)(?=?)?$',
    '(?<=?)?(?=?)',
  ],
);

/** A pattern of these atoms. */
function pattern(atom: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const { sequence } = fc.letrec<{ sequence: string; part: string }>((tie) => ({
    sequence: fc
      .array(tie('part'), { maxLength: 4, depthIdentifier: 'pattern' })
      .map((parts) => parts.join('')),
    part: fc.oneof(
      { depthIdentifier: 'pattern' },
      { weight: 4, arbitrary: atom },
      { weight: 4, arbitrary: fc.tuple(atom, count).map((parts) => parts.join('')) },
      { weight: 1, arbitrary: anchor },
      {
        weight: 1,
        arbitrary: fc
          .tuple(opening, tie('sequence'), tie('sequence'), fc.oneof(fc.constant(''), count))
          .map(([open, one, two, times]) => `${open}${one}|${two})${times}`),
      },
    ),
  }));
  return frame.chain((shape) => {
    // A question mark after a bracket is syntax, any other is a gap.
    const [first = '', ...rest] = shape.split(/(?<!\()\?/);
    return fc
      .tuple(...rest.map(() => sequence))
      .map((filled) => filled.reduce((whole, part, gap) => whole + part + rest[gap], first));
  });
}

const flagSet = fc
  .tuple(fc.subarray(['g', 'i', 'm', 's']), fc.constantFrom('', '', 'u', 'v'))
  .map(([flags, reading]) => flags.join('') + reading);

/** Parts may join to something else, such as two groups of one name: that is no regular expression. */
function isRegex(source: string, flags: string): boolean {
  try {
    return new RegExp(source, flags) instanceof RegExp;
  } catch {
    return false;
  }
}

type Tally = Record<'exact' | 'bmp' | 'declined' | 'matches', number>;
const emptyTally = (): Tally => ({ exact: 0, bmp: 0, declined: 0, matches: 0 });

async function expectSameVerdicts(
  source: string,
  flags: string,
  texts: readonly string[],
  seen: Tally,
): Promise<void> {
  const translation = translateRegex(source, flags);
  seen[translation.kind]++;
  if (translation.kind === 'declined') return;
  const judged =
    translation.kind === 'exact' ? texts : texts.filter((one) => !HOLDS_PAIR.test(one));
  const expected = judged.map((one) => new RegExp(source, flags).test(one));
  seen.matches += expected.filter(Boolean).length;
  expect(await judge.verdicts(translation.patterns, judged)).toEqual(expected);
}

test('a translated regular expression has the verdict of RegExp.prototype.test', async () => {
  const seen = emptyTally();
  const regex = flagSet.chain((flags) => fc.tuple(pattern(atomOf(flags)), fc.constant(flags)));
  await fc.assert(
    fc.asyncProperty(
      regex,
      fc.array(text, { minLength: 20, maxLength: 20 }),
      async ([source, flags], texts) => {
        fc.pre(isRegex(source, flags));
        await expectSameVerdicts(source, flags, texts, seen);
      },
    ),
    { numRuns: 250 },
  );
  expect(seen.exact).toBeGreaterThan(50);
  expect(seen.bmp).toBeGreaterThan(10);
  expect(seen.matches).toBeGreaterThan(500);
});

/** Every short text of a letter and two pairs. */
const paired = ['', 'a', '😀', '𐐨'].flatMap((one) =>
  ['', 'a', '😀', '𐐨'].flatMap((two) =>
    ['', 'a', '😀'].flatMap((three) =>
      ['', 'a', '😀', 'b'].map((four) => one + two + three + four),
    ),
  ),
);

test('a pattern that is called exact does not show that pairs are two code units', async () => {
  const seen = emptyTally();
  const whole = fc.constantFrom('a', '.', '[^a]', '[^b]', '[^]', '\\W', '😀');
  const half = fc.constantFrom('\\ud83d', '[\\ud800-\\udbff]', '[\\udc00-\\udfff]', '[^😀]');
  const atom = fc.oneof({ weight: 20, arbitrary: whole }, { weight: 1, arbitrary: half });
  await fc.assert(
    fc.asyncProperty(pattern(atom), async (source) => {
      fc.pre(isRegex(source, ''));
      await expectSameVerdicts(source, '', paired, seen);
    }),
    { numRuns: 200 },
  );
  expect(seen.exact).toBeGreaterThan(20);
  expect(seen.bmp).toBeGreaterThan(20);
  expect(seen.matches).toBeGreaterThan(1000);
});

test('folding is that of JavaScript, also where RE2 merges alternatives', async () => {
  const seen = emptyTally();
  const letters = ['a', 'k', 'K', 's', 'S', '\u212a', 'ſ', 'ß', 'ẞ'];
  const atom = fc.constantFrom(...letters, '[ks]', '[^k]', '[^s]', '\\w', '\\W');
  const texts = ['', ...letters].flatMap((one) => ['', ...letters].map((two) => one + two));
  await fc.assert(
    fc.asyncProperty(pattern(atom), fc.constantFrom('i', 'iu', 'iv'), async (source, flags) => {
      fc.pre(isRegex(source, flags));
      await expectSameVerdicts(source, flags, texts, seen);
    }),
    { numRuns: 200 },
  );
  expect(seen.exact).toBeGreaterThan(50);
  expect(seen.matches).toBeGreaterThan(1000);
});
