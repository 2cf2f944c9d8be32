import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { type CsvOptions, csv } from '../../src/dataset/csv/csv.ts';
import { json } from '../../src/dataset/json/json.ts';
import type { EngineValue } from '../../src/engine/engine.ts';
import { z } from '../../src/index.ts';
import { openFile, told } from './folder.ts';
import { rowsOf, typesOf } from './opened.ts';

// A whole number beyond 2^53 beside a fraction is no value of DOUBLE, and none with decimal places is. It must never be read as its
// neighbour.

vi.setConfig({ testTimeout: 120_000 });

const shape = { a: z.number() };

const inCsv = (texts: readonly string[], options: CsvOptions = {}) =>
  openFile(
    'x.csv',
    `a,b\n${texts.map((text) => `${text},1\n`).join('')}`,
    (path) => csv(path, options),
    { shape },
  );

const inJson = (name: string, texts: readonly string[]) => {
  const records = texts.map((text) => `{"a":${text}}`);
  const content = name.endsWith('.json') ? `[${records.join(',\n')}]` : records.join('\n');
  return openFile(name, content, (path) => json(path), { shape });
};

/** Opens lines with a key that only the careful reader takes, and with a text that looks like such a number. */
const carefully = (texts: readonly string[]) => {
  const more = '"file_row_number":1,"s":"\\"9007199254740993.5"';
  const records = texts.map((text) => `{"a":${text},${more}}`);
  return openFile('x.ndjson', records.join('\n'), (path) => json(path), { shape });
};

const values = async (session: Awaited<ReturnType<typeof inCsv>>) =>
  (await rowsOf(session)).map(({ a }) => a);

describe('a number of JSON with decimal places whose whole digits DOUBLE would round', () => {
  const fault = (place: string) =>
    `a number in "${place}" has decimal places and more digits before them than DOUBLE holds without rounding. Write it as text, or with at most 15 digits before the point`;

  test.each(['x.json', 'x.ndjson'])('leaves its record out, with its line, in %s', async (name) => {
    const texts = ['1.5', '9007199254740993.00', '9007199254740992.00', '-12345678901234567.5'];
    const session = await inJson(name, texts);
    expect(await values(session)).toEqual([1.5, 9007199254740992]);
    expect(told(session)).toEqual([`${name}:2: ${fault('a')}`, `${name}:4: ${fault('a')}`]);
    expect([session.problemCount, session.leftOut]).toEqual([2, 2]);
  });

  test('leaves its record out where the reader is careful', async () => {
    const session = await carefully(['9007199254740993.5', '1', '9007199254740993.00']);
    expect(await values(session)).toEqual([1n]);
    expect(told(session)).toEqual([`x.ndjson:1: ${fault('a')}`, `x.ndjson:3: ${fault('a')}`]);
    expect([session.problemCount, session.leftOut]).toEqual([2, 2]);
  });

  test('is found within objects and arrays, and beside other kinds of values', async () => {
    const content = [
      '{"o":{"k":[1,{"x":9007199254740993.00}]},"m":1}',
      '{"o":{"k":[2,{"x":0.5}]},"m":"9007199254740993.5"}',
      '{"o":{"k":[3,{"x":0.5}]},"m":9007199254740993.5}',
    ].join('\n');
    for (const end of ['', '\n{"file_row_number":1}']) {
      const session = await openFile('x.ndjson', content + end, (path) => json(path));
      expect(told(session)).toEqual([
        `x.ndjson:1: ${fault('o.k[].x')}`,
        `x.ndjson:3: ${fault('m')}`,
      ]);
      expect(session.problemCount).toBe(2);
    }
  });

  test('is found in the records within a document, by at and key', async () => {
    const content = '{"d":{"p":{"a":1.5},\n"q":{"a":9007199254740993.00}}}';
    const session = await openFile('x.json', content, (path) =>
      json(path, { at: 'd', key: 'name' }),
    );
    expect(told(session)).toEqual([`x.json:2: ${fault('a')}`]);
    expect(await values(session)).toEqual([1.5]);
    const list = '{"d":[{"a":1.5},\n{"a":9007199254740993.00}]}';
    const listed = await openFile('x.json', list, (path) => json(path, { at: 'd' }));
    expect(told(listed)).toEqual([`x.json:2: ${fault('a')}`]);
  });

  test('is none with an exponent, or with a fraction too long for DOUBLE', async () => {
    const texts = ['1.2345678901234567e+30', '0.333333333333333333333', '45516168687670090.0'];
    const session = await inJson('x.ndjson', texts);
    expect(await values(session)).toEqual([1.2345678901234567e30, 1 / 3, 45516168687670090]);
    expect(session.problemCount).toBe(0);
  });
});

