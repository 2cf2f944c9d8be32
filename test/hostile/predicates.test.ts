import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Expectation } from '../../src/contract/expectation.ts';
import { titledExpectations } from '../../src/contract/titled-expectations.ts';
import type { Dataset } from '../../src/dataset/dataset.ts';
import { closeEngines } from '../../src/engine/duckdb/open-session.ts';
import { contract, duckdb, parquet, query, z } from '../../src/index.ts';
import { failureMessage, headline } from '../../src/outcome/failure.ts';
import type { Outcome } from '../../src/outcome/outcome.ts';
import { measureContract } from '../../src/plan/measure-contract.ts';
import { startTrace } from '../../src/plan/trace.ts';
import { now, textOf } from '../support/measured.ts';
import { canary, digestOf, elsewhere, makePlaces } from './places.ts';
import { type Hostile, honestPredicates, hostilePredicates, hostileQueries } from './predicates.ts';

const { root, inside, outside } = makePlaces();
const instance = await DuckDBInstance.create(':memory:');
/** Of a user's own: nothing but the reading of the text keeps it from the whole machine. */
const connection: DuckDBConnection = await instance.connect();

const rows = `select * from (values
  (1, '; drop table t; --'), (2, 'it''s -- no comment'), (3, 'read_text(x)'), (4, 'plain')) as v(x, name)`;

beforeAll(async () => {
  await connection.run(
    `create table t as select *, x as "copy", x as "select", name as "drop table t; --" from (${rows})`,
  );
  await connection.run(`copy t to '${inside}/t.parquet'`);
  await connection.run(`copy (select '${canary}' as secret) to '${outside}/secret.parquet'`);
});
afterAll(async () => {
  await closeEngines();
  connection.closeSync();
  instance.closeSync();
  rmSync(root, { recursive: true, force: true });
});

const sources: Readonly<Record<string, () => Dataset>> = {
  parquet: () => parquet('data/t.parquet'),
  "a user's own connection": () => duckdb(connection, 't'),
};

const schema = z.object({
  x: z.int(),
  name: z.string(),
  copy: z.int(),
  select: z.int(),
  'drop table t; --': z.string(),
});

const placed = ({ sql }: Hostile) => sql.replaceAll('@out', outside).replaceAll('@in', inside);

/** All that a measurement says, and its outcomes by the expectations' own order. */
async function told(dataset: Dataset, declare: Parameters<typeof contract<typeof schema>>[2]) {
  const trace = startTrace();
  const held = contract('hostile', { schema }, declare);
  const selected = new Set(
    titledExpectations(held)
      .filter(({ node }) => node.origin === 'declared')
      .map(({ id }) => id),
  );
  const outcomes = await measureContract(
    { contract: held, dataset, selected, settings: { root, now } },
    trace,
  );
  const measurement = trace.measurement({ contract: held.name, dataset: dataset.label });
  const text = [
    textOf(outcomes),
    JSON.stringify(measurement),
    ...outcomes.flatMap((outcome) => [failureMessage(outcome), headline(outcome)]),
  ].join('\n');
  return { outcomes, text };
}

/** What is on this machine before and after, as far as a predicate could wish to change it. */
async function untouched<Result>(act: () => Promise<Result>): Promise<Result> {
  const state = async () => ({
    tree: digestOf(root),
    elsewhere: elsewhere(),
    tables: (await connection.runAndReadAll('show all tables')).getRowsJson(),
    databases: (await connection.runAndReadAll('show databases')).getRowsJson(),
    extensions: (
      await connection.runAndReadAll(
        'select extension_name from duckdb_extensions() where installed or loaded order by 1',
      )
    ).getRowsJson(),
    threads: (await connection.runAndReadAll("select current_setting('threads')")).getRowsJson(),
  });
  const before = await state();
  const result = await act();
  expect(await state()).toEqual(before);
  return result;
}

