import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Dataset } from '../../../src/dataset/dataset.ts';
import { closeEngines } from '../../../src/engine/duckdb/open-session.ts';
import { contract, duckdb, fromRows, query, sqlite, z } from '../../../src/index.ts';
import { folder, write } from '../../engine/duckdb/duckdb-support.ts';
import { asMuch, measureAll } from '../../support/measured.ts';
import { opened, refusal } from '../opened.ts';

const texts = [
  'bad',
  'BAD',
  'Bad',
  'b\u00e4d',
  'ba\u0308d',
  'good',
  null,
  'straße',
  'strasse',
  'good',
];
const rows = texts.map((s, id) => ({ id, s, e: s === 'BAD' ? 'BAD' : 'bad' }));

/** Whatever the text is compared by: each pass, in each of its questions. */
const held = contract(
  'collated',
  {
    schema: z.object({
      id: z.int(),
      s: z
        .enum([
          'BAD',
          'GOOD',
          'STRASSE',
          'bad',
          'b\u00e4d',
          'ba\u0308d',
          'Straße',
          'BaD',
          'gOOD',
          'x',
          'y',
        ])
        .nullable(),
      e: z.enum(['BAD']),
    }),
  },
  ({ rows: all, column }) => [
    column('s').in(['BAD', 'GOOD']),
    column('s').in(['BAD', 'GOOD']).except(3),
    column('s').notIn(['BAD']),
    column('s').notIn(['ba\u0308d']),
    column('s').notIn(['Straße', 'GOOD']),
    column('s').notIn(['BAD', 'BaD', 'gOOD', 'STRASSE', 'b\u00e4d', 'ba\u0308d', 'x', 'y']),
    column('s').share(['bad']).equals(1),
    column('s').unique(),
    column('s').distinct().equals(8),
    column('s').distinct({ exact: true }).equals(8),
    column('s').duplicates().equals(1),
    column('s').mode().equals(2),
    column('s').missing(['GOOD']).equals(1),
    column('s').matches(/^bad$/),
    column('s').notMatches(/^BAD$/),
    column('s').matches(/^(?!BAD)/),
    column('e').distinct().equals(2),
    all.key('s'),
    all.key('id', 's'),
    all.duplicates('s', 'e').equals(1),
    all.satisfy("s <> 'BAD'"),
    all.satisfy("s in ('BAD', 'GOOD')"),
    all.satisfy("case s when 'BAD' then true else false end"),
    all.satisfy("s like 'B%' or s > 'a'"),
    all.satisfy("s > 'Z'"),
    all.satisfy("s <> 'ba\u0308d'"),
    all.satisfy("nullif(s, 'BAD') is null"),
    all.satisfy("list_contains(['BAD'], s)"),
    all.where("s = 'BAD'").count().equals(1),
    all.where("s = 'BAD'").column('id').max().equals(1),
    all.per('s').count().atMost(1),
    all.per('s', 'e').column('id').mean().atLeast(2),
  ],
);

const told = async (dataset: Dataset, how: Parameters<typeof measureAll>[2]) =>
  (await measureAll(held, dataset, how)).map(({ title, state, value, violations, problem }) => [
    title,
    state,
    value,
    violations,
    problem?.message,
  ]);

const columnOf = (collation: string) => `varchar collate ${collation}`;
const values = texts.map((s, id) => `(${id}, ${s === null ? 'null' : `'${s}'`})`).join(', ');
const table = (collation: string) => [
  `create table t (id integer, s ${columnOf(collation)}, e ${columnOf(collation)})`,
  `insert into t select id, s, case when s collate "binary" = 'BAD' then 'BAD' else 'bad' end from (values ${values}) as v(id, s) order by id`,
];

