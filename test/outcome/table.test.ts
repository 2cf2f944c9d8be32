import fc from 'fast-check';
import { expect, test } from 'vitest';
import { width } from '../../src/outcome/printable-text.ts';
import { printTable } from '../../src/outcome/table.ts';

const sample = (columns: readonly string[], ...rows: readonly (string | null)[][]) => ({
  columns,
  rows,
});

test('aligns numbers to the right, and tells NULL from its look-alikes', () => {
  const table = printTable(
    sample(
      ['delay', 'origin'],
      ['93', 'SFO'],
      ['-7.5', 'NULL'],
      [null, ''],
      ['1e3', ' LAX'],
      ['nan', null],
    ),
    76,
  );
  expect(table.join('\n')).toMatchInlineSnapshot(`
    "delay  origin
    ─────  ──────
       93  SFO
     -7.5  'NULL'
     NULL  ''
      1e3  ' LAX'
      nan  NULL"
  `);
});

test.for([
  ['12', '-0.5'],
  ['+1.25E-10', '3.'],
  ['NaN', '-Infinity'],
  ['inf', '12e+300'],
])('%j are numbers', (cells) => {
  const lines = printTable(sample(['a long name'], ...cells.map((cell) => [cell])), 76);
  expect(lines.slice(2)).toEqual(cells.map((cell) => cell.padStart(11)));
});

test.for(['v12', '12 km', 'e5', '1e', '1.2.3', 'infinite', 'x inf'])('%s is text', (cell) => {
  const lines = printTable(sample(['a long name'], [cell], ['1']), 76);
  expect(lines.slice(2)).toEqual([cell, '1']);
});

test('no column is cut below four cells, however little room there is', () => {
  expect(printTable(sample(['abcdef']), 3).slice(0, 2)).toEqual(['abc…', '────']);
});

test('escapes what would move the cursor', () => {
  expect(printTable(sample(['a\n'], ['b\u001b[2Jc']), 76).slice(0, 1)).toEqual(['a\\n']);
  expect(printTable(sample(['a'], ['b\u001b[2Jc']), 76)).toContain('b\\u{1b}[2Jc');
});

test('takes room from the widest columns first', () => {
  const table = printTable(sample(['id', 'note'], ['12345678', 'x'.repeat(90)]), 40);
  expect(table).toEqual([
    '      id  note',
    `────────  ${'─'.repeat(30)}`,
    `12345678  ${'x'.repeat(29)}…`,
  ]);
});

test('says how many columns had no room', () => {
  const names = Array.from({ length: 20 }, (_, at) => `column${at}`);
  expect(printTable(sample(names, names), 40).at(-1)).toBe('(13 more columns without room here)');
});

test('never is wider than it may be, nor loses a row', () => {
  const cell = fc.oneof(fc.constant(null), fc.string({ unit: 'binary', maxLength: 100 }));
  const table = fc
    .integer({ min: 1, max: 15 })
    .chain((columns) =>
      fc.tuple(
        fc.array(fc.string({ unit: 'binary' }), { minLength: columns, maxLength: columns }),
        fc.array(fc.array(cell, { minLength: columns, maxLength: columns }), { maxLength: 10 }),
      ),
    );
  fc.assert(
    fc.property(table, fc.integer({ min: 40, max: 76 }), ([columns, rows], limit) => {
      const lines = printTable({ columns, rows }, limit);
      expect(lines.filter((line) => width(line) > limit)).toEqual([]);
      expect(lines.filter((line) => /\p{Cc}/u.test(line))).toEqual([]);
      expect(lines.filter((line) => !line.startsWith('(')).length).toBeGreaterThanOrEqual(2);
      expect(lines.length).toBeGreaterThanOrEqual(rows.length + 2);
    }),
    { numRuns: 50 },
  );
});
