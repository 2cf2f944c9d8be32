import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openSession } from '../../../../src/engine/duckdb/open-session.ts';
import { contract, duckdb, query, z } from '../../../../src/index.ts';
import { measureAll, textOf } from '../../../support/measured.ts';
import { dataset, now, session } from '../duckdb-support.ts';

const mail = 'zq1@leakmail.example';

async function connected(...statements: readonly string[]): Promise<DuckDBConnection> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  onTestFinished(() => {
    connection.disconnectSync();
    instance.closeSync();
  });
  await connection.run(
    `create table t as select 'nan'::double as a, '${mail}' as mail, timestamp '2001-01-01' as at, 3 as n`,
  );
  for (const statement of statements) await connection.run(statement);
  return connection;
}

/** All of it is missed by the one row. */
const held = contract(
  'missed',
  {
    schema: z.object({ a: z.number(), mail: z.string().max(3), at: z.date(), n: z.int() }),
  },
  ({ rows, column }) => [
    column('a').finite(),
    column('a').nans().equals(0),
    column('a').mean().atLeast(0),
    column('mail').length(1),
    column('mail').matches(/^zz/),
    column('mail').maxLength().atMost(3),
    column('at').age().atMost('1d'),
    column('n').quantile(0.5, { exact: true }).above(5),
    column('n').plus(column('n')).above(7),
    rows.satisfy('length(mail) = 3'),
    rows.satisfy('n % 2 = 0'),
    rows.where('n + 1 = 4').count().equals(0),
  ],
);

const missed = (outcomes: Awaited<ReturnType<typeof measureAll>>) =>
  outcomes.filter(({ origin, state }) => origin === 'declared' && state !== 'failed');

const bent = [
  'create macro isnan(x) as false',
  'create macro isinf(x) as false',
  'create macro isfinite(x) as true',
  'create macro regexp_matches(x, y) as false',
  'create macro regexp_extract_all(x, y, z) as []',
  'create macro Length(x) as 3',
  'create macro length(x) as 3, (x, y) as 3',
  'create macro epoch_us(x) as 4102444800000000',
  'create macro sum(x) as 1',
  'create macro avg(x) as 1',
  'create macro max(x) as 1',
  'create macro count(x) as 0',
  'create macro count_star() as 0',
  'create macro quantile_cont(x, y) as 9',
  'create macro "%"(x, y) as 0',
  'create macro "+"(x, y) as 42',
  'create macro "||"(x, y) as 42',
  'create macro "~~~"(x, y) as true',
  'create macro list_value(x) as []',
  'create macro json_serialize_sql(x) as 1',
  'create macro json_serialize_plan(x) as 1',
  'create macro current_setting(x) as 1',
  'create macro current_database() as 1',
  'create macro range(x) as table select 1 as a',
  'create macro duckdb_functions() as table select 1 as function_name',
  'create macro duckdb_tables() as table select 1 as function_name',
  'create temp macro isnan(x) as false',
];

test.each(bent)('%s: nothing is judged', async (macro) => {
  const connection = await connected(macro);
  for (const source of [duckdb(connection, 't'), query(duckdb(connection, 't'), 'from dataset')]) {
    const outcomes = await measureAll(held, source);
    for (const { state, problem } of outcomes)
      expect([state, problem?.code]).toEqual(['errored', 'DATASET_INVALID']);
    expect(outcomes[0]?.problem?.message).toMatch(
      /^The connection of .* has macros that hide DuckDB's own functions, so that verdicts would be theirs: '.+'\. Drop them, /,
    );
    expect(textOf(outcomes)).not.toContain(mail);
  }
});

test('a macro of a schema that is first on the search path', async () => {
  const connection = await connected(
    'create schema own',
    'create macro own.isnan(x) as false',
    "set search_path = 'own,main'",
  );
  const [outcome] = await measureAll(held, duckdb(connection, 'main.t'));
  expect(outcome?.problem?.message).toContain("'isnan'");
});

test('a macro of a database with an odd name on the search path', async () => {
  const connection = await connected(
    `attach ':memory:' as "o,t.h"`,
    'create macro "o,t.h".isnan(x) as false',
    `set search_path = 'memory.main,"o,t.h".main'`,
  );
  const [outcome] = await measureAll(held, duckdb(connection, 't'));
  expect(outcome?.problem?.message).toContain("'isnan'");
});

test('only the first of many are named', async () => {
  const names = ['isnan', 'isinf', 'length', 'lower', 'upper', 'trim', 'abs'];
  const connection = await connected(...names.map((name) => `create macro ${name}(x) as x`));
  const [outcome] = await measureAll(held, duckdb(connection, 't'));
  expect(outcome?.problem?.message).toContain(
    "'abs', 'isinf', 'isnan', 'length', 'lower' and 2 more.",
  );
});

