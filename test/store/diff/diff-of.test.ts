import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { contract } from '../../../src/contract/contract.ts';
import { csv } from '../../../src/dataset/csv/csv.ts';
import { fromRows } from '../../../src/dataset/memory/from-rows.ts';
import { closeEngines } from '../../../src/engine/engines.ts';
import { diffOf } from '../../../src/store/diff/diff-of.ts';
import { table } from '../../support/table.ts';

const folder = mkdtempSync(join(tmpdir(), 'assay-diff-'));
const textFile = (name: string, text: string) => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
afterAll(async () => {
  await closeEngines();
  rmSync(folder, { recursive: true });
});

const values = (rows: string, columns = 'id, name, fare') =>
  `select * from (values ${rows}) t(${columns})`;
const before = table(
  values("(1, 'a', 1.5), (2, 'b', 2.5), (3, null, 3.5), (4, 'd', 4.5)"),
  'before',
);
const after = table(values("(5, 'e', 5.5), (4, 'd', 4.5), (3, 'c', 3.5), (2, 'B', 20.5)"), 'after');

describe('by key', () => {
  test('rows are added, removed, changed and unchanged', async () => {
    const { rows, isDifferent } = await diffOf(before, after, { key: ['id'] });
    expect(isDifferent).toBe(true);
    expect(rows).toEqual({
      by: 'key',
      key: ['id'],
      added: 1,
      removed: 1,
      changed: 2,
      unchanged: 1,
      columns: [
        { column: 'name', changed: 2 },
        { column: 'fare', changed: 1 },
      ],
      samples: {
        added: { columns: ['id'], rows: [['5']], masked: [], shows: 'rows' },
        removed: { columns: ['id'], rows: [['1']], masked: [], shows: 'rows' },
        changed: { columns: ['id'], rows: [['2'], ['3']], masked: [], shows: 'rows' },
      },
    });
  });

  test('of several columns', async () => {
    const { rows } = await diffOf(before, after, { key: ['id', 'fare'] });
    expect(rows).toMatchObject({ added: 2, removed: 2, changed: 1, unchanged: 1 });
    expect('samples' in rows && rows.samples.added.rows).toEqual([
      ['2', '20.5'],
      ['5', '5.5'],
    ]);
  });

  test('NULL equals NULL, NaN equals NaN, and -0 equals 0', async () => {
    const one = table("select 1 as id, null::double as a, 'nan'::double as b, -0.0::double as c");
    const other = table("select 1 as id, null::double as a, 'nan'::double as b, 0.0::double as c");
    expect(await diffOf(one, other, { key: ['id'] })).toMatchObject({
      isDifferent: false,
      rows: { changed: 0, unchanged: 1 },
    });
  });

  test('a month is not 30 days', async () => {
    const one = table("select 1 as id, interval '1 month' as a");
    const other = table("select 1 as id, interval '30 days' as a");
    expect((await diffOf(one, other, { key: ['id'] })).rows).toMatchObject({ changed: 1 });
  });

  test('only the key in common', async () => {
    const one = table('select 1 as id, 2 as a');
    const other = table('select 1 as id, 2 as b');
    expect(await diffOf(one, other, { key: ['id'] })).toMatchObject({
      isDifferent: true,
      rows: { changed: 0, unchanged: 1, columns: [] },
      schema: { added: [{ column: 'b' }], removed: [{ column: 'a' }], isReordered: false },
    });
  });

  test.each([
    ['both sides', 'where false', 'where false', { added: 0, removed: 0, unchanged: 0 }],
    ['before', 'where false', '', { added: 3, removed: 0, unchanged: 0 }],
    ['after', '', 'where false', { added: 0, removed: 3, unchanged: 0 }],
    ['neither', '', '', { added: 0, removed: 0, unchanged: 3 }],
  ])('%s without rows', async (_, one, other, expected) => {
    const side = (where: string) => table(`select x as id, x as y from range(3) t(x) ${where}`);
    for (const key of [['id'], []])
      expect((await diffOf(side(one), side(other), { key })).rows).toMatchObject(expected);
  });

  test.each([
    ['matched rows', '(1), (2), (2)', '(1), (2)', '1 row of before repeats the key of another'],
    ['matched rows of both', '(1), (2), (2)', '(1), (2), (2)', /1 row of before.*1 row of after/],
    ['removed rows', '(1), (2), (2), (2)', '(1)', '2 rows of before repeat the key of another'],
    ['added rows', '(1)', '(1), (3), (3)', '1 row of after repeats the key of another'],
    ['NULL', '(1), (null), (null)', '(1)', '2 rows of before have NULL in it'],
    ['NULL on the other side', '(1)', '(1), (null)', '1 row of after has NULL in it'],
  ])('%s with one key are an error with their number', async (_, one, other, message) => {
    const side = (rows: string, label: string) => table(values(rows, 'id'), label);
    const diff = diffOf(side(one, 'before'), side(other, 'after'), { key: ['id'] });
    await expect(diff).rejects.toMatchObject({
      code: 'DIFF_KEY_AMBIGUOUS',
      message: expect.stringMatching(message),
    });
  });

  test('a key with which the join would explode is refused before', async () => {
    const side = (label: string) =>
      table('select x % 7 as id, x as y from range(400000) t(x)', label);
    await expect(diffOf(side('before'), side('after'), { key: ['id'] })).rejects.toThrow(
      'The key (id) does not tell rows apart: 399,993 rows of before repeat the key of another, 399,993 rows of after repeat',
    );
  });

  test.each([
    [
      'a missing column',
      ['idd'],
      "before has no column 'idd', which the key names. Did you mean 'id'?",
    ],
    ['a column that after lacks', ['old'], "after has no column 'old', which the key names."],
    [
      'a column of another type',
      ['code'],
      /^The key's column 'code' is INTEGER in before and VARCHAR in after/,
    ],
  ])('%s is refused', async (_, key, message) => {
    const one = table('select 1 as id, 1 as old, 1 as code', 'before');
    const other = table("select 1 as id, '1' as code", 'after');
    await expect(diffOf(one, other, { key })).rejects.toMatchObject({
      code: 'DIFF_KEY_UNKNOWN',
      message: expect.stringMatching(message),
    });
  });

  test('a key of wider integers is the same key', async () => {
    const one = table('select 1::integer as id');
    const other = table('select 1::ubigint as id');
    expect(await diffOf(one, other, { key: ['id'] })).toMatchObject({
      rows: { unchanged: 1 },
      schema: { changed: [{ column: 'id', before: 'INTEGER', after: 'UBIGINT' }] },
    });
  });
});

