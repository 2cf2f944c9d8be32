import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Contract } from '../../src/contract/contract.ts';
import { titledExpectations } from '../../src/contract/titled-expectations.ts';
import type { Dataset } from '../../src/dataset/dataset.ts';
import { closeEngines } from '../../src/engine/duckdb/open-session.ts';
import {
  contract,
  csv,
  duckdb,
  fromRows,
  json,
  parquet,
  query,
  type Terms,
  z,
} from '../../src/index.ts';
import { failureMessage, headline } from '../../src/outcome/failure.ts';
import { measureContract } from '../../src/plan/measure-contract.ts';
import { startTrace } from '../../src/plan/trace.ts';

const root = realpathSync(mkdtempSync(join(tmpdir(), 'names-')));
/** Values that no look tells: each begins with these letters. */
const planted = /ZQ\w*/g;

beforeAll(async () => {
  const write = (name: string, text: string) => writeFileSync(join(root, name), text);
  write('head.csv', '1,ZQhead Smith,ZQhead Street 5\n2,ZQother Smith,ZQother Street 6\n');
  write('head2.csv', '3,ZQthird Smith,ZQthird Street 5\n4,ZQfourth Smith,x\n');
  write('twice.csv', '1,ZQsame Smith,ZQsame Smith\n2,a,b\n');
  write('renamed.csv', 'id,full_name\n1,ZQvalue Smith\n');
  write('spelled.csv', 'id,NM\n1,ZQvalue Smith\n');
  const keyed = (at: number) => ({
    id: at,
    nm: { [`ZQkey${at} "Smith"`]: 1, ZQbare: { [`ZQdeep${at}`]: [{ ZQlist: at }] } },
    mp: { [`zq${at}@leakmail.example`]: at },
  });
  const lines = [1, 2, 3, 4, 5, 6, 7].map((at) => JSON.stringify(keyed(at)));
  write('keys.jsonl', lines.join('\n'));
  write('keys.json', `[${lines.join(',')}]`);
  write('broken.jsonl', `${lines.join('\n')}\n{"id": ZQbroken`);
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const run = (sql: string) => connection.run(sql);
  await run(
    `copy (select 1 as id, {'ZQkey Smith': 1, ZQbare: 2} as nm, {'zq1@leakmail.example': 1} as mp) to '${root}/one.parquet' (format parquet)`,
  );
  await run(
    `copy (select 1 as id, 'ZQfolder Smith' as full_name) to '${root}/full_name' (format parquet, partition_by (full_name))`,
  );
  await run(
    `copy (select 1 as id, 'ZQfolder Smith' as full_name) to '${root}/torn' (format parquet, partition_by (full_name))`,
  );
  write('torn/full_name=ZQfolder%20Smith/z.parquet', 'PAR1 is torn');
  await run(
    `copy (select 1 as id, {'ZQkey Smith': 'a', ZQother: 2} as nm, {'zq2@leakmail.example': 1} as mp) to '${root}/other.parquet' (format parquet)`,
  );
  await run(`attach '${root}/types.duckdb' as kept`);
  await run(
    `create table kept.t as select 1 as id, cast('ZQmember Smith' as enum('ZQmember Smith', 'ZQ''2')) as nm, 2 as mp`,
  );
  await run(
    `create table kept.u as select 1 as id, cast(union_value("ZQtag" := 1) as union("ZQtag" int, "ZQ tag" varchar)) as nm, 2 as mp`,
  );
  connection.closeSync();
  instance.closeSync();
});
afterAll(async () => {
  await closeEngines();
  rmSync(root, { recursive: true, force: true });
});

/** All that a measurement tells anybody, and how many expectations were not kept. */
async function told(held: Contract, dataset: Dataset) {
  const trace = startTrace();
  const outcomes = await measureContract(
    {
      contract: held,
      dataset,
      selected: new Set(titledExpectations(held).map(({ id }) => id)),
      settings: { root, now: new Date('2026-11-24T00:00:00Z') },
    },
    trace,
  );
  const measurement = trace.measurement({ contract: held.name, dataset: dataset.label });
  const text = [
    JSON.stringify([outcomes, measurement]),
    ...outcomes.flatMap((outcome) => [failureMessage(outcome), headline(outcome)]),
  ].join('\n');
  const missed = outcomes.filter(({ state }) => state !== 'passed').length;
  return { text, leaks: [...new Set(text.match(planted))], missed, outcomes };
}

const pii = { classification: 'pii' } as const;
const shape = { id: z.int(), nm: z.string() };

