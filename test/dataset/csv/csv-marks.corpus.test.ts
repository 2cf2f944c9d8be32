import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { csv } from '../../../src/dataset/csv/csv.ts';
import type { Session } from '../../../src/engine/engine.ts';
import { closeEngines } from '../../../src/engine/engines.ts';
import { z } from '../../../src/index.ts';
import { folder } from '../folder.ts';
import { opened, rowsOf } from '../opened.ts';
import { shownRows } from '../shown.ts';

// The marks of unreadable fields have 63 bits each, and beyond 128 typed columns they are made of lists.

afterAll(closeEngines);

/** A column: its type, and how its fields are written. */
const kinds = {
  integer: { type: z.int().nullable(), good: '7', value: '7', bad: 'seven' },
  number: { type: z.number().nullable(), good: '1.5', value: '1.5', bad: '1,5' },
  date: { type: z.date().nullable(), good: '2024-02-29', value: '2024-02-29', bad: '2024-02-30' },
  flag: { type: z.boolean().nullable(), good: 'true', value: 'true', bad: 'yes' },
  text: { type: z.string().nullable(), good: 'a', value: 'a', bad: 'a' },
} as const;
type Kind = keyof typeof kinds;

const oddNames = [
  'a "b"',
  "it's",
  'x]',
  '`',
  '__unreadable0',
  '__unreadable1',
  'é',
  'select',
  ' ',
  'c1',
  'c0',
  'A,b',
];

const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;

/** Opens a file of columns, of which some fields can't be read. */
async function withBad(columns: readonly Kind[], bad: ReadonlySet<string>, rows: number) {
  const names = columns.map((_, at) => oddNames[at] ?? `column ${at}`);
  const isBad = (row: number, at: number) => bad.has(`${row} ${at}`) && columns[at] !== 'text';
  const lines = Array.from({ length: rows }, (_, row) =>
    columns
      .map((kind, at) => quoted(isBad(row, at) ? kinds[kind].bad : kinds[kind].good))
      .join(','),
  );
  const root = folder({ 'x.csv': `${[names.map(quoted).join(','), ...lines].join('\n')}\n` });
  const shape = Object.fromEntries(
    names.map((name, at) => [name, kinds[columns[at] as Kind].type]),
  );
  const session = await opened(csv('x.csv'), { shape, root });
  const expected = Array.from({ length: rows }, (_, row) =>
    Object.fromEntries(
      names.map((name, at) => [name, isBad(row, at) ? null : kinds[columns[at] as Kind].value]),
    ),
  );
  const counts = Object.fromEntries(
    names.flatMap((name, at) => {
      const count = Array.from({ length: rows }, (_, row) => row).filter((row) =>
        isBad(row, at),
      ).length;
      return count === 0 ? [] : [[name, count]];
    }),
  );
  return { session, root, expected, counts };
}

const asTexts = async (session: Session) => {
  const hidden = (session.unreadable?.hidden ?? []).map(session.dialect.identifier);
  const others = hidden.length === 0 ? '*' : `* exclude (${hidden.join(', ')})`;
  return session.query(`select columns(${others})::varchar from ${session.relation}`);
};

/** The rows that the shown SQL gives, without the marks. */
const shownTexts = async (session: Session, root: string) => {
  const hidden = new Set(session.unreadable?.hidden);
  const rows = (await shownRows(session, root)) as readonly Readonly<Record<string, unknown>>[];
  return rows.map((row) =>
    Object.fromEntries(Object.entries(row).filter(([name]) => !hidden.has(name))),
  );
};

async function check(columns: readonly Kind[], bad: ReadonlySet<string>, rows: number) {
  const { session, root, expected, counts } = await withBad(columns, bad, rows);
  const found = session.unreadable?.columns ?? new Map();
  expect(Object.fromEntries([...found].map(([name, { count }]) => [name, count]))).toEqual(counts);
  expect(session.columns.map(({ name }) => name)).toEqual(Object.keys(expected[0] ?? {}));
  expect(await asTexts(session)).toEqual(expected);
  expect(await shownTexts(session, root)).toEqual(expected);
  const sum = Object.values(counts).reduce((all, one) => all + one, 0);
  expect([session.problemCount, session.leftOut]).toEqual([sum, 0]);
  for (const [name, { isRead }] of found) {
    const [row] = await session.query(
      `select count(*) filter (where not (${isRead})) as n from ${session.relation}`,
    );
    expect([name, Number(row?.n)]).toEqual([name, counts[name]]);
  }
}

const kind = fc.constantFrom<Kind>('integer', 'number', 'date', 'flag', 'text');

test('each field that can not be read is marked, and no other, however many columns there are', async () => {
  const wide = fc.oneof(
    fc.array(kind, { minLength: 1, maxLength: 12 }),
    fc.array(kind, { minLength: 60, maxLength: 90 }),
    fc.array(kind, { minLength: 150, maxLength: 260 }),
  );
  const fields = fc.array(fc.tuple(fc.nat({ max: 3 }), fc.nat({ max: 259 })), { maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(wide, fields, async (columns, list) => {
      const bad = new Set(list.map(([row, at]) => `${row} ${at % columns.length}`));
      // A column of which no field can be read stays text.
      await check(columns, new Set([...bad].filter((one) => !one.startsWith('3'))), 4);
    }),
    { numRuns: 12 },
  );
}, 240_000);

test.for([63, 64, 126, 127, 128, 129, 130, 190, 300])(
  'of %d columns, the first and the last fields are marked',
  { timeout: 60_000 },
  async (width) => {
    const columns = Array.from({ length: width }, (): Kind => 'integer');
    const ends = [0, 1, 61, 62, 63, 64, 125, 126, 127, 128, 129, width - 1];
    await check(columns, new Set(ends.filter((at) => at < width).map((at) => `1 ${at}`)), 3);
  },
);

test('columns that are all text have no marks', async () => {
  const { session } = await withBad(['text', 'text', 'text'], new Set(['0 1']), 2);
  expect([session.unreadable, session.problemCount]).toEqual([null, 0]);
  expect(await rowsOf(session)).toHaveLength(2);
});

test('a column that is called as a mark is keeps its values', async () => {
  const root = folder({ 'x.csv': '__unreadable0,n\n5,1\n6,x\n7,3\n' });
  const shape = { __unreadable0: z.int(), n: z.int() };
  const session = await opened(csv('x.csv'), { root, shape });
  expect(session.columns.map(({ name }) => name)).toEqual(['__unreadable0', 'n']);
  expect(session.unreadable?.columns.get('n')?.count).toBe(1);
  const rows = await session.query(`select "__unreadable0" as v from ${session.relation}`);
  expect(rows.map(({ v }) => Number(v))).toEqual([5, 6, 7]);
});

test('10,000 columns have their types', async () => {
  const indices = Array.from({ length: 10_000 }, (_, index) => index);
  const content = [
    indices.map((index) => `c${index}`),
    indices,
    indices.map((index) => index + 0.5),
  ];
  const root = folder({ 'x.csv': content.map((row) => row.join(',')).join('\n') });
  const session = await opened(csv('x.csv'), { root });
  expect(session.columns).toHaveLength(10_000);
  expect(new Set(session.columns.map(({ type }) => type))).toEqual(new Set(['DOUBLE']));
});
