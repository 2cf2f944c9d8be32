import { mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Contract } from '../../src/contract/contract.ts';
import { titledExpectations } from '../../src/contract/titled-expectations.ts';
import type { Dataset } from '../../src/dataset/dataset.ts';
import { closeEngines } from '../../src/engine/duckdb/open-session.ts';
import { contract, csv, duckdb, fromRows, json, parquet, query, z } from '../../src/index.ts';
import { failureMessage, headline } from '../../src/outcome/failure.ts';
import type { Outcome } from '../../src/outcome/outcome.ts';
import { type MeasureRequest, measureContract } from '../../src/plan/measure-contract.ts';
import { startTrace } from '../../src/plan/trace.ts';
import { keyPatterns } from '../../src/privacy/key-patterns.ts';
import { asMuch } from '../support/measured.ts';
import { plantFiles } from './files.ts';
import { leakFinder } from './leaks.ts';
import { planted } from './planted.ts';
import { allTokens, rows } from './tokens.ts';

const leaks = leakFinder(allTokens);
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'planted-')));
const instance = await DuckDBInstance.create(':memory:');
const connection = await instance.connect();

beforeAll(async () => {
  await plantFiles(folder);
  await connection.run(`create table people as from read_parquet('${folder}/planted.parquet')`);
});
afterAll(async () => {
  await closeEngines();
  connection.closeSync();
  instance.closeSync();
  rmSync(folder, { recursive: true, force: true });
});

/** All that one measurement tells anybody, and all that it leaves on disk beside the quarantine. */
async function told(
  dataset: Dataset,
  held: Contract,
  more: Pick<MeasureRequest, 'few' | 'quarantine'> = {},
) {
  const trace = startTrace();
  const cache = join(folder, 'cache');
  rmSync(cache, { recursive: true, force: true });
  const outcomes = await measureContract(
    {
      contract: held,
      dataset,
      selected: new Set(titledExpectations(held).map(({ id }) => id)),
      settings: { root: folder, now: new Date('2026-11-24T00:00:00Z') },
      cache: { folder: cache, identity: 'footer' },
      quarantine: { folder: join(folder, 'quarantine'), clean: true },
      ...more,
    },
    trace,
  );
  const measurement = trace.measurement({ contract: held.name, dataset: dataset.label });
  const kept = readdirSync(folder).includes('cache')
    ? readdirSync(cache).map((name) => readFileSync(join(cache, name), 'utf8'))
    : [];
  return {
    outcomes,
    measurement,
    kept,
    text: [
      JSON.stringify(outcomes),
      JSON.stringify(measurement),
      ...outcomes.flatMap((outcome) => [failureMessage(outcome), headline(outcome)]),
      ...kept,
    ].join('\n'),
  };
}

const asRows = rows.map((row) => ({ ...row, card: Number(row.card), born: new Date(row.born) }));

const sources: Readonly<Record<string, () => Dataset>> = {
  parquet: () => parquet('planted.parquet'),
  csv: () => csv('planted.csv'),
  json: () => json('planted.json'),
  'records within a document': () => json('document.json', { at: 'data.people' }),
  'records by their keys': () => json('keyed.json', { key: 'key' }),
  rows: () => fromRows(asRows),
  duckdb: () => duckdb('planted.duckdb', 'people'),
  'a connection': () => duckdb(connection, 'people'),
  'a query': () => query(parquet('planted.parquet'), 'select * from dataset'),
  'folders with values for names': () => parquet('folders', { hivePartitioning: true }),
};

const unreadable: Readonly<Record<string, () => Dataset>> = {
  'misplaced.csv': () => csv('misplaced.csv'),
  'ragged.csv': () => csv('ragged.csv'),
  'headless.csv': () => csv('headless.csv'),
  'headless.csv, its header said': () => csv('headless.csv', { header: false }),
  'cut.csv': () => csv('cut.csv'),
  'misplaced.json': () => json('misplaced.json'),
  'broken.jsonl': () => json('broken.jsonl'),
  'document.json': () => json('document.json'),
  'document.json, elsewhere': () => json('document.json', { at: 'data.items' }),
  'keyed.json': () => json('keyed.json'),
  'keyed.json, elsewhere': () => json('keyed.json', { at: 'people' }),
  'keyed.json, by a key that is there': () => json('keyed.json', { key: 'email' }),
  'few.json': () => json('few.json', { at: 'people' }),
  'cut.json': () => json('cut.json', { key: 'key' }),
  'planted.json as CSV': () => csv('planted.json'),
};

