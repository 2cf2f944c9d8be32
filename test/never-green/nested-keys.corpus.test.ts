import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import type { Dataset } from '../../src/dataset/dataset.ts';
import { judgeOf } from '../../src/fuzz/judge/judge-of.ts';
import { contract, fromRows, json, parquet, z } from '../../src/index.ts';
import { measureAll, textOf } from '../support/measured.ts';
import { onPlainDuckDB } from '../support/plain-duckdb.ts';

const folder = mkdtempSync(join(tmpdir(), 'keys-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let files = 0;

type Rows = readonly Readonly<Record<string, unknown>>[];

/** The rows in memory, as lines of JSON, and as Parquet with structs. */
async function sources(rows: Rows): Promise<Readonly<Record<string, Dataset>>> {
  files += 1;
  const at = join(folder, `${files}`);
  writeFileSync(`${at}.jsonl`, rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
  await onPlainDuckDB(folder, (connection) =>
    connection.run(
      `copy (select * from read_json('${at}.jsonl', format = 'newline_delimited')) to '${at}.parquet'`,
    ),
  );
  return { json: json(`${at}.jsonl`), parquet: parquet(`${at}.parquet`), rows: fromRows(rows) };
}

async function redIn(
  dataset: Dataset,
  schema: z.ZodObject,
  terms: { readonly strict?: boolean } = {},
): Promise<readonly string[]> {
  const outcomes = await measureAll(contract('keys', { schema, ...terms }), dataset);
  return outcomes
    .filter(({ state }) => state !== 'passed')
    .map(({ state, problem }) => problem?.message ?? state);
}

const id = z.int();
const zip = z.string().min(5);
const red: Readonly<Record<string, readonly [schema: z.ZodObject, rows: Rows]>> = {
  'an optional key in another case': [
    z.object({ id, address: z.object({ zip: zip.optional(), n: z.int() }) }),
    [{ id: 1, address: { Zip: 'x', n: 1 } }],
  ],
  'a nullish key with letters swapped': [
    z.object({ id, address: z.object({ postcode: zip.nullish() }) }),
    [{ id: 1, address: { psotcode: 'x' } }],
  ],
  'a defaulted key with an underscore': [
    z.object({ id, address: z.object({ postCode: zip.default('12345') }).nullable() }),
    [
      { id: 1, address: null },
      { id: 2, address: { post_code: 'x' } },
    ],
  ],
  'a key of the elements of a list': [
    z.object({ id, items: z.array(z.object({ sku: z.string(), quantity: z.int().optional() })) }),
    [{ id: 1, items: [{ sku: 'x', quantitiy: -1 }] }],
  ],
  'a key of an object within an object': [
    z.object({
      id,
      a: z.object({ b: z.object({ c: z.object({ d: z.object({ zip: zip.optional() }) }) }) }),
    }),
    [{ id: 1, a: { b: { c: { d: { ZIP: 'x' } } } } }],
  ],
  'a key of the values of a record': [
    z.object({ id, by: z.record(z.string(), z.object({ amount: z.int().min(0).optional() })) }),
    [{ id: 1, by: { x: { Amount: -1 } } }],
  ],
  'a key of an object that may have others': [
    z.object({ id, address: z.looseObject({ zip: zip.optional() }) }),
    [{ id: 1, address: { Zip: 'x' } }],
  ],
  'a key of one of two objects with the same schema': (() => {
    const place = z.object({ zip: zip.optional(), n: z.int() });
    return [
      z.object({ id, home: place, work: place }),
      [{ id: 1, home: { zip: '12345', n: 1 }, work: { Zip: 'x', n: 1 } }],
    ] as const;
  })(),
  'a key of an option of a union': [
    z.object({
      id,
      a: z.union([z.object({ zip: zip.optional(), n: z.int() }), z.object({ m: z.int() })]),
    }),
    [{ id: 1, a: { Zip: 'x', n: 1 } }],
  ],
  'a key of a recursive schema': (() => {
    const node = z.object({
      amount: z.int().min(0).optional(),
      get children() {
        return z.array(node).optional();
      },
    });
    return [z.object({ id, node }), [{ id: 1, node: { Amount: -1, children: [] } }]] as const;
  })(),
};

test.each(Object.entries(red))('never green: %s', async (_, [schema, rows]) => {
  for (const [name, dataset] of Object.entries(await sources(rows)))
    expect((await redIn(dataset, schema)).join('\n'), name).toContain('did you mean it?');
});

test('a misspelt key of rows of several kinds is red, also where no column tells the kinds apart', async () => {
  const place = z.object({ zip: zip.optional(), n: z.int() });
  const kinds = z.union([
    z.object({ a: z.int(), place }),
    z.object({ b: z.int(), place: place.extend({ m: z.int().nullable() }) }),
  ]);
  const rows = [{ a: 1, b: 2, place: { Zip: 'x', n: 1, m: 1 } }];
  const outcomes = await measureAll(contract('kinds', { schema: kinds }), fromRows(rows));
  expect(textOf(outcomes)).toContain('did you mean it?');
});

test('the sentence says where, and what to write makes it green', async () => {
  const address = z.object({ zip: zip.optional(), n: z.int() });
  const rows = [{ address: { Zip: 'x', n: 1 } }];
  expect(await redIn(fromRows(rows), z.object({ address }))).toEqual([
    'no object of address has "zip", which the schema allows, but some have "Zip", which the schema does not name: did you mean it? Spell both alike, or name "Zip" in the schema as well, as z.unknown(), if it is another key.',
  ]);
  const both = z.object({ address: address.extend({ Zip: z.unknown() }) });
  expect(await redIn(fromRows(rows), both)).toEqual([]);
  const items = z.object({ items: z.array(address) });
  expect((await redIn(fromRows([{ items: [{ Zip: 'x', n: 1 }] }]), items))[0]).toContain(
    'no element of items has "zip"',
  );
});

test('a key that is NULL in every row is there, beside one that looks like it', async () => {
  const optional = z.object({ id, a: z.object({ name: z.string().optional() }).nullable() });
  const listed = z.object({ id, items: z.array(z.object({ name: z.string().optional() })) });
  const rows = [{ id: 1, a: { name: null, names: 'x' } }];
  for (const [source, dataset] of Object.entries(await sources(rows)))
    expect(await redIn(dataset, optional), source).toEqual([]);
  const elements = [
    {
      id: 1,
      items: [
        { name: null, names: 'x' },
        { name: null, names: 'y' },
      ],
    },
  ];
  for (const [source, dataset] of Object.entries(await sources(elements)))
    expect(await redIn(dataset, listed), source).toEqual([]);
});

test('never green: fuzz finds a key that is spelt otherwise, in the words of a run', async () => {
  for (const [name, [schema, rows]] of Object.entries(red)) {
    const judge = judgeOf(contract('keys', { schema }), { now: new Date() });
    const found = [...(await judge.judge({ columns: [], rows })).values()];
    await judge.close();
    const messages = await redIn(fromRows(rows), schema);
    expect(found.map(({ sentence }) => sentence).join('\n'), name).toContain(messages[0]);
  }
});

test('a key that some objects have, or that none has and nothing looks like, is green', async () => {
  const schema = z.object({ a: z.object({ zip: z.string().optional(), n: z.int() }) });
  for (const rows of [
    [{ a: { zip: 'x', n: 1 } }, { a: { n: 1 } }],
    [{ a: { n: 1 } }, { a: { n: 1, city: 'x' } }],
    [{ a: { n: 1 } }, { a: { n: 1, Zip: null } }],
  ])
    for (const [name, dataset] of Object.entries(await sources(rows)))
      expect(await redIn(dataset, schema), name).toEqual([]);
});

test('strict reaches the objects within columns, save those that may have other keys', async () => {
  const schema = z.object({
    id,
    a: z.object({ n: z.int() }),
    items: z.array(z.object({ n: z.int() })),
  });
  const good = { id: 1, a: { n: 1 }, items: [{ n: 1 }] };
  const loose = schema.extend({ a: z.looseObject({ n: z.int() }) });
  for (const [name, dataset] of Object.entries(await sources([good])))
    expect(await redIn(dataset, schema, { strict: true }), name).toEqual([]);
  for (const row of [
    { ...good, a: { n: 1, more: 2 } },
    { ...good, items: [{ n: 1, more: 2 }] },
  ])
    for (const [name, dataset] of Object.entries(await sources([row]))) {
      expect(await redIn(dataset, schema), name).toEqual([]);
      expect(await redIn(dataset, schema, { strict: true }), name).toEqual(['failed']);
    }
  const more = fromRows([{ ...good, a: { n: 1, more: 2 } }]);
  expect(await redIn(more, loose, { strict: true })).toEqual([]);
});

test('z.strictObject within a column refuses keys that it does not name', async () => {
  const schema = z.object({
    a: z.strictObject({ n: z.int() }),
    items: z.array(z.strictObject({ n: z.int(), m: z.int().optional() })),
  });
  for (const row of [
    { a: { n: 1, more: 2 }, items: [] },
    { a: { n: 1 }, items: [{ n: 1, more: 2 }] },
  ])
    for (const [name, dataset] of Object.entries(await sources([row])))
      expect(await redIn(dataset, schema), name).not.toEqual([]);
});

test('keys of a classified column are not shown in the sentence', async () => {
  const schema = z.object({
    a: z.object({ planted_person: z.string().optional() }).meta({ classification: 'pii' }),
  });
  const outcomes = await measureAll(
    contract('secret', { schema }),
    fromRows([{ a: { PlantedPerson: 'x' } }]),
  );
  expect(outcomes.some(({ state }) => state === 'errored')).toBe(true);
  expect(textOf(outcomes)).not.toContain('PlantedPerson');
});

test('case and underscores never make a nested key absent', async () => {
  const word = fc.stringMatching(/^[a-z]{1,12}$/);
  await fc.assert(
    fc.asyncProperty(word, word, async (one, other) => {
      const schema = z.object({ a: z.object({ [`${one}_${other}`]: z.number().optional() }) });
      const rows = [{ a: { [`${one}${other}`.toUpperCase()]: -5 } }];
      expect(await redIn(fromRows(rows), schema)).not.toEqual([]);
    }),
    { numRuns: 25 },
  );
});
