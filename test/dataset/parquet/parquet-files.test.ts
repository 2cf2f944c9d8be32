import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { describe, expect, test } from 'vitest';
import { runInfer } from '../../../src/cli/infer/infer-command.ts';
import { codecs, encodings, triedOn } from '../../../src/dataset/parquet/pages/parquet-support.ts';
import { parquet, z } from '../../../src/index.ts';
import { unread } from '../../hostile/parquet-broken.ts';
import { declared } from '../../support/measured.ts';
import { folder } from '../folder.ts';
import { opened, rowsOf } from '../opened.ts';

// Files of other writers than the engine: `parquet/make.py` and `parquet/make.mjs` wrote them.

const data = join(import.meta.dirname, 'data');

async function plainly(sql: string): Promise<readonly (readonly unknown[])[]> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const connection = await instance.connect();
  try {
    return (await connection.runAndReadAll(sql)).getRows();
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

const jsonOf = async (name: string): Promise<readonly unknown[]> => {
  const { relation, query, close } = await opened(parquet(name), { root: data });
  const rows = await query(`select to_json(t)::varchar as t from ${relation} as t`);
  await close();
  return rows.map(({ t }) => JSON.parse(String(t)));
};

describe('lists, maps, INT96 and narrow numbers', () => {
  const files = ['none', 'snappy', 'gzip', 'brotli', 'zstd', 'lz4'].flatMap((codec) => [
    `${codec}-1.parquet`,
    `${codec}-2.parquet`,
  ]);

  test.each(files)('are read from pages of every codec and version: %s', async (name) => {
    const rows = await jsonOf(name);
    expect(rows).toHaveLength(120);
    expect(rows).toEqual(await jsonOf('none-1.parquet'));
    expect(rows[38]).toMatchObject({
      id: 38,
      tags: ['t0', 't1', null],
      grid: [[], [1]],
      parts: [
        { name: 'p0', sizes: [] },
        { name: 'p1', sizes: [0] },
      ],
      at: '2024-02-08 00:00:00.000038',
      times: ['2024-02-08 00:00:00.000038', '2024-02-08 00:00:00.000038'],
      place: { at: '2024-02-08 00:00:00.000038' },
      tiny: -12,
      byte: 38,
      small: 800,
      price: 0.38,
      open: '14:38:00',
    });
  });

  test('are judged as what they are', async () => {
    const outcomes = await declared(
      parquet(join(data, 'zstd-1.parquet')),
      { schema: z.object({ at: z.date().nullable(), price: z.number(), tiny: z.int() }) },
      ({ column }) => [
        column('at').oldest().equals('2024-01-02T00:00:00.000Z'),
        column('price').max().equals(1.19),
        column('tiny').min().equals(-50),
      ],
    );
    // Microseconds are more than a Date has.
    expect(outcomes.map(({ state, value }) => [state, value])).toEqual([
      ['failed', '2024-01-02T00:00:00.000001Z'],
      ['passed', '1.19'],
      ['passed', '-50'],
    ]);
  });
});

describe('repeated columns of JavaScript’s own writer, which have no LIST around them', () => {
  test.each(['from-javascript', 'from-javascript-snappy', 'from-javascript-gzip-2'])(
    'are lists: %s',
    async (name) => {
      expect(await jsonOf(`${name}.parquet`)).toEqual([
        {
          id: 1,
          tags: ['a', 'b'],
          lines: [{ sku: 'x', count: 1, marks: ['m'] }],
          place: { names: ['n'] },
        },
        { id: 2, tags: [], lines: [], place: { names: [] } },
        {
          id: 3,
          tags: ['c'],
          lines: [
            { sku: 'y', count: 2, marks: [] },
            { sku: 'z', count: null, marks: ['o', 'p'] },
          ],
          place: { names: ['q', 'r'] },
        },
        { id: 4, tags: ['d', 'e', 'f'], lines: [], place: { names: ['s'] } },
      ]);
    },
  );

  test('keep their contract, and get one', async () => {
    const path = join(data, 'from-javascript.parquet');
    const outcomes = await declared(
      parquet(path),
      {
        schema: z.object({
          tags: z.array(z.string()),
          lines: z.array(
            z.object({ sku: z.string(), count: z.int().nullable(), marks: z.array(z.string()) }),
          ),
        }),
      },
      ({ rows, column }) => [rows.count().equals(4), column('tags').nulls().equals(0)],
    );
    expect(outcomes.map(({ state }) => state)).toEqual(['passed', 'passed']);
    expect(await runInfer(path, { out: '-' })).toContain('tags: z.array(z.string().min(1)),');
  });
});

test('what is kept in nanoseconds says where it is read to the microsecond', async () => {
  const session = await opened(parquet('nanoseconds.parquet'), { root: data });
  expect(session.notes).toEqual([
    'Kept in nanoseconds, and read to the microsecond: "utc", "clock".',
  ]);
});

test('a byte that is changed under a checksum is found out', async () => {
  const bytes = readFileSync(join(data, 'sum.parquet'));
  const path = join(folder(), 'x.parquet');
  writeFileSync(path, bytes);
  expect(await rowsOf(await opened(parquet(path), { root: '/' }))).toHaveLength(4);
  const two = bytes.indexOf(Buffer.from([2, 0, 0, 0, 0, 0, 0, 0, 3]));
  bytes[two + 8] = 9;
  writeFileSync(path, bytes);
  await expect(opened(parquet(path), { root: '/' })).rejects.toThrow(
    'the checksum of its page at byte 4 does not fit its bytes',
  );
});

describe('the table of what the engine reads', () => {
  test('is of the engine that is here', async () => {
    expect(await plainly('select library_version from pragma_version()')).toEqual([
      [triedOn.replace('DuckDB ', 'v')],
    ]);
  });

  test('has each encoding of each type that it reads', async () => {
    const path = join(data, 'encodings.parquet');
    const names = (await plainly(`describe select * from '${path}'`)).map(([name]) => String(name));
    const types = [...new Set(names.map((name) => name.split(' ')[0] ?? ''))];
    const told = types.flatMap((type) =>
      encodings
        .filter(({ types: of }) => of === 'all' || of.some((one) => one === type))
        .map(({ name }) => `${type} ${name}`),
    );
    // The older name of a dictionary is the same, and none is made of booleans.
    const tried = told.filter((one) => !/ PLAIN_DICTIONARY|BOOLEAN RLE_DICTIONARY/.test(one));
    expect(tried.toSorted()).toEqual(names.toSorted());
    const [first, last] = [names[0], names.at(-1)];
    const [row] = await plainly(
      `select count(*), count(distinct "${first}"), count(distinct "${last}") from '${path}' where "INT32 PLAIN" = "INT64 DELTA_BINARY_PACKED" and "INT32 PLAIN" = "DOUBLE BYTE_STREAM_SPLIT" and "BYTE_ARRAY DELTA_BYTE_ARRAY" = 'v' || "INT32 DELTA_BINARY_PACKED" and "FIXED_LEN_BYTE_ARRAY DELTA_BYTE_ARRAY" = "FLOAT BYTE_STREAM_SPLIT" and "BOOLEAN RLE" = ("INT64 RLE_DICTIONARY" % 3 = 0)`,
    );
    expect(row).toEqual([40n, 40n, 40n]);
  });

  test('has the codecs that the engine names', async () => {
    const path = join(folder(), 'x.parquet');
    writeFileSync(path, unread['LZ4 as Hadoop frames it']?.[0] ?? '');
    const refusal = await plainly(`select * from '${path}'`).catch((error: Error) => error.message);
    const named = /Supported options are (.*)/.exec(String(refusal))?.[1]?.split(/, | or /);
    const read = codecs.filter(({ instead }) => instead === undefined);
    expect(named?.toSorted()).toEqual(read.map(({ name }) => name.toLowerCase()).toSorted());
  });

  // It reads these, without a word, as other values or types.
  const misread = /DECIMAL|DATE of|INTEGER of/;

  test.each(Object.entries(unread).filter(([name]) => !misread.test(name)))(
    'leaves out what the engine refuses: %s',
    async (_, [file]) => {
      const path = join(folder(), 'x.parquet');
      writeFileSync(path, file);
      await expect(plainly(`select * from '${path}'`)).rejects.toThrow();
    },
  );

  test.each(['split.parquet', 'wide-decimal.parquet'])('is told of: %s', async (name) => {
    await expect(opened(parquet(name), { root: data })).rejects.toThrow(
      /which the engine \(DuckDB 1\.5\.5\) does not read/,
    );
  });
});
