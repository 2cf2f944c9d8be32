import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, describe, expect, test } from 'vitest';
import { titledExpectations } from '../../../src/contract/titled-expectations.ts';
import type { Dataset } from '../../../src/dataset/dataset.ts';
import { contract, duckdb, z } from '../../../src/index.ts';
import type { Outcome } from '../../../src/outcome/outcome.ts';
import { measureContract } from '../../../src/plan/measure-contract.ts';
import { startTrace } from '../../../src/plan/trace.ts';
import { declared, now, one } from '../../support/measured.ts';
import { table } from '../../support/table.ts';

const instance = await DuckDBInstance.create(':memory:');
const connection = await instance.connect();
afterAll(() => {
  connection.closeSync();
  instance.closeSync();
});

const pii = { classification: 'pii' } as const;
const shown = ({ sample }: Outcome) => [sample?.columns, sample?.rows, sample?.masked];

describe('a value that was read', () => {
  const any = z.object({ v: z.any() });
  const held = (select: string, schema: z.ZodObject = any) =>
    one(table(select), { schema }, ({ rows }) => rows.duplicates('v').atMost(0));

  test.for<[string, string]>([
    [`date '2026-01-31'`, '2026-01-31'],
    [`timestamp '2026-01-31 04:05:06'`, '2026-01-31T04:05:06.000Z'],
    [`'\\x0A\\xFF'::blob`, '0x0aff'],
    ['12.50::decimal(9, 2)', '12.5'],
    ['123456789012345678901::hugeint', '123456789012345678901'],
    ['1.5::double', '1.5'],
    ['true', 'true'],
    ['[1::bigint, null]', '[1,null]'],
    [`{'a': 5::bigint, 'b': 'x'}`, '{"a":5,"b":"x"}'],
    // As a decimal is carried, in part.
    [`{'digits': 5::bigint, 'note': 'jane@example.com'}`, '•••'],
    [`{'digits': 5::bigint, 'scale': 2, 'note': 'jane@example.com'}`, '•••'],
    [`{'digits': 5::bigint, 'scale': 'jane@example.com'}`, '•••'],
    [`{'digits': 'x', 'scale': 2}`, '{"digits":"x","scale":2}'],
    [`repeat('x', 81)`, 'x'.repeat(80)],
    [`repeat('x', 90) || ' jane@example.com'`, '•••'],
    [`'jane@example.com'`, '•••'],
  ])('%s is shown as %s', async ([sql, text]) => {
    const outcome = await held(`select ${sql} as v from range(2)`);
    expect(shown(outcome)).toEqual([['v', 'rows'], [[text, '2']], text === '•••' ? ['v'] : []]);
  });

  test('of a masked column is none, and how many there are is', async () => {
    const schema = z.object({ v: z.string().meta(pii) });
    const outcome = await held(`select 'Rome' as v from range(3)`, schema);
    expect(shown(outcome)).toEqual([['v', 'rows'], [['•••', '3']], ['v']]);
    const often = await one(table(`select 'Rome' as v from range(3)`), { schema }, ({ column }) =>
      column('v').mode().atMost(1),
    );
    expect(often.sample?.rows).toEqual([['•••', '3']]);
  });

  test('of masked days is none, nor is what lies between them', async () => {
    const days = table(
      `select unnest([date '2026-01-01', date '2026-01-09', date '2026-01-05']) as v`,
    );
    for (const isMasked of [false, true]) {
      const v = isMasked ? z.date().meta(pii) : z.date();
      const outcomes = await declared(days, { schema: z.object({ v }) }, ({ column }) => [
        column('v').gaps('1d').equals(0),
        column('v').increasing(),
      ]);
      const texts = outcomes.flatMap(({ sample }) => sample?.rows.flat() ?? []);
      expect(texts.length).toBeGreaterThan(3);
      expect(new Set(texts).has('•••')).toBe(isMasked);
      expect(texts.some((text) => /2026|[1-9]/.test(text ?? ''))).toBe(!isMasked);
    }
  });
});

