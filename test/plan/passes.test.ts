import { describe, expect, test } from 'vitest';
import { type Outcome, parquet, z } from '../../src/index.ts';
import { asMuch, declared } from '../support/measured.ts';
import { parquetFiles } from '../support/parquet-files.ts';

const files = parquetFiles();

const fast = { few: asMuch };
const told = (outcomes: readonly Outcome[]) =>
  outcomes.map(({ state, value, evidence }) => [state, value, evidence?.pass, evidence?.exactness]);
const passes = (outcomes: readonly Outcome[]) => outcomes.map(({ evidence }) => evidence?.pass);

const plain = ', dictionary_size_limit 1';

describe('unique integers', () => {
  const schema = z.object({ id: z.bigint() });
  const asked = (paths: readonly string[]) =>
    declared(
      parquet(paths),
      { schema },
      ({ rows, column }) => [
        rows.key('id'),
        column('id').unique(),
        column('id').distinct({ exact: true }).atLeast(1),
      ],
      fast,
    );

  test('that lie dense are counted by a bitmap, in any order', async () => {
    const path = await files.write(
      'dense',
      'select (range * 7919) % 10007 as id from range(10007)',
      plain,
    );
    const outcomes = await asked([path]);
    expect(told(outcomes)).toEqual([
      ['passed', '0', 'unique', 'exact'],
      ['passed', '0', 'unique', 'exact'],
      ['passed', '10007', 'unique', 'exact'],
    ]);
    expect(outcomes[0]?.evidence?.notes).toEqual(['counted by a bitmap of its integers']);
  });

  test('of several files are counted by one bitmap where they overlap', async () => {
    const paths = [
      await files.write('dense-a', 'select range + 3 as id from range(5000)', plain),
      await files.write('dense-b', 'select range + 4997 as id from range(5000)', plain),
      await files.write('dense-c', 'select -range as id from range(1, 3000)', plain),
    ];
    expect(told(await asked(paths))).toEqual([
      ['failed', '6', 'unique', 'exact'],
      ['failed', '6', 'unique', 'exact'],
      ['passed', String(4994 + 5000 + 2999), 'unique', 'exact'],
    ]);
  });

  test('too wide for bitmaps that are kept are counted by one of the whole', async () => {
    const paths = [
      await files.write('wide-a', 'select range * 60 as id from range(30000)', plain),
      await files.write('wide-b', 'select range * 60 + 120 as id from range(30000)', plain),
    ];
    expect(told(await asked(paths))).toEqual([
      ['failed', '29998', 'unique', 'exact'],
      ['failed', '29998', 'unique', 'exact'],
      ['passed', '30002', 'unique', 'exact'],
    ]);
  });

  test('that rise are proved by their order, where they lie too far apart for a bitmap', async () => {
    const paths = [
      await files.write('rise-a', 'select range * 1000000007 as id from range(5000)'),
      await files.write('rise-b', 'select (range + 5000) * 1000000007 as id from range(5000)'),
    ];
    const outcomes = await asked(paths);
    expect(told(outcomes)).toEqual([
      ['passed', '0', 'unique', 'proof'],
      ['passed', '0', 'unique', 'proof'],
      ['passed', '10000', 'unique', 'proof'],
    ]);
  });

  test('are a proof whatever the order of the files', async () => {
    const paths = [
      await files.write('late', 'select (range + 5000) * 1000000007 as id from range(5000)'),
      await files.write('early', 'select range * 1000000007 as id from range(5000)'),
    ];
    expect(passes(await asked(paths))).toEqual(['unique', 'unique', 'unique']);
  });

  const rising = 'select range * 1000000007 as id from range(5000)';
  test.each([
    ['two files overlap', [rising, 'select range * 1000000007 - 1 as id from range(4999, 9999)']],
    [
      'two files share one value',
      [rising, 'select range * 1000000007 as id from range(4999, 9999)'],
    ],
    ['two neighbours are turned', [`${rising} order by case range when 77 then 79 else range end`]],
    [
      'a value stands twice',
      [`select (range - (range = 3000)::int) * 1000000007 as id from range(5000)`],
    ],
    [
      'a row group begins with the value before it',
      ['select (range - (range >= 2048)::int) * 1000000007 as id from range(5000)'],
    ],
  ])('are no proof where %s, and the values are counted', async (name, selects) => {
    const paths = [];
    for (const [at, select] of selects.entries())
      paths.push(await files.write(`${name}-${at}`, select));
    const { rows = 0, distinct = 0 } =
      (
        await files.query(
          `select count(*) as rows, count(distinct id) as distinct from read_parquet([${paths.map((path) => `'${path}'`).join(', ')}])`,
        )
      )[0] ?? {};
    const outcomes = await asked(paths);
    expect(outcomes.map(({ value }) => value)).toEqual([
      String(Number(rows) - Number(distinct)),
      String(Number(rows) - Number(distinct)),
      String(distinct),
    ]);
    expect(passes(outcomes)).toEqual(['unique', 'unique', 'unique']);
  });

  test.each([
    [
      'the ends of their type',
      'select 9223372036854775807 as id union all select -9223372036854775807 - 1',
    ],
    ['the lowest of their type', 'select -9223372036854775807 - 1 + range as id from range(100)'],
    ['the highest of their type', 'select 9223372036854775807 - range as id from range(100)'],
    ['NULL alone', 'select null::bigint as id from range(3000)'],
    ['one value', 'select 5::bigint as id'],
  ])('of %s come out right', async (name, select) => {
    const path = await files.write(name, select, plain);
    const [{ n = 0, d = 0, nulls = 0 } = {}] = await files.query(
      `select count(id) as n, count(distinct id) as d, count(*) - count(id) as nulls from '${path}'`,
    );
    const [key, unique, distinct] = await asked([path]);
    expect([key?.value, unique?.value, distinct?.value]).toEqual([
      String(Number(n) - Number(d) + Number(nulls)),
      String(Number(n) - Number(d)),
      String(d),
    ]);
  });
});

