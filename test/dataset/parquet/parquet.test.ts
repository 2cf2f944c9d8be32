import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { type ParquetOptions, parquet } from '../../../src/dataset/parquet/parquet.ts';
import { opened, refusal, rowsOf, typesOf } from '../opened.ts';
import { shownFrom } from '../shown.ts';
import { parquetFiles } from './parquet-folder.ts';

const two = { '1.parquet': "select 1 as a, 'x' as b", '2.parquet': "select 'y' as b, 2 as a" };

test('reads files, globs and lists of them as one', async () => {
  const root = await parquetFiles({ ...two, 'd/3.parquet': "select 3 as a, 'z' as b" });
  const values = async (where: string | URL | string[]) =>
    (await rowsOf(await opened(parquet(where), { root }))).map(({ a, b }) => `${a}${b}`);
  expect(await values('1.parquet')).toEqual(['1x']);
  expect(await values('*.parquet')).toEqual(['1x', '2y']);
  expect(await values('**/*.parquet')).toEqual(['1x', '2y', '3z']);
  expect(await values(['2.parquet', join(root, '1.parquet')])).toEqual(['2y', '1x']);
  expect(await values('d')).toEqual(['3z']);
  expect(await values(new URL(`file://${root}/1.parquet`))).toEqual(['1x']);
});

test('says what a person would write to read the same', async () => {
  const session = await opened(parquet('*.parquet'), { root: await parquetFiles(two) });
  expect(shownFrom(session)).toBe(
    "read_parquet(['1.parquet', '2.parquet'], hive_partitioning=false)",
  );
});

test('takes names as they are', async () => {
  const root = await parquetFiles({
    "d'1/ö [x]*.parquet": 'select 1 as "a ""b""", 2 as "select"',
  });
  const session = await opened(parquet("d'1/ö [x]*.parquet"), { root });
  expect(await rowsOf(session)).toEqual([{ 'a "b"': 1, select: 2 }]);
});

test.each([
  ['select 2 as a', 'it lacks "b"'],
  ["select 2 as a, 'y' as b, 3 as c", 'it adds "c"'],
  ["select 2.5::double as a, 'y' as b", 'its "a" is DOUBLE and not INTEGER'],
  ['select 2 as a, \'y\' as "B"', 'it lacks "b"'],
])('a file with other columns is named: %s', async (sql, difference) => {
  const root = await parquetFiles({ ...two, '3.parquet': sql });
  expect(await refusal(() => opened(parquet('*.parquet'), { root }))).toBe(
    `DATASET_UNREADABLE: 3.parquet has other columns than 1.parquet: ${difference}. Write it again, or read both with { unionByName: true } if that is right.`,
  );
});

test('reads the union of columns where it is told so', async () => {
  const root = await parquetFiles({ ...two, '3.parquet': 'select 2.5::double as a, 1 as c' });
  const session = await opened(parquet('*.parquet', { unionByName: true }), { root });
  expect(typesOf(session)).toEqual(['a DOUBLE', 'b VARCHAR', 'c INTEGER']);
  expect(await rowsOf(session)).toHaveLength(3);
});

test.each([
  [
    'another kind of file',
    () => Buffer.alloc(40, 1),
    'is not a Parquet file: its first bytes are not PAR1.',
  ],
  [
    'a file that was cut short',
    (whole: Buffer) => whole.subarray(0, whole.length - 20),
    'is damaged: its last bytes are no footer, as where a file was cut short. Write it again, and check that the program that writes it has finished.',
  ],
  [
    'an encrypted one',
    (whole: Buffer) => Buffer.concat([Buffer.from('PARE'), whole.subarray(4)]),
    'uses encryption, which the engine (DuckDB 1.5.5) does not read: write it without.',
  ],
])('%s is an error', async (_, damage, message) => {
  const root = await parquetFiles(two);
  const file = join(root, '2.parquet');
  writeFileSync(file, damage(readFileSync(file)));
  expect(await refusal(() => opened(parquet('*.parquet'), { root }))).toBe(
    `DATASET_UNREADABLE: 2.parquet ${message}`,
  );
});

