import { describe, expect, test } from 'vitest';
import { type CsvOptions, csv } from '../../../src/dataset/csv/csv.ts';
import { z } from '../../../src/index.ts';
import { openFile, told } from '../folder.ts';
import { refusal, rowsOf, typesOf } from '../opened.ts';

type Shape = z.core.$ZodLooseShape;

const read = (content: string, options: CsvOptions = {}, shape: Shape = {}) =>
  openFile('x.csv', content, (path) => csv(path, options), { shape });

/** A file with one column, whose fields are quoted. */
const column = (...texts: readonly string[]) => `v\n${texts.map((text) => `"${text}"\n`).join('')}`;

async function values(texts: readonly string[], options: CsvOptions, shape: Shape = {}) {
  const session = await read(column(...texts), options, shape);
  return {
    type: typesOf(session)[0]?.slice(2),
    values: (await rowsOf(session)).map(({ v }) => v),
    problems: session.problemCount,
  };
}

describe('marks within numbers', () => {
  const european = { decimal: ',', thousands: '.' } as const;

  test('are read as the options say, with and without the mark between thousands', async () => {
    const session = await read(
      'id;p\n1;1.234,50\n2;3,5\n3;-1234567,25\n4;1.234\n5;\n',
      { delimiter: ';', ...european },
      { p: z.number().nullable() },
    );
    expect(typesOf(session)).toEqual(['id BIGINT', 'p DOUBLE']);
    expect((await rowsOf(session)).map(({ p }) => p)).toEqual([
      1234.5,
      3.5,
      -1234567.25,
      1234,
      null,
    ]);
    expect(session.problemCount).toBe(0);
  });

  test.each([
    ['12.34', 'two digits behind the mark'],
    ['1.2345', 'four digits behind the mark'],
    ['1234.567', 'four digits before the mark'],
    ['0.123', 'a leading zero before the mark'],
    ['.123', 'nothing before the mark'],
    ['1.234.56', 'a group that is too short'],
    ['1,234.567', 'a mark behind the decimal places'],
    ['1.234e5', 'an exponent behind groups'],
    ['1,5,5', 'two decimal marks'],
    ['1..234', 'two marks'],
    ['1_000', 'another mark'],
  ])('never make a number of %s, which has %s', async (text) => {
    expect(await values(['1,5', text], european, { v: z.number() })).toEqual({
      type: 'DOUBLE',
      values: [1.5, null],
      problems: 1,
    });
  });

  test('leave a decimal point to be a problem, with or without other marks', async () => {
    const session = await read(column('1,5', '1.234'), { decimal: ',' }, { v: z.number() });
    expect(await rowsOf(session)).toEqual([{ v: 1.5 }, { v: null }]);
    expect(told(session)).toEqual([
      'x.csv:3 "v": the value is not a number with a decimal comma: it is written like 9.999',
    ]);
  });

  test.each([
    [{ thousands: ',' }, '1,234.5', 1234.5],
    [{ thousands: ' ' }, '1 234.5', 1234.5],
    [{ decimal: ',', thousands: ' ' }, ' 1 234 567,5 ', 1234567.5],
    [{ decimal: ',', thousands: '\u00a0' }, '1\u00a0234,5', 1234.5],
    [{ decimal: ',', thousands: '\u202f' }, '1\u202f234,5', 1234.5],
    [{ thousands: "'" }, "1'234.5", 1234.5],
    [{ thousands: '\u2019' }, '1’234.5', 1234.5],
    [{ thousands: '_' }, '1_234.5', 1234.5],
  ] as const)('%j reads %s', async (options, text, value) => {
    for (const shape of [{}, { v: z.number() }])
      expect(await values([text], options, shape)).toMatchObject({
        type: 'DOUBLE',
        values: [value],
      });
  });

  test('are read in whole numbers, in named types and in columns that nobody names', async () => {
    const options = { ...european, types: { d: 'DECIMAL(10,2)', i: 'INTEGER', f: 'FLOAT' } };
    const session = await read(
      'n,free,code,d,i,f\n1.234,1.234,0.123,"1.234,50",1.234,"0,5"\n5,"1,5",1.234,"2,5",-1.234,"1,5"\n',
      options,
      { n: z.int() },
    );
    expect(typesOf(session)).toEqual([
      'n BIGINT',
      'free DOUBLE',
      'code VARCHAR',
      'd DECIMAL(10,2)',
      'i INTEGER',
      'f FLOAT',
    ]);
    expect(await rowsOf(session)).toEqual([
      { n: 1234n, free: 1234, code: '0.123', d: { digits: 123450n, scale: 2 }, i: 1234, f: 0.5 },
      { n: 5n, free: 1.5, code: '1.234', d: { digits: 250n, scale: 2 }, i: -1234, f: 1.5 },
    ]);
    expect(session.problemCount).toBe(0);
  });

  test('are no part of text, of dates and of booleans', async () => {
    const session = await read('t,d,b\n"1.234,5",2024-01-31,1\n', european, {
      t: z.string(),
      d: z.date(),
      b: z.boolean(),
    });
    expect(typesOf(session)).toEqual(['t VARCHAR', 'd DATE', 'b BOOLEAN']);
    expect((await rowsOf(session)).map(({ t }) => t)).toEqual(['1.234,5']);
  });

  test('are refused where they are the same, and where they are none', async () => {
    expect(await refusal(() => csv('x.csv', { thousands: '.' }))).toBe(
      'DATASET_INVALID: csv() can\'t tell decimal places from thousands: both marks are ".". Write { decimal: ",", thousands: "." }, or the other way round.',
    );
    expect(await refusal(() => csv('x.csv', { decimal: ',', thousands: ',' }))).toContain(
      'both marks are ","',
    );
    for (const options of [{ decimal: ';' }, { thousands: '..' }] as unknown as CsvOptions[])
      expect(await refusal(() => csv('x.csv', options))).toMatch(/^DATASET_INVALID: The option /);
  });
});