describe('infinite instants', () => {
  const schema = z.object({ t: z.date().nullable() });
  const days = (from: number, to: number) =>
    `select timestamp '2026-01-01' + to_days(range::int) as t from range(${from}, ${to})`;
  const endless = (sign: string) => `select '${sign}infinity'::timestamp as t`;
  const measured = async (name: string, ...selects: readonly string[]) => {
    const paths = [];
    for (const [at, select] of selects.entries())
      paths.push(await files.write(`${name}-${at}`, select));
    return declared(
      parquet(paths),
      { schema },
      ({ column }) => [
        column('t').unique(),
        column('t').newest().atMost('2030-01-01'),
        column('t').oldest().atLeast('2020-01-01'),
      ],
      fast,
    );
  };

  test('in a file leave no proof that others share none of its values', async () => {
    const [unique] = await measured(
      'endless',
      `${days(0, 10)} union all ${endless('')}`,
      days(5, 9),
    );
    expect([unique?.violations, unique?.evidence?.pass]).toEqual([4, 'grouped']);
    const [both] = await measured('both', endless(''), endless(''));
    expect([both?.violations, both?.evidence?.pass]).toEqual([1, 'grouped']);
  });

  test('make the newest of all files no number, and red', async () => {
    const outcomes = await measured('newest', days(0, 3), endless(''), days(3, 5));
    expect(outcomes.map(({ state, value }) => [state, value])).toEqual([
      ['passed', '0'],
      ['failed', null],
      ['passed', '2026-01-01'],
    ]);
    const [, newest, oldest] = await measured('oldest', days(0, 3), endless('-'));
    expect([newest?.value, oldest?.state, oldest?.value]).toEqual(['2026-01-03', 'failed', null]);
  });
});

