import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import type { Contract } from '../../src/contract/contract.ts';
import type { Dataset } from '../../src/dataset/dataset.ts';
import { contract, csv, json, parquet, partitions, z } from '../../src/index.ts';
import { measureAll } from '../support/measured.ts';
import { onPlainDuckDB } from '../support/plain-duckdb.ts';

const held = contract(
  'trips',
  { schema: z.object({ id: z.int(), fare: z.number() }) },
  ({ column }) => [column('fare').between(0, 9)],
);

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A folder of partitions by day, each with these fares, in three formats. */
async function write(days: ReadonlyMap<string, readonly number[]>): Promise<string> {
  const root = mkdtempSync(join(tmpdir(), 'partitions-'));
  folders.push(root);
  for (const [day, fares] of days) {
    const at = join(root, `data/day=${day}/a`);
    mkdirSync(dirname(at), { recursive: true });
    writeFileSync(`${at}.csv`, `id,fare\n${fares.map((fare, id) => `${id},${fare}\n`).join('')}`);
    writeFileSync(`${at}.jsonl`, fares.map((fare, id) => `{"id":${id},"fare":${fare}}\n`).join(''));
    await onPlainDuckDB(root, (connection) =>
      connection.run(`copy (from '${at}.csv') to '${at}.parquet'`),
    );
  }
  return root;
}

const sources: Readonly<Record<string, Dataset>> = {
  csv: csv('data/day=*/*.csv'),
  json: json('data/day=*/*.jsonl'),
  parquet: parquet('data/day=*/*.parquet', { hivePartitioning: true }),
};

const isGreen = async (one: Contract, dataset: Dataset, root: string) =>
  (await measureAll(one, dataset, { root })).every(({ state }) => state === 'passed');

test('a wrong value is red in its own partition, in every source, and in all together', async () => {
  const days = fc.uniqueArray(fc.integer({ min: 10, max: 28 }), { minLength: 1, maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(days, fc.nat(), async (numbers, which) => {
      const planted = `2026-11-${numbers[which % numbers.length]}`;
      const root = await write(
        new Map(
          numbers.map((one) => {
            const day = `2026-11-${one}`;
            return [day, day === planted ? [1, 10] : [1, 9]];
          }),
        ),
      );
      for (const [name, source] of Object.entries(sources)) {
        const all = partitions(source, { by: 'day' });
        expect(await isGreen(held, all, root), name).toBe(false);
        for (const { name: day, dataset } of await all.each(root))
          expect(await isGreen(held, dataset, root), `${name} ${day}`).toBe(
            day !== `day=${planted}`,
          );
        const newest = partitions(source, { by: 'day', newest: 1 });
        const last = `2026-11-${Math.max(...numbers)}`;
        expect(await isGreen(held, newest, root), name).toBe(last !== planted);
      }
    }),
    { numRuns: 6 },
  );
});

test('a partition that is not there, or a choice that finds none, is never green', async () => {
  const root = await write(new Map([['2026-11-30', [1]]]));
  const never = [
    { by: 'day', values: ['2026-12-01'] },
    { by: 'day', values: ['2026-11-30', '2026-12-01'] },
    { by: 'day', since: '2026-12-01' },
    { by: 'date' },
  ];
  for (const source of Object.values(sources)) {
    for (const options of never)
      expect(await isGreen(held, partitions(source, options), root)).toBe(false);
    expect(await isGreen(held, partitions(source, { by: 'day', newest: 1 }), root)).toBe(true);
  }
});

test('the page says what comes out of its example', async () => {
  const page = readFileSync(
    resolve(import.meta.dirname, '../../docs/reference/partitions.md'),
    'utf8',
  );
  const [, code = ''] =
    /```ts\nimport .*?\n\nexport const trips = (.*?);\n\nverify/s.exec(page) ?? [];
  const [, chosen = ''] = /verify\.each\(trips, (partitions\(.*?\))\);\n/.exec(page) ?? [];
  const [, said = ''] = /```text\n(.*?)\n```/s.exec(page) ?? [];
  const root = await write(
    new Map([
      ['2026-11-28', [1, 2]],
      ['2026-11-29', [1, 2]],
      ['2026-11-30', [1]],
    ]),
  );
  const shown: Contract = new Function('contract', 'z', `return ${code}`)(contract, z);
  const dataset: ReturnType<typeof partitions> = new Function(
    'partitions',
    'csv',
    `return ${chosen}`,
  )(partitions, csv);
  const red: string[] = [];
  for (const one of await dataset.each(root))
    for (const outcome of await measureAll(shown, one.dataset, { root }))
      if (outcome.state !== 'passed') red.push(`${outcome.dataset}: ${outcome.title}`);
  expect(red.join('\n')).toBe(said);
});

test('a day whose files were not written, or have another ending, is never green as the newest', async () => {
  const days = new Map([
    ['2026-11-29', [1]],
    ['2026-11-30', [1]],
  ]);
  for (const source of Object.values(sources)) {
    for (const left of [[], ['a.csv.tmp'], ['_SUCCESS'], ['A.CSV.BAK', '.a.csv.crc']]) {
      const root = await write(days);
      const folder = join(root, 'data/day=2026-12-01');
      mkdirSync(folder);
      for (const name of left) writeFileSync(join(folder, name), 'id,fare\n1,1\n');
      const chosen = [
        { by: 'day' },
        { by: 'day', newest: 1 },
        { by: 'day', newest: 2 },
        { by: 'day', since: '2026-11-30' },
      ];
      for (const options of chosen) {
        expect(await isGreen(held, partitions(source, options), root)).toBe(false);
        const each = await partitions(source, options).each(root);
        const states = each.map(async ({ name, dataset }) => [
          name,
          await isGreen(held, dataset, root),
        ]);
        expect((await Promise.all(states)).filter(([, green]) => green === false)).toEqual([
          ['day=2026-12-01', false],
        ]);
      }
    }
  }
});
