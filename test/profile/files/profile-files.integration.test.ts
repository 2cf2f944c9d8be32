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

test('does not take a missing key of JSON for NULL', async () => {
  const root = folder(
    Object.fromEntries(
      [0, 1, 2, 3, 4].map((file) => [
        `k${file}.ndjson`,
        Array.from({ length: 30 }, (_, id) =>
          JSON.stringify(file === 4 ? { id } : { id, n: id % 7 }),
        ).join('\n'),
      ]),
    ),
  );
  const found = await profiled(json('k*.ndjson'), root);
  expect(printProfile(found, new Chalk({ level: 0 }))).toContain(
    '- n in k4.ndjson: no values (the key may be missing), 0 NULL in the others',
  );
});

const texts = (name: string, rows: readonly object[]) => ({
  [`${name}.csv`]: `id,file_index\n${rows.map((row) => Object.values(row).join(',')).join('\n')}\n`,
  [`${name}.ndjson`]: rows.map((row) => JSON.stringify(row)).join('\n'),
});

const indexed = [1, 2, 3].map((id) => ({ id, file_index: 10 - id }));

test.for([
  ['csv', csv('*.csv'), "the name of their column 'file_index'"],
  ['json', json('*.ndjson'), "the name of their column 'file_index'"],
  ['a JSON file that is read record by record', json('*.json'), 'record by record'],
] as const)('says why files are not compared: %s', async ([, dataset, why]) => {
  const root = folder({
    ...texts('a', indexed),
    ...texts('b', indexed),
    // A key of that name is read the careful way.
    'a.json': '[{"file_row_number": 1}]',
    'b.json': '[{"file_row_number": 2}]',
  });
  const found = await profiled(dataset, root);
  expect(found.files).toMatchObject({ count: 2, list: [], differences: [], more: 0 });
  expect(found.files?.reason).toContain(why);
  const terminal = printProfile(found, new Chalk({ level: 0 }));
  expect(terminal.replaceAll('\n', ' ')).toContain(`2 files. ${found.files?.reason}`);
  const page = renderProfile(found);
  expect(page).toContain('The files were not compared with each other');
  expect(page).not.toContain('No file differs');
});

test('says why Parquet files with a column of that name are not compared', async () => {
  for (const name of ['own1', 'own2'])
    await parquets.write(name, 'select i as id, i as FILE_ROW_NUMBER from range(3) t(i)');
  const { files } = await profiled(parquet('own*.parquet'), parquets.folder);
  expect(files?.reason).toContain("their column 'FILE_ROW_NUMBER'");
});

test('names the Parquet file that lacks a column, and none where the rows agree', async () => {
  for (const at of [0, 1, 2, 3])
    await parquets.write(
      `same${at}`,
      `select i + ${at * 100} as id, i % 7 as n${at === 3 ? '' : ", 'x' as note"} from range(100) t(i)`,
    );
  const same = await profiled(parquet('same[0-2].parquet'), parquets.folder);
  expect(same.files).toMatchObject({ count: 3, differences: [], more: 0, reason: null });
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