describe('few values', () => {
  const schema = z.object({
    status: z.string().nullable(),
    isOpen: z.boolean().nullable(),
    level: z.int().nullable(),
  });
  const few = `select ['open', 'closed', 'späť', null][1 + range % 4] as status,
    case when range % 3 > 0 then range % 3 = 1 end as "isOpen", (range % 7)::int as level from range(9000)`;

  test('are counted once, and judged in JavaScript', async () => {
    const outcomes = await declared(
      parquet(await files.write('few', few)),
      { schema },
      ({ rows, column }) => [
        column('status').in(['open', 'closed']),
        column('status').matches(/^\p{L}+$/u),
        column('status').matches(/(?<=o)pen|closed|ť/),
        column('status').distinct().equals(3),
        column('status').duplicates().equals(6747),
        column('status').mode().equals(2250),
        column('status').missing().equals(2250),
        column('level').share([6]).equals(1285),
        column('level').above(2.5),
        rows.key('level'),
      ],
      fast,
    );
    expect(passes(outcomes)).toEqual(Array(10).fill('frequencies'));
    expect(outcomes.map(({ violations, state }) => violations ?? state)).toEqual([
      2250,
      0,
      0,
      ...Array(5).fill('passed'),
      3858,
      8993,
    ]);
  });

  test('beyond what a double counts are compared exactly', async () => {
    const path = await files.write(
      'large',
      'select 1152921504606846976 + [0, 1, 2, 200][1 + range % 4] as n from range(4000)',
    );
    const outcomes = await declared(
      parquet(path),
      { schema: z.object({ n: z.bigint() }) },
      ({ column }) => [
        column('n').equals(1152921504606846976n, 1),
        column('n').atMost(1152921504606846977n),
        column('n').share([1152921504606846977n]).equals(1000),
      ],
      fast,
    );
    expect(outcomes.map(({ violations, evidence }) => [violations, evidence?.pass])).toEqual([
      [2000, 'frequencies'],
      [2000, 'frequencies'],
      [null, 'frequencies'],
    ]);
    expect(outcomes[2]?.state).toBe('passed');
  });

  test('are not claimed where the dictionary is small and the values are many', async () => {
    const path = await files.write(
      'many',
      `select (range % 3000)::int as level, 'a' as status, true as "isOpen" from range(60000)`,
      ', row_group_size 60000'.replace(', row_group_size 60000', ''),
    );
    const outcomes = await declared(
      parquet(path),
      { schema },
      ({ column }) => [column('level').mode().equals(20), column('level').distinct().equals(3000)],
      fast,
    );
    expect(outcomes.map(({ state }) => state)).toEqual(['passed', 'passed']);
    expect(passes(outcomes)).not.toContain('frequencies');
  });

  test('of one column do not count for another that has too many', async () => {
    const path = await files.write(
      'uneven',
      `select (range % 5000)::int as level, ['a', 'b'][1 + range % 2] as status, true as "isOpen" from range(60000)`,
      ', dictionary_size_limit 100000',
    );
    const outcomes = await declared(
      parquet(path),
      { schema },
      ({ column }) => [column('level').mode().equals(12), column('status').mode().equals(30000)],
      fast,
    );
    expect(outcomes.map(({ state }) => state)).toEqual(['passed', 'passed']);
    expect(passes(outcomes)[1]).toBe('frequencies');
  });

  test.each([31, 32, 33, 40, 70])('of %i columns are each their own', async (length) => {
    const names = Array.from({ length }, (_, at) => `e${at}`);
    const list = names.map((name, at) => `(range % ${at + 2})::varchar as ${name}`);
    const path = await files.write(
      `columns-${length}`,
      `select ${list.join(', ')} from range(5000)`,
    );
    const outcomes = await declared(
      parquet(path),
      { schema: z.object(Object.fromEntries(names.map((name) => [name, z.string()]))) },
      ({ column }) =>
        names.map((name, at) =>
          column(name)
            .distinct()
            .equals(at + 2),
        ),
      fast,
    );
    expect(outcomes.filter(({ state }) => state !== 'passed').map(({ title }) => title)).toEqual(
      [],
    );
    expect(new Set(passes(outcomes))).toEqual(new Set(['frequencies']));
  });
});

