import { readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { closeEngines } from '../../src/engine/duckdb/open-session.ts';
import { parquet } from '../../src/index.ts';
import { folder } from '../engine/duckdb/duckdb-support.ts';
import { measureAll } from '../support/measured.ts';
import { held } from './held.ts';

afterAll(closeEngines);

test('a file that is written anew in the same second, as long as it was, is read anew', async () => {
  const path = join(folder(), 'x.parquet');
  const bytes = readFileSync(join(import.meta.dirname, 'data/plain.parquet'));
  const time = new Date('2026-11-24T12:00:00.100Z');
  const states = async () =>
    new Set((await measureAll(held, parquet(path))).map(({ state }) => state));
  writeFileSync(path, bytes);
  utimesSync(path, time, time);
  expect(await states()).toEqual(new Set(['passed']));
  // The same worker, and so the same instance of DuckDB.
  writeFileSync(path, bytes.fill(0, 4));
  utimesSync(path, time, new Date(time.getTime() + 300));
  expect(await states()).toEqual(new Set(['errored']));
});
