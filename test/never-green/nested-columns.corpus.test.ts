import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import type { Contract } from '../../src/contract/contract.ts';
import type { Dataset } from '../../src/dataset/dataset.ts';
import { contract, fromRows, json, parquet, z } from '../../src/index.ts';
import { headline } from '../../src/outcome/failure.ts';
import { measureAll } from '../support/measured.ts';
import { onPlainDuckDB } from '../support/plain-duckdb.ts';

const schema = z.object({
  id: z.int(),
  a: z.object({ n: z.int().nullish(), t: z.string().nullish() }).nullish(),
});
type Row = z.input<typeof schema>;

const held = contract('nested', { schema }, ({ column }) => [
  column('a.n').nulls().atMost(1),
  column('a.n').between(0, 9),
  column('a.t').in(['x', 'y']),
  column('a.t').unique(),
]);

const good: readonly Row[] = [
  { id: 1, a: { n: 1, t: 'x' } },
  { id: 2, a: { n: 9, t: 'y' } },
  { id: 3, a: null },
];
const wrong: Readonly<Record<string, Row>> = {
  'an object that is NULL is a field that is': { id: 4, a: null },
  'an object without the key has no value': { id: 4, a: { t: null } },
  'a number beyond its limit': { id: 4, a: { n: 10, t: null } },
  'a text that is none of the list': { id: 4, a: { n: 1, t: 'z' } },
  'a text twice': { id: 4, a: { n: 1, t: 'x' } },
};

const folder = mkdtempSync(join(tmpdir(), 'nested-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let files = 0;

async function sources(rows: readonly Row[]): Promise<Readonly<Record<string, Dataset>>> {
  files += 1;
  const at = join(folder, `${files}`);
  writeFileSync(`${at}.jsonl`, rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
  await onPlainDuckDB(folder, (connection) =>
    connection.run(
      `copy (select id, a::struct(n bigint, t varchar) as a from read_json('${at}.jsonl', columns = {id: 'bigint', a: 'struct(n bigint, t varchar)'})) to '${at}.parquet'`,
    ),
  );
  return { json: json(`${at}.jsonl`), parquet: parquet(`${at}.parquet`), rows: fromRows(rows) };
}

const redOf = async (one: Contract, dataset: Dataset) =>
  (await measureAll(one, dataset)).filter(({ state }) => state !== 'passed');

test('a field that is NULL in every row is a column of NULLs in every source', async () => {
  const typed = contract('typed', { schema }, ({ column }) => [
    column('a.n').between(0, 9),
    column('a.n').nulls().equals(2).named('counted'),
    column('a.n').between(0, 9).allowEmpty().named('allowed'),
  ]);
  const nulls: readonly Row[] = [
    { id: 1, a: { n: null, t: 'x' } },
    { id: 2, a: { n: null, t: 'y' } },
  ];
  for (const [name, dataset] of Object.entries(await sources(nulls))) {
    const red = (await redOf(typed, dataset)).map((one) => `${one.state}: ${headline(one)}`);
    expect(red, name).toEqual([
      expect.stringMatching(/^failed: column\('a\.n'\)\.between\(0, 9\): there is no row to judge/),
    ]);
  }
});

test('fields that are right are green in every source', async () => {
  for (const [name, dataset] of Object.entries(await sources(good)))
    expect(
      (await redOf(held, dataset)).map(({ title }) => title),
      name,
    ).toEqual([]);
});

test.each(Object.entries(wrong))('never green: %s', async (_, row) => {
  // Objects with other keys are JSON in memory, which has no fields: all that reads them is an error.
  for (const [name, dataset] of Object.entries(await sources([...good, row])))
    expect((await redOf(held, dataset)).length > 0, name).toBe(true);
});

test('numbers of fields are those that plain JavaScript finds', async () => {
  const row = fc.record({
    n: fc.option(fc.integer({ min: -5, max: 5 })),
    t: fc.option(fc.constantFrom('x', 'y', 'zz')),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(fc.option(row), { minLength: 1, maxLength: 9 }), async (all) => {
      // A column of which nothing is known has no fields.
      fc.pre(all.some((one) => one?.n != null) && all.some((one) => one?.t != null));
      const given = all.flatMap((one) => one?.n ?? []);
      const texts = all.flatMap((one) => one?.t ?? []);
      const exact = contract('exact', { schema }, ({ column }) => [
        column('a.n')
          .nulls()
          .equals(all.length - given.length),
        column('a.n')
          .sum()
          .equals(given.reduce((sum, one) => sum + one, 0)),
        column('a.n')
          .max()
          .equals(Math.max(...given)),
        column('a.t').distinct({ exact: true }).equals(new Set(texts).size),
        column('a.t')
          .duplicates()
          .equals(texts.length - new Set(texts).size),
        column('a.t')
          .share(['x'])
          .equals(texts.filter((one) => one === 'x').length),
      ]);
      const rows = all.map((a, id) => ({ id, a }));
      expect((await redOf(exact, fromRows(rows))).map(({ title }) => title)).toEqual([]);
    }),
    { numRuns: 60 },
  );
});

test('the page says what comes out of its example', async () => {
  const page = readFileSync(resolve(import.meta.dirname, '../../docs/reference/nested.md'), 'utf8');
  const [, code = ''] = /```ts\nimport .*?\n\nexport const people = (.*?);\n```/s.exec(page) ?? [];
  const [, said = ''] = /```text\n(.*?)\n```/s.exec(page) ?? [];
  const [, records = ''] = /^Over (.*), these are red/m.exec(page) ?? [];
  const shown: Contract = new Function('contract', 'z', `return ${code}`)(contract, z);
  const file = join(folder, 'people.jsonl');
  writeFileSync(file, records.replaceAll('`', '').replaceAll(' / ', '\n'));
  const red = await redOf(shown, json(file));
  expect(red.map(({ title }) => title).join('\n')).toBe(said);
});
