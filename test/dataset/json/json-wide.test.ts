import { expect, test } from 'vitest';
import { columnHints } from '../../../src/contract/schema/schema-expectations.ts';
import type { Dataset, Reader } from '../../../src/dataset/dataset.ts';
import { json } from '../../../src/dataset/json/json.ts';
import { openJsonOnce } from '../../../src/dataset/json/json-once.ts';
import { openSession } from '../../../src/engine/duckdb/open-session.ts';
import { z } from '../../../src/index.ts';
import { folder } from '../folder.ts';
import { rowsOf } from '../opened.ts';

const [rows, columns] = [40, 2500] as const;
/** Every so many columns one is a day; more than the bits of one mark. */
const dayEach = 30;

/** Some columns are days, some numbers, the others texts; some days are none. */
const valueAt = (row: number, column: number) =>
  column % dayEach === 0
    ? (row + column / dayEach) % 37 === 0
      ? 'never'
      : `2024-01-${String(1 + ((row + column) % 28)).padStart(2, '0')}`
    : column % 3 === 1
      ? row * columns + column
      : `text ${row} ${column}`;

const record = (row: number) =>
  JSON.stringify(
    Object.fromEntries(Array.from({ length: columns }, (_, c) => [`k${c}`, valueAt(row, c)])),
  );

const records = Array.from({ length: rows }, (_, row) => record(row));

const hints = columnHints(
  z.looseObject(
    Object.fromEntries(
      Array.from({ length: Math.ceil(columns / dayEach) }, (_, at) => [
        `k${at * dayEach}`,
        z.date(),
      ]),
    ),
  ),
);

/** Opens a file of records by a guess at their columns, and notes the columns that each COPY writes. */
async function open(name: string, content: string, hinted: typeof hints) {
  const root = folder({ [name]: content });
  const file = { path: `${root}/${name}`, shown: name, listed: name, remote: false, size: 1e7 };
  const widths: number[] = [];
  const open = async (reader: Reader) => {
    const watched: Reader = {
      ...reader,
      query: async (sql, ...more) => {
        const select = /^copy \((select .*)\) to '/s.exec(sql)?.[1];
        if (select) widths.push((await reader.query(`describe ${select}`)).length);
        return reader.query(sql, ...more);
      },
    };
    const opened = await openJsonOnce(watched, [file], {}, hinted, -1);
    if (opened === null) throw new Error('the file was left to the careful way');
    return opened;
  };
  const dataset: Dataset = { ...json(name), open };
  const session = await openSession(dataset, hinted, { root, now: new Date(0) });
  return { session, widths };
}

test('days and marks of thousands of columns are written a thousand at a time, without a record that is none', async () => {
  const { session, widths } = await open('x.ndjson', [...records, '7'].join('\n'), hints);
  const found = await rowsOf(session);
  const { unreadable, leftOut } = session;
  await session.close();

  const never = records.flatMap((one, row) =>
    Object.entries(JSON.parse(one)).flatMap(([name, value]) =>
      value === 'never' ? [[name, row]] : [],
    ),
  );
  expect(never.length).toBeGreaterThan(rows / 2);
  const counted = [...(unreadable?.columns ?? [])].reduce((sum, [, { count }]) => sum + count, 0);
  expect(counted).toBe(never.length);
  expect(leftOut).toBe(1);
  expect(found).toHaveLength(rows);
  expect(found.map(({ k1 }) => Number(k1))).toEqual(records.map((_, row) => row * columns + 1));
  for (const [name, row] of never) expect(found[Number(row)]?.[String(name)]).toBeNull();
  expect(found.flatMap((one) => Object.values(one)).filter((value) => value === null)).toHaveLength(
    never.length,
  );
  expect(Math.max(...widths)).toBeLessThanOrEqual(1000);
});

test.each([
  ['lines', 'x.ndjson', records.join('\n')],
  ['an array', 'x.json', `[${records.join(',')}]`],
])('%s of thousands of keys are written a thousand columns at a time', async (_, name, content) => {
  const { session, widths } = await open(name, content, []);
  const found = await rowsOf(session);
  await session.close();

  expect(found).toHaveLength(rows);
  for (const [row, one] of found.entries())
    expect(
      Object.values(one).map((value) => (typeof value === 'bigint' ? Number(value) : value)),
    ).toEqual(Array.from({ length: columns }, (_, column) => valueAt(row, column)));
  expect(widths.length).toBeGreaterThan(1);
  expect(Math.max(...widths)).toBeLessThanOrEqual(1000);
});