describe.each(['nocase', 'noaccent', 'nocase.noaccent', 'de', 'nfc'])('collate %s', (collation) => {
  test.each([{}, { few: asMuch }])(
    'a table, a view, a connection and a query say what plain text says (%o)',
    async (how) => {
      const path = join(folder(), 'collated.duckdb');
      await write(
        `attach '${path}' as made`,
        'use made',
        ...table(collation),
        "create view v as select id, s || '' as s, e from t",
        `create view w as select id, s collate ${collation} as s, e collate ${collation} as e from (select id, s collate "binary" as s, e collate "binary" as e from t)`,
      );
      const plain = await told(fromRows(rows), how);
      const sources: Readonly<Record<string, Dataset>> = {
        table: duckdb(path, 't'),
        view: duckdb(path, 'v'),
        'a view that collates': duckdb(path, 'w'),
        'a query over it': query(duckdb(path, 't'), 'select * from dataset order by id'),
        'a query that collates': query(
          fromRows(rows),
          `select id, s collate ${collation} as s, e from dataset order by id`,
        ),
      };
      for (const [name, source] of Object.entries(sources))
        expect(await told(source, how), name).toEqual(plain);
    },
  );
});

describe("a connection of the user's own", () => {
  let instance: DuckDBInstance;
  beforeAll(async () => {
    instance = await DuckDBInstance.create();
    const connection = await instance.connect();
    for (const sql of table('nocase')) await connection.run(sql);
    connection.closeSync();
  });
  afterAll(async () => {
    await closeEngines();
    instance.closeSync();
  });

  test('has tables with collations, and a collation that is its default', async () => {
    const connection = await instance.connect();
    await connection.run("set session default_collation = 'nocase'");
    const plain = await told(fromRows(rows), {});
    expect(await told(duckdb(connection, 't'), {})).toEqual(plain);
    await connection.run('create temp table p as select id, s collate "binary" as s, e from t');
    expect(await told(duckdb(connection, 'p'), {})).toEqual(plain);
    const [row] = (await connection.runAndReadAll("select 'a' = 'A'")).getRows();
    expect(row).toEqual([true]);
    connection.closeSync();
  });
});

test.each(['nocase', 'rtrim'])(
  'a SQLite table that collates by %s is read as plain text',
  async (collation) => {
    const path = join(folder(), 'collated.sqlite');
    const database = new DatabaseSync(path);
    database.exec(
      `create table t (id integer, s text collate ${collation}, e text collate ${collation}); create view v as select * from t`,
    );
    const insert = database.prepare('insert into t values (?, ?, ?)');
    for (const { id, s, e } of rows) insert.run(id, s, e);
    database.close();
    const plain = await told(fromRows(rows), {});
    for (const name of ['t', 'v']) expect(await told(sqlite(path, name), {}), name).toEqual(plain);
  },
);

test('SQL that is shown says of the collation what was asked', async () => {
  const path = join(folder(), 'collated.duckdb');
  await write(`attach '${path}' as made`, 'use made', ...table('nocase'));
  const { reproduce } = await opened(duckdb(path, 't'));
  const shown = reproduce?.from({ sql: null, masked: new Set() });
  expect(shown).toContain(
    '(select * replace ("s" collate "binary" as "s", "e" collate "binary" as "e") from ',
  );
});

test.each<[string, (text: string) => string]>([
  ['a list', (s) => `[${s}]`],
  ['a struct', (s) => `{ a: ${s} }`],
  ['a list in a struct', (s) => `{ a: [${s}] }`],
  ['a map', (s) => `map([${s}], [1])`],
  ['a union', (s) => `union_value(a := ${s})`],
])('%s of collated text is refused, and one without a collation is read', async (_, made) => {
  const path = join(folder(), 'nested.duckdb');
  await write(
    `attach '${path}' as made`,
    'use made',
    "create table t as select 'bad' collate nocase as s",
    `create table n as select ${made('s')} as n from t`,
    `create view v as select ${made('s')} as n from t`,
    `create table plain as select ${made('s collate "binary"')} as n from t`,
  );
  for (const name of ['n', 'v'])
    expect(await refusal(() => opened(duckdb(path, name)))).toMatch(
      /^DATASET_INVALID: .*column 'n' is a [A-Z]+ with text that has a collation.*collate "binary"\]\.$/,
    );
  expect(await refusal(() => opened(duckdb(path, 'plain')))).toBe('no error');
});
