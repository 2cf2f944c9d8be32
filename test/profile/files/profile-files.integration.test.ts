import { Chalk } from 'chalk';
import { expect, test } from 'vitest';
import { renderProfile } from '../../../reporters/html/profile/profile-page.ts';
import { printProfile } from '../../../src/cli/profile/print-profile.ts';
import type { Dataset } from '../../../src/dataset/dataset.ts';
import { openDataset } from '../../../src/engine/engines.ts';
import { csv, json, parquet } from '../../../src/index.ts';
import type { ProfileDocument } from '../../../src/outcome/profile/profile-document.ts';
import { profileDocument } from '../../../src/profile/summary/profile-document.ts';
import { folder } from '../../dataset/folder.ts';
import { parquetFiles } from '../../support/parquet-files.ts';

const parquets = parquetFiles();

async function profiled(dataset: Dataset, root: string): Promise<ProfileDocument> {
  const session = await openDataset(dataset, [], { root, now: new Date(0) });
  try {
    return await profileDocument(session, dataset.label);
  } finally {
    await session.close();
  }
}

interface Row {
  readonly id: number;
  readonly city: string;
  readonly email: string;
  readonly amount: number | null;
}

const rowsOf = (file: number, change: (row: Row) => Row = (row) => row): readonly Row[] =>
  Array.from({ length: 60 }, (_, at) =>
    change({
      id: file * 60 + at,
      city: at % 3 === 0 ? 'Rome' : 'Oslo',
      email: `person${at % 4}@example.org`,
      amount: (at * 7) % 50,
    }),
  );

/** Five files without a difference, and three with one each. */
const months: readonly (readonly Row[])[] = [
  ...[0, 1, 2, 3, 4].map((file) => rowsOf(file)),
  rowsOf(5, (row) => ({ ...row, amount: null })),
  rowsOf(6, (row) => ({ ...row, amount: (row.amount ?? 0) * 1000 })),
  rowsOf(7, (row) => ({ ...row, city: 'Paris', email: 'other@example.org' })),
];

const csvText = (rows: readonly object[]) =>
  `id,city,email,amount\n${rows.map((row) => Object.values(row).join(',')).join('\n')}\n`;

const written = (extension: string, text: (rows: readonly Row[]) => string) =>
  folder(Object.fromEntries(months.map((rows, at) => [`m${at}.${extension}`, text(rows)])));

const expected = [
  ['m5', 'amount', 'nulls'],
  ['m6', 'amount', 'range'],
  ['m7', 'city', 'values'],
];

const told = ({ files }: ProfileDocument) =>
  (files?.differences ?? [])
    .map(({ file, column, kind }) => [file.replace(/\..*/, ''), column, kind])
    .toSorted();

test('names the CSV files that differ, and no personal value', async () => {
  const found = await profiled(csv('*.csv'), written('csv', csvText));
  expect(told(found)).toEqual(expected);
  expect(found.files?.list.map(([, rows]) => rows)).toEqual(months.map(({ length }) => length));
  const terminal = printProfile(found, new Chalk({ level: 0 }));
  expect(terminal).toContain('- amount in m5.csv: 100% NULL, 0 in the others');
  expect(terminal).toContain('- city in m7.csv: Paris 100%, 0 in the others');
  for (const line of terminal.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
  const page = renderProfile(found);
  expect(page).toContain('8 files');
  for (const text of [terminal, page, JSON.stringify(found)])
    expect(text).not.toMatch(/person\d|other@/);
});

test('names the JSON files that differ', async () => {
  const text = (rows: readonly Row[]) => rows.map((row) => JSON.stringify(row)).join('\n');
  expect(told(await profiled(json('*.ndjson'), written('ndjson', text)))).toEqual(expected);
});

test('names the Parquet file that lacks a column, and none where the rows agree', async () => {
  for (const at of [0, 1, 2, 3])
    await parquets.write(
      `same${at}`,
      `select i + ${at * 100} as id, i % 7 as n${at === 3 ? '' : ", 'x' as note"} from range(100) t(i)`,
    );
  const same = await profiled(parquet('same[0-2].parquet'), parquets.folder);
  expect(same.files).toMatchObject({ count: 3, differences: [], more: 0 });
  const some = await profiled(parquet('same*.parquet', { unionByName: true }), parquets.folder);
  expect(told(some)).toEqual([['same3', 'note', 'missing']]);
});

test('gives each row to its own file where files are read together, and one is empty', async () => {
  const sizes = [3, 0, 5, 1, 0, 40];
  const root = folder(
    Object.fromEntries(
      sizes.map((size, file) => [
        `f${file}.csv`,
        `id,file\n${Array.from({ length: size }, (_, at) => `${at},${file}\n`).join('')}`,
      ]),
    ),
  );
  const { files } = await profiled(csv('f*.csv'), root);
  expect(files?.list.map(([, rows]) => rows)).toEqual(sizes);
  expect(files?.differences).toContainEqual(
    expect.objectContaining({ file: 'f1.csv', kind: 'rows', alike: 2 }),
  );
});

test('says that texts of one file are numbers in the others', async () => {
  const root = folder(
    Object.fromEntries(
      [0, 1, 2, 3, 4].map((file) => [
        `t${file}.csv`,
        `id,amount\n${Array.from({ length: 30 }, (_, at) => `${at},${file === 4 ? 'n/a' : at}\n`).join('')}`,
      ]),
    ),
  );
  const { files } = await profiled(csv('t*.csv'), root);
  expect(files?.differences).toContainEqual(
    expect.objectContaining({ file: 't4.csv', column: 'amount', kind: 'form' }),
  );
});

test('one file is not compared', async () => {
  const one = await profiled(csv('m0.csv'), written('csv', csvText));
  expect(one.files).toBeNull();
});
