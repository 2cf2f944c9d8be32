import { rmSync } from 'node:fs';
import { afterAll, expect, test } from 'vitest';
import { profiled, table } from '../../profile/suspicions/profiled.ts';
import { assay, project, projects } from '../command.ts';

afterAll(() => rmSync(projects, { recursive: true, force: true }));

/** Infers a contract from the first text, and returns the rules that are red on each of the others. */
function redOn(first: string, others: readonly string[]): readonly (readonly string[])[] {
  const files = others.map((text, at) => [`${at}.csv`, text] as const);
  const folder = project({ 'it.csv': first, ...Object.fromEntries(files) });
  assay(folder, 'infer', 'it.csv', '--out', 'it.contract.ts');
  return files.map(([name]) =>
    [...assay(folder, 'check', name, 'it.contract.ts').stdout.matchAll(/^× (\S+)/gm)].map(
      ([, rule]) => rule ?? '',
    ),
  );
}

test('a share of NULL that rises within the file may rise as much again, and no more', () => {
  const notes = (share: (row: number) => number) =>
    table(200, {
      id: (row) => row,
      note: (row) => ((row * 37) % 100 < share(row) ? '' : `n${row}`),
    });
  const grown = notes((row) => 5 + row / 4);
  expect(redOn(grown, [grown, notes(() => 75), notes(() => 98)])).toEqual([
    [],
    [],
    ["column('note').nulls()"],
  ]);
  const steady = notes(() => 20);
  expect(redOn(steady, [steady, notes(() => 75)])).toEqual([[], ["column('note').nulls()"]]);
}, 120_000);

test('numbers that grow by a factor may grow by more again, and those of another unit are red', () => {
  const prices = (price: (row: number) => number) =>
    table(120, { id: (row) => row, price: (row) => (price(row) + (row % 7) / 8).toFixed(3) });
  const first = prices((row) => 20 * 1.01 ** row);
  const next = prices((row) => 20 * 1.01 ** (row + 120));
  const cents = prices((row) => 2000 * 1.01 ** row);
  expect(redOn(first, [first, next, cents])).toEqual([
    [],
    [],
    expect.arrayContaining(["column('price')"]),
  ]);
}, 120_000);

test('texts of one length in few rows are no rule', () => {
  const codes = (filled: number, last = '') =>
    table(60, { id: (row) => row, code: (row) => (row < filled ? `c${row + 10}` : last) });
  expect(redOn(codes(3), [codes(3, 'other')])[0]).not.toContain("column('code')");
  expect(redOn(codes(40), [codes(40, 'other')])[0]).toContain("column('code')");
}, 120_000);

test('long texts may have a stray blank at an end, and more are red', () => {
  const texts = (isBlank: (row: number) => boolean) =>
    table(100, {
      id: (row) => row,
      text: (row) => `${row} ${'and so on '.repeat(12)}end${isBlank(row) ? ' ' : ''}`,
    });
  const first = texts(() => false);
  expect(redOn(first, [first, texts((row) => row === 7), texts((row) => row % 20 === 0)])).toEqual([
    [],
    [],
    ["column('text').untrimmed()"],
  ]);
}, 120_000);

test('a pair of columns that differs by chance in many rows is no key', async () => {
  // The first 1,000 rows have fewer times than all.
  const measured = await profiled(
    table(2500, { at: (row) => `t${Math.floor(row * 0.96)}`, to: (row) => `p${(row * 31) % 701}` }),
  );
  expect([measured.key, measured.isKeyByChance]).toEqual([['at', 'to'], true]);
  const grid = await profiled(
    table(2500, { day: (row) => `d${Math.floor(row / 50)}`, to: (row) => `p${row % 50}` }),
  );
  expect([grid.key, grid.isKeyByChance]).toEqual([['day', 'to'], false]);
});

test('one row of few may be equal to another by chance, and repeated ones are red', () => {
  const points = table(80, { x: (row) => ((row * 7) % 19) / 2, y: (row) => ((row * 3) % 23) / 2 });
  const lines = points.trimEnd().split('\n');
  const twice = (rows: number) => `${[...lines, ...lines.slice(1, rows + 1)].join('\n')}\n`;
  expect(redOn(points, [points, twice(1), twice(4)])).toEqual([
    [],
    [],
    [expect.stringContaining("rows.duplicates('x',")],
  ]);
}, 120_000);

test('numbers that are like those of the row before have no mean, and those that are not have one', () => {
  // Neighbours differ by little, and no quarter of the rows differs from another.
  const level = (row: number) => (100 + 40 * Math.sin(row / 3)).toFixed(2);
  const mixed = (row: number) => (100 + 40 * Math.sin(row * 2.4)).toFixed(2);
  const folder = project({
    'it.csv': table(240, { id: (row) => row, level, mixed }),
  });
  const { stdout } = assay(folder, 'infer', 'it.csv', '--out', '-');
  expect(stdout).toContain("column('mixed').mean()");
  expect(stdout).not.toContain("column('level').mean()");
}, 120_000);
