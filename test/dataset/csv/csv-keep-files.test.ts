import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { closeEngines } from '../../../src/engine/engines.ts';
import { contract, csv, z } from '../../../src/index.ts';
import { opened, rowsOf } from '../opened.ts';
import { cacheIn, folder, forget, measured, overwrite, statesOf } from './kept.ts';

// Of many files, what is known of one that has changed says nothing of the others, and their rows keep their order.

beforeEach(forget);
afterAll(closeEngines);

const schema = z.object({ n: z.int(), s: z.string() });
const held = contract('many', { schema }, ({ column }) => [
  column('n').increasing(),
  column('n').max().atMost(9999),
]);
const asked = contract('asked', { schema }, ({ column }) => [column('n').increasing()]);

/** Rows of a file, whose numbers follow those of the file before. */
const rows = (at: number, count = 50) =>
  Array.from({ length: count }, (_, row) => `${at * 100 + row},${'x'.repeat(9)}`).join('\n');
const textOf = (at: number) => `n,s\n${rows(at)}\n`;
const nameOf = (at: number) => `part-${String(at).padStart(2, '0')}.csv`;
const many = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, at) => [nameOf(at), textOf(at)]));

/** Rows of more than the size up to which files are read together. */
const wide = 'y'.repeat(180_000);
const large = (at: number) =>
  `n,s\n${rows(at)}\n${Array.from({ length: 50 }, (_, row) => `${at * 100 + 50 + row},${wide}`).join('\n')}\n`;

test('only the bundle of a file that has changed is read', { timeout: 60_000 }, async () => {
  const files = Object.fromEntries(Array.from({ length: 4 }, (_, at) => [nameOf(at), large(at)]));
  const root = folder(files);
  const cache = cacheIn(root);
  const source = csv('*.csv');
  const first = await measured(held, source, root, cache);
  expect([statesOf(first), first.reads.toSorted()]).toEqual([['passed'], Object.keys(files)]);
  await forget();
  overwrite(join(root, nameOf(2)), large(2).replace('201,', '205,'));
  const again = await measured(
    contract('max', { schema }, ({ column }) => [column('n').max().atMost(9999)]),
    source,
    root,
    cache,
  );
  expect(again.reads).toContain(nameOf(2));
  expect(again.reads.length).toBeLessThan(4);
  await forget();
  const order = await measured(held, source, root, cache);
  expect(statesOf(order)).toContain('failed');
  await forget();
  rmSync(join(root, nameOf(2)));
  expect(statesOf(await measured(held, source, root, cache))).toEqual(['passed']);
});

test('of files of some size, the one that has changed is read alone', {
  timeout: 60_000,
}, async () => {
  const part = (at: number) =>
    `n,s\n${rows(at)}\n${Array.from({ length: 8 }, (_, row) => `${at * 100 + 50 + row},${wide}`).join('\n')}\n`;
  const files = Object.fromEntries(Array.from({ length: 12 }, (_, at) => [nameOf(at), part(at)]));
  const root = folder(files);
  const cache = cacheIn(root);
  const source = csv('*.csv');
  const mean = contract('mean', { schema }, ({ rows: all, column }) => [
    all.count().between(696, 696),
    column('n').mean().between(0, 9999),
    column('s').minLength().atLeast(9),
  ]);
  expect(statesOf(await measured(mean, source, root, cache))).toEqual(['passed']);
  await forget();
  overwrite(join(root, nameOf(5)), part(5).replace('xxxxxxxxx', 'xxxxxxxx'));
  const changed = await measured(mean, source, root, cache);
  expect([changed.reads, statesOf(changed)]).toEqual([[nameOf(5)], ['passed', 'failed']]);
});

test('rows come in the order of the files, read now or known', async () => {
  const files = {
    ...many(12),
    'part-12.csv.gz': gzipSync(textOf(12)),
    ...{ 'part-13.csv': textOf(13), 'part-14.csv': `s,n\n${'x'},1400\n` },
  };
  const root = folder(files);
  const source = csv(['part-*.csv', 'part-12.csv.gz'], { unionByName: true });
  const session = await opened(source, { root, shape: schema.shape });
  const found = (await rowsOf(session)).map(({ n }) => Number(n));
  const parts = session.files?.parts.list ?? [];
  expect(parts.reduce((sum, part) => sum + part.rows, 0)).toBe(found.length);
  const inParts = [];
  for (const part of parts) {
    const own = await session.query(`select n from ${session.files?.parts.relation([part])}`);
    expect(own).toHaveLength(part.rows);
    inParts.push(...own.map(({ n }) => Number(n)));
  }
  expect(inParts).toEqual(found);
  const expected = [...Array.from({ length: 12 }, (_, at) => at), 13].flatMap((at) =>
    Array.from({ length: 50 }, (_, row) => at * 100 + row),
  );
  const gz = Array.from({ length: 50 }, (_, row) => 1200 + row);
  expect([
    [...expected, 1400, ...gz],
    [...expected.slice(0, 600), ...gz, ...expected.slice(600), 1400],
  ]).toContainEqual(found);
  const cache = cacheIn(root);
  const first = await measured(asked, csv('part-0*.csv'), root, cache);
  expect(statesOf(first)).toEqual(['passed']);
  await forget();
  overwrite(join(root, nameOf(4)), textOf(4).replace('401,', '403,'));
  expect(statesOf(await measured(asked, csv('part-0*.csv'), root, cache))).toContain('failed');
});

test('a file with broken records among others keeps its problems, at their lines', async () => {
  const root = folder({ ...many(3), [nameOf(1)]: 'n,s\n100,a\n101\n102,c\n' });
  const cache = cacheIn(root);
  const source = csv('*.csv');
  const told = ({ outcomes }: Awaited<ReturnType<typeof measured>>) =>
    outcomes.map(({ durationMs: _, ...one }) => one);
  const first = await measured(held, source, root, cache);
  expect(JSON.stringify(first.outcomes)).toContain(`${nameOf(1)}:3`);
  await forget();
  const again = await measured(held, source, root, cache);
  expect([told(again), again.reads]).toEqual([told(first), []]);
  await forget();
  // The lines of a field that can't be read are those of its file, behind files that are known.
  overwrite(join(root, nameOf(2)), 'n,s\n200,a\n\n2x1,b\n');
  const bad = await measured(held, source, root, cache);
  expect(JSON.stringify(bad.outcomes)).toContain(`${nameOf(2)}:4`);
  expect(JSON.stringify(bad.outcomes)).toContain(`${nameOf(1)}:3`);
  await forget();
  const worse = await measured(held, source, root, cache);
  expect(told(worse)).toEqual(told(bad));
});

test('a file that is added or taken away is noticed', async () => {
  const root = folder(many(3));
  const cache = cacheIn(root);
  const count = contract('count', { schema }, ({ rows: all }) => [all.count().between(150, 150)]);
  expect(statesOf(await measured(count, csv('*.csv'), root, cache))).toEqual(['passed']);
  await forget();
  writeFileSync(join(root, nameOf(3)), textOf(3));
  expect(statesOf(await measured(count, csv('*.csv'), root, cache))).toContain('failed');
  await forget();
  rmSync(join(root, nameOf(0)));
  expect(statesOf(await measured(count, csv('*.csv'), root, cache))).toEqual(['passed']);
});