describe('rows', () => {
  const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'] as const;
  const wide = table(
    `select ${names.map((name, at) => `${at} as ${name}`).join(', ')} from range(30)`,
  );
  const schema = z.object(Object.fromEntries(names.map((name) => [name, z.int()])));

  test('are shown with six columns, what it is about first', async () => {
    const outcomes = await declared(wide, { schema }, ({ rows, column }) => [
      column('h' as never).above(90 as never),
      rows.where('0 < f').where('g > 0').satisfy('c > 90'),
      rows.satisfy('(e)>90'),
      rows.satisfy('a > 90').named('d is fine'),
    ]);
    expect(outcomes.map(({ sample }) => sample?.columns.join(''))).toEqual([
      'habcde',
      'cfgabd',
      'eabcdf',
      'abcdef',
    ]);
    expect(outcomes.map(({ sample }) => sample?.rows.length)).toEqual([10, 10, 10, 10]);
    expect(outcomes[0]?.sample?.rows[0]).toEqual(['7', '0', '1', '2', '3', '4']);
  });

  test('are not about a column because a metric has a word of its name', async () => {
    const outcome = await one(
      table('select 1 as a, 2 as b, 3 as above, 4 as "column"'),
      { schema: z.object({ b: z.int() }) },
      ({ column }) => column('b').above(9),
    );
    expect(outcome.sample?.columns).toEqual(['b', 'a', 'above', 'column']);
  });

  test('are none where no single one is to blame', async () => {
    const outcome = await one(wide, { schema }, ({ column }) =>
      column('h' as never)
        .mean()
        .above(90),
    );
    expect([outcome.state, outcome.sample]).toEqual(['failed', null]);
    expect(outcome.sql).toMatch(/^select .*"h".* as mean from table$/);
  });

  test('are shown with each column once, however often they are about it', async () => {
    const outcome = await one(wide, { schema }, ({ rows }) =>
      rows
        .where('h > 0')
        .column('h' as never)
        .above(90 as never),
    );
    expect(outcome.sample?.columns.join('')).toBe('habcde');
  });

  test('are told by SQL as well, with their scope', async () => {
    const outcome = await one(wide, { schema }, ({ rows }) =>
      rows.where('a = 0').where('b = 1').satisfy('c > 90'),
    );
    expect(outcome.sql).toMatch(/^select \* from table where .*a = 0.* and .*b = 1.* and .*c > 90/);
  });

  test('have what looks personal masked, all of a text looked at, and NULL told apart', async () => {
    const rows = table(`select * from (values
      (1, 'jane@example.com', 'x'), (2, repeat('y', 100) || 'jane@example.com', null), (3, null, repeat('z', 100))) v(id, note, secret)`);
    const outcome = await one(
      rows,
      { schema: z.object({ id: z.int(), note: z.any(), secret: z.any().meta(pii) }) },
      ({ column }) => column('id').above(9),
    );
    expect(shown(outcome)).toEqual([
      ['id', 'note', 'secret'],
      [
        ['1', '•••', '•••'],
        ['2', '•••', null],
        ['3', null, '•••'],
      ],
      ['note', 'secret'],
    ]);
  });

  test('are the same where a column is named as what the query goes through them by', async () => {
    const plain = await one(
      table(`select 'jane@example.com' as v, 1 as n`),
      { schema: z.object({ v: z.string(), n: z.int() }) },
      ({ column }) => column('n').above(9),
    );
    expect(plain.sample?.rows).toEqual([['1', '•••']]);
    const struct = await one(
      table(`select {'t': 'Jane Doe', 'p': false} as v, 1::bigint as n`),
      { schema: z.object({ v: z.any().meta(pii), n: z.bigint() }) },
      ({ column }) => column('n').above(9n),
    );
    expect(struct.sample?.rows).toEqual([['1', '•••']]);
  });

  test('are cut where a value is long', async () => {
    const outcome = await one(
      table(`select 1 as id, repeat('y', 100) as note`),
      { schema: z.object({ id: z.int(), note: z.string() }) },
      ({ column }) => column('id').above(9),
    );
    expect(outcome.sample?.rows).toEqual([['1', 'y'.repeat(80)]]);
  });

  /** The query that shows rows, of one expectation that all of them miss. */
  async function shownBy(select: string, unmask = false) {
    const held = contract('c', { schema: z.object({ v: z.any() }) }, ({ rows }) => [
      rows.satisfy('v is null'),
    ]);
    const trace = startTrace();
    const outcomes = await measureContract(
      {
        contract: held,
        dataset: table(select),
        selected: new Set(titledExpectations(held).map(({ id }) => id)),
        settings: { root: '/', now },
        unmask,
      },
      trace,
    );
    const { passes } = trace.measurement({ contract: 'c', dataset: 'd' });
    const sql = passes.find(({ name }) => name === 'violations')?.sql.join() ?? '';
    const { sample, evidence } = outcomes.find(({ origin }) => origin === 'declared') ?? {};
    return { looks: sql.includes("'…'"), rows: sample?.rows, notes: evidence?.notes };
  }

  test('are looked at where a value may look personal alone', async () => {
    expect(await shownBy('select 5 as v')).toEqual({ looks: false, rows: [['5']], notes: [] });
    const text = `select 'jane@example.com' as v, 1 as n`;
    expect(await shownBy(text)).toEqual({ looks: true, rows: [['•••', '1']], notes: [] });
    const unmasked = await shownBy(text, true);
    expect(unmasked).toMatchObject({ looks: false, rows: [['jane@example.com', '1']] });
    expect(unmasked.notes).toEqual([expect.stringContaining('unmasked')]);
  });
});

