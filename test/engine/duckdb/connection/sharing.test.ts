import { mkdtempSync, realpathSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, expect, test } from 'vitest';
import { csv } from '../../../../src/dataset/csv/csv.ts';
import type { ColumnHint, Dataset } from '../../../../src/dataset/dataset.ts';
import { closeEngines, openSession } from '../../../../src/engine/duckdb/open-session.ts';

const root = realpathSync(mkdtempSync(join(tmpdir(), 'test-')));
const file = join(root, 'a.csv');
afterEach(() => closeEngines());
afterAll(() => rmSync(root, { recursive: true, force: true }));

const integers: readonly ColumnHint[] = [{ name: 'id', families: ['integer'] }];

/** Open, ask and close, with the SQL that it took. */
async function ask(dataset: Dataset, hints = integers, signal?: AbortSignal) {
  const asked: string[] = [];
  const session = await openSession(dataset, hints, {
    root,
    now: new Date(0),
    onQuery: (sql) => asked.push(sql),
    ...(signal && { signal }),
  });
  const [row] = await session.query(`select sum(id) as s from ${session.relation}`);
  await session.close();
  return { sum: Number(row?.s), queries: asked.length };
}

test('a file is loaded once for those that follow each other', async () => {
  writeFileSync(file, 'id\n1\n2\n');
  const first = await ask(csv(file));
  const second = await ask(csv(file));
  expect([first.sum, second.sum]).toEqual([3, 3]);
  expect(first.queries).toBeGreaterThan(5);
  expect(second.queries).toBe(1);
});

test('and anew once it has changed, also where its size has not', async () => {
  writeFileSync(file, 'id\n1\n2\n');
  await ask(csv(file));
  writeFileSync(file, 'id\n1\n3\n');
  utimesSync(file, 1, 1);
  expect((await ask(csv(file))).sum).toBe(4);
});

test('also where its time of modification is put back', async () => {
  writeFileSync(file, 'id\n1\n2\n');
  utimesSync(file, 1, 1);
  await ask(csv(file));
  const { atime, mtime } = statSync(file);
  writeFileSync(file, 'id\n1\n3\n');
  utimesSync(file, atime, mtime);
  expect((await ask(csv(file))).sum).toBe(4);
});

test('another reading of it is another dataset', async () => {
  writeFileSync(file, 'id\n1\n2\n');
  await ask(csv(file));
  const asText = await ask(csv(file), [{ name: 'id', families: ['decimal'] }]);
  expect(asText.queries).toBeGreaterThan(5);
  expect((await ask(csv(file, { delimiter: ';' }))).queries).toBeGreaterThan(5);
});

test('two at once do not share, for one could stream while the other asks', async () => {
  writeFileSync(file, 'id\n1\n2\n');
  const settings = { root, now: new Date() };
  const [one, two] = await Promise.all(
    [csv(file), csv(file)].map((dataset) => openSession(dataset, integers, settings)),
  );
  expect(one?.relation).not.toBe(two?.relation);
  await one?.close();
  await two?.close();
});

test('what was stopped is not kept', async () => {
  writeFileSync(file, 'id\n1\n2\n');
  const stop = new AbortController();
  const session = await openSession(csv(file), integers, {
    root,
    now: new Date(),
    signal: stop.signal,
  });
  stop.abort();
  await session.close();
  const next = await ask(csv(file));
  expect([next.sum, next.queries > 5]).toEqual([3, true]);
});

test('a later run has its own clock and its own way to be stopped', async () => {
  writeFileSync(file, 'id\n1\n2\n');
  await ask(csv(file));
  const stop = new AbortController();
  const now = new Date('2026-01-02');
  const session = await openSession(csv(file), integers, {
    root,
    now,
    signal: stop.signal,
  });
  expect(session.now).toEqual(now);
  stop.abort();
  await expect(session.query('select 1')).rejects.toMatchObject({ code: 'INTERRUPTED' });
  await session.close();
});