describe('of twelve hundred planted tokens none leaves', () => {
  test.for(Object.entries(sources))('from %s', async ([, source]) => {
    const { text, outcomes } = await told(source(), planted, { few: asMuch });
    expect(leaks(text)).toEqual([]);
    // It would hold as well for a contract that is not asked.
    const count = (holds: (outcome: Outcome) => boolean) => outcomes.filter(holds).length;
    expect(count(({ state }) => state === 'failed')).toBeGreaterThan(200);
    expect(count(({ state }) => state === 'errored')).toBeGreaterThan(20);
    expect(count(({ sample }) => sample !== null && sample.rows.length > 0)).toBeGreaterThan(150);
    expect(count(({ quarantine }) => quarantine !== null)).toBeGreaterThan(100);
  });

  test('from lists of values, bitmaps and histograms', async () => {
    const { text, outcomes, measurement, kept } = await told(parquet('often.parquet'), planted, {
      few: asMuch,
      quarantine: null,
    });
    expect(leaks(text)).toEqual([]);
    // All of these were there to tell of them.
    expect(measurement.passes.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['footer', 'frequencies', 'fused', 'grouped', 'judged']),
    );
    const listed = outcomes.filter(({ distribution }) => distribution?.kind === 'frequencies');
    expect(listed.length).toBeGreaterThan(10);
    expect(JSON.stringify(listed.map(({ distribution }) => distribution))).toContain('•••');
    expect(kept.join('').length).toBeGreaterThan(100);
  });

  test('from rows that are too few to look for another way than a scan', async () => {
    const { text } = await told(parquet('planted.parquet'), planted);
    expect(leaks(text)).toEqual([]);
  });

  test.for(Object.entries(unreadable))('from %s', async ([, source]) => {
    const { text, outcomes } = await told(source(), planted);
    expect(leaks(text)).toEqual([]);
    expect(outcomes.filter(({ state }) => state !== 'passed').length).toBeGreaterThan(100);
  });

  test('from folders of another type than the schema has, and from such as are left aside', async () => {
    const meta = { classification: 'phi' } as const;
    const typed = contract('typed', {
      schema: z.object({ email: z.email(), mrn: z.int().meta(meta) }),
    });
    const refused = await told(parquet('folders', { hivePartitioning: true }), typed);
    expect(leaks(refused.text)).toEqual([]);
    expect(refused.text).toContain('lies in the folder mrn=•••');
    const aside = contract('aside', {
      schema: z.object({ ssn: z.string().max(1), mrn: z.string().meta(meta).optional() }),
    });
    const left = await told(parquet('folders'), aside);
    expect(leaks(left.text)).toEqual([]);
    expect(left.text).toContain('Folders are named like email=•••');
  });

  test('the patterns by which they are known are not repeated in every query', async () => {
    const { text } = await told(
      sources.rows?.() ?? fromRows([]),
      contract('short', { schema: z.object({ ssn: z.string().max(1) }) }),
    );
    expect(text).toContain(`regexp_matches(translate(struct_extract(v, 't'), '…', '…'), '…')`);
    expect(text).not.toContain('[0-9]{3}');
  });

  test('from values within values', async () => {
    const held = contract('nested', { schema: z.object({}) }, ({ rows: all }) => [
      ...['nested', 'list', 'bytes', 'pairs', 'big', 'exact', 'huge'].flatMap((name) => [
        all.satisfy(`"${name}" is null`),
        all.where(`"${name}" is not null`).satisfy(`"${name}" is null`),
      ]),
    ]);
    // Names are known by no look, within whatever they stand.
    const known = leakFinder(allTokens.filter((token) => !token.includes("O'")));
    const { text, outcomes } = await told(parquet('nested.parquet'), held);
    expect(known(text)).toEqual([]);
    expect(outcomes.filter(({ sample }) => sample !== null)).toHaveLength(14);
  });
});

test('a key of every published prefix is planted, and look-alikes of every script', () => {
  const issued = rows.map((row) => row.issued);
  expect(
    keyPatterns.filter((source) => !issued.some((key) => new RegExp(source).test(key))),
  ).toEqual([]);
  const kept = new Set(rows.flatMap((row) => [...row.spelled]));
  const shown = ['０', '٠', '۰', '०', '\u00a0', '\u202f', '\u2011', '\u2013'];
  expect(shown.filter((one) => !kept.has(one))).toEqual([]);
});

test('a leak would be found', () => {
  const [email = ''] = allTokens;
  for (const form of [
    email,
    Buffer.from(`x${email}y`).toString('base64'),
    encodeURIComponent(email),
    Buffer.from(email).toString('hex'),
  ])
    expect(leaks(`before ${form} after`)).toHaveLength(1);
});