describe('segments', () => {
  const schema = z.object({ g: z.string().nullable(), n: z.int().nullable() });

  test('are shown with their measure, ten at most', async () => {
    const many = table(`select 'g' || range as g, (range * 10)::int as n from range(12)`);
    const outcome = await one(many, { schema }, ({ rows }) =>
      rows.per('g').column('n').max().atMost(5),
    );
    expect(outcome.sample?.columns).toEqual(['g', 'max()']);
    expect(outcome.sample?.rows).toHaveLength(10);
    expect(outcome.sample?.rows.every(([g, n]) => n === `${g?.slice(1)}0`)).toBe(true);
    expect(outcome.sample?.masked).toEqual([]);
    const condition = await one(many, { schema }, ({ rows }) => rows.per('g').satisfy('n > 0'));
    expect(shown(condition)).toEqual([['g', 'satisfy()'], [['g0', '1 of 1 (100%)']], []]);
  });

  test('have no measure where there is none, and a masked one where it tells a value', async () => {
    const few = `select * from (values ('a', null::int), ('jane@example.com', 7)) v(g, n) order by g`;
    const sample = async (held: typeof schema | z.ZodObject) =>
      (
        await one(table(few), { schema: held as typeof schema }, ({ rows }) =>
          rows.per('g').column('n').max().atMost(5),
        )
      ).sample;
    const plain = await sample(schema);
    expect(plain?.rows.toSorted()).toEqual([
      ['a', null],
      ['•••', '7'],
    ]);
    const masked = await sample(z.object({ g: schema.shape.g, n: schema.shape.n.meta(pii) }));
    expect(masked?.rows.toSorted()).toEqual([
      ['a', null],
      ['•••', '•••'],
    ]);
    expect(masked?.masked).toEqual(['g', 'max()']);
    const named = await sample(z.object({ g: schema.shape.g.meta(pii), n: schema.shape.n }));
    expect(named?.rows.map(([g]) => g)).toEqual(['•••', '•••']);
  });
});

test('rows that were judged one by one are shown as they were met, masked', async () => {
  const outcomes = await declared(
    table(`select * from (values ('abcd', '1'), ('jane@example.com', '"x"')) v(n, s)`),
    { schema: z.object({ n: z.string(), s: z.string() }) },
    ({ column }) => [
      column('s').json({ type: 'number' }),
      column('n').json({ type: 'number' }),
      column('n').json({ type: 'string' }),
    ],
  );
  expect(outcomes.map(shown)).toEqual([
    [['s'], [['"x"']], []],
    [['n'], [['abcd'], ['•••']], ['n']],
    [['n'], [['abcd'], ['•••']], ['n']],
  ]);
});