describe('a whole number that DOUBLE would round', () => {
  test('is a field of CSV that can not be read, with its line', async () => {
    const session = await inCsv(['9007199254740993', '1.5', '2.5']);
    expect(await values(session)).toEqual([null, 1.5, 2.5]);
    expect(told(session)).toEqual([
      'x.csv:2 "a": the value is not a whole number that DOUBLE holds without rounding: it is written like 9999999999999999',
    ]);
    expect(session.notes).toEqual([
      'All unreadable values of column "a" (1) can be read as decimals, which keep all digits: write { types: { a: \'DECIMAL(38, 10)\' } } if that is right.',
    ]);
  });

  test('may leave a fraction as the field that can not be read', async () => {
    const session = await inCsv(['9007199254740993', '9007199254740995', '1.5']);
    expect(await values(session)).toEqual([9007199254740993n, 9007199254740995n, null]);
    expect(session.notes).toEqual([
      expect.stringContaining("write { types: { a: 'DECIMAL(38, 10)' } }"),
    ]);
  });

  test('is read with all digits as the note says', async () => {
    const types = { types: { a: 'DECIMAL(38, 10)' } };
    const session = await inCsv(['9007199254740993', '1.5'], types);
    expect(session.problemCount).toBe(0);
    const [row] = await session.query(`select max(a)::varchar as a from ${session.relation}`);
    expect(row).toEqual({ a: '9007199254740993.0000000000' });
  });

  test.each(['x.json', 'x.ndjson'])('is a field that can not be read, in %s', async (name) => {
    const session = await inJson(name, ['9007199254740993', '1.5']);
    expect(await values(session)).toEqual([null, 1.5]);
    expect(told(session)).toEqual([
      `${name}:1 "a": the number is not a whole number that DOUBLE holds without rounding: other numbers of the column have a fraction or an exponent. Write it as text, or write the column without fractions and exponents`,
    ]);
  });

  test('is found behind thousands of plain rows', async () => {
    const many = Array.from({ length: 10_000 }, (_, at) => `${at}.5`);
    for (const session of [
      await inCsv([...many, '-9007199254740993']),
      await inJson('x.ndjson', [...many, '-9007199254740993']),
    ]) {
      expect(session.problemCount).toBe(1);
      expect((await values(session)).at(-1)).toBe(null);
    }
  });

  test('is one as the option types says, and with marks between thousands', async () => {
    const types = { types: { a: 'FLOAT' } };
    expect(await values(await inCsv(['16777217', '16777216', '0.5'], types))).toEqual([
      null,
      16777216,
      0.5,
    ]);
    const marked = await inCsv(['"9,007,199,254,740,993"', '0.5', '1.5'], { thousands: ',' });
    expect(await values(marked)).toEqual([null, 0.5, 1.5]);
  });

  test('leaves a column without a declared type as text', async () => {
    const session = await openFile('x.csv', 'a\n9007199254740993\n1.5\n', (path) => csv(path));
    expect(typesOf(session)).toEqual(['a VARCHAR']);
  });

  test('keeps its digits within objects and arrays of JSON', async () => {
    const content =
      '{"o":{"k":9007199254740993},"l":[123456789012345678901]}\n{"o":{"k":1.5},"l":[1]}';
    const session = await openFile('x.ndjson', content, (path) => json(path));
    expect(typesOf(session)).toEqual(['o STRUCT("k" VARCHAR)', 'l HUGEINT[]']);
    expect(session.notes).toEqual([
      'The numbers of "o.k" stay JSON, since DOUBLE does not hold some of them: it would round them, or make them infinite. Write them as text, or without fractions and exponents.',
    ]);
    const [row] = await session.query(
      `select o.k::varchar as k, l[1] as l from ${session.relation}`,
    );
    expect(row).toEqual({ k: '9007199254740993', l: 123456789012345678901n });
  });

  test('is none that JavaScript or a spreadsheet has written of a DOUBLE', async () => {
    const all = ['45516168687670090', '1.5', '-1152921504606847000'];
    const read = [45516168687670090, 1.5, -1152921504606847000];
    expect(await values(await inCsv(all))).toEqual(read);
    expect(await values(await inJson('x.json', all))).toEqual(read);
    expect(await values(await inJson('x.ndjson', all))).toEqual(read);
  });

  test('is none in a column of whole numbers', async () => {
    const texts = ['9007199254740993', '1'];
    expect(await values(await inCsv(texts))).toEqual([9007199254740993n, 1n]);
    expect(await values(await inJson('x.json', texts))).toEqual([9007199254740993n, 1n]);
  });
});