describe('a column of another type', () => {
  test.each([
    ['7::integer', '7::bigint', 0],
    ['7::integer', "'7'", 0],
    ['7::integer', "'07'", 1],
    ['7::integer', '7.0::double', 0],
    ['9007199254740993::bigint', '9007199254740992::double', 1],
    ['1.5::decimal(4,2)', '1.50::decimal(8,4)', 0],
    ['1.5::decimal(4,2)', '1.5001::decimal(8,4)', 1],
    ["date '2020-01-01'", "timestamp '2020-01-01'", 0],
    ["date '2020-01-01'", "timestamp '2020-01-01 00:00:01'", 1],
    ['null::integer', 'null::varchar', 0],
    ['null::integer', "'x'", 1],
    ['1::integer', 'null::varchar', 1],
    ['0::integer', "'x'", 1],
    ['[1]', '1', 1],
    ['null::integer[]', 'null::integer', 0],
  ])('%s and %s: %d changed', async (one, other, changed) => {
    const side = (value: string) => table(`select 1 as id, ${value} as x`);
    const { rows } = await diffOf(side(one), side(other), { key: ['id'] });
    expect(rows).toMatchObject({ changed, unchanged: 1 - changed });
    const whole = await diffOf(side(one), side(other));
    expect(whole.rows).toMatchObject({ added: changed, removed: changed, unchanged: 1 - changed });
  });
});

test('without a key whole rows are compared as multisets, by the columns that both have', async () => {
  const one = table(values("(1, 'a'), (1, 'a'), (2, null)", 'x, y'));
  const other = table(values("(1, 'a', 9), (2, null, 9), (2, null, 9), (3, 'c', 9)", 'x, y, z'));
  expect((await diffOf(one, other)).rows).toEqual({
    by: 'row',
    columns: ['x', 'y'],
    added: 2,
    removed: 1,
    unchanged: 2,
  });
});

test('columns are added, removed, reordered', async () => {
  const one = table('select 1 as a, 2 as b, 3 as c, 4 as d');
  const other = table('select 3 as c, 5 as e, 1 as a, 2::tinyint as b');
  expect((await diffOf(one, other)).schema).toEqual({
    added: [{ column: 'e', type: 'INTEGER' }],
    removed: [{ column: 'd', type: 'INTEGER' }],
    changed: [{ column: 'b', before: 'INTEGER', after: 'TINYINT' }],
    isReordered: true,
  });
});

test('no column in common is an error', async () => {
  await expect(diffOf(table('select 1 as a'), table('select 1 as b'))).rejects.toMatchObject({
    code: 'DIFF_NO_COLUMNS',
  });
});