/** A sentence about the text, with a stable code, that tells nothing of the machine but what the text itself says. */
function expectRefusal(outcome: Outcome | undefined, sql: string) {
  const { state, problem } = outcome ?? {};
  expect([state, problem?.code], sql.slice(0, 200)).toEqual([
    'errored',
    expect.stringMatching(/^(EXPRESSION_REFUSED|EXPRESSION_INVALID|ENGINE_FAILED|OUT_OF_MEMORY)$/),
  ]);
  const message = problem?.message ?? '';
  expect(message).toMatch(
    /^(The SQL expression `.*[.?!]$|DuckDB (could not answer|ran out of memory))/s,
  );
  const own = message.replace(sql, '').replace(`${sql.slice(0, 119)}…`, '');
  expect(own).not.toContain(root);
  expect(own).not.toContain('__assay_');
}

/** A predicate wherever it may stand. */
const everywhere =
  (sql: string) =>
  ({ rows: all }: Parameters<Parameters<typeof contract<typeof schema>>[2]>[0]): Expectation[] => [
    all.satisfy(sql),
    all.where(sql).count().atMost(1_000_000_000),
    all.where(sql).satisfy('x > 0'),
    all.where('x > 0').where(sql).column('x').max().atMost(9),
    all.where(sql).per('name').count().atMost(1_000_000_000),
    all.where(sql).duplicates('x').atMost(9),
    all
      .where(sql)
      .column('name')
      .matches(/(?=a)a/)
      .except(1_000_000_000),
  ];
const places = 7;

describe(`${hostilePredicates.length} hostile predicates, each in ${places} places`, () => {
  test.for(Object.keys(sources))('%s: refused, and nothing is read or written', async (name) => {
    const source = sources[name];
    if (!source) throw new Error(name);
    const texts = hostilePredicates.map(placed).filter((sql) => sql.trim() !== '');
    expect(new Set(texts).size).toBeGreaterThanOrEqual(100);
    const { outcomes, text } = await untouched(() =>
      told(source(), (declaring) => texts.flatMap((sql) => everywhere(sql)(declaring))),
    );
    expect(outcomes).toHaveLength(texts.length * places);
    for (const [at, outcome] of outcomes.entries())
      expectRefusal(outcome, texts[Math.floor(at / places)] ?? '');
    expect(text).not.toContain(canary);
  });

  test('a leak would be found', async () => {
    const found = await connection.runAndReadAll(
      `select content from read_text('${outside}/secret.txt')`,
    );
    expect(JSON.stringify(found.getRowsJson())).toContain(canary);
    const before = digestOf(root);
    await connection.run(`copy (select 1) to '${outside}/written.csv'`);
    expect(digestOf(root)).not.toBe(before);
    rmSync(join(outside, 'written.csv'));
    expect(digestOf(root)).toBe(before);
  });
});

describe('predicates that only look like it', () => {
  test.for(Object.keys(sources))('%s: work', async (name) => {
    const source = sources[name];
    if (!source) throw new Error(name);
    const { outcomes } = await untouched(() =>
      told(source(), ({ rows: all }) =>
        honestPredicates.flatMap(([sql]) => [
          all.satisfy(sql).except(4),
          all.where(sql).count().atMost(1_000_000_000),
        ]),
      ),
    );
    const found = outcomes.map(({ state, value, problem }) => [state, value, problem]);
    const expected = honestPredicates.flatMap(([, violations]) => [
      ['passed', String(violations), null],
      ['passed', String(4 - violations), null],
    ]);
    expect(found).toEqual(expected);
  });
});

describe(`${hostileQueries.length} hostile texts as the SQL of query()`, () => {
  test.for(['parquet', "a user's own connection"])(
    '%s: refused',

    async (name) => {
      const source = sources[name];
      if (!source) throw new Error(name);
      await untouched(async () => {
        for (const hostile of hostileQueries) {
          const sql = placed(hostile);
          const { outcomes, text } = await told(query(source(), sql), ({ rows: all }) => [
            all.count().atMost(1_000_000_000),
          ]);
          const problem = outcomes[0]?.problem;
          expect([sql.slice(0, 200), outcomes[0]?.state, problem?.code]).toEqual([
            sql.slice(0, 200),
            'errored',
            'DATASET_INVALID',
          ]);
          expect(problem?.message).toMatch(/^The SQL of the query of .*\.$/s);
          expect(text).not.toContain(canary);
        }
      });
    },
  );
});