const digits = fc.oneof(
  fc.bigInt({ min: -(2n ** 54n), max: 2n ** 54n }),
  fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n }),
  fc.nat(1100).map((power) => 2n ** BigInt(power)),
);
const texts = fc.array(
  fc.oneof(
    digits.map(String),
    fc
      .tuple(digits, fc.constantFrom('0', '00', '5', '25', '000001', '500'))
      .map(([whole, places]) => `${whole}.${places}`),
    fc
      .double({ noNaN: true, noDefaultInfinity: true })
      .map((value) => String(value).replace('e+', 'e')),
  ),
  { minLength: 1, maxLength: 18 },
);

/**
 * True if a value is what a text says: all digits of a number beyond 2^53, with decimal places or without, or those that
 * JavaScript writes of it; and the nearest value of numbers below, and of those with an exponent.
 */
function isSaid(text: string, value: EngineValue): boolean {
  if (text.includes('e') || Math.abs(Number(value)) < 2 ** 53)
    return Number(value) === Number(text);
  const plain = text.replace(/\.0*$/, '');
  if (plain.includes('.')) return false;
  return (
    BigInt(value as bigint | number) === BigInt(plain) ||
    digitsIn(String(value)) === digitsIn(plain)
  );
}

const digitsIn = (text: string) =>
  text.replace(/e.*$/, '').replace('.', '').replace(/^-?0*/, '').replace(/0+$/, '');

test.each<[string, (all: readonly string[]) => ReturnType<typeof inCsv>]>([
  ['CSV', inCsv],
  ['an array of JSON', (all) => inJson('x.json', all)],
  ['lines of JSON', (all) => inJson('x.ndjson', all)],
  ['lines of JSON, with care', carefully],
])('each number of %s is read with all of its digits, or is a problem', async (_, open) => {
  await fc.assert(
    fc.asyncProperty(texts, async (all) => {
      const session = await open([...all, '0.5']);
      const rows = await values(session);
      // A record that is left out has its line among the problems; no value was read of it.
      const left = new Set(
        session.problems.flatMap(({ column, line }) => (column === null ? [Number(line)] : [])),
      );
      expect(left.size).toBe(session.leftOut ?? 0);
      const kept = rows.values();
      const read = [...all, '0.5'].map((_, at) =>
        left.has(at + 1) ? null : (kept.next().value ?? null),
      );
      expect(rows).toHaveLength(all.length + 1 - left.size);
      expect(session.problemCount).toBe(read.filter((value) => value === null).length);
      for (const [at, text] of all.entries())
        expect(read[at] === null || isSaid(text, read[at] ?? null), text).toBe(true);
      // Nothing is refused that could be read.
      for (const [at, text] of all.entries())
        if (Number.isSafeInteger(Number(text))) expect(read[at], text).not.toBe(null);
    }),
    { numRuns: 40 },
  );
});