test('the numbers of each column', async () => {
  const { metrics } = await diffOf(before, after, { key: ['id'], distinct: true });
  expect(metrics).toEqual([
    {
      column: 'id',
      before: { nulls: 0, distinctApproximately: 4, min: '1', max: '4', mean: '2.5' },
      after: { nulls: 0, distinctApproximately: 4, min: '2', max: '5', mean: '3.5' },
    },
    {
      column: 'name',
      before: { nulls: 1, distinctApproximately: 3, min: null, max: null, mean: null },
      after: {
        nulls: 0,
        distinctApproximately: expect.any(Number),
        min: null,
        max: null,
        mean: null,
      },
    },
    {
      column: 'fare',
      before: { nulls: 0, distinctApproximately: 4, min: '1.5', max: '4.5', mean: '3' },
      after: { nulls: 0, distinctApproximately: 4, min: '3.5', max: '20.5', mean: '8.5' },
    },
  ]);
});

test('more columns than a query has items', async () => {
  const columns = Array.from({ length: 130 }, (_, at) => `${at} as c${at}`).join(', ');
  const { metrics, rows } = await diffOf(
    table(`select 1 as id, ${columns}`),
    table(`select 1 as id, ${columns}`),
    { key: ['id'] },
  );
  expect(metrics).toHaveLength(131);
  expect(metrics.at(-1)?.after).toMatchObject({ min: '129', nulls: 0 });
  expect(rows).toMatchObject({ unchanged: 1 });
});

test('records that can not be read are an error', async () => {
  const bad = csv(textFile('a.csv', 'id,x\n1,2\n3\n'));
  await expect(diffOf(bad, bad, { key: ['id'] })).rejects.toThrow(
    /has 1 record that can't be read/,
  );
});

test('the hints of a contract hold for text files', async () => {
  const one = csv(textFile('one.csv', 'id,zip\n1,01234\n'));
  const other = csv(textFile('other.csv', 'id,zip\n1,1234\n'));
  const held = contract('trips', { schema: z.object({ id: z.int(), zip: z.string() }) });
  const { rows } = await diffOf(one, other, { key: ['id'], contract: held });
  expect(rows).toMatchObject({ changed: 1 });
});

describe('planted values', () => {
  const people = (more: string) =>
    fromRows([
      {
        email: 'ada@example.com',
        name: 'Ada Lovelace',
        card: 4111111111111111n,
        born: new Date(0),
      },
      { email: `${more}@example.com`, name: more, card: 5500005555555559n, born: new Date(1) },
    ]);
  const planted = /example\.com|Lovelace|Grace|Alan|4111|5500|1970/;
  const held = contract('people', {
    schema: z.object({
      email: z.string(),
      name: z.string().meta({ classification: 'pii' }),
      card: z.any(),
      born: z.date().meta({ classification: 'pii' }),
    }),
  });

  test('are in no difference', async () => {
    for (const key of [['email'], ['email', 'name'], ['card', 'born'], []]) {
      const diff = await diffOf(people('Grace'), people('Alan'), {
        key,
        contract: held,
        distinct: true,
        drift: true,
      });
      expect(JSON.stringify(diff)).not.toMatch(planted);
      expect(diff.isDifferent).toBe(true);
    }
  });

  test('are in no error', async () => {
    const twice = fromRows([{ name: 'Grace' }, { name: 'Grace' }], { label: 'twice' });
    const error = await diffOf(twice, twice, { key: ['name'] }).catch(String);
    expect(error).toMatch(/1 row of twice repeats/);
    expect(error).not.toMatch(planted);
  });

  test('in names and types are masked', async () => {
    const side = table(
      `select 1 as id, 2 as "ada@example.com", 'x'::enum('x', 'Lovelace') as e, {'Grace': 1} as s`,
    );
    const other = table(`select 1 as id, 2 as t`);
    expect(JSON.stringify(await diffOf(side, other, { key: ['id'] }))).not.toMatch(planted);
    expect(JSON.stringify(await diffOf(other, side))).not.toMatch(planted);
  });
});

test('drift is measured as `assay drift` does', async () => {
  const side = (from: number) =>
    table(
      `select x as id, (x + ${from}) % 5000 as y, 'a' as z, [1] as l from range(${from}, 2000) t(x)`,
    );
  const { drift } = await diffOf(side(0), side(1500), { key: ['id'], drift: true });
  expect(drift?.found?.columns?.map(({ column, isDrifted }) => [column, isDrifted])).toEqual([
    ['id', true],
    ['y', true],
    ['z', false],
  ]);
  expect(drift?.uncompared.map(({ column, is }) => [column, is])).toEqual([['l', 'left out']]);
});
