import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { globPattern, watchedPath } from '../../../src/vitest/plugin/watch-data.ts';

describe('the pattern of a glob', () => {
  const files = [
    'a.csv',
    'b.csv',
    'ab.csv',
    'a.csv.gz',
    'x/a.csv',
    'x/y/a.csv',
    'year=2024/part-1.parquet',
    'year=2025/part-2.parquet',
    '(odd)+.csv',
  ];
  let root: string;
  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), 'globs-'));
    for (const file of files) {
      mkdirSync(dirname(join(root, file)), { recursive: true });
      writeFileSync(join(root, file), '');
    }
  });
  afterAll(() => rmSync(root, { recursive: true }));

  test.each([
    '*.csv',
    'a.csv',
    '?.csv',
    '[a-b].csv',
    '[!a].csv',
    '**/*.csv',
    'x/**',
    'x/**/*.csv',
    'year=*/*.parquet',
    'year=202[45]/part-*.parquet',
    '*.csv*',
    '(odd)+.csv',
  ])('matches what DuckDB reads for %s', async (glob) => {
    const instance = await DuckDBInstance.create();
    const connection = await instance.connect();
    const reader = await connection.runAndReadAll(
      `select file from glob('${root}/${glob}') order by file`,
    );
    const read = reader.getRows().map(([file]) => String(file).slice(root.length + 1));
    instance.closeSync();
    const pattern = globPattern(join(root, glob));
    expect(files.filter((file) => pattern.test(join(root, file))).toSorted()).toEqual(
      read.toSorted(),
    );
    expect(read.length).toBeGreaterThan(0);
  });

  test('takes braces', () => {
    const pattern = globPattern('/d/{a,b}.csv');
    expect(['/d/a.csv', '/d/b.csv', '/d/c.csv'].filter((file) => pattern.test(file))).toEqual([
      '/d/a.csv',
      '/d/b.csv',
    ]);
  });
});

test.each([
  ['/d/a.csv', '/d/a.csv'],
  ['/d/*.csv', '/d'],
  ['/d/year=*/x.csv', '/d'],
  ['/d/x/**/*.csv', '/d/x'],
  ['/*.csv', '/'],
])('of %s, %s is watched', (path, watched) => {
  expect(watchedPath(path)).toBe(watched);
});