describe('numbers in columns that nobody names', () => {
  test('are read by the marks of their column, and by the usual ones in others', async () => {
    const file = 'a,b,c\n"1.234,5",1.5,"1,234"\n7,2.25,\n';
    const options = { decimal: { a: ',' }, thousands: { a: '.', c: ',' } } as const;
    const session = await read(file, options, { b: z.number() });
    expect(session.columns.map(({ type }) => type)).toEqual(['DOUBLE', 'DOUBLE', 'BIGINT']);
    expect(await rowsOf(session)).toEqual([
      { a: 1234.5, b: 1.5, c: 1234n },
      { a: 7, b: 2.25, c: null },
    ]);
  });

  test('of a column with a mark of its own are numbers, whatever the schema says', async () => {
    const texts = 'a,b\nx,"1,5"\n"1,5","2,5"\n';
    const session = await read(texts, { decimal: { a: ',' } }, { a: z.string(), b: z.number() });
    expect(told(session)).toEqual([
      'x.csv:2 "a": the value is not a number with a decimal comma: it is written like a',
    ]);
    // Without a value that is one, a column stays text, and the schema refuses it.
    expect(typesOf(session)).toEqual(['a DOUBLE', 'b VARCHAR']);
  });

  test.each([
    [
      { decimal: { a: ',' }, thousands: { a: ',' } },
      'csv() can\'t tell decimal places from thousands in column "a": both marks are ",". Write { decimal: { "a": "." }, thousands: { "a": "," } }, or the other way round.',
    ],
    [{ thousands: { a: '.' } }, 'from thousands in column "a": both marks are "."'],
    [{ decimal: ',', thousands: { a: ',' } }, 'from thousands in column "a": both marks are ","'],
    [
      { decimal: { a: ',' }, thousands: '.' },
      'in columns that the option decimal does not name: both marks are ".". Give thousands by column as well, such as { thousands: { "a": "." } }.',
    ],
    [
      { decimal: { a: ',' }, types: { a: 'DATE' } },
      'csv() was given a mark within numbers for column "a", and the type DATE, which has none: leave one of them out.',
    ],
    [
      { decimal: { a: ',' }, dateFormat: { a: '%Y' } },
      'csv() was given a date format and a mark within numbers for column "a": leave one of them out.',
    ],
    [{ decimal: { a: ';' } }, "or these by column, such as { amount: ',' }"],
    [{ thousands: ['.'] }, "or these by column, such as { amount: '.' }"],
  ] as unknown as [CsvOptions, string][])(
    'with the marks %j are refused',
    async (options, said) => {
      expect(await refusal(() => csv('x.csv', options))).toContain(said);
    },
  );

  test('have no marks of a column that the file lacks', async () => {
    expect(await refusal(() => read('amount,b\n1,2\n', { decimal: { ammount: ',' } }))).toBe(
      'DATASET_INVALID: csv() was given a mark within numbers for column "ammount", which the file does not have. Did you mean "amount"?',
    );
  });

  test('may begin or end with a point, or have a sign before decimal places', async () => {
    for (const text of ['.5', '-.25', '5.', '+1.5', '+.5', '1.e3', '-5.'])
      expect([text, await values(['1.5', text], {})]).toMatchObject([text, { type: 'DOUBLE' }]);
    for (const text of ['+49', '007', '00.5', '.', '1.2.3', '+007.5', '5.x'])
      expect([text, await values(['1.5', text], {})]).toMatchObject([text, { type: 'VARCHAR' }]);
  });
});

