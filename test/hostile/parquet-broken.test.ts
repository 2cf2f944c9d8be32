import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { runInfer } from '../../src/cli/infer/infer-command.ts';
import { closeEngines } from '../../src/engine/duckdb/open-session.ts';
import { contract, type Dataset, parquet, query, z } from '../../src/index.ts';
import { opened } from '../dataset/opened.ts';
import { folder } from '../engine/duckdb/duckdb-support.ts';
import { measureAll } from '../support/measured.ts';
import { beyond, damaged, sound, unread } from './parquet-broken.ts';

afterAll(closeEngines);

const counted = contract('counted', { schema: z.object({}) }, ({ rows }) => [
  rows.count().atLeast(1),
]);

function written(file: Buffer): string {
  const path = join(folder(), 'x.parquet');
  writeFileSync(path, file);
  return path;
}

/** What comes of a file in each way to judge it, without its folder. */
async function verdicts(file: Buffer): Promise<readonly string[]> {
  const path = written(file);
  const checked = async (dataset: Dataset) => {
    const [outcome] = await measureAll(counted, dataset);
    return outcome?.problem?.message ?? String(outcome?.state);
  };
  const found = [
    await checked(parquet(path)),
    await checked(parquet(path, { unionByName: true })),
    await checked(query(parquet(path), 'select * from dataset')),
    await runInfer(path, { out: '-' }).then(
      () => 'passed',
      (error: Error) => error.message,
    ),
  ];
  return [...new Set(found.map((text) => text.replaceAll(path, 'x.parquet')))];
}

describe('is damaged, whoever looks', () => {
  test.each(Object.entries(damaged))('%s', async (_, [file, why]) => {
    const [verdict, ...others] = await verdicts(file);
    expect(others).toEqual([]);
    expect(verdict).toMatch(/^x\.parquet is damaged: /);
    expect(verdict).toMatch(why);
  });
});

describe('has a value that would be read as another, which is said wherever it is looked at', () => {
  test.each(Object.entries(beyond))('%s', async (_, file) => {
    const [verdict, ...others] = await verdicts(file);
    expect(others).toEqual([]);
    expect(verdict).toMatch(
      /^x\.parquet holds .* \(column a(?:\.at)?, row group 0\)\. The engine \(DuckDB 1\.5\.5\) would read another value in its place: /,
    );
  });
});

describe('uses what the engine does not read, which is no damage', () => {
  test.each(Object.entries(unread))('%s', async (_, [file, what]) => {
    const [verdict, ...others] = await verdicts(file);
    expect(others).toEqual([]);
    expect(verdict).toMatch(what);
    expect(verdict).not.toMatch(/damaged/);
  });
});

describe('is odd and sound', () => {
  test.each(Object.entries(sound))('%s', async (_, [file, rows]) => {
    expect(await verdicts(file)).toEqual(['passed']);
    const session = await opened(parquet(written(file)), { root: '/' });
    const found = await session.query(`select to_json(a)::varchar as a from ${session.relation}`);
    expect(found.map(({ a }) => (a === null ? null : JSON.parse(String(a))))).toEqual(rows);
  });
});
