import { describe, expect, test } from 'vitest';
import { type CsvOptions, csv } from '../../../src/dataset/csv/csv.ts';
import { z } from '../../../src/index.ts';
import { openFile } from '../folder.ts';

type Shape = z.core.$ZodLooseShape;

const read = (content: string, options: CsvOptions = {}, shape: Shape = {}) =>
  openFile('x.csv', content, (path) => csv(path, options), { shape });

/** A file with one column, whose fields are quoted. */
const column = (...texts: readonly string[]) => `v\n${texts.map((text) => `"${text}"\n`).join('')}`;

describe('notes on options that would read what can not be read', () => {
  const notes = async (texts: readonly string[], shape: Shape, options: CsvOptions = {}) =>
    (await read(column(...texts), options, shape)).notes.filter((note) => note.startsWith('All '));

  test.each([
    [
      ['1,5', '2', '3,25'],
      z.number(),
      "(2) can be read as numbers with a decimal comma: write { decimal: ',' } if that is right.",
    ],
    [
      ['1.234,5', '7'],
      z.number(),
      "(1) can be read as numbers with a decimal comma and points between thousands: write { decimal: ',', thousands: '.' } if that is right.",
    ],
    [
      ["1'234", '7'],
      z.int(),
      "(1) can be read as numbers with apostrophes between thousands: write { thousands: '\\'' } if that is right.",
    ],
    [
      ['1\u00a0234,5'],
      z.number(),
      "(1) can be read as numbers with a decimal comma and no-break spaces between thousands: write { decimal: ',', thousands: '\\u00a0' } if that is right.",
    ],
    [
      ['1,234', '7'],
      z.number(),
      "(1) can be read in 2 ways: as numbers with a decimal comma, { decimal: ',' }; or as numbers with commas between thousands, { thousands: ',' }. Write the one that is right.",
    ],
    [
      ['1,234', '7,5'],
      z.number(),
      "(2) can be read as numbers with a decimal comma: write { decimal: ',' } if that is right.",
    ],
    [
      ['1,5', '2.5'],
      z.number(),
      "(1) can be read as numbers with a decimal comma, but then others can't: no option reads all of them.",
    ],
    [
      ['25.12.2024'],
      z.date(),
      "(1) can be read as dates with the day first: write { dateFormat: { v: '%d.%m.%Y' } } if that is right.",
    ],
    [
      ['25/12/2024', '03/04/2024'],
      z.date(),
      "(2) can be read as dates with the day first: write { dateFormat: { v: '%d/%m/%Y' } } if that is right.",
    ],
    [
      ['03/04/2024'],
      z.date(),
      "(1) can be read in 2 ways: as dates with the day first, { dateFormat: { v: '%d/%m/%Y' } }; or as dates with the month first, { dateFormat: { v: '%m/%d/%Y' } }. Write the one that is right.",
    ],
    [
      ['2024-01-31', '25/12/2024'],
      z.date(),
      "(1) can be read as dates with the day first, beside those in ISO 8601: write { dateFormat: { v: ['%Y-%m-%d', '%d/%m/%Y'] } } if that is right.",
    ],
    [
      ['2024-01-31 10:00:00', '25/12/2024', 'Mar 5, 2024', '2024-02-01 11:30:00'],
      z.date(),
      "(2) can be read as dates with the day first or the name of the month, beside those in ISO 8601: write { dateFormat: { v: ['%Y-%m-%d %H:%M:%S', '%d/%m/%Y', '%b %d, %Y'] } } if that is right.",
    ],
    [
      ['2024-01-31 10:00:00', '25/12/2024', '2024-02-01'],
      z.date(),
      "(1) can be read as dates with the day first, beside those in ISO 8601: write { dateFormat: { v: ['%Y-%m-%d', '%Y-%m-%d %H:%M:%S', '%d/%m/%Y'] } } if that is right.",
    ],
    [
      ['2024-01-31', '03/04/2024', 'Mar 5, 2024'],
      z.date(),
      "(2) can be read in 2 ways: as dates with the day first or the name of the month, beside those in ISO 8601, { dateFormat: { v: ['%Y-%m-%d', '%d/%m/%Y', '%b %d, %Y'] } }; or as dates with the month first or the name of the month, beside those in ISO 8601, { dateFormat: { v: ['%Y-%m-%d', '%m/%d/%Y', '%b %d, %Y'] } }. Write the one that is right.",
    ],
    [
      ['20241225'],
      z.date(),
      "(1) can be read as dates with the year first: write { dateFormat: { v: '%Y%m%d' } } if that is right.",
    ],
    [
      ['yes', 'no'],
      z.boolean(),
      "(2) can be read as 'yes' and 'no': write { booleans: { true: ['yes'], false: ['no'] } } if that is right.",
    ],
  ] as const)('%j', async (texts, type, said) => {
    expect(await notes(texts, { v: type })).toEqual([
      `All unreadable values of column "v" ${said}`,
    ]);
  });

  test('are silent where nothing fits, or nothing is unreadable', async () => {
    expect(await notes(['1,5', 'x'], { v: z.number() })).toEqual([]);
    expect(await notes(['25.12.2024', 'x'], { v: z.date() })).toEqual([]);
    expect(await notes(['25.12.2024', '31/02/2024'], { v: z.date() })).toEqual([]);
    expect(await notes(['1,5'], { v: z.string() })).toEqual([]);
    expect(await notes(['1,5'], {})).toEqual([]);
    expect(await notes(['25.12.2024'], { v: z.date() }, { dateFormat: '%d/%m/%Y' })).toEqual([]);
  });

  test.each([
    [
      'a point in another column',
      'v,w\n"1,5",2.5\n',
      {},
      "write { decimal: { v: ',' } } if that is right.",
    ],
    [
      'a number of another column that would be another one',
      'v,w\n"1.234,5",1.234\n',
      {},
      "write { decimal: { v: ',' }, thousands: { v: '.' } } if that is right.",
    ],
    ['no mark in another column', 'v,w\n"1,5",2\n', {}, "write { decimal: ',' } if"],
    [
      'one value that may be two numbers',
      'v,w\n"1,234",2.5\n',
      {},
      "numbers with a decimal comma, { decimal: { v: ',' } }; or as numbers with commas between thousands, { thousands: ',' }. Write",
    ],
    [
      'a mark that the other column has',
      'v,w\n1.5,"2,5"\n',
      { decimal: ',' } as const,
      "write { decimal: { w: ',', v: '.' } } if that is right.",
    ],
    [
      'a mark of the other column alone',
      'v,w\n"1,5","2,5"\n',
      { decimal: { w: ',' } } as const,
      "write { decimal: { w: ',', v: ',' } } if that is right.",
    ],
  ])('are by column with %s', async (_, file, options, said) => {
    const shape = { v: z.number(), w: file.endsWith(',2\n') ? z.int() : z.number() };
    const session = await read(file, options, shape);
    const notes = session.notes.filter((note) => note.startsWith('All '));
    expect(notes).toEqual([expect.stringContaining(said)]);
  });

  test('start from the options that are given', async () => {
    expect(await notes(['1.234', '1,5'], { v: z.number() }, { decimal: ',' })).toEqual([
      `All unreadable values of column "v" (1) can be read as numbers with a decimal comma and points between thousands: write { thousands: '.' } if that is right.`,
    ]);
    expect(await notes(['1.5', '2.5'], { v: z.number() }, { decimal: ',' })).toEqual([
      `All unreadable values of column "v" (2) can be read as numbers with a decimal point: write { decimal: '.' } if that is right.`,
    ]);
  });
});