describe('what the footers tell', () => {
  const schema = z.object({
    n: z.int().nullable(),
    x: z.number().nullable(),
    c: z.number().nullable(),
    d: z.date().nullable(),
    s: z.string().nullable(),
  });
  const data = (from: number) =>
    `select (range + ${from})::int as n, (range + ${from}) / 4.0::double as x, ((range + ${from}) / 100)::decimal(9, 2) as c,
      timestamp '2026-01-01' + to_seconds(range + ${from}) as d, case when range > 9 then 'a' end as s from range(5000)`;

  test('is measured without reading a row', async () => {
    const paths = [await files.write('told-a', data(0)), await files.write('told-b', data(5000))];
    const outcomes = await declared(
      parquet(paths),
      { schema },
      ({ rows, column }) => [
        rows.count().equals(10_000),
        column('s').nulls().equals(20),
        column('n').notNull(),
        column('n').min().equals(0),
        column('n').max().equals(9999),
        column('n').between(0, 9999),
        column('n').integer(),
        column('x').max().equals(2499.75),
        column('x').below(2499.751),
        column('x').finite(),
        column('x').nans().equals(0),
        column('c').max().equals(99.99),
        column('c').atLeast(0),
        column('d').oldest().equals('2026-01-01'),
        column('d').age().above('300d'),
        column('d').future().equals(0),
        column('d').before('2026-01-01T02:46:40Z'),
        column('n').above(9999),
      ],
      fast,
    );
    expect(passes(outcomes)).toEqual(Array(18).fill('footer'));
    expect(outcomes.map(({ state }) => state)).toEqual([...Array(17).fill('passed'), 'failed']);
    expect(outcomes[17]?.violations).toBe(10_000);
  });

  test('takes nothing that no SQL says, though a column of NULLs needs no judge', async () => {
    const outcomes = await declared(
      parquet(await files.write('nulls', 'select null::varchar as s from range(3)')),
      {
        schema: z.object({
          s: z
            .string()
            .refine((text) => text > '')
            .nullable(),
        }),
      },
      ({ column }) => [column('s').matches(/(a)\1/).allowEmpty(), column('s').nulls().atMost(3)],
      fast,
    );
    expect(told(outcomes)).toEqual([
      ['passed', '0', 'judged', 'exact'],
      ['passed', '3', 'footer', 'exact'],
    ]);
  });

  test('decides no comparison that some rows meet and some do not', async () => {
    const outcomes = await declared(
      parquet(await files.write('between', data(0))),
      { schema },
      ({ column }) => [column('n').above(0), column('x').atMost(1249.5), column('n').equals(7)],
      fast,
    );
    expect(passes(outcomes)).toEqual(['fused', 'fused', 'fused']);
    expect(outcomes.map(({ violations }) => violations)).toEqual([1, 1, 4999]);
  });

  test.each(['double', 'float'])('is no extreme of a %s with a NaN in one file', async (type) => {
    const paths = [
      await files.write(`nan-a-${type}`, `select range::${type} as x from range(3000)`),
      await files.write(
        `nan-b-${type}`,
        `select case range when 2999 then 'nan'::${type} else range::${type} end as x from range(3000)`,
      ),
    ];
    const outcomes = await declared(
      parquet(paths),
      { schema: z.object({ x: z.number() }) },
      ({ column }) => [
        column('x').min().atLeast(0),
        column('x').max().atMost(3000),
        column('x').between(0, 3000),
        column('x').finite(),
        column('x').nans().equals(1),
        column('x').infinities().equals(0),
        column('x').nulls().equals(0),
      ],
      fast,
    );
    expect(passes(outcomes)).toEqual([...Array(6).fill('fused'), 'footer']);
    expect(outcomes.map(({ state }) => state)).toEqual([
      ...Array(4).fill('failed'),
      ...Array(3).fill('passed'),
    ]);
    expect(outcomes.slice(0, 2).map(({ value }) => value)).toEqual(['NaN', 'NaN']);
  });
});

describe('approximate answers', () => {
  const schema = z.object({ x: z.number(), s: z.string(), t: z.string() });
  const data = `select (range * 7919 % 10007)::double / 8 as x, 'name ' || (range * 31 % 9000) as s, s as t from range(10007)`;

  test('decide where they can, and the value is found where they can not', async () => {
    const path = await files.write('approximate', data, plain);
    const outcomes = await declared(
      parquet(path),
      { schema },
      ({ column }) => [
        column('x').quantile(0.9).atMost(1200),
        column('x').quantile(0.1).atLeast(125),
        column('x')
          .median()
          .equals(5003 / 8),
        column('x').quantile(0.75, { exact: true }).atMost(1200),
        column('s').distinct().atLeast(8500),
        column('t').distinct({ exact: true }).equals(9000),
      ],
      fast,
    );
    expect(
      outcomes.map(({ state, evidence }) => [state, evidence?.pass, evidence?.exactness]),
    ).toEqual([
      ['passed', 'quantile', 'bounded'],
      ['passed', 'quantile', 'exact'],
      ['passed', 'quantile', 'exact'],
      ['passed', 'quantile', 'exact'],
      ['passed', 'sketch', 'bounded'],
      ['passed', 'fused', 'exact'],
    ]);
  });

  test('know a value below zero of which nothing is left beside the others', async () => {
    const paths = [
      await files.write(
        'next-to-nothing',
        'select unnest([-1e-300, 0, 1e250]::double[]) as x',
        plain,
      ),
      await files.write('small', 'select unnest([-1e-310, 1e-310]::double[]) as x', plain),
    ];
    const outcomes = await declared(
      parquet(paths),
      { schema: z.object({ x: z.number() }) },
      ({ column }) => [
        column('x').quantile(0).atLeast(0),
        column('x').quantile(0.25).below(0),
        column('x').median().atLeast(0),
      ],
      fast,
    );
    expect(outcomes.map(({ state, evidence }) => [state, evidence?.pass])).toEqual([
      ['failed', 'quantile'],
      ['passed', 'quantile'],
      ['passed', 'quantile'],
    ]);
  });

  test('are left out where there are few rows', async () => {
    const path = await files.write('little', data, plain);
    const outcomes = await declared(parquet(path), { schema }, ({ column }) => [
      column('x').quantile(0.9).atMost(1200),
      column('s').distinct().atLeast(8500),
      column('s').unique(),
    ]);
    expect(passes(outcomes)).toEqual(['fused', 'fused', 'grouped']);
  });
});
