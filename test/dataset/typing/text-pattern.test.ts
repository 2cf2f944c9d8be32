import fc from 'fast-check';
import { expect, test } from 'vitest';
import { literal } from '../../../src/dataset/sql/quote.ts';
import { textPattern, textPatternSql } from '../../../src/dataset/typing/text-pattern.ts';
import { onPlainDuckDB } from '../../support/plain-duckdb.ts';

test.each([
  ['01/02/2024', '99/99/9999'],
  ['hugo467@@shop.example.net', 'aaaa999@@aaaa.aaaaaaa.aaa'],
  ['Ärger\u0301 ٣', 'aaaaa 9'],
  ['a\tb\u00a0', 'a?a?'],
  ['x'.repeat(41), `${'a'.repeat(40)}…`],
])('%j is written like %j', (text, shape) => {
  expect(textPattern(text)).toBe(shape);
});

test('the engine makes the same shapes', async () => {
  const unit = fc.constantFrom(
    ...[
      'a',
      'Z',
      'é',
      'e\u0301',
      '\u0301',
      '字',
      'ß',
      '0',
      '9',
      '٣',
      '²',
      '½',
      ' ',
      '\u00a0',
      '\t',
    ],
    ...["'", '\\', '"', '€', '+', '@', '-', '.', '\u200b', '\n', '_', '$'],
  );
  await onPlainDuckDB('.', (connection) =>
    fc.assert(
      fc.asyncProperty(fc.string({ unit, maxLength: 45 }), async (text) => {
        const rows = await connection.runAndReadAll(
          `select ${textPatternSql('t')} from (select ${literal(text)} as t)`,
        );
        expect(rows.getRows()).toEqual([[textPattern(text)]]);
      }),
      { numRuns: 300 },
    ),
  );
});