describe('formats of dates', () => {
  const day = (text: string) => new Date(`${text}T00:00:00Z`);
  const both = ['%d/%m/%Y', '%m/%d/%Y'];

  test('are not needed for days with the year first, and none but those are read', async () => {
    const texts = ['2024-01-05', '2024/01/05', '2024-1-5', '2024/1/5'];
    for (const shape of [{}, { v: z.date() }])
      expect(await values(texts, {}, shape)).toEqual({
        type: 'DATE',
        values: texts.map(() => day('2024-01-05')),
        problems: 0,
      });
    for (const text of ['05/01/2024', '2024.01.05', '2024/13/01', '2024-01/05', '24/01/05'])
      expect([text, await values(['2024-01-05', text], {}, { v: z.date() })]).toMatchObject([
        text,
        { problems: 1 },
      ]);
  });

  test('in a list are read each', async () => {
    const texts = ['2024-01-31', '31/01/2024', ' 1.2.2024 '];
    const dateFormat = ['%Y-%m-%d', '%d/%m/%Y', '%d.%m.%Y'];
    for (const shape of [{}, { v: z.date() }])
      expect(await values(texts, { dateFormat }, shape)).toEqual({
        type: 'DATE',
        values: [day('2024-01-31'), day('2024-01-31'), day('2024-02-01')],
        problems: 0,
      });
  });

  test('never decide between two days that a value can be', async () => {
    for (const dateFormat of [both, both.toReversed()]) {
      const session = await read(
        column('25/12/2024', '12/25/2024', '03/04/2024', '05/05/2024', '2024-01-01'),
        { dateFormat },
        { v: z.date() },
      );
      expect(await rowsOf(session)).toEqual([
        { v: day('2024-12-25') },
        { v: day('2024-12-25') },
        { v: null },
        { v: day('2024-05-05') },
        { v: null },
      ]);
      const formats = dateFormat.map((format) => `'${format}'`).join(', ');
      expect(told(session)).toEqual([
        `x.csv:4 "v": the value is not one date, since two of the formats ${formats} read it differently: it is written like 99/99/9999`,
        `x.csv:6 "v": the value is not a date in one of the formats ${formats}: it is written like 9999-99-99`,
      ]);
    }
  });

  test('leave a column without a name in the schema as text where a value can be two days', async () => {
    const texts = ['25/12/2024', '03/04/2024'];
    expect(await values(texts, { dateFormat: both })).toMatchObject({
      type: 'VARCHAR',
      values: texts,
    });
  });

  test('read days beside times, and lose none', async () => {
    const dateFormat = ['%d.%m.%Y', '%d.%m.%Y %H:%M'];
    const texts = ['31.1.2024', '31.1.2024 12:30'];
    expect(await values(texts, { dateFormat }, { v: z.date() })).toEqual({
      type: 'TIMESTAMP',
      values: [day('2024-01-31'), new Date('2024-01-31T12:30:00Z')],
      problems: 0,
    });
    expect(await values(texts, { dateFormat, types: { v: 'DATE' } })).toMatchObject({
      type: 'DATE',
      values: [day('2024-01-31'), null],
      problems: 1,
    });
    const nanos = ['%d.%m.%Y', '%d.%m.%Y %H:%M:%S.%n'];
    const far = ['1.1.1500', '31.1.2024'];
    expect(await values(far, { dateFormat: nanos }, { v: z.date() })).toMatchObject({
      type: 'TIMESTAMP_NS',
      problems: 1,
    });
  });

  test('with %Y take years of four digits only', async () => {
    for (const dateFormat of ['%d/%m/%Y', both, ['%d/%m/%Y', '%Y-%m-%d']])
      expect(
        await values(['13/12/2024', '13/12/24'], { dateFormat }, { v: z.date() }),
      ).toMatchObject({ values: [day('2024-12-13'), null], problems: 1 });
    const texts = ['13/12/2024', '13/12/24', '14/01/0001'];
    expect(
      await values(texts, { dateFormat: ['%d/%m/%Y', '%d/%m/%y'] }, { v: z.date() }),
    ).toMatchObject({
      values: [day('2024-12-13'), day('2024-12-13'), day('0001-01-14')],
      problems: 0,
    });
  });

  test('never take a word for a date, which the engine reads in any format', async () => {
    for (const dateFormat of ['%d/%m/%Y', '%d/%m/%y', ['%c', '%b %y'], ['%d/%m/%Y', '%y/%m/%d']])
      for (const text of ['infinity', '-Infinity', ' epoch'])
        expect(await values([text], { dateFormat, types: { v: 'DATE' } })).toEqual({
          type: 'DATE',
          values: [null],
          problems: 1,
        });
  });

  test('are given by column, and ISO 8601 applies to the others', async () => {
    const content =
      'born,seen,other,day\n31.12.1999,2024-01-31,2024-01-31,20240131\n1.2.2000,31/01/2024,2024-02-01,20240201\n';
    const dateFormat = { born: '%d.%m.%Y', seen: ['%Y-%m-%d', '%d/%m/%Y'], day: '%Y%m%d' };
    const session = await read(content, { dateFormat }, { born: z.date(), seen: z.date() });
    expect(typesOf(session)).toEqual(['born DATE', 'seen DATE', 'other DATE', 'day DATE']);
    expect(session.problemCount).toBe(0);
    expect((await rowsOf(session)).map(({ day: one }) => one)).toEqual([
      day('2024-01-31'),
      day('2024-02-01'),
    ]);
  });

  test('for a column are no guess that is given up', async () => {
    const session = await read('v\n2024-01-31\n', { dateFormat: { v: '%d.%m.%Y' } });
    expect(typesOf(session)).toEqual(['v DATE']);
    expect(told(session)).toEqual([
      'x.csv:2 "v": the value is not a date in the format %d.%m.%Y: it is written like 9999-99-99',
    ]);
  });

  test('are refused where they can not be right', async () => {
    const wrong = (options: object) => refusal(() => csv('x.csv', options));
    expect(await wrong({ dateFormat: '%d/%m' })).toBe(
      'DATASET_INVALID: The date format "%d/%m" has no year: write one such as \'%d/%m/%Y\'.',
    );
    expect(await wrong({ dateFormat: ['%Y-%m-%d', '%e %Y'] })).toContain(
      'has %e, which strptime does not know',
    );
    expect(await wrong({ dateFormat: { born: '%Y', seen: '%H:%M' } })).toContain(
      '"%H:%M" has no year',
    );
    expect(await wrong({ dateFormat: [] })).toContain(
      'write a format, a list of them, or formats by',
    );
    expect(await wrong({ dateFormat: { born: [] } })).toContain('write a format, a list of them');
    expect(await wrong({ dateFormat: { n: '%Y' }, types: { n: 'INTEGER' } })).toBe(
      'DATASET_INVALID: csv() was given a date format for column "n", and the type INTEGER, which has none: leave one of them out.',
    );
    expect(await refusal(() => read('v\n1\n', { dateFormat: { w: '%Y' } }))).toBe(
      'DATASET_INVALID: csv() was given a date format for column "w", which the file does not have.',
    );
  });
});

