import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { openSession } from '../../../src/engine/duckdb/open-session.ts';
import type { PartStatistics } from '../../../src/engine/engine.ts';
import { parquet } from '../../../src/index.ts';
import { now } from '../../support/measured.ts';
import { parquetFiles } from '../../support/parquet-files.ts';

const files = parquetFiles();

async function statisticsOf(...paths: readonly string[]): Promise<readonly PartStatistics[]> {
  const session = await openSession(parquet(paths), [], { root: files.folder, now });
  try {
    return (await session.files?.statistics?.(session.files.parts.list)) ?? [];
  } finally {
    await session.close();
  }
}

async function told(name: string, select: string, options?: string) {
  const [found] = await statisticsOf(await files.write(name, select, options));
  if (found === undefined) throw new Error('Nothing was told.');
  return found;
}

const ends = (statistics: PartStatistics, name = 'x') => {
  const { nulls, least, greatest, ascends } = statistics.columns.get(name) ?? {};
  return { nulls, least, greatest, ascends };
};
const unknown = { least: null, greatest: null, ascends: false };

describe('the ends of a column', () => {
  test.each([
    ['tinyint', 'range::tinyint - 5', -5n, 4n],
    ['bigint', 'range * 1000000000000', 0n, 9_000_000_000_000n],
    ['ubigint', '18446744073709551615::ubigint - range::ubigint', 2n ** 64n - 10n, 2n ** 64n - 1n],
    ['float', 'range::float + 0.1::float', Math.fround(0.1), Math.fround(9 + Math.fround(0.1))],
    ['double', 'range / 10.0::double', 0, 0.9],
    ['decimal', '(range - 5)::decimal(9,2) / 100', 0, 0],
    ['date', "date '1969-12-31' + range::int", -86_400_000_000n, 691_200_000_000n],
    ['timestamp', "timestamp '1969-12-31 23:59:59.999999' + to_microseconds(range)", -1n, 8n],
    ['timestamp_s', "(timestamp '1970-01-01' + to_seconds(range))::timestamp_s", 0n, 9_000_000n],
    ['timestamp_ms', "(timestamp '1970-01-01' + to_milliseconds(range))::timestamp_ms", 0n, 9000n],
    ['timestamptz', "timestamptz '1970-01-01 02:00:00+02' + to_seconds(range)", 0n, 9_000_000n],
  ])('of %s', async (name, value, least, greatest) => {
    const select = name === 'decimal' ? '(range * 0.01 - 0.05)::decimal(9,2)' : value;
    const wanted =
      name === 'decimal'
        ? { least: { digits: -5n, scale: 2 }, greatest: { digits: 4n, scale: 2 } }
        : { least, greatest };
    expect(ends(await told(name, `select ${select} as x from range(10)`))).toMatchObject({
      nulls: 0,
      ...wanted,
    });
  });

  test.each([
    ['infinite double', "case range when 0 then '-inf' when 1 then 'inf' else '1' end::double"],
    ['text', "range::varchar || 'a'"],
    ['boolean', 'range % 2 = 0'],
    ['timestamp_ns', "(timestamp '1970-01-01' + to_seconds(range))::timestamp_ns"],
    ['list', '[range]'],
    ['blob', 'range::varchar::blob'],
  ])('of %s are not told', async (name, value) => {
    const { nulls, ...found } = ends(
      await told(`none-${name}`, `select ${value} as x from range(10)`),
    );
    expect([found.least ?? null, found.greatest ?? null]).toEqual([null, null]);
    expect(nulls ?? 0).toBe(0);
  });

  test.each(['double', 'float'])(
    'of a %s with a NaN in one row group are not told',
    async (type) => {
      const value = `case range when 3000 then 'nan' else range::varchar end::${type}`;
      expect(ends(await told(`nan-${type}`, `select ${value} as x from range(6000)`))).toEqual({
        nulls: 0,
        ...unknown,
      });
    },
  );

  test('are those of the row groups that have a value', async () => {
    const value = 'case when range // 2048 <> 1 then range end';
    expect(ends(await told('blocks', `select ${value} as x from range(6144)`))).toEqual({
      nulls: 2048,
      least: 0n,
      greatest: 6143n,
      ascends: true,
    });
  });

  test('of NULLs alone are none, and all rows are known to be NULL', async () => {
    expect(ends(await told('nulls', 'select null::int as x from range(5000)'))).toMatchObject({
      nulls: 5000,
      least: null,
      greatest: null,
    });
  });

  test.each([
    ['date', "'infinity'::date"],
    ['timestamp', "'infinity'::timestamp"],
  ])('are not told where a %s is infinite', async (name, endless) => {
    const select = `select ${endless} as x union all select '2026-01-01'::${name}`;
    expect(ends(await told(`infinite-${name}`, select))).toMatchObject({
      nulls: 0,
      greatest: null,
    });
  });

  test('are not told of a date that no timestamp reaches, and the rest is', async () => {
    const found = await told('far', `select date '300000-01-01' as x, 5::int as y`);
    expect(ends(found)).toMatchObject({ nulls: 0, greatest: null });
    expect(ends(found, 'y')).toMatchObject({ nulls: 0, least: 5n, greatest: 5n });
  });
});

