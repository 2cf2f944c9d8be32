import { expect, test } from 'vitest';
import { binNames } from '../../../src/outcome/drift/bin-name.ts';
import { binOf, rangesOf } from '../../reporters/drift-example.ts';

const share = { reference: 0.5, current: 0.5 };
const ordered = (bins: ReturnType<typeof rangesOf>) =>
  binNames({ bins, kind: 'ordered', isMasked: false });

test('ranges have their ends, and the outer ones one', () => {
  const thirds = [0.3, 0.3, 0.4];
  expect(ordered(rangesOf([4.5, 1e300], thirds, thirds))).toEqual([
    'below 4.5',
    '4.5 to 1e+300',
    'from 1e+300 on',
  ]);
  expect(ordered(rangesOf([], [1], [1]))).toEqual(['all values']);
});

test('ends that differ are never printed alike', () => {
  const bins = [binOf({ from: 1.00001, to: 1.00002, ...share })];
  expect(ordered(bins)).toEqual(['1.00001 to 1.00002']);
});

test('a range that begins right after a single value does not hold it', () => {
  const value = (at: number) => binOf({ kind: 'value', from: at, to: at, ...share });
  const bins = [
    value(5),
    binOf({ from: 5 + 2 ** -50, to: 7, ...share }),
    value(7),
    binOf({ from: 7 + 2 ** -50, ...share }),
  ];
  expect(ordered(bins)).toEqual(['5', 'above 5 to 7', '7', 'above 7']);
});

test('instants are dates, or times where they are none', () => {
  const bins = rangesOf([Date.UTC(2020, 3, 1), Date.UTC(2020, 3, 2, 8)], [0, 1, 0], [1, 0, 0]);
  expect(binNames({ bins, kind: 'instants', isMasked: false })).toEqual([
    'before 2020-04-01',
    '2020-04-01 to 2020-04-02 08:00',
    'from 2020-04-02 08:00 on',
  ]);
});

test('instants keep the seconds that they have', () => {
  const start = Date.UTC(2020, 3, 1, 8);
  const bins = rangesOf([start + 7_000, start + 8_005], [0, 1, 0], [1, 0, 0]);
  expect(binNames({ bins, kind: 'instants', isMasked: false })[1]).toBe(
    '2020-04-01 08:00:07 to 2020-04-01 08:00:08.005',
  );
});

test('what is counted by itself is no category of the same text', () => {
  const bins = [
    ...['cash', '', 'NULL', 'all others', ' x'].map((category) =>
      binOf({ kind: 'category', category, ...share }),
    ),
    binOf({ kind: 'others', ...share }),
    binOf({ kind: 'null', ...share }),
    binOf({ kind: 'nan', ...share }),
  ];
  expect(binNames({ bins, kind: 'categories', isMasked: false })).toEqual([
    'cash',
    "''",
    "'NULL'",
    "'all others'",
    "' x'",
    'all others',
    'NULL',
    'NaN',
  ]);
});

test('a masked bin has neither ends nor a category, whatever it holds', () => {
  const bins = [
    binOf({ from: 17, to: 18, ...share }),
    binOf({ kind: 'value', from: 17, to: 17, ...share }),
    binOf({ kind: 'category', category: 'secret', ...share }),
    binOf({ kind: 'null', ...share }),
  ];
  expect(binNames({ bins, kind: 'ordered', isMasked: true })).toEqual([
    'range 1',
    'value 2',
    'category 3',
    'NULL',
  ]);
});