test('a verdict stands without its rows where one of their values can not be read', async () => {
  await connection.run(
    `create or replace view mine as select range::int as id, cast('x' || range as int) as broken from range(3)`,
  );
  const dataset: Dataset = duckdb(connection, 'mine');
  const outcomes = await declared(
    dataset,
    { schema: z.object({ id: z.int(), broken: z.int() }) },
    ({ column, rows }) => [column('id').above(0), rows.where('id < 3').satisfy('id <> 1')],
  );
  expect(outcomes.map(({ state, violations, sample }) => [state, violations, sample])).toEqual([
    ['failed', 1, null],
    ['failed', 1, null],
  ]);
});

describe('a FLOAT is shown as the double that is judged', () => {
  const floats = table(
    "select unnest(['0.1', '0.05', 'nan']::float[]) as f, [0.1]::float[] as list",
  );
  const schema = z.object({ f: z.number(), list: z.unknown() });

  test('beside a bound that it is above', async () => {
    const outcome = await one(floats, { schema }, ({ column }) => column('f').atMost(0.1));
    expect(outcome.sample?.rows).toEqual([
      ['0.10000000149011612', '[0.10000000149011612]'],
      ['nan', '[0.10000000149011612]'],
    ]);
    expect(outcome.evidence?.notes).toContain(
      "column 'f' is FLOAT, which has no 0.1: the nearest to it is 0.10000000149011612, above it",
    );
  });

  test('and equals no number that no FLOAT is', async () => {
    const outcome = await one(floats, { schema }, ({ column }) => column('f').in([0.1, 0.5]));
    expect([outcome.state, outcome.violations]).toEqual(['failed', 3]);
    expect(outcome.evidence?.notes).toEqual([
      "column 'f' is FLOAT, which has no 0.1: the nearest to it is 0.10000000149011612, above it",
    ]);
  });

  test('so that a list of such numbers alone finds none, and can not be asked for', async () => {
    const refused = [
      await one(floats, { schema }, ({ column }) => column('f').notIn([0.1, -999.9])),
      await one(floats, { schema }, ({ column }) => column('f').notIn([0.1]).warn()),
      await one(floats, { schema }, ({ column }) => column('f').share([0.1]).atMost('5%')),
      await one(floats, { schema }, ({ rows }) => rows.where('f > 0').column('f').notIn([0.1])),
    ];
    for (const { state, problem } of refused)
      expect([state, problem]).toEqual([
        'errored',
        {
          code: 'BOUND_INVALID',
          message:
            'no data can miss it: it looks for values in a FLOAT column, and none of those listed is a FLOAT. Math.fround() gives the nearest one: [-999.9].map(Math.fround).',
        },
      ]);
  });

  test('while a list with one that it can have is looked for, and what data can miss', async () => {
    const found = [
      await one(floats, { schema }, ({ column }) => column('f').notIn([0.1].map(Math.fround))),
      await one(floats, { schema }, ({ column }) => column('f').notIn([0.1, -999])),
      await one(floats, { schema }, ({ column }) => column('f').share([0.1]).atLeast('5%')),
      await one(floats, { schema }, ({ column }) => column('f').missing([0.1]).atMost(0)),
    ];
    expect(found.map(({ state }) => state)).toEqual(['failed', 'passed', 'failed', 'passed']);
    const doubles = table('select 0.5::double as f, 1 as list');
    const beside = await one(doubles, { schema }, ({ column }) => column('f').notIn([0.1]));
    expect(beside.state).toBe('passed');
  });

  test('which is no word about numbers that it has', async () => {
    const outcome = await one(floats, { schema }, ({ column }) => column('f').in([0.5, 2]));
    expect(outcome.evidence?.notes).toEqual([]);
  });
});
