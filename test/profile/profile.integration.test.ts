import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Session } from '../../src/engine/engine.ts';
import { openDataset } from '../../src/engine/engines.ts';
import { csv } from '../../src/index.ts';
import { lookAt, type Profile, profileData } from '../../src/profile/profile.ts';
import { folder } from '../dataset/folder.ts';
import { table } from './suspicions/profiled.ts';

async function profiled<Found = Profile>(
  text: string,
  ask: (session: Session) => Promise<Found>,
): Promise<{ profile: Found; queries: readonly string[] }> {
  const root = folder({ 'x.csv': text });
  const queries: string[] = [];
  const settings = { root, now: new Date(), onQuery: (sql: string) => void queries.push(sql) };
  const session = await openDataset(csv(join(root, 'x.csv')), [], settings);
  const before = queries.length;
  const profile = await ask(session);
  await session.close();
  return { profile, queries: queries.slice(before) };
}

const digits = (row: number) => String(row).padStart(12, '0');
const uuid = (row: number) => `00000000-0000-4000-8000-${digits(row)}`;
// Of equally frequent ones, the order of their bytes: in UTF-16 the last two change places.
const words = ['b', 'a', '\uff5e', '😀'];

/** Each column is another one than the first 3,000 rows alone would make it. */
const turning = (rows: number) =>
  table(rows, {
    again: (row) => (row === 3000 ? 0 : row),
    missing: (row) => (row === 3000 ? '' : row),
    key: uuid,
    also: (row) => `k${row}`,
    word: (row) => words[row % 4],
    twenty: (row) => `w${row % 20}`,
    more: (row) => (row >= 3000 ? `w${row}` : `w${row % 20}`),
    mail: (row) => `a${row % 700}@example.com`,
    mails: (row) => (row === 3000 ? 'none' : `a${row % 700}@example.com`),
    late: (row) => (row < 3000 ? '' : uuid(row)),
  });

const facts = ({ columns }: Profile) => ({
  keys: columns.filter(({ isKey }) => isKey).map(({ name }) => name),
  formats: Object.fromEntries(
    columns.filter(({ formats }) => formats.length > 0).map(({ name, formats }) => [name, formats]),
  ),
  values: columns.filter(({ values }) => values !== null).map(({ name }) => name),
});

test('the first rows rule out keys, formats and enums, and never make one', async () => {
  const { profile } = await profiled(turning(3100), profileData);
  expect(profile.rows).toBe(3100);
  expect(facts(profile)).toEqual({
    keys: ['key'],
    formats: { key: ['uuid'], mail: ['email'], late: ['uuid'] },
    values: ['word', 'twenty'],
  });
  expect(profile.columns.find(({ name }) => name === 'word')?.values).toEqual([
    'a',
    'b',
    '\uff5e',
    '😀',
  ]);
  const short = await profiled(turning(900), profileData);
  expect(facts(short.profile)).toEqual({
    // Named like one, though another column stands before it.
    keys: ['key'],
    formats: { key: ['uuid'], mail: ['email'], mails: ['email'] },
    values: ['word', 'twenty', 'more'],
  });
  const named = (name: string) =>
    short.profile.columns.find((column) => column.name === name)?.values;
  expect(named('word')).toEqual(['a', 'b', '\uff5e', '😀']);
  expect(named('twenty')?.slice(0, 3)).toEqual(['w0', 'w1', 'w10']);
});

test('a wide table is asked in queries of bounded size, and a short one has its texts compared once', async () => {
  const columns = Array.from({ length: 300 }, (_, at) => [
    `c${at}`,
    (row: number) => (at % 2 ? `w${row % 3}` : row * at),
  ]);
  const { profile, queries } = await profiled(table(50, Object.fromEntries(columns)), profileData);
  expect(profile.columns.length).toBe(300);
  expect(facts(profile)).toMatchObject({ keys: ['c2'], values: { length: 150 } });
  expect(queries.filter((sql) => sql.includes('distinct') || sql.includes('regexp'))).toEqual([]);
  for (const sql of queries) expect(sql.split(' as m').length).toBeLessThan(140);
});

test('a contract alone asks if the means of numbers wander', async () => {
  const rows = table(100, { steady: (row) => row % 7, sorted: (row) => row });
  const { profile, queries } = await profiled(rows, profileData);
  expect(profile.columns.map(({ wanders }) => wanders)).toEqual([false, true]);
  const screen = await profiled(rows, (session) => lookAt(session));
  expect(screen.queries.length).toBe(queries.length - 1);
});
