import { Chalk } from 'chalk';
import { expect, test } from 'vitest';
import { printProfile } from '../../../src/cli/profile/print-profile.ts';
import type {
  ProfileColumn,
  ProfileDocument,
} from '../../../src/outcome/profile/profile-document.ts';

const column = (name: string): ProfileColumn => ({
  name,
  type: 'VARCHAR',
  family: 'text',
  nulls: 0,
  distinct: { count: 3, isExact: true },
  masked: null,
  range: null,
  numbers: null,
  texts: null,
  histogram: null,
  topValues: null,
});

const document = (columns: number, messages: readonly string[]): ProfileDocument => ({
  schemaVersion: 1,
  dataset: 'orders.csv',
  rows: 3040,
  unread: { records: 0, fields: 0, first: null },
  notes: [],
  suspicions: messages.map((message, at) => ({ column: `c${at}`, message, count: 3 })),
  columns: Array.from({ length: columns }, (_, at) => column(`c${at}`)),
  keys: [],
  duplicateRows: { count: 0, reason: null },
  correlations: [],
  files: null,
  sample: { columns: [], rows: [] },
});

const printed = (profile: ProfileDocument, lines?: number) =>
  printProfile(profile, new Chalk({ level: 0 }), lines);

const remedy =
  "31 rows have 'N/A', which may stand for a missing value; { nullText: ['', 'N/A'] } reads it as NULL in all columns of a CSV file";

test('a suspicion is shown whole, on indented lines', () => {
  const lines = printed(document(2, [remedy, "9 values are 'a  b'"])).split('\n');
  expect(lines.slice(1, 5)).toEqual([
    "? c0: 31 rows have 'N/A', which may stand for a missing value; --null N/A reads",
    '  it as NULL in all columns of a CSV file',
    "? c1: 9 values are 'a  b'",
    '',
  ]);
  const long = printed(document(2, ['x'.repeat(300)])).split('\n');
  expect(Math.max(...long.map((line) => line.length))).toBe(80);
});

test('a short screen has one line for each suspicion, and says what it leaves out', () => {
  for (const [columns, suspicions] of [
    [13, 9],
    [3, 40],
    [60, 0],
    [60, 12],
  ] as const) {
    const text = printed(document(columns, Array(suspicions).fill(remedy)), 20);
    expect(text.split('\n').length).toBeLessThanOrEqual(20);
    const shown = text.split('\n').filter((line) => /^c\d+ /.test(line)).length;
    if (shown < columns) expect(text).toContain(`(${columns - shown} more columns: assay profile`);
  }
});

test('a screen with room for all shows all', () => {
  const text = printed(document(5, [remedy]), 20);
  expect(text).not.toContain('more');
  expect(text).toContain('c4');
});

test('NaN and infinite numbers are counted before the range, and without one', () => {
  const numbers = { mean: 2, stddev: 1, zeros: 0, negatives: 0, quantiles: [] };
  const of = (change: Partial<ProfileColumn>, nans: number, notFinite: number): ProfileColumn => ({
    ...column('c0'),
    type: 'DOUBLE',
    family: 'float',
    numbers: { ...numbers, nans, notFinite },
    ...change,
  });
  const line = (one: ProfileColumn) => printed({ ...document(0, []), columns: [one] });
  expect(line(of({ range: [1, 3] }, 1200, 1203))).toContain('1,200 NaN, 3 infinite, 1 to 3');
  expect(line(of({}, 3040, 3040))).toContain('3,040 NaN');
  expect(line(of({ masked: 'it looks so' }, 2, 2))).toContain('masked, 2 NaN');
  expect(line(of({ range: [1, 3] }, 0, 0))).not.toMatch(/NaN|infinite/);
});
