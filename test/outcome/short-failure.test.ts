import { describe, expect, test } from 'vitest';
import type { Outcome } from '../../src/outcome/outcome.ts';
import { examplesText, shortFailure, wantsDetails } from '../../src/outcome/short-failure.ts';
import { none, outcomeOf } from '../reporters/example.ts';

const sample = {
  columns: ['category', 'id'],
  rows: [
    ['toys', '1'],
    ['Garden ', '2'],
  ],
  masked: [],
  shows: 'rows',
} as const;

const failed: Outcome = {
  ...outcomeOf({ state: 'failed', because: 'the shop has six', location: null }),
  title: "column('category') is one of 'Toys', 'Garden'",
  metric: "column('category').in(['Toys', 'Garden'])",
  ...none,
  share: '0.0735',
  observed: '147 of 2,000 (7.35%)',
  value: '147',
  of: 2000,
  rows: 2000,
  violations: 147,
  sample: {
    ...sample,
    values: {
      column: 'category',
      counts: [
        ['toys', 88],
        ['Garden ', 50],
        [null, 1],
      ],
      others: 8,
      areShapes: false,
    },
  },
  sql: `select * from read_csv(['x.csv'], ${'auto_detect=false, '.repeat(20)}header=true)`,
};

test('says in a few lines what was found, with the values and why it matters', () => {
  expect(shortFailure(failed)).toMatchInlineSnapshot(`
    "column('category').in(['Toys', 'Garden']) is violated by 147 of 2,000 rows (7.35%), expected none

      dataset   data/flights/*.parquet
      values    toys (88), 'Garden ' (50), NULL (1), and 8 rows with others
      because   the shop has six"
  `);
});

test('keeps all lines but the first within 80 columns, whatever the texts are', () => {
  const long = 'everybody who counts on it '.repeat(90);
  const lines = shortFailure({
    ...failed,
    because: long,
    sample: {
      ...sample,
      values: { column: long, counts: [[long, 2]], others: 1, areShapes: true },
    },
    evidence: {
      exactness: 'exact',
      by: 'duckdb',
      pass: null,
      interval: null,
      notes: [long, long, long],
    },
  }).split('\n');
  expect(lines.slice(1).filter((line) => line.length > 80)).toEqual([]);
});

describe('examples', () => {
  const of = (changes: Partial<NonNullable<Outcome['sample']>>) =>
    examplesText({ sample: { ...sample, ...changes } });

  test.each([
    ['rows of several columns', of({}), ['such as', 'category toys, id 1']],
    ['no masked cell', of({ masked: ['category'] }), ['such as', 'id 1']],
    ['nothing that is masked', of({ masked: ['category', 'id'] }), null],
    [
      'groups',
      of({ shows: 'groups', rows: [1, 2, 3, 4].map((key) => [`${key}`, '2']) }),
      ['groups', 'category 1 (2 rows), 2 (2 rows), 3 (2 rows), …'],
    ],
    ['segments', of({ shows: 'segments' }), ['segments', "category toys: 1, 'Garden ': 2"]],
    [
      'values that occur once each',
      of({
        values: {
          column: 'n',
          counts: [
            ['-1', 1],
            ['-2', 1],
          ],
          others: 0,
          areShapes: false,
        },
      }),
      ['values', '-1, -2'],
    ],
    [
      'shapes',
      of({ values: { column: 'n', counts: [['aa@@aa', 3]], others: 1, areShapes: true } }),
      ['values', 'written like aa@@aa (3), and 1 row with others'],
    ],
  ] as const)('%s', (_, found, expected) => {
    expect(found).toEqual(expected);
  });
});

test.each([
  [undefined, false],
  ['', false],
  ['0', false],
  ['1', true],
])('ASSAY_DETAILS=%s', (value, wanted) => {
  expect(wantsDetails({ ASSAY_DETAILS: value })).toBe(wanted);
});
