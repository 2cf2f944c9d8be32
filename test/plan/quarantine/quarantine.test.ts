import { existsSync, mkdirSync, readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, describe, expect, test } from 'vitest';
import type { Contract } from '../../../src/contract/contract.ts';
import { titledExpectations } from '../../../src/contract/titled-expectations.ts';
import type { Dataset } from '../../../src/dataset/dataset.ts';
import { closeEngines } from '../../../src/engine/duckdb/open-session.ts';
import { contract, csv, duckdb, parquet, z } from '../../../src/index.ts';
import { measureContract } from '../../../src/plan/measure-contract.ts';
import { startTrace } from '../../../src/plan/trace.ts';
import { folder } from '../../dataset/folder.ts';
import { asMuch, now } from '../../support/measured.ts';

const instance = await DuckDBInstance.create(':memory:');
const connection = await instance.connect();
afterAll(async () => {
  await closeEngines();
  connection.closeSync();
  instance.closeSync();
});

const rowsOf = async (sql: string) =>
  (await connection.runAndReadAll(sql)).getRowObjectsJson() as Record<string, unknown>[];

const schema = z.object({ id: z.int().nullable(), x: z.number().nullable(), t: z.string() });

async function run(
  held: Contract,
  dataset: Dataset,
  root: string,
  clean = false,
  onPass: (name: string) => void = () => {},
) {
  const trace = startTrace();
  const outcomes = await measureContract(
    {
      contract: held,
      dataset,
      selected: new Set(titledExpectations(held).map(({ id }) => id)),
      settings: { root, now },
      quarantine: { folder: join(root, 'quarantine'), clean },
      few: asMuch,
    },
    {
      ...trace,
      pass: (name, answered) => {
        onPass(name);
        trace.pass(name, answered);
      },
    },
  );
  const measurement = trace.measurement({ contract: held.name, dataset: dataset.label });
  const told = outcomes.filter(({ origin }) => origin === 'declared');
  return { outcomes, told, measurement, stored: measurement.quarantine };
}

/** The title of each expectation by its id, which is what the file has. */
const titlesOf = (held: Contract): ReadonlyMap<unknown, string> =>
  new Map(titledExpectations(held).map(({ id, title }) => [id, title]));

const idsOf = (held: Contract, ...titles: readonly string[]) =>
  titles.map((one) => titledExpectations(held).find(({ title }) => title === one)?.id);

/** Numbers of the rows that violate each expectation, as the file has them, by its title. */
async function violating(root: string, file: string | undefined, held: Contract) {
  const titles = titlesOf(held);
  const rows = await rowsOf(
    `select id, list(n order by n) as ns from (select unnest(assay_expectations) as id, assay_row as n from read_parquet('${root}/${file}')) group by id order by id`,
  );
  return Object.fromEntries(
    rows.map(({ id, ns }) => [titles.get(id), (ns as string[]).map(Number)]),
  );
}

/** Two files of ten rows: of ids 1 to 20, each fifth one is doubled and one is NULL; x from -3, one text is no word. */
async function twoFiles(): Promise<string> {
  const root = folder();
  for (const [name, from] of [
    ['a', 1],
    ['b', 11],
  ] as const)
    await connection.run(
      `copy (select case when i % 5 = 0 then i - 1 when i = 12 then null else i end as id, i - 4.0 as x, case when i = 7 then '?' else 'w' || i end as t from range(${from}, ${from + 10}) r(i)) to '${root}/${name}.parquet' (format parquet)`,
    );
  return root;
}

