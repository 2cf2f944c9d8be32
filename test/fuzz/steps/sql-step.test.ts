import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { sqlStep } from '../../../src/fuzz/steps/sql-step.ts';
import { folder } from '../../dataset/folder.ts';
import { opened, table } from './step-tables.ts';

const input = table({ id: 'integer', name: 'text' }, [
  { id: 1, name: 'a' },
  { id: 2, name: null },
]);

const run = async (sql: string, given = [input]) => (await opened(sqlStep(sql))).run(given);

describe('the result', () => {
  test("is the last statement's rows", async () => {
    const { rows, columns } = await run(
      'create table x as from input where id > 1; select * from x',
    );
    expect(rows).toEqual([{ id: 2, name: null }]);
    expect(columns).toMatchObject([
      { name: 'id', family: 'integer' },
      { name: 'name', family: 'text' },
    ]);
  });

  test('is that of the last query, also where it has no rows', async () => {
    expect((await run('select 1; select * from input where false')).rows).toEqual([]);
  });

  test('is the table output where the last statement is no query', async () => {
    expect((await run('create view output as select max(id) as top from input')).rows).toEqual([
      { top: 2 },
    ]);
    await expect(run('create table out as from input')).rejects.toMatchObject({
      code: 'STEP_INVALID',
      message:
        'The SQL step has no result: its last statement is no query, and there is no table or view called output: end with a select, or create a table output.',
    });
  });

  test('has no two columns of one name', async () => {
    await expect(run('select a.*, b.* from input a, input b')).rejects.toMatchObject({
      code: 'STEP_INVALID',
      message:
        "The SQL step has no result: its result has two columns called 'id': give one of them another name.",
    });
  });

  test('may be made of several inputs', async () => {
    const customers = table(
      { id: 'integer', country: 'text' },
      [{ id: 2, country: 'AT' }],
      'customers',
    );
    const { rows } = await run('select * from orders join customers using (id)', [
      { ...input, name: 'orders' },
      customers,
    ]);
    expect(rows).toEqual([{ id: 2, name: null, country: 'AT' }]);
  });
});

describe('two runs', () => {
  test.each([
    ['tables', 'create table kept as from input; from kept'],
    ['temporary tables', 'create temp table kept as from input; from kept'],
    ['macros', 'create macro kept(x) as x + 1; select kept(id) as id from input'],
    ['sequences', "create sequence kept; select nextval('kept') as id from input"],
    [
      'variables',
      "set variable kept = coalesce(getvariable('kept'), 0) + 1; select getvariable('kept') as id",
    ],
    ['prepared statements', 'prepare kept as from input; execute kept'],
    ['their input, dropped', 'create table kept as from input; drop table input; from kept'],
    ['transactions', 'begin; create table kept as from input; commit; from kept'],
  ])('do not share %s', async (_, sql) => {
    const step = await opened(sqlStep(sql));
    const first = await step.run([input]);
    expect(first.rows.length).toBeGreaterThan(0);
    expect(await step.run([input])).toEqual(first);
  });

  test('at once follow one another', async () => {
    const step = await opened(sqlStep('create table x as from input; from x'));
    const results = await Promise.all(
      [1, 2, 3].map((id) => step.run([{ ...input, rows: [{ id, name: '' }] }])),
    );
    expect(results.map(({ rows }) => rows[0]?.id)).toEqual([1, 2, 3]);
  });
});