describe('honest macros', () => {
  test.each([
    ['of a name of its own', ['create macro cents(x) as x * 100']],
    [
      'that a view uses',
      ['create macro cents(x) as x * 100', 'create view v as select cents(n) as c from t'],
    ],
    [
      'in a schema that is not on the search path',
      ['create schema own', 'create macro own.length(x) as 3'],
    ],
    ['in another database', ["attach ':memory:' as other", 'create macro other.isnan(x) as false']],
  ])('%s: all is judged, and missed', async (_, statements) => {
    const connection = await connected(...statements);
    const outcomes = await measureAll(held, duckdb(connection, 't'));
    expect(missed(outcomes)).toEqual([]);
  });
});

test('a macro that is made during the run leaves no verdict', async () => {
  const connection = await connected();
  const late = contract('late', {
    schema: z.object({
      mail: z.string().refine(async () => {
        await connection.run('create or replace macro isnan(x) as false');
        return true;
      }),
    }),
  });
  const outcomes = await measureAll(late, duckdb(connection, 't'));
  expect(new Set(outcomes.map(({ problem }) => problem?.code))).toEqual(
    new Set(['DATASET_INVALID']),
  );
});

test("a table of the user's with a name like ours is not dropped", async () => {
  const connection = await connected();
  const { relation } = await session(dataset('select 1 as a'));
  const next = Number(/\d+/.exec(relation)?.[0]) + 1;
  for (let at = next; at < next + 5; at += 1)
    await connection.run(`create table __assay_${at} as select ${at} as a`);
  const opened = await openSession(duckdb(connection, 't'), [], { root: '/', now });
  await opened.close();
  const [[left] = []] = (
    await connection.runAndReadAll(
      "from duckdb_tables() select count(*) where table_name like '%assay%'",
    )
  ).getRows();
  expect(left).toBe(5n);
});

const others = [
  "default_collation = 'nocase'",
  "default_null_order = 'nulls_first'",
  "default_order = 'desc'",
  'integer_division = true',
  'ieee_floating_point_ops = false',
  'old_implicit_casting = true',
  "TimeZone = 'Asia/Tokyo'",
  'disable_timestamptz_casts = true',
  'errors_as_json = true',
  'scalar_subquery_error_on_multiple_rows = false',
  'order_by_non_integer_literal = true',
];

const told = async (connection: DuckDBConnection) => {
  const sql =
    'select list(n order by n)::varchar as s, (list(x order by n))[1] as x, any_value(n / 2) as half from dataset';
  const settled = contract(
    'settled',
    {
      schema: z.object({ s: z.enum(['BAD']), x: z.number(), n: z.int(), at: z.date() }),
    },
    ({ rows, column }) => [
      column('s').in(['BAD']),
      column('s').distinct().equals(1),
      rows.satisfy('n / 2 = 1'),
      rows.satisfy('x / 0 is null'),
      rows.satisfy("s = 'BAD'"),
      rows.satisfy("'1' || n = 11 or n = '1'"),
      rows.satisfy("at::timestamptz = '2001-01-01'::timestamptz"),
      rows.satisfy('cast(s as integer) = 1'),
    ],
  );
  const outcomes = await measureAll(settled, duckdb(connection, 'u'));
  const asked = contract('asked', { schema: z.object({ s: z.enum(['1']), half: z.literal(0.5) }) });
  const answers = await measureAll(asked, query(duckdb(connection, 'u'), sql));
  return textOf([...outcomes, ...answers]);
};

const table =
  "create table u as select 'bad' as s, 1.5::double as x, 1 as n, timestamp '2001-01-01' as at union all select 'Bad', null, 3, null union all select null, 2, null, null";

describe("settings of the user's connection", () => {
  test.each(others)('%s changes no verdict, and is put back', async (setting) => {
    const plain = await told(await connected(table));
    const name = setting.split(' ')[0] ?? '';
    for (const scope of ['session', 'global']) {
      const connection = await connected(table, `set ${scope} ${setting}`);
      const state = async () =>
        (await connection.runAndReadAll(`select current_setting('${name}')`)).getRowsJson();
      const before = await state();
      expect(await told(connection), scope).toBe(plain);
      expect(await state(), scope).toEqual(before);
    }
  });

  test('that are locked, and other than DuckDB has them, are an error', async () => {
    const connection = await connected(
      "set TimeZone = 'UTC'; set integer_division = true; set lock_configuration = true",
    );
    const [outcome] = await measureAll(held, duckdb(connection, 't'));
    expect(outcome?.problem).toEqual({
      code: 'DATASET_INVALID',
      message:
        "The connection of t has integer_division = 'true', on which verdicts would depend, and does not let it be changed: run set integer_division = 'false' before its configuration is locked.",
    });
  });

  test('that are locked as DuckDB has them are fine', async () => {
    const connection = await connected("set TimeZone = 'UTC'; set lock_configuration = true");
    expect(missed(await measureAll(held, duckdb(connection, 't')))).toEqual([]);
  });
});