/** Each way to say that the column `nm` is sensitive. */
const ways: Readonly<Record<string, Terms<z.ZodObject>>> = {
  'the contract': { ...pii, schema: z.object(shape) },
  'the schema of a row': { schema: z.object(shape).meta(pii) },
  'the column': { schema: z.object({ ...shape, nm: shape.nm.meta(pii) }) },
  'a level and a kind': {
    classification: { level: 'internal', kinds: ['special'] },
    schema: z.object(shape),
  },
  'the contract, of no column': { ...pii, schema: z.object({}) },
  'the catchall, of no column': { schema: z.object({}).catchall(z.unknown().meta(pii)) },
};

const sources: Readonly<Record<string, () => Dataset>> = {
  'a file without a header': () => csv('head.csv'),
  'two files without a header': () => csv(['head.csv', 'head2.csv']),
  'files without a header, by name': () => csv(['head.csv', 'head2.csv'], { unionByName: true }),
  'a first record with a value twice': () => csv('twice.csv'),
  'a query over a file without a header': () => query(csv('head.csv'), 'select * from dataset'),
  'a query that names what is not there': () => query(csv('head.csv'), 'select nope from dataset'),
  'a column by another name': () => csv('renamed.csv'),
  'a column in other letters': () => csv('spelled.csv'),
  'keys of objects, a line each': () => json('keys.jsonl'),
  'keys of objects in an array': () => json('keys.json'),
  'keys of objects beside a broken line': () => json('broken.jsonl'),
  'keys of objects as rows': () =>
    fromRows([{ id: 1, nm: { 'ZQkey Smith': 1, ZQbare: 2 }, mp: 1 }]),
  'fields of a Parquet file': () => parquet('one.parquet'),
  'fields that differ between Parquet files': () => parquet(['one.parquet', 'other.parquet']),
  'fields of Parquet files, by name': () =>
    parquet(['one.parquet', 'other.parquet'], { unionByName: true }),
  'folders by another name': () => parquet('full_name', { hivePartitioning: true }),
  'folders that are not read': () => parquet('full_name'),
  'folders beside a broken file': () => parquet('torn', { hivePartitioning: true }),
  'folders with a broken file, not read': () => parquet('torn'),
  'members of an ENUM': () => duckdb('types.duckdb', 't'),
  'tags of a UNION': () => duckdb('types.duckdb', 'u'),
};

describe.for(Object.entries(ways))('by %s', ([, terms]) => {
  test.for(Object.entries(sources))(
    'nothing is told of %s',

    async ([, source]) => {
      const held = contract('c', terms, ({ rows, column }) => [
        rows.count().atLeast(1000),
        rows.satisfy('id > 1000'),
        rows.satisfy('abs(nm) > 1'),
        rows.satisfy('nm.nope = 1'),
        rows.satisfy('nope > 1'),
        ...('nm' in terms.schema.shape ? [rows.per('id').key('id'), column('nm').unique()] : []),
      ]);
      const { leaks, missed, text } = await told(held, source());
      expect(leaks).toEqual([]);
      expect(text).not.toContain('leakmail');
      // It would hold as well for what is not asked.
      expect(missed).toBeGreaterThan(1);
    },
  );
});

test('keys that look personal stand in no SQL, though nothing is classified', async () => {
  for (const file of ['keys.jsonl', 'keys.json', 'one.parquet']) {
    const dataset = file.endsWith('parquet') ? parquet(file) : json(file);
    const { text } = await told(
      contract('c', { schema: z.object({ id: z.int(), mp: z.string() }) }),
      dataset,
    );
    expect(text).not.toContain('leakmail');
    expect(text).toContain('which is not text');
  }
});

test('names that nobody classified are told as they are', async () => {
  const held = contract('c', { schema: z.object(shape) }, ({ rows }) => [rows.satisfy('id > 9')]);
  expect((await told(held, csv('head.csv'))).text).toContain("it has '1', 'ZQhead Smith'");
  expect((await told(held, parquet('one.parquet'))).text).toContain('STRUCT(\\"ZQkey Smith\\"');
});

test('a folder that is no column keeps its name, where the same name is a column', async () => {
  const held = contract('c', { schema: z.object({ id: z.int(), nm: z.string().meta(pii) }) });
  const { text } = await told(held, parquet('full_name', { hivePartitioning: true }));
  expect(text).toContain('full_name/•••=•••/data_0.parquet');
});

test('a column that is there keeps the others as they are', async () => {
  const held = contract(
    'c',
    { schema: z.object({ full_name: z.string().meta(pii) }) },
    ({ rows }) => [rows.satisfy('id > 9')],
  );
  const { outcomes } = await told(held, csv('renamed.csv'));
  expect(outcomes.at(-1)?.sample).toEqual({
    columns: ['id', 'full_name'],
    rows: [['1', '•••']],
    masked: ['full_name'],
    shows: 'rows',
  });
});
