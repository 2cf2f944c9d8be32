import { Command } from 'commander';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { flagsInMessage } from '../../../src/cli/reading/flags-in-message.ts';
import {
  addReadingFlags,
  printOptions,
  type ReadingFlags,
  readingOptions,
} from '../../../src/cli/reading/reading-flags.ts';

describe('the options that a message says to write', () => {
  test.each([
    ["read it with { encoding: 'windows-1252' }", 'read it with --encoding windows-1252'],
    [
      'read it without { encoding }, or with { at } or { key }',
      'read it without --encoding, or with --at or --key',
    ],
    ['with { encoding: … }', 'with --encoding'],
    ["{ delimiter: ';' } or { delimiter: '\\t' }", "--delimiter ';' or --delimiter tab"],
    ["{ quote: '' }, { escape: '\\\\' }", "--quote '', --escape '\\'"],
    ["{ decimal: ',', thousands: '\\u00a0' }", "--decimal , --thousands '\u00a0'"],
    ['{ decimal: ",", thousands: "\'" }', "--decimal , --thousands ''\\'''"],
    ["{ decimal: { v: ',', 'a b': '.' } }", "--decimal v=, --decimal 'a b=.'"],
    ["{ dateFormat: { v: '%d/%m/%Y' } }", '--date-format v=%d/%m/%Y'],
    [
      "{ dateFormat: { 'a b': ['%Y-%m-%d', '%d/%m/%Y'] } }",
      "--date-format 'a b=%Y-%m-%d' --date-format 'a b=%d/%m/%Y'",
    ],
    ["{ booleans: { true: ['ja'], false: ['nein'] } }", '--true ja --false nein'],
    ['name them with { header: true, names: [...] }', 'name them with --header --names …'],
    ['{ header: false } or { header: true }', '--no-header or --header'],
    ['{ skip: 2 }, { unionByName: true }', '--skip 2, --union-by-name'],
    [
      "json('it\\'s.json', { at: 'data.items', key: 'key' }) reads",
      '--at data.items --key key reads',
    ],
    ["json('x.json', { at: ['data', 'v1.2'] })", `--at '["data","v1.2"]'`],
    ["excel('x.xlsx', { sheet: 'A b' })", "--sheet 'A b'"],
    ["{ range: 'A:C' }", '--range A:C'],
    ["{ names: ['a', 'b c'] }", "--names 'a,b c'"],
    ["{ names: ['a,b', 'c'] }", `--names '["a,b","c"]'`],
  ])('%s are flags', (message, wanted) => {
    expect(flagsInMessage(message)).toBe(wanted);
  });

  test.each([
    "{ format: 'array' }",
    '{ maxRecordSize: 10 }',
    "{ nullText: ['x'] }",
    "{ by: 'day' }",
    '{"encoding":"x"}',
    "{ encoding: ' }",
    'no { braces',
  ])('%s stay as they are, since no flag says them', (message) => {
    expect(flagsInMessage(message)).toBe(message);
  });

  test('are what the flags make of them again', () => {
    const text = fc.string({ minLength: 1, maxLength: 6 }).filter((one) => !/[\n\r]/.test(one));
    const options = fc.record(
      {
        delimiter: fc.constantFrom(';', '\t', "'", '|'),
        quote: fc.constantFrom('', '"', "'"),
        encoding: text,
        skip: fc.nat(99),
        dateFormat: fc.oneof(text, fc.array(text, { minLength: 2, maxLength: 3 })),
        booleans: fc.record({
          true: fc.array(text, { minLength: 1, maxLength: 2 }),
          false: fc.array(text, { minLength: 1, maxLength: 2 }),
        }),
        types: fc.constant({ 'unit price': 'DECIMAL(10,2)' }),
        nullText: fc.uniqueArray(text, { minLength: 1 }).map((texts) => ['', ...texts]),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(options, (given) => {
        fc.pre(Object.keys(given).length > 0);
        fc.pre(!JSON.stringify(given.dateFormat ?? '').includes('='));
        const said = flagsInMessage(printOptions(given).slice(2));
        const line = words(said);
        const flags: ReadingFlags = addReadingFlags(new Command('infer').exitOverride())
          .parse(line, { from: 'user' })
          .opts();
        expect(readingOptions('csv', flags)).toEqual(given);
      }),
    );
  });
});

/** Splits a line as a shell does that knows single quotes and a backslash. */
const words = (line: string): readonly string[] =>
  [...line.matchAll(/(?:'[^']*'|\\.|[^\s'\\])+/g)].map(([word]) =>
    word.replaceAll(
      /'([^']*)'|\\(.)/g,
      (_, quoted?: string, escaped?: string) => quoted ?? escaped ?? '',
    ),
  );
