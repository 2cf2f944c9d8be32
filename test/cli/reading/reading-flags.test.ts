import { Command } from 'commander';
import { describe, expect, test } from 'vitest';
import {
  addReadingFlags,
  checkFlags,
  printOptions,
  type ReadingFlags,
  readingOptions,
} from '../../../src/cli/reading/reading-flags.ts';
import { csv } from '../../../src/index.ts';

/** Returns what a command is given by a command line. */
const parsed = (...line: readonly string[]): ReadingFlags =>
  addReadingFlags(new Command('infer').exitOverride()).parse(line, { from: 'user' }).opts();

describe('flags that say how a file is read', () => {
  test.for<[readonly string[], string]>([
    [[], ''],
    [['--delimiter', ';'], ", { delimiter: ';' }"],
    [['--delimiter', 'tab'], ", { delimiter: '\\t' }"],
    [['--delimiter', '\\t'], ", { delimiter: '\\t' }"],
    [['--quote', ''], ", { quote: '' }"],
    [['--header'], ', { header: true }'],
    [['--no-header', '--names', 'id,name'], ", { header: false, names: ['id', 'name'] }"],
    [['--null', 'NA'], ", { nullText: ['', 'NA'] }"],
    [['--null', 'NA', '--null', '?'], ", { nullText: ['', 'NA', '?'] }"],
    [['--date-format', '%d.%m.%Y'], ", { dateFormat: '%d.%m.%Y' }"],
    [
      ['--date-format', '%d.%m.%Y', '--date-format', '%Y-%m-%d'],
      ", { dateFormat: ['%d.%m.%Y', '%Y-%m-%d'] }",
    ],
    [
      [
        '--date-format',
        'born=%d.%m.%Y',
        '--date-format',
        'seen=%Y-%m-%d',
        '--date-format',
        'seen=%F',
      ],
      ", { dateFormat: { born: '%d.%m.%Y', seen: ['%Y-%m-%d', '%F'] } }",
    ],
    [['--skip', '2', '--comment', '#'], ", { skip: 2, comment: '#' }"],
    [['--decimal', ',', '--thousands', '.'], ", { decimal: ',', thousands: '.' }"],
    [
      ['--decimal', 'price=,', '--decimal', 'a b=,', '--thousands', 'price=.'],
      ", { decimal: { price: ',', 'a b': ',' }, thousands: { price: '.' } }",
    ],
    [
      ['--true', 'yes', '--true', 'Y', '--false', 'no'],
      ", { booleans: { true: ['yes', 'Y'], false: ['no'] } }",
    ],
    [
      ['--type', 'price=DECIMAL(10,2)', '--type', 'unit price=DOUBLE'],
      ", { types: { price: 'DECIMAL(10,2)', 'unit price': 'DOUBLE' } }",
    ],
    [['--union-by-name'], ', { unionByName: true }'],
  ])('%j of a CSV file stand in the contract', ([line, written]) => {
    const flags = parsed(...line);
    checkFlags(['csv'], flags);
    expect(printOptions(readingOptions('csv', flags))).toBe(written);
  });

  test('of a JSON document stand in the contract', () => {
    const flags = parsed('--at', 'data.items', '--key', 'id');
    checkFlags(['json'], flags);
    expect(printOptions(readingOptions('json', flags))).toBe(", { at: 'data.items', key: 'id' }");
    expect(() => checkFlags(['csv'], flags)).toThrow('--at is for files that json() reads');
  });

  test('of a workbook stand in the contract', () => {
    const flags = parsed('--sheet', 'Jan', '--range', 'B3:F', '--no-header');
    checkFlags(['excel'], flags);
    expect(printOptions(readingOptions('excel', flags))).toBe(
      ", { header: false, sheet: 'Jan', range: 'B3:F' }",
    );
  });

  test('are errors where the source of the file does not have them', () => {
    expect(() => checkFlags(['parquet'], parsed('--delimiter', ';'))).toThrow(
      '--delimiter is for files that csv() reads, and this one is read by parquet(): leave it out.',
    );
    expect(() => checkFlags(['csv'], parsed('--table', 't'))).toThrow('--table is for files');
    expect(() => checkFlags(['json'], parsed('--no-header'))).toThrow('--no-header is for files');
    expect(() => checkFlags(['json'], parsed('--hive-partitioning'))).toThrow('parquet()');
  });

  test('that fit one of two files are taken', () => {
    const flags = parsed('--delimiter', ';');
    checkFlags(['parquet', 'csv'], flags);
    expect(readingOptions('parquet', flags)).toEqual({});
  });

  test('say that names are no values, of any source', () => {
    const flags = parsed('--header');
    checkFlags(['json'], flags);
    expect(readingOptions('json', flags)).toEqual({});
  });

  test('of dates have a column each, or none has', () => {
    const flags = parsed('--date-format', 'born=%d.%m.%Y', '--date-format', '%F');
    expect(() => readingOptions('csv', flags)).toThrow('for a column and for all');
  });

  test('that only csv() can judge are judged by it', () => {
    expect(() => csv('a.csv', readingOptions('csv', parsed('--true', 'yes')))).toThrow('booleans');
    expect(() => csv('a.csv', readingOptions('csv', parsed('--thousands', 'x')))).toThrow(
      'thousands',
    );
  });

  test('of lines are whole numbers', () => {
    expect(() => readingOptions('csv', parsed('--skip', 'two'))).toThrow(
      "--skip takes a whole number from 0 to 1,000,000, not 'two'.",
    );
  });

  test('of names say what the first record is', () => {
    expect(() => readingOptions('csv', parsed('--names', 'a,b'))).toThrow(
      '--names is given with --header',
    );
  });

  test('need a column before the type', () => {
    expect(() => readingOptions('csv', parsed('--type', 'DOUBLE'))).toThrow(
      "--type 'DOUBLE' names no column: write --type COLUMN=…",
    );
  });
});