describe('before any run', () => {
  const refused = async (sql: string, root?: string) =>
    sqlStep(sql).open({ root: root ?? process.cwd(), timeout: 1000 });

  test('a syntax error is found with its place', async () => {
    await expect(refused('select 1;\n\nselect * form input')).rejects.toMatchObject({
      code: 'STEP_INVALID',
      message:
        'The SQL step can\'t run: its SQL can\'t be parsed at line 3, column 15: Parser Error: syntax error at or near "input".',
    });
  });

  test.each(['-- nothing', ' ; ; '])('SQL without a statement is refused: %s', async (sql) => {
    await expect(refused(sql)).rejects.toMatchObject({
      code: 'STEP_INVALID',
      message: "The SQL step can't run: it holds no statement.",
    });
  });

  test.each([
    ["copy input to 'x.csv'", 'COPY'],
    ["attach 'x.db' as x", 'ATTACH'],
    ["export database 'x'", 'EXPORT'],
    ['install httpfs', 'INSTALL'],
  ])('a step that reaches out is refused: %s', async (sql, verb) => {
    await expect(refused(`select 1;\n${sql}; from input`)).rejects.toMatchObject({
      code: 'STEP_INVALID',
      message: expect.stringContaining(
        `(statement 2, its text:2) can't run: ${verb} reads or writes outside of the step's own tables`,
      ),
    });
  });

  test('settings and ROLLBACK are refused', async () => {
    await expect(refused("set TimeZone = 'Asia/Tokyo'; from input")).rejects.toThrow(
      'SET changes a setting',
    );
    await expect(refused('rollback; from input')).rejects.toThrow('ROLLBACK would undo');
  });

  test('a missing file is named, with the closest name', async () => {
    const root = folder({ 'steps/clean.sql': 'from input' });
    await expect(refused('steps/claen.sql', root)).rejects.toMatchObject({
      code: 'STEP_MISSING',
      message: `The step's file steps/claen.sql does not exist in ${join(root, 'steps')}. Did you mean steps/clean.sql?`,
    });
    await expect(refused('step/clean.sql', root)).rejects.toMatchObject({ code: 'STEP_MISSING' });
  });

  test('what is no SQL and no path is refused', () => {
    expect(() => sqlStep('clean')).toThrow('"clean" is neither');
    expect(() => sqlStep('from input', { alow: [] } as never)).toThrow('Did you mean allow?');
  });
});

describe('a run that fails', () => {
  test('names statement, file and line', async () => {
    const root = folder({
      'clean.sql': '-- casts\nselect 1;\n\nselect\n  name::int\nfrom input;\n',
    });
    const step = await opened(sqlStep('clean.sql'), 1000, root);
    await expect(step.run([input])).rejects.toMatchObject({
      code: 'STEP_FAILED',
      message:
        "The SQL step (statement 2, clean.sql:5) failed: Conversion Error: Could not convert string 'a' to INT32 when casting from source column name.",
    });
    expect((await step.run([{ ...input, rows: [] }])).rows).toEqual([]);
  });

  test('is interrupted after its time, and the next one runs', async () => {
    const step = await opened(
      sqlStep(
        'select sum(a.range * b.range) as sum from range((select max(id) from input)) a, range(1000000) b',
      ),
      1000,
    );
    await expect(step.run([table({ id: 'integer' }, [{ id: 100_000_000 }])])).rejects.toMatchObject(
      {
        code: 'STEP_TIMEOUT',
        message: 'The SQL step was stopped: it ran for more than 1000 ms.',
      },
    );
    expect((await step.run([table({ id: 'integer' }, [{ id: 1 }])])).rows).toEqual([{ sum: 0 }]);
  });

  test('may read no file but those that are allowed', async () => {
    const root = folder({ 'lookup.csv': 'id,country\n1,AT\n' });
    const sql = "select id, country from input join 'lookup.csv' using (id)";
    await expect((await opened(sqlStep(sql), 1000, root)).run([input])).rejects.toMatchObject({
      code: 'STEP_INVALID',
      message: expect.stringContaining(
        'a step that reads or writes outside of its folder may not run',
      ),
    });
    const allowed = sqlStep(sql, { allow: ['lookup.csv'] });
    expect(allowed.watch).toEqual(['lookup.csv']);
    expect((await (await opened(allowed, 1000, root)).run([input])).rows).toEqual([
      { id: 1, country: 'AT' },
    ]);
    await expect(
      sqlStep(sql, { allow: ['lokup.csv'] }).open({ root, timeout: 1 }),
    ).rejects.toMatchObject({ code: 'STEP_MISSING' });
  });
});