describe('words for true and false', () => {
  const booleans = { true: ['yes', 'Y'], false: ['no', 'N'] };

  test('are read beside those that are always read', async () => {
    const texts = ['yes', 'N', 'true', 'F', '1', 'no', ''];
    expect(await values(texts, { booleans }, { v: z.boolean().nullable() })).toEqual({
      type: 'BOOLEAN',
      values: [true, false, true, false, true, false, null],
      problems: 0,
    });
  });

  test('are exact texts', async () => {
    const session = await read(column('yes', 'YES', ' yes', 'y'), { booleans }, { v: z.boolean() });
    expect(session.problemCount).toBe(3);
    expect(told(session)[0]).toBe(
      `x.csv:3 "v": the value is not true or false (or 'yes', 'Y', 'no', 'N'): it is written like aaa`,
    );
  });

  test('make a column that nobody names BOOLEAN, unless it has other values', async () => {
    expect(await values(['yes', 'no', 'true'], { booleans })).toMatchObject({ type: 'BOOLEAN' });
    expect(await values(['yes', 'no', 'maybe'], { booleans })).toMatchObject({ type: 'VARCHAR' });
    expect(await values(['yes', 'no'], { booleans }, { v: z.string() })).toMatchObject({
      type: 'VARCHAR',
    });
    expect(await values(['2', '1'], { booleans: { true: ['1'], false: ['2'] } })).toMatchObject({
      type: 'BOOLEAN',
      values: [false, true],
    });
  });

  test('mean what they are given as, whatever the engine makes of them', async () => {
    expect(
      await values(['no', 'yes'], { booleans: { true: ['no'], false: ['yes'] } }),
    ).toMatchObject({
      values: [true, false],
    });
    expect(
      await values(['x', ''], { booleans: { true: ['x'], false: [] } }, { v: z.boolean() }),
    ).toMatchObject({ values: [true, null], problems: 0 });
  });

  test('are refused where they mean two things', async () => {
    const wrong = (options: object) => refusal(() => csv('x.csv', options));
    expect(await wrong({ booleans: { true: ['y'], false: ['y'] } })).toBe(
      "DATASET_INVALID: The option booleans of csv() has 'y' for both true and false.",
    );
    expect(await wrong({ booleans: { true: ['y'], false: ['-'] }, nullText: ['', '-'] })).toBe(
      "DATASET_INVALID: The option booleans of csv() has '-', which nullText makes NULL: take it out of one of them.",
    );
    expect(await wrong({ booleans: { true: ['0'], false: ['1'] } })).toContain(
      "has '0' for true, which is always read as false",
    );
    expect(await wrong({ booleans: { true: ['y'], false: ['T'] } })).toContain(
      "has 'T' for false, which is always read as true",
    );
    expect(await wrong({ booleans: { true: [''], false: ['n'] } })).toContain('has an empty text');
    expect(await wrong({ booleans: { true: [], false: [] } })).toContain('has no word');
    for (const one of [{ true: ['y'] }, { true: 'y', false: 'n' }, { yes: ['y'] }, ['y', 'n']])
      expect(await wrong({ booleans: one })).toContain('write the words for both, such as');
  });
});