describe('quarantine', () => {
  test('holds every violating row with what it violates, its number and its file', async () => {
    const root = await twoFiles();
    const held = contract('orders', { schema }, ({ rows, column }) => [
      rows.key('id'),
      rows.satisfy('x > 0'),
      column('x').mean().atMost(1),
      column('t').matches(/^w/).warn(),
      column('id').nulls().atMost(0),
      column('x').above(-100),
    ]);
    const { told, stored, measurement } = await run(held, parquet('*.parquet'), root, true);
    const file = stored?.violating?.file;
    expect(await violating(root, file, held)).toEqual({
      "rows.key('id')": [5, 10, 12, 15, 20],
      "rows.satisfy('x > 0')": [1, 2, 3, 4],
      "column('t').matches(/^w/)": [7],
      "column('id').nulls() is at most 0": [12],
    });
    const rows = await rowsOf(`select * from read_parquet('${root}/${file}')`);
    expect(rows.map(({ assay_row }) => Number(assay_row))).toEqual([
      1, 2, 3, 4, 5, 7, 10, 12, 15, 20,
    ]);
    expect(rows[7]).toEqual({
      id: null,
      x: '8.0',
      t: 'w12',
      assay_expectations: idsOf(held, "rows.key('id')", "column('id').nulls() is at most 0"),
      assay_file: 'b.parquet',
      assay_row: '12',
    });
    expect(told.map(({ state, quarantine }) => [state, quarantine?.rows])).toEqual([
      ['failed', 5],
      ['failed', 4],
      ['failed', undefined],
      ['warned', 1],
      ['failed', 1],
      ['passed', undefined],
    ]);
    const clean = await rowsOf(`select * from read_parquet('${root}/${stored?.clean?.file}')`);
    expect(Object.keys(clean[0] ?? {})).toEqual(['id', 'x', 't']);
    expect(clean.map(({ t }) => t)).toEqual(
      [6, 8, 9, 11, 13, 14, 16, 17, 18, 19].map((n) => `w${n}`),
    );
    expect(measurement.notices).toEqual([
      `orders on *.parquet: 10 violating rows are in ${file}, 10 clean rows are in ${stored?.clean?.file}.`,
    ]);
  });

  test('is for its owner alone', async () => {
    const root = await twoFiles();
    const held = contract('orders', { schema }, ({ rows }) => [rows.satisfy('x > 0')]);
    await run(held, parquet('*.parquet'), root, true);
    const mode = (path: string) => (statSync(path).mode & 0o777).toString(8);
    const inside = join(root, 'quarantine');
    expect([mode(inside), ...readdirSync(inside).map((name) => mode(join(inside, name)))]).toEqual([
      '700',
      '600',
      '600',
    ]);
  });

  test('knows rows that JavaScript judged, and those that are out of order', async () => {
    const root = await twoFiles();
    const judged = z.object({ ...schema.shape, x: z.number().refine((x) => x !== 2) });
    const held = contract('orders', { schema: judged }, ({ rows, column }) => [
      column('t').matches(/^(?!w1\d)/),
      rows.where('id < 5').satisfy('x < 0'),
      rows.where('id > 3').duplicates('id').atMost(0),
      rows.per('id').satisfy('x > -2'),
    ]);
    const { stored } = await run(held, parquet('*.parquet'), root, true);
    expect(await violating(root, stored?.violating?.file, held)).toEqual({
      "column('t').matches(/^(?!w1\\d)/)": [10, 11, 12, 13, 14, 15, 16, 17, 18, 19],
      "column('x') satisfies its zod schema": [6],
      "rows.per('id').satisfy('x > -2')": [1, 2],
      "rows.where('id < 5').satisfy('x < 0')": [4, 5],
      "rows.where('id > 3').duplicates('id') is at most 0": [5, 10, 15, 20],
    });
    expect(stored?.clean?.rows).toBe(4);
  });

  test('knows what ajv judged, what comes in the wrong order, and what is counted too rarely', async () => {
    const root = folder();
    await connection.run(
      `copy (select * from (values (date '2026-01-01', '1'), (null, '2'), (date '2026-01-03', '"3"'), (date '2026-01-03', '4'), (date '2026-01-02', '5')) v(d, j)) to '${root}/a.parquet' (format parquet)`,
    );
    const dated = z.object({ d: z.date().nullable(), j: z.string() });
    const held = contract('dates', { schema: dated }, ({ rows, column }) => [
      column('d').increasing(),
      column('j').json({ type: 'number' }),
      rows.where("d > '2026-01-02'").count().atLeast(3),
      column('d').nulls().atLeast(2),
    ]);
    const { told, stored } = await run(held, parquet('a.parquet'), root, true);
    expect(told.map(({ state, quarantine }) => [state, quarantine?.rows])).toEqual([
      ['failed', 2],
      ['failed', 1],
      ['failed', undefined],
      ['failed', undefined],
    ]);
    expect(Object.values(await violating(root, stored?.violating?.file, held))).toEqual([
      [4, 5],
      [3],
    ]);
    expect(stored?.clean?.rows).toBe(2);
  });

  test('of a loaded source and a connection of the user’s', async () => {
    const root = folder({ 'x.csv': 'id,x,t\n1,1,a\n2,-1,b\n3,-2,c\n' });
    const held = contract('c', { schema }, ({ rows }) => [rows.satisfy('x > 0')]);
    const loaded = await run(held, csv('x.csv'), root);
    expect(await violating(root, loaded.stored?.violating?.file, held)).toEqual({
      "rows.satisfy('x > 0')": [2, 3],
    });
    await connection.run(`create or replace table mine as from read_csv('${root}/x.csv')`);
    const borrowed = await run(held, duckdb(connection, 'mine'), root);
    expect(await violating(root, borrowed.stored?.violating?.file, held)).toEqual({
      "rows.satisfy('x > 0')": [2, 3],
    });
  });

  test('of an earlier run is taken away', async () => {
    const root = await twoFiles();
    const bad = contract('orders', { schema }, ({ rows }) => [rows.satisfy('x > 0')]);
    const good = contract('orders', { schema }, ({ rows }) => [rows.satisfy('x > -9')]);
    const { stored } = await run(bad, parquet('*.parquet'), root);
    expect(existsSync(join(root, stored?.violating?.file ?? ''))).toBe(true);
    const after = await run(good, parquet('*.parquet'), root, true);
    expect(existsSync(join(root, stored?.violating?.file ?? ''))).toBe(false);
    expect(after.stored).toMatchObject({ violating: null, clean: { rows: 20 } });
  });

  test('no clean rows where an expectation could not be judged', async () => {
    const root = await twoFiles();
    const held = contract('orders', { schema }, ({ rows, column }) => [
      rows.satisfy('x > 0'),
      rows.satisfy('nowhere > 0'),
      column('x').mean().atMost(100),
    ]);
    const { told, stored, measurement } = await run(held, parquet('*.parquet'), root, true);
    expect(told.map(({ state, quarantine }) => [state, quarantine?.rows])).toEqual([
      ['failed', 4],
      ['errored', undefined],
      ['passed', undefined],
    ]);
    expect(stored).toMatchObject({ violating: { rows: 4 }, clean: null });
    const wrote = `orders on *.parquet: 4 violating rows are in ${stored?.violating?.file}.`;
    const why = 'No clean rows are written: 1 of the expectations could not be judged.';
    expect(measurement.notices).toEqual([wrote, why]);
    // Nobody asked for them here.
    expect((await run(held, parquet('*.parquet'), root)).measurement.notices).toEqual([wrote]);
  });

  test('is a pass of its own, in the order of the dataset where it groups the rows', async () => {
    const root = folder();
    await connection.run(
      `copy (select (i * 7919) % 3001 as id, i - 4.0 as x, 'w' as t from range(6000) r(i)) to '${root}/a.parquet' (format parquet)`,
    );
    const sqlOf = async (held: Contract) => {
      const { stored, measurement } = await run(held, parquet('a.parquet'), root, true);
      const { sql = [] } = measurement.passes.find(({ name }) => name === 'quarantine') ?? {};
      for (const one of [stored?.violating, stored?.clean]) {
        const rows = await rowsOf(`select x from read_parquet('${root}/${one?.file}')`);
        const xs = rows.map(({ x }) => Number(x));
        expect(xs).toEqual(xs.toSorted((left, right) => left - right));
        expect(xs.length).toBe(one?.rows);
      }
      return sql.filter((text) => text.startsWith('copy'));
    };
    const grouped = await sqlOf(
      contract('grouped', { schema }, ({ rows, column }) => [rows.key('id'), column('x').above(0)]),
    );
    // Which rows have the key of another is found first, of the key alone: whole rows are not put in order again.
    expect(grouped.map((sql) => sql.includes('over ('))).toEqual([false, false]);
    expect(grouped.map((sql) => sql.includes('order by'))).toEqual([false, false]);
    const plain = await sqlOf(
      contract('plain', { schema }, ({ column }) => [column('x').above(0)]),
    );
    expect(plain.map((sql) => sql.includes('order by'))).toEqual([false, false]);
  });

  test('numbers the rows of many files by their place, and writes them in order with several threads', async () => {
    const root = folder();
    const each = 70_001;
    for (const at of [0, 1, 2])
      await connection.run(
        `copy (select i, i % 7 as k, case when i % 3 = 0 then i - 1 else i end as id from range(${at * each}, ${(at + 1) * each}) r(i)) to '${root}/${at}.parquet' (format parquet, row_group_size 4096)`,
      );
    const numbers = z.object({
      i: z.bigint(),
      k: z.bigint().refine((k) => k !== 6n),
      id: z.bigint(),
    });
    const many = Array.from({ length: 60 }, (_, at) => at * 100);
    const held = contract('many', { schema: numbers }, ({ rows }) => [
      rows.satisfy('k <> 3'),
      rows.key('id'),
      rows.satisfy(`i not in (${many.join(', ')})`),
    ]);
    const { stored, measurement } = await run(held, parquet('*.parquet'), root, true);
    const { sql = [] } = measurement.passes.find(({ name }) => name === 'quarantine') ?? {};
    const copies = sql.filter((text) => text.startsWith('copy'));
    expect(copies.map((text) => text.includes('file_row_number'))).toEqual([true, true]);
    const expected = `select i, i + 1 as n, i // ${each} || '.parquet' as f, (i % 7 = 3 or i % 3 = 0 and i > 0 or i % 100 = 0 and i < 6000 or i % 7 = 6) as bad from range(${3 * each}) r(i)`;
    const differing = (columns: string, file: string | undefined, where: string) =>
      rowsOf(
        `select count(*) as n from (select ${columns}, row_number() over () as place from read_parquet('${root}/${file}')) as a full join (select *, row_number() over (order by n) as place from (${expected}) where ${where}) as b using (place) where a.i is distinct from b.i${columns === 'i' ? '' : ' or a.assay_row is distinct from b.n or a.assay_file is distinct from b.f'}`,
      );
    expect(await differing('*', stored?.violating?.file, 'bad')).toEqual([{ n: '0' }]);
    expect(await differing('i', stored?.clean?.file, 'not bad')).toEqual([{ n: '0' }]);
  });

  test('counts the rows where a column has the name of their place in a file', async () => {
    const root = folder();
    await connection.run(
      `copy (select 7::bigint as file_row_number, i as x from range(5) r(i)) to '${root}/a.parquet' (format parquet)`,
    );
    const placed = z.object({ file_row_number: z.bigint(), x: z.bigint() });
    const held = contract('placed', { schema: placed }, ({ column }) => [column('x').above(2)]);
    const { stored } = await run(held, parquet('a.parquet'), root, true);
    expect(await violating(root, stored?.violating?.file, held)).toEqual({
      "column('x').above(2)": [1, 2, 3],
    });
  });

  test('holds nothing of what was met, and of what no row is to blame for', async () => {
    const root = await twoFiles();
    const held = contract('orders', { schema }, ({ column }) => [
      column('x').mean().atMost(-100),
      column('x').above(-100),
    ]);
    const { told, stored, measurement } = await run(held, parquet('*.parquet'), root);
    expect(
      told.map(({ state, quarantine, evidence }) => [state, quarantine, evidence?.notes]),
    ).toEqual([
      ['failed', null, []],
      ['passed', null, []],
    ]);
    expect(stored).toEqual({ violating: null, clean: null });
    expect([existsSync(join(root, 'quarantine')), measurement.notices]).toEqual([false, []]);
  });

  test('of values that Parquet has no place for has them as text', async () => {
    const root = folder();
    await connection.run(
      `create or replace table odd as select 1 as id, 170141183460469231731687303715884105727::hugeint as huge, '10110'::bit as bits, union_value(n := 3) as either, date '2026-01-31' as day`,
    );
    const held = contract('odd', { schema: z.object({ id: z.int() }) }, ({ rows }) => [
      rows.satisfy('id > 1'),
    ]);
    const { stored } = await run(held, duckdb(connection, 'odd'), root);
    const from = `read_parquet('${root}/${stored?.violating?.file}')`;
    expect(await rowsOf(`select huge, bits, either, day from ${from}`)).toEqual([
      {
        huge: '170141183460469231731687303715884105727',
        bits: '10110',
        either: '3',
        day: '2026-01-31',
      },
    ]);
    const types = await rowsOf(
      `select column_name, column_type from (describe select huge, day from ${from})`,
    );
    expect(types.map(({ column_type }) => column_type)).toEqual(['VARCHAR', 'DATE']);
  });

  test('that can not be written is an error', async () => {
    const root = await twoFiles();
    writeFileSync(join(root, 'quarantine'), 'a file');
    const held = contract('orders', { schema }, ({ rows }) => [rows.satisfy('x > 0').warn()]);
    const { told } = await run(held, parquet('*.parquet'), root);
    expect(told.map(({ state, problem }) => [state, problem?.code])).toEqual([
      ['errored', 'QUARANTINE_FAILED'],
    ]);
  });

  test('that can be written no more is an error of what it would hold, and of nothing else', async () => {
    const root = await twoFiles();
    const held = contract('orders', { schema }, ({ rows, column }) => [
      rows.satisfy('x > 0').warn(),
      column('x').mean().atMost(-100),
      column('x').above(-100),
    ]);
    const { told, stored, measurement } = await run(
      held,
      parquet('*.parquet'),
      root,
      true,
      (name) => {
        if (name === 'violations') writeFileSync(join(root, 'quarantine'), '');
      },
    );
    expect(
      told.map(({ state, problem, quarantine }) => [state, problem?.code, quarantine]),
    ).toEqual([
      ['errored', 'QUARANTINE_FAILED', null],
      ['failed', undefined, null],
      ['passed', undefined, null],
    ]);
    expect(told[0]).toMatchObject({ violations: 4, evidence: { by: 'duckdb', notes: [] } });
    expect(stored).toEqual({ violating: null, clean: null });
    expect(measurement.notices).toEqual([told[0]?.problem?.message]);
  });

  test('of data that changed meanwhile goes away, and is told of nowhere', async () => {
    const root = await twoFiles();
    const held = contract('orders', { schema }, ({ rows }) => [rows.satisfy('x > 0')]);
    const { outcomes, stored, measurement } = await run(
      held,
      parquet('*.parquet'),
      root,
      true,
      (name) => {
        if (name !== 'quarantine') return;
        expect(readdirSync(join(root, 'quarantine')).length).toBe(2);
        utimesSync(join(root, 'a.parquet'), 1, 1);
      },
    );
    expect(new Set(outcomes.map(({ problem }) => problem?.code))).toEqual(
      new Set(['DATA_CHANGED']),
    );
    expect(readdirSync(join(root, 'quarantine'))).toEqual([]);
    expect(stored).toEqual({ violating: null, clean: null });
    expect(measurement.notices).toEqual([]);
  });

  test('keeps columns that have the names of its own, and integers that Parquet would round', async () => {
    const root = folder();
    await connection.run(
      `copy (select 1 as assay_row, 'x' as assay_file, 12345678901234567890123456789::decimal(38,0) as big) to '${root}/a.parquet' (format parquet)`,
    );
    const held = contract('c', { schema: z.object({ assay_row: z.int() }) }, ({ rows }) => [
      rows.satisfy('assay_row > 1'),
    ]);
    const { stored } = await run(held, parquet('a.parquet'), root);
    expect(
      await rowsOf(`select * from read_parquet('${root}/${stored?.violating?.file}')`),
    ).toEqual([
      {
        assay_row: 1,
        assay_file: 'x',
        big: '12345678901234567890123456789',
        assay_expectations: idsOf(held, "rows.satisfy('assay_row > 1')"),
        assay_file_: 'a.parquet',
        assay_row_: '1',
      },
    ]);
  });

  test('no clean rows where it is not known which violate', async () => {
    const root = folder();
    mkdirSync(join(root, 'd'));
    await connection.run(
      `copy (select i as id from range(100_002) r(i)) to '${root}/d/a.parquet' (format parquet)`,
    );
    const held = contract('c', { schema: z.object({ id: z.int().refine(() => false) }) });
    const { stored, outcomes, measurement } = await run(held, parquet('d'), root, true);
    const failed = outcomes.filter(({ state }) => state === 'failed');
    expect(failed.map(({ quarantine, evidence }) => [quarantine, evidence?.notes.at(-1)])).toEqual([
      [
        null,
        'its violating rows are not in the quarantine: they were judged by zod, and are too many to keep',
      ],
    ]);
    expect(stored).toEqual({ violating: null, clean: null });
    expect(measurement.notices).toEqual([
      `No clean rows are written: which rows violate '${failed[0]?.title}' is not known.`,
    ]);
  });
});
