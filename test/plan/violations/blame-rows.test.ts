import { describe, expect, test } from 'vitest';
import { contract, type Outcome, parquet, z } from '../../../src/index.ts';
import { startTrace } from '../../../src/plan/trace.ts';
import { asMuch, declared, measureAll, textOf } from '../../support/measured.ts';
import { parquetFiles } from '../../support/parquet-files.ts';

const files = parquetFiles();

const schema = z.object({
  id: z.bigint(),
  price: z.number().nullable(),
  code: z.string().nullable(),
});
/** 30,000 rows in order; few violate anything, and not those that come first. */
const rows = `select range as id, case when range in (5000, 29000) then null when range % 4001 = 4000 then -range::double else range::double end as price,
  case when range % 9973 = 9972 then 'bad ' || range else 'ok' end as code from range(30000)`;

const sampled = (outcome: Outcome | undefined) => outcome?.sample?.rows.map(([first]) => first);

describe('three expectations that few rows violate', () => {
  const held = contract('three', { schema }, ({ column, rows: all }) => [
    column('price').atLeast(0),
    column('code').in(['ok']),
    column('price').nulls().equals(0),
    all.satisfy('id < 29998'),
  ]);
  const measured = async (dataset: ReturnType<typeof parquet>) => {
    const trace = startTrace();
    const outcomes = await measureAll(held, dataset, { few: asMuch, trace });
    const { passes } = trace.measurement({ contract: 'three', dataset: 'rows' });
    const mine = outcomes.filter(({ origin }) => origin === 'declared');
    return { outcomes: mine, scans: passes.find(({ name }) => name === 'violations')?.sql ?? [] };
  };

  test('are shown by one scan, in the order of the file', async () => {
    const { outcomes, scans } = await measured(parquet(await files.write('three', rows)));
    expect(scans.length).toBe(1);
    expect(outcomes.map(({ state }) => state)).toEqual(Array(4).fill('failed'));
    expect(outcomes.map(({ violations }) => violations)).toEqual([7, 3, null, 2]);
    expect(sampled(outcomes[0])).toEqual(
      [4000, 8001, 12002, 16003, 20004, 24005, 28006].map((id) => `-${id}.0`),
    );
    expect(sampled(outcomes[1])).toEqual(['bad 9972', 'bad 19945', 'bad 29918']);
    expect(outcomes[2]?.sample?.rows).toEqual([
      [null, '5000', 'ok'],
      [null, '29000', 'ok'],
    ]);
    expect(sampled(outcomes[3])).toEqual(['29998', '29999']);
    expect(outcomes.flatMap(({ evidence }) => evidence?.notes)).toEqual([]);
  });

  test('are shown in the order of the files where there are several', async () => {
    const paths = [
      await files.write('late', `select * from (${rows}) where id >= 15000`),
      await files.write('early', `select * from (${rows}) where id < 15000`),
    ];
    const { outcomes } = await measured(parquet(paths));
    expect(sampled(outcomes[1])).toEqual(['bad 19945', 'bad 29918', 'bad 9972']);
  });

  test('show what each of them shows alone', async () => {
    const path = await files.write('alone', rows);
    const { outcomes } = await measured(parquet(path));
    const alone = [
      ...(await declared(parquet(path), { schema }, ({ column }) => [column('price').atLeast(0)])),
      ...(await declared(parquet(path), { schema }, ({ column }) => [column('code').in(['ok'])])),
    ];
    expect(outcomes.slice(0, 2).map(({ sample }) => sample)).toEqual(
      alone.map(({ sample }) => sample),
    );
  });
});

test('of more than ten violating rows the first ten are shown, and all counted', async () => {
  const path = await files.write(
    'many',
    `select range as id, case when range % 200 = 199 then -1.0 else range::double end as price, case when range % 500 = 7 then null else 'ok' end as code from range(30000)`,
  );
  const outcomes = await declared(parquet(path), { schema }, ({ column }) => [
    column('price').atLeast(0),
    column('code').notNull(),
  ]);
  expect(outcomes.map(({ violations, sample }) => [violations, sample?.rows.length])).toEqual([
    [150, 10],
    [60, 10],
  ]);
  expect(outcomes[0]?.sample?.rows.map(([, id]) => id)).toEqual(
    Array.from({ length: 10 }, (_, at) => String(at * 200 + 199)),
  );
  expect(outcomes[1]?.sample?.rows.map(([, id]) => id)).toEqual(
    Array.from({ length: 10 }, (_, at) => String(at * 500 + 7)),
  );
});

test('columns named like the aliases of the scan are columns', async () => {
  const names = ['n', 'r', 'f0', 'f1', 's0', 's1', 'n0', 'c0'] as const;
  const path = await files.write(
    'aliases',
    `select ${names.map((name, at) => `(range + ${at})::int as ${name}`).join(', ')} from range(3000)`,
  );
  const shape = z.object(Object.fromEntries(names.map((name) => [name, z.int()])));
  const outcomes = await declared(parquet(path), { schema: shape }, ({ column, rows: all }) => [
    ...names.map((name, at) => column(name as never).atMost((2998 + at) as never)),
    all.satisfy('n < 2998 and not f0 < 0'),
    all.where('r > 2999').satisfy('s0 < 0'),
  ]);
  expect(outcomes.map(({ violations }) => violations)).toEqual([...Array(8).fill(1), 2, 1]);
  expect(outcomes.flatMap(({ evidence }) => evidence?.notes)).toEqual([]);
  for (const [at] of names.entries()) expect(sampled(outcomes[at])).toEqual([String(2999 + at)]);
  expect(sampled(outcomes[8])).toEqual(['2998', '2999']);
});

describe('masked columns', () => {
  const pii = { classification: 'pii' } as const;
  const people = z.object({
    email: z.string().nullable().meta(pii),
    age: z.int(),
    'odd, name': z.string(),
  });

  test('stay masked beside others, NULL told from values', async () => {
    const path = await files.write(
      'people',
      `select case when range = 2000 then null else 'jane' || range || '@example.org' end as email, (range % 90)::int - (range in (700, 2000))::int * 900 as age, 'x' || range as "odd, name" from range(3000)`,
    );
    const outcomes = await declared(parquet(path), { schema: people }, ({ column }) => [
      column('age').atLeast(0),
      column('email').notNull(),
      column('email').notMatches(/jane700@/),
      column('odd, name').notIn(['x5', 'x6']),
    ]);
    expect(outcomes.map(({ violations }) => violations)).toEqual([2, 1, 1, 2]);
    expect(outcomes.map(({ sample }) => sample?.rows)).toEqual([
      [
        ['-830', '•••', 'x700'],
        ['-880', null, 'x2000'],
      ],
      [[null, '-880', 'x2000']],
      [['•••', '-830', 'x700']],
      [
        ['x5', '•••', '5'],
        ['x6', '•••', '6'],
      ],
    ]);
    expect(outcomes.every(({ sample }) => sample?.masked.includes('email'))).toBe(true);
    expect(textOf(outcomes)).not.toContain('example.org');
  });
});

test("one that can not be computed takes none of the others' rows", async () => {
  const path = await files.write('odd', rows);
  const outcomes = await declared(parquet(path), { schema }, ({ column, rows: all }) => [
    column('code').in(['ok']),
    all.satisfy(`code = 'ok' or cast(replace(code, 'bad ', '') as int) > 9972`),
    column('price').atLeast(0),
  ]);
  expect(outcomes.map(({ violations, sample }) => [violations, sample?.rows.length])).toEqual([
    [3, 3],
    [null, undefined],
    [7, 7],
  ]);
});
