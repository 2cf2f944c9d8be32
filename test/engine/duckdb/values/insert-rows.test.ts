import { describe, expect, test, vi } from 'vitest';
import type { InsertColumn } from '../../../../src/dataset/dataset.ts';
import { dataset, session } from '../duckdb-support.ts';

vi.setConfig({ testTimeout: 60_000 });

async function inserted(columns: readonly InsertColumn[], rows: Iterable<readonly unknown[]>) {
  return session(
    dataset('', {
      open: async ({ freshName, insert }) => {
        const name = freshName();
        await insert(name, columns, rows);
        return { relation: `"${name}"` };
      },
    }),
  );
}

const roundTrip = async (type: string, value: unknown) => {
  const { query, relation } = await inserted([{ name: 'v', type }], [[value], [null], [undefined]]);
  const rows = await query(`from ${relation}`);
  expect(rows.slice(1)).toEqual([{ v: null }, { v: null }]);
  return rows[0]?.v;
};

describe('a value goes in as it is', () => {
  test.each([
    ['BOOLEAN', false],
    ['TINYINT', -128],
    ['UINTEGER', 4_294_967_295],
    ['BIGINT', -9_223_372_036_854_775_808n],
    ['UBIGINT', 18_446_744_073_709_551_615n],
    ['HUGEINT', -170_141_183_460_469_231_731_687_303_715_884_105_728n],
    ['DOUBLE', Number.NaN],
    ['DOUBLE', -0],
    ['FLOAT', 0.5],
    ['DECIMAL(10,2)', { digits: -125n, scale: 2 }],
    ['VARCHAR', 'naïve \0 🦆 "\''],
    ['JSON', '{"a": 1}'],
    ["ENUM('a', 'b')", 'b'],
    ['UUID', '6b0d1d1c-4c5e-4c8e-8f3e-0a4c3a3f8b11'],
    ['DATE', new Date('1900-02-28')],
    ['TIMESTAMP', new Date('1969-12-31T23:59:59.999Z')],
    ['TIMESTAMPTZ', new Date('2020-01-02T03:04:05.678Z')],
    ['BLOB', new Uint8Array([0, 255])],
    ['INTEGER[]', [1, null, 3]],
    ['INTEGER[2]', [1, 2]],
    ['STRUCT(a INTEGER, b VARCHAR[])', { a: null, b: ['x'] }],
    ['MAP(VARCHAR, INTEGER)', [['a', 1]]],
  ])('%s %o', async (type, value) => {
    expect(await roundTrip(type, value)).toEqual(value);
  });

  test.each([
    ['BIGINT', 7, 7n],
    ['DECIMAL(10,2)', 1.5, { digits: 150n, scale: 2 }],
    ['DECIMAL(10,2)', 3n, { digits: 300n, scale: 2 }],
    ['STRUCT(a INTEGER, b INTEGER)', { a: 1 }, { a: 1, b: null }],
    ['MAP(VARCHAR, INTEGER)', new Map([['a', 1]]), [['a', 1]]],
  ])('%s takes %o', async (type, value, expected) => {
    expect(await roundTrip(type, value)).toEqual(expected);
  });
});

describe('what would change on the way in is refused, without the value', () => {
  test.each([
    ['BOOLEAN', 'false', "a string that BOOLEAN can't hold without loss"],
    ['TINYINT', 128, "a number that TINYINT can't"],
    ['INTEGER', 1.5, "a number that INTEGER can't"],
    ['INTEGER', 'Jane', "a string that INTEGER can't"],
    ['BIGINT', 2 ** 53, "a number that BIGINT can't"],
    ['BIGINT', 2n ** 63n, "a bigint that BIGINT can't"],
    ['FLOAT', 0.1, "a number that FLOAT can't"],
    ['DOUBLE', 1n, "a bigint that DOUBLE can't"],
    ['DECIMAL(3,1)', 1.25, "a number that DECIMAL(3,1) can't"],
    ['DECIMAL(3,1)', 100, "a number that DECIMAL(3,1) can't"],
    ['VARCHAR', 7, "a number that VARCHAR can't"],
    ['VARCHAR', 'Jane \ud800', "a string that VARCHAR can't"],
    ["ENUM('a', 'b')", 'Jane', "a string that ENUM can't"],
    ['UUID', 'Jane', "a string that UUID can't"],
    ['DATE', new Date('2020-01-01T01:00:00Z'), "a Date that DATE can't"],
    ['TIMESTAMP', new Date('Jane'), 'holds an Invalid Date'],
    ['INTEGER[]', ['Jane'], "a string that INTEGER can't"],
    ['INTEGER[2]', [1], "an array that INTEGER[2] can't"],
    ['STRUCT(a INTEGER)', { b: 1 }, "an object that STRUCT can't"],
    ['TIME', 'Jane', 'is of type TIME, for which there is no value in JavaScript'],
  ])('%s %o', async (type, value, words) => {
    const inserting = inserted(
      [
        { name: 'id', type: 'INTEGER' },
        { name: 'who "x"', type },
      ],
      [
        [1, null],
        [2, value],
      ],
    );
    await expect(inserting).rejects.toMatchObject({ code: 'DATASET_INVALID' });
    await expect(inserting).rejects.toThrow('row 2, column \'who "x"\' ');
    await expect(inserting).rejects.toThrow(words);
    await expect(inserting).rejects.not.toThrow('Jane');
  });
});

test('a row is found beyond the first chunk', async () => {
  function* rows() {
    for (let at = 0; at < 10_000; at += 1) yield [at === 5_000 ? 'x' : at];
  }
  await expect(inserted([{ name: 'a', type: 'INTEGER' }], rows())).rejects.toThrow('row 5001');
});

test('many rows go in, whole and in order', async () => {
  function* rows() {
    for (let at = 0; at < 100_001; at += 1) yield [at, `name ${at}`, at / 8, new Date(at)];
  }
  const { query, relation } = await inserted(
    [
      { name: 'a', type: 'INTEGER' },
      { name: 'b', type: 'VARCHAR' },
      { name: 'c', type: 'DOUBLE' },
      { name: 'd', type: 'TIMESTAMP' },
    ],
    rows(),
  );
  expect(
    await query(
      `select count(*) as n, count(*) filter (where b = 'name ' || a and c = a / 8 and epoch_ms(d) = a) as same, sum(a)::bigint as s from ${relation}`,
    ),
  ).toEqual([{ n: 100_001n, same: 100_001n, s: 5_000_050_000n }]);
});

test('no rows make an empty table, with its columns', async () => {
  const { columns, query, relation } = await inserted([{ name: 'a', type: 'JSON' }], []);
  expect(columns).toEqual([{ name: 'a', type: 'JSON', family: 'json' }]);
  expect(await query(`from ${relation}`)).toEqual([]);
});