const one = 'select 1 as a';
const metadata = '00001-8f5d5b3c-0000-4000-8000-000000000000.metadata.json';

test.each([
  ['Delta', 't/_delta_log/00000000000000000000.json', 'it has _delta_log/'],
  ['Hudi', 't/.hoodie/hoodie.properties', 'it has .hoodie/'],
  ['Iceberg', `t/metadata/${metadata}`, 'it has metadata/'],
  ['Iceberg', 't/metadata/v12.gz.metadata.json', 'it has metadata/'],
  ['Iceberg', 't/metadata/version-hint.text', 'it has metadata/'],
])('refuses the files of a %s table for the table: %s', async (format, log, has) => {
  const root = await parquetFiles({ 't/data/k=1/a.parquet': one, 't/data/k=2/a.parquet': one });
  mkdirSync(dirname(join(root, log)), { recursive: true });
  writeFileSync(join(root, log), '{}');
  const globs = ['t', 't/data', 't/**/*.parquet', 't/data/k=1/*.parquet', join(root, 't/data/k=2')];
  for (const where of [...globs, ['t/data/k=1/a.parquet', 't/data/k=2/*.parquet']])
    expect(await refusal(() => opened(parquet(where), { root }))).toMatch(
      `reads files of the ${format} table t (${has}), and they may hold rows that were deleted or replaced since: `,
    );
  const named = ['t/data/k=1/a.parquet', 't/data/k=2/a.parquet'];
  expect(await rowsOf(await opened(parquet(named), { root }))).toHaveLength(2);
});

test('takes no other folder for the log of a table', async () => {
  const root = await parquetFiles({
    't/data/a.parquet': one,
    't/metadata/a.parquet': one,
    'log/_delta_log/1.checkpoint.parquet': one,
  });
  writeFileSync(join(root, 't/metadata/orders.metadata.json'), '{}');
  writeFileSync(join(root, 't/_delta_log'), 'a file');
  for (const where of ['t/data', 't/metadata/*.parquet', 'log/_delta_log/*.parquet'])
    expect(await rowsOf(await opened(parquet(where), { root }))).toHaveLength(1);
});

test('leaves aside what jobs write beside a table', async () => {
  const root = await parquetFiles({
    'd/part-0.parquet': 'select 1 as a union all select 2',
    'd/_temporary/0/part-9.parquet': one,
    'd/_metadata.parquet': one,
    'd/.part-1.parquet': one,
  });
  writeFileSync(join(root, 'd/_SUCCESS'), '');
  for (const where of ['d', 'd/**/*.parquet', 'd/*'])
    expect(await rowsOf(await opened(parquet(where), { root }))).toHaveLength(2);
  expect(await rowsOf(await opened(parquet('d/_temporary/0'), { root }))).toHaveLength(1);
});

test('tells of files in a folder whose names do not fit', async () => {
  const root = await parquetFiles({ 'd/a.parquet': one, 'd/b.PARQUET': one, 'd/k/part-0': one });
  const { notes } = await opened(parquet('d'), { root });
  expect(notes).toEqual([
    'd/b.PARQUET and 1 more are not read: in a folder, only files whose names end in .parquet are.',
  ]);
  expect(await rowsOf(await opened(parquet('d/**'), { root }))).toHaveLength(3);
});

test('watches the files of a folder', () => {
  expect(parquet(['x.parquet', 'd/*.parquet', 'd/e']).watch).toEqual([
    'x.parquet',
    'd/*.parquet',
    'd/e',
    'd/e/**',
  ]);
});

test('refuses an option that is none', async () => {
  const options = { hivePartioning: true } as ParquetOptions;
  expect(await refusal(() => parquet('x.parquet', options))).toBe(
    'DATASET_INVALID: parquet() has no option hivePartioning. Did you mean hivePartitioning? It knows hivePartitioning, unionByName, label.',
  );
});

test('reads 10,000 columns', async () => {
  const columns = Array.from({ length: 10_000 }, (_, index) => `${index} as c${index}`);
  const root = await parquetFiles({ 'x.parquet': `select ${columns.join(', ')}` });
  expect((await opened(parquet('x.parquet'), { root })).columns).toHaveLength(10_000);
}, 60_000);