describe('whether stretches of rows ascend', () => {
  test.each([
    ['rise', 'range', true],
    ['touch', 'range - (range >= 2048)::int', false],
    ['fall', '9999 - range', false],
    ['are in no order', 'range * 7919 % 10007', false],
  ])('that %s', async (name, value, ascends) => {
    expect(ends(await told(`order-${name}`, `select ${value} as x from range(6000)`)).ascends).toBe(
      ascends,
    );
  });
});

describe('a dictionary', () => {
  test('has a size where every row group has one', async () => {
    const found = await told('few', `select ['a', 'b'][1 + range % 2] as x from range(6000)`);
    const size = found.columns.get('x')?.dictionary ?? null;
    expect(size).toBeGreaterThan(0);
    expect(size).toBeLessThan(200);
  });

  test('has none where one row group has none', async () => {
    const value = "case when range < 2048 then 'a' else 'v' || range end";
    const found = await told(
      'mixed',
      `select ${value} as x from range(6000)`,
      ', dictionary_size_limit 10',
    );
    expect(found.columns.get('x')?.dictionary).toBeNull();
  });
});

describe('names', () => {
  /** A file as other writers make them, where a name may differ from another by case alone. */
  async function withName(name: string, select: string, written: string, wanted: string) {
    const path = await files.write(name, select);
    const bytes = readFileSync(path);
    for (let at = bytes.indexOf(written); at >= 0; at = bytes.indexOf(written, at + 1))
      bytes.write(wanted, at);
    writeFileSync(path, bytes);
    return path;
  }

  test('that differ by case are refused: the engine renames the second one', async () => {
    const path = await withName('case', 'select 1 as aaaa, 2 as bbbb, 3 as bbbb_1', 'bbbb', 'AAAA');
    const [row] = await files.query(`select * from '${path}'`);
    // The 2 has the name that the 3 has in the file.
    expect(row).toEqual({ aaaa: 1, AAAA_1: 2, AAAA_1_1: 3 });
    await expect(statisticsOf(path)).rejects.toThrow("'aaaa' and 'AAAA', which SQL takes for one");
  });

  test("that hold ', ' are not taken for a part of another column", async () => {
    const found = await told('commas', `select {'b': 7} as a, 1 as "a, b", 2 as c`);
    expect(ends(found, 'a, b')).toMatchObject({ nulls: 0, least: 1n, greatest: 1n });
    expect(found.columns.get('a')).toBeUndefined();
    expect(ends(found, 'c')).toMatchObject({ nulls: 0, least: 2n, greatest: 2n });
  });

  test.each(["it's", 'a"b', 'ü', ' ', '__proto__', 'select'])(
    'like %j are told of',
    async (name) => {
      const quoted = `"${name.replaceAll('"', '""')}"`;
      const found = await told(
        `name-${Buffer.from(name).toString('hex')}`,
        `select 7 as ${quoted}`,
      );
      expect(ends(found, name)).toMatchObject({ nulls: 0, least: 7n, greatest: 7n });
    },
  );

  test.each(['star*.parquet', 'what?.parquet', 'a[1].parquet', "it's.parquet"])(
    'of a file like %s',
    async (name) => {
      const select = `select 7 as x`;
      const path = (
        await files.write(`'${name.replace('.parquet', '')}`.slice(1).replaceAll("'", "''"), select)
      ).replaceAll("''", "'");
      const [found] = await statisticsOf(path);
      expect(ends(found as PartStatistics)).toMatchObject({ nulls: 0, least: 7n, greatest: 7n });
    },
  );
});

test('a file without rows has no value in any column', async () => {
  const found = await told('empty', `select 1 as x, 'a' as s where false`);
  expect(found.rows).toBe(0);
  expect([...found.columns.keys()]).toEqual(['x', 's']);
  expect(ends(found)).toEqual({ nulls: 0, least: null, greatest: null, ascends: true });
});

test('each file tells of itself, in their order', async () => {
  const paths = [
    await files.write('second', 'select range as x from range(10, 20)'),
    await files.write('first', 'select range as x from range(3)'),
  ];
  const found = await statisticsOf(...paths);
  expect(found.map(({ rows }) => rows)).toEqual([10, 3]);
  expect(found.map((one) => ends(one).least)).toEqual([10n, 0n]);
});
