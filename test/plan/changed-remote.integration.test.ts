import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { titledExpectations } from '../../src/contract/titled-expectations.ts';
import type { Dataset } from '../../src/dataset/dataset.ts';
import { closeEngines } from '../../src/engine/duckdb/open-session.ts';
import { contract, duckdb, parquet, query, z } from '../../src/index.ts';
import { measureContract } from '../../src/plan/measure-contract.ts';
import { now } from '../support/measured.ts';
import { parquetFiles } from '../support/parquet-files.ts';
import { version, webServer } from '../support/web-server.ts';

const files = parquetFiles();
let good: Buffer;
let bad: Buffer;
beforeAll(async () => {
  const sql = (sign: string) => `select ${sign}(1 + range % 7) as a from range(20000)`;
  good = readFileSync(await files.write('good', sql('')));
  bad = readFileSync(await files.write('bad', sql('-')));
});
afterAll(() => closeEngines());

const held = contract(
  'positive',
  { schema: z.object({ a: z.int().positive() }) },
  ({ rows, column }) => [
    column('a').min().atLeast(1),
    column('a').mean().atLeast(1),
    rows.satisfy('a > 0'),
    column('a').in([1, 2, 3, 4, 5, 6, 7]),
    column('a').median({ exact: true }).above(0),
  ],
);
/** What tells of the values. */
const telling = new Set(
  titledExpectations(held)
    .slice(-5)
    .map(({ id }) => id),
);

async function states(dataset: Dataset): Promise<readonly string[]> {
  const outcomes = await measureContract({
    contract: held,
    dataset,
    selected: telling,
    settings: { root: '/', now },
  });
  await closeEngines();
  return [...new Set(outcomes.map(({ state, problem }) => `${state} ${problem?.code ?? ''}`))];
}

/** Each way, and every how many requests a change is tried. */
const sources = {
  parquet: [1, (url: string) => parquet(`${url}/x.parquet`)],
  'a query over parquet': [
    4,
    (url: string) => query(parquet(`${url}/x.parquet`), 'select * from dataset'),
  ],
} as const;

test.for(Object.entries(sources))(
  '%s: a file that changes on its server is judged in one state, or is an error',

  async ([, [step, source]]) => {
    const whole = await webServer(() => ({ bytes: good, headers: version('1') }));
    expect(await states(source(whole.url))).toEqual(['passed ']);
    const last = whole.requests();
    expect(last).toBeGreaterThan(8);
    const seen = new Set<string>();
    for (let change = 1; change < last; change += step) {
      const { url } = await webServer((_, at) =>
        at < change
          ? { bytes: good, headers: version('1') }
          : { bytes: bad, headers: version('2') },
      );
      const told = await states(source(url));
      expect([change, told.length]).toEqual([change, 1]);
      // None of them is about what was there before.
      expect([change, told]).not.toEqual([change, ['passed ']]);
      for (const one of told) seen.add(one);
    }
    expect(seen).toContain('errored DATASET_UNREADABLE');
  },
);

test('a change after it was opened is told as such, and so is a server that is gone', async () => {
  for (const late of [
    { bytes: bad, headers: version('2') },
    { bytes: '', status: 404 },
    undefined,
  ]) {
    let isLate = false;
    const { url } = await webServer(() => (isLate ? late : { bytes: good, headers: version('1') }));
    const dataset = parquet(`${url}/x.parquet`);
    const slow: Dataset = {
      ...dataset,
      open: async (...args) => {
        const opened = await dataset.open(...args);
        isLate = true;
        return opened;
      },
    };
    const told = await states(slow);
    expect(told).toHaveLength(1);
    expect(told[0]).toMatch(/^errored (?:DATA_CHANGED|DATASET_UNREADABLE|ENGINE_FAILED)$/);
  }
});

test('a server that says neither ETag nor time is noted', async () => {
  const { url } = await webServer(() => ({ bytes: good, headers: {} }));
  const outcomes = await measureContract({
    contract: held,
    dataset: parquet(`${url}/x.parquet`),
    selected: new Set(titledExpectations(held).map(({ id }) => id)),
    settings: { root: '/', now },
  });
  expect(outcomes.map(({ state }) => state)).not.toContain('errored');
  expect(outcomes.flatMap(({ evidence }) => evidence?.notes ?? []).join()).toContain(
    'reports neither ETag nor Last-Modified',
  );
});

test('a DuckDB file on a server is held to its state as well', async () => {
  const path = `${files.folder}/x.duckdb`;
  const { DuckDBInstance } = await import('@duckdb/node-api');
  const instance = await DuckDBInstance.create(path);
  const connection = await instance.connect();
  await connection.run('create table t as select 1 + range % 7 as a from range(20000)');
  connection.closeSync();
  instance.closeSync();
  const bytes = readFileSync(path);
  let tag = '1';
  const { url, requests } = await webServer(() => ({ bytes, headers: version(tag) }));
  expect(await states(duckdb(`${url}/x.duckdb`, 't'))).toEqual(['passed ']);
  expect(requests()).toBeGreaterThan(3);
  const dataset = duckdb(`${url}/x.duckdb`, 't');
  const slow: Dataset = {
    ...dataset,
    open: async (...args) => {
      const opened = await dataset.open(...args);
      tag = '2';
      return opened;
    },
  };
  expect((await states(slow)).join()).toMatch(/^errored /);
});
