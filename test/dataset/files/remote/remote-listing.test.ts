import { expect, test } from 'vitest';
import type { Reader } from '../../../../src/dataset/dataset.ts';
import type { FileKind } from '../../../../src/dataset/files/data-file.ts';
import { expandRemote } from '../../../../src/dataset/files/remote/remote-files.ts';
import { refusal } from '../../opened.ts';

// No object store is at hand: what one lists is given in its place.

const parquets: FileKind = { source: 'parquet', suggestion: '*.parquet', isOfTables: true };

async function expanded(glob: string, listed: readonly string[], kind = parquets) {
  const reader: Reader = {
    query: async () => listed.map((file) => ({ file })),
    insert: async () => {},
    granted: null,
    freshName: () => 'x',
  };
  const place = { path: glob, shown: glob, listed: glob, remote: true, size: 0 };
  const { files, notes } = await expandRemote(reader, { files: [place], notes: ['before'] }, kind);
  return { paths: files.map(({ path }) => path), notes };
}

test('passes over what is no part of a table', async () => {
  const found = await expanded('s3://b/t/**', [
    's3://b/t/_SUCCESS',
    's3://b/t/_k=1/a.parquet',
    's3://b/t/_temporary/0/b.parquet',
    's3://b/t/k/c.parquet',
  ]);
  expect(found.paths).toEqual(['s3://b/t/_k=1/a.parquet', 's3://b/t/k/c.parquet']);
  expect(found.notes).toEqual([
    'before',
    expect.stringContaining('s3://b/t/_SUCCESS and 1 more are skipped: '),
  ]);
  const named = await expanded('s3://b/_x/*.parquet', ['s3://b/_x/a.parquet']);
  expect(named.paths).toEqual(['s3://b/_x/a.parquet']);
  expect(await refusal(() => expanded('s3://b/t/*', ['s3://b/t/_SUCCESS']))).toContain(
    'DATASET_NOT_FOUND: No file matches s3://b/t/*. s3://b/t/_SUCCESS is skipped',
  );
});

test('refuses a glob that matches the log of a table', async () => {
  const listed = ['s3://b/t/_delta_log/1.checkpoint.parquet', 's3://b/t/a.parquet'];
  expect(await refusal(() => expanded('s3://b/t/**', listed))).toContain(
    'DATASET_INVALID: s3://b/t/** matches s3://b/t/_delta_log/1.checkpoint.parquet, the log of a table: ',
  );
  const log = await expanded('s3://b/t/_delta_log/*.parquet', listed.slice(0, 1));
  expect(log.paths).toEqual(listed.slice(0, 1));
  const files = await expanded('s3://b/t/**', listed, { source: 'csv', suggestion: '*.csv' });
  expect(files.paths).toEqual(listed.slice(1));
});

test('refuses a name that the engine would take for a glob', async () => {
  const listed = ['s3://b/*.csv', 's3://b/1.csv'];
  expect(await refusal(() => expanded('s3://b/*.csv', listed))).toBe(
    'DATASET_UNREADABLE: s3://b/*.csv has * or [ in its name, and DuckDB would read the files that it matches: rename it.',
  );
});
