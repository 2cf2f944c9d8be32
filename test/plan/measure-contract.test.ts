import { describe, expect, test } from 'vitest';
import { titledExpectations } from '../../src/contract/titled-expectations.ts';
import { contract, parquet, z } from '../../src/index.ts';
import { measureContract } from '../../src/plan/measure-contract.ts';
import { startTrace } from '../../src/plan/trace.ts';
import { asMuch, declared, measureAll, now, one, textOf } from '../support/measured.ts';
import { parquetFolder } from '../support/parquet-files.ts';
import { table } from '../support/table.ts';

const schema = z.object({
  id: z.int().nullable(),
  x: z.number().nullable(),
  g: z.string().nullable(),
  d: z.date().nullable(),
});
const terms = { schema };
const numbers = z.object({ x: z.number().nullable() });

const columns = 'v(id, x, g, d)';
const rows = (...values: readonly string[]) =>
  table(`select * from (values ${values.join(', ')}) ${columns}`);
const some = rows(
  "(1, 1.5, 'a', date '2026-11-20')",
  "(2, 2.5, 'a', date '2026-11-21')",
  "(2, null, 'b', date '2026-11-23')",
  '(null, 4.0, null, null)',
);
const none = table(`select 1 as id, 1.5 as x, 'a' as g, date '2026-01-01' as d where false`);
const allNull = table(
  `select null::int as id, null::double as x, null::varchar as g, null::date as d from range(3)`,
);

describe('an empty dataset', () => {
  test('is red in every expectation that is declared, and in the schema', async () => {
    const empty = contract('empty', terms, ({ rows: all, column }) => [
      all.count().atMost(10),
      all.satisfy('id > 0'),
      all.key('id'),
      all.duplicates('id').atMost(0),
      column('id').nulls().atMost(0),
      column('id').mean().atLeast(0),
      column('id').min().atLeast(0),
      column('id').atLeast(0),
      column('id').unique(),
      column('g').matches(/a/),
      column('d').age().atMost('1d'),
      column('d').gaps('1d').equals(0),
      all.per('g').count().atMost(1_000_000_000),
      all.per('g').satisfy('id > 0'),
      all.where('id > 0').count().atMost(5),
    ]);
    const outcomes = await measureAll(empty, none);
    const green = outcomes.filter(
      ({ state, origin }) => state === 'passed' && origin === 'declared',
    );
    expect(green.map(({ title }) => title)).toEqual([]);
    expect(outcomes.find(({ title }) => title === 'has rows')?.state).toBe('failed');
  });

  test('passes where the contract allows it', async () => {
    const outcomes = await measureAll(
      contract('empty', { ...terms, allowEmpty: true }, ({ rows: all, column }) => [
        all.count().atMost(10),
        column('id').mean().atLeast(0),
        column('id').atLeast(0),
      ]),
      none,
    );
    expect(outcomes.filter(({ state }) => state !== 'passed').map(({ title }) => title)).toEqual(
      [],
    );
  });
});

test('rows without a value are no empty dataset, and are red where that is allowed', async () => {
  const outcomes = await declared(
    allNull,
    { ...terms, allowEmpty: true },
    ({ rows: all, column }) => [
      column('x').mean().atLeast(0),
      column('id').above(0),
      all.where('id > 9').column('x').max().atLeast(0),
    ],
  );
  expect(outcomes.map(({ state }) => state)).toEqual(['failed', 'failed', 'failed']);
});

describe('nothing to judge', () => {
  test('a condition of NULL alone fails and says why', async () => {
    const outcome = await one(allNull, terms, ({ column }) => column('id').atLeast(0));
    expect(outcome.state).toBe('failed');
    expect(outcome.evidence?.notes).toContain(
      'there is no row to judge: all are NULL, or the scope has none',
    );
  });

  test('unless it allows that', async () => {
    const outcome = await one(allNull, terms, ({ column }) => column('id').atLeast(0).allowEmpty());
    expect(outcome.state).toBe('passed');
  });

  test('a measure of NULL alone fails, and so does its opposite', async () => {
    const outcomes = await declared(allNull, terms, ({ column }) => [
      column('id').mean().atLeast(0),
      column('id').mean().not.equals(0),
      column('id').stddev().atMost(9),
      column('d').newest().not.equals('2020-01-01'),
    ]);
    expect(outcomes.map(({ state }) => state)).toEqual(['failed', 'failed', 'failed', 'failed']);
  });

  test('a standard deviation of one value has no value', async () => {
    const outcome = await one(table('select 1.0 as x'), { schema: numbers }, ({ column }) =>
      column('x').stddev().atMost(9),
    );
    expect([outcome.state, outcome.observed]).toEqual(['failed', null]);
  });

  test('a scope without rows fails a condition', async () => {
    const outcome = await one(some, terms, ({ rows: all }) =>
      all.where('id > 100').satisfy('id > 0'),
    );
    expect(outcome.state).toBe('failed');
  });
});

describe('NaN', () => {
  const nan = table("select * from (values (1.0::double), ('nan'::double), (null)) v(x)");
  test.each(['min', 'max', 'mean', 'sum', 'stddev', 'median'] as const)(
    '%s satisfies nothing',
    async (name) => {
      const outcomes = await declared(nan, { schema: numbers }, ({ column }) => [
        column('x')
          [name]()
          .atLeast(name === 'stddev' ? 1e-9 : -1e9),
        column('x')[name]().atMost(1e9),
        column('x')[name]().not.equals(5),
      ]);
      expect(outcomes.map(({ state, value }) => [state, value])).toEqual(
        Array(3).fill(['failed', 'NaN']),
      );
    },
  );

  test('violates every comparison, and is no NULL', async () => {
    const outcomes = await declared(nan, { schema: numbers }, ({ column }) => [
      column('x').atLeast(0),
      column('x').atMost(9),
      column('x').between(0, 9),
      column('x').finite(),
      column('x').integer(),
      column('x').nulls().equals(1),
      column('x').nans().equals(1),
    ]);
    expect(outcomes.map(({ state, violations }) => [state, violations])).toEqual([
      ['failed', 1],
      ['failed', 1],
      ['failed', 1],
      ['failed', 1],
      ['failed', 1],
      ['passed', null],
      ['passed', null],
    ]);
  });
});

describe('a column', () => {
  test('that is absent is missed by its type, with its likeliest name, and the rest is not run', async () => {
    const outcomes = await measureAll(
      contract('absent', { schema: z.object({ id: z.int() }) }, ({ column }) => [
        column('id').atLeast(0),
      ]),
      table('select 1 as ID'),
    );
    const about = outcomes.filter(({ metric }) => metric.includes("'id'"));
    expect(about.map(({ state }) => state)).toEqual(['failed', ...Array(3).fill('notRun')]);
    expect(about[0]?.evidence?.notes).toEqual([
      "the dataset has no column 'id': it has 'ID', and case counts",
    ]);
  });

  test('that is absent and optional has nothing to judge', async () => {
    const outcomes = await measureAll(
      contract('optional', {
        schema: z.object({ id: z.int(), note: z.string().max(3).optional() }),
      }),
      table('select 1 as id'),
    );
    expect(outcomes.filter(({ state }) => state !== 'passed')).toEqual([]);
  });

  test('of another type keeps what needs it from being run', async () => {
    const outcome = await one(table("select 'a' as x"), { schema: numbers }, ({ column }) =>
      column('x').mean().atLeast(0),
    );
    expect([outcome.state, outcome.problem?.message]).toEqual([
      'notRun',
      `it needs "column('x') is a number", which failed.`,
    ]);
  });
});

describe('a dataset that can not be opened', () => {
  const held = contract('unopened', terms, ({ rows: all }) => [all.count().atLeast(1)]);

  test('is an error of each expectation, with its reason', async () => {
    const outcomes = await measureAll(held, parquet('/nowhere/at/all.parquet'));
    expect(outcomes.length).toBe(held.expectations.length);
    for (const { state, problem, evidence } of outcomes)
      expect([state, problem, evidence]).toEqual([
        'errored',
        { code: 'DATASET_NOT_FOUND', message: expect.stringContaining('/nowhere/at/all.parquet') },
        null,
      ]);
    const unreadable = table('select nothing from nowhere');
    for (const { state, problem } of await measureAll(held, unreadable))
      expect([state, problem?.code]).toEqual(['errored', 'ENGINE_FAILED']);
  });

  test('by a mistake in its code is no outcome', async () => {
    const broken = { ...none, open: () => Promise.reject(new RangeError('a mistake')) };
    await expect(measureAll(held, broken)).rejects.toThrow(RangeError);
  });
});

describe('a query that fails', () => {
  test('for its scope is an error, however it is grouped', async () => {
    const outcomes = await declared(some, terms, ({ rows: all, column }) => {
      const scoped = all.where('g::int > 0');
      return [
        scoped.column('id').mean().atLeast(1),
        scoped.column('id').median().atLeast(1),
        scoped.column('id').duplicates().atMost(9),
        scoped.per('d').column('id').duplicates().atMost(9),
        scoped.per('d').column('id').mean().atLeast(1),
        column('id').mean().atLeast(1),
      ];
    });
    expect(outcomes.map(({ problem }) => problem?.code ?? null)).toEqual([
      ...Array(5).fill('ENGINE_FAILED'),
      null,
    ]);
    expect(outcomes[2]?.problem?.message).toContain('Could not convert');
  });

  test('takes no other metric with it', async () => {
    const outcomes = await declared(
      table("select * from (values ('1'), ('Jane Doe')) v(g)"),
      { schema: z.object({ g: z.string() }) },
      ({ rows: all, column }) => [
        all.satisfy('cast(g as int) > 0'),
        column('g').distinct().equals(2),
      ],
    );
    expect(outcomes.map(({ state }) => state)).toEqual(['errored', 'passed']);
    expect(textOf(outcomes)).not.toContain('Jane');
  });
});

describe('severity', () => {
  test('a warning is for a missed bound, never for what could not be judged', async () => {
    const outcomes = await declared(some, terms, ({ rows: all }) => [
      all.count().atLeast(10).warn().because('the day is young'),
      all.satisfy('nowhere > 1').warn(),
    ]);
    expect(outcomes.map(({ state }) => state)).toEqual(['warned', 'errored']);
    expect(outcomes[0]?.because).toBe('the day is young');
  });
});

test('a warning with nothing to judge is red', async () => {
  const outcomes = await declared(allNull, terms, ({ column }) => [
    column('id').atLeast(0).warn(),
    column('id').mean().atLeast(0).warn(),
  ]);
  expect(outcomes.map(({ state }) => state)).toEqual(['failed', 'failed']);
});

describe('segments', () => {
  test('each is held to the bound, NULL among them, and the ones outside are shown', async () => {
    const outcome = await one(some, terms, ({ rows: all }) => all.per('g').count().atLeast(2));
    expect([outcome.state, outcome.violations, outcome.of]).toEqual(['failed', 2, 3]);
    expect(outcome.sample?.rows.map(([segment]) => segment).toSorted()).toEqual(['b', null]);
  });

  test('a scope chooses its segments', async () => {
    const outcome = await one(some, terms, ({ rows: all }) =>
      all.where("g = 'a'").per('g').count().atLeast(2),
    );
    expect([outcome.state, outcome.of]).toEqual(['passed', 1]);
  });

  test('a share under per is of all rows', async () => {
    const outcome = await one(some, terms, ({ rows: all }) => all.per('g').count().atMost('50%'));
    expect(outcome.state).toBe('passed');
  });
});

describe('tolerance', () => {
  test('is a share of the rows that were judged', async () => {
    const outcomes = await declared(some, terms, ({ column }) => [
      column('id').equals(1).except('66%'),
      column('id').equals(1).except('67%'),
      column('id').equals(1).except(2),
      column('id').equals(1).except(1),
    ]);
    expect(outcomes.map(({ state }) => state)).toEqual(['failed', 'passed', 'passed', 'failed']);
  });
});

describe('what is told of a measurement', () => {
  const held = contract('told', terms, ({ rows: all, column }) => [
    all.count().atLeast(1),
    column('id').unique().except(9),
    column('x').above(2),
  ]);

  test('is of the expectations that were selected, and of no other', async () => {
    const [first, second] = titledExpectations(held).slice(-2);
    const outcomes = await measureContract({
      contract: held,
      dataset: some,
      selected: new Set([first?.id ?? '', second?.id ?? '']),
      settings: { root: process.cwd(), now },
    });
    expect(outcomes.map(({ id }) => id)).toEqual([first?.id, second?.id]);
  });

  test('begins with the opening and the checks, and asks for nothing that no column has', async () => {
    const trace = startTrace();
    const missing = contract('missing', { schema: z.object({ id: z.int(), y: z.int() }) });
    await measureAll(missing, some, { trace });
    const { passes } = trace.measurement({ contract: 'missing', dataset: 'some' });
    expect(passes[0]?.name).toBe('open');
    expect(passes.flatMap(({ metrics }) => metrics)).toContain("column('id') has no NULL");
    expect(passes.flatMap(({ metrics }) => metrics)).not.toContain("column('y') has no NULL");
    const checked = startTrace();
    await measureAll(
      contract('checked', terms, ({ rows: all }) => [all.satisfy('id > 0')]),
      some,
      {
        trace: checked,
      },
    );
    expect(
      checked.measurement({ contract: '', dataset: '' }).passes.map(({ name }) => name),
    ).toContain('checks');
  });

  test('shows no value that looks personal, whatever its column is called', async () => {
    const notes = table(`select * from (values ('jane@example.org'), ('x')) v(g)`);
    const outcome = await one(notes, { schema: z.object({ g: z.string() }) }, ({ column }) =>
      column('g').matches(/^y/),
    );
    expect(outcome.sample?.rows).toEqual([['•••'], ['x']]);
  });

  test('has the rows that violate, an interval, the values and each file', async () => {
    const files = await parquetFolder();
    try {
      const paths = [
        await files.write(
          'a$&b',
          `select range::int as n, 'a' as s, md5(range::text) as t from range(3000)`,
        ),
        await files.write(
          'c',
          `select range::int as n, 'b' as s, md5(range::text) as t from range(200)`,
        ),
      ];
      const outcomes = await declared(
        parquet(paths),
        { schema: z.object({ n: z.int(), s: z.string(), t: z.string() }) },
        ({ column }) => [
          column('n').above(5),
          column('s').in(['a']),
          column('t').distinct().atLeast(20),
          column('n').mean().atLeast(0),
        ],
        { few: asMuch },
      );
      const [above, among, distinct, mean] = outcomes;
      expect(above?.byFile?.map(({ value }) => value)).toEqual([6, 6]);
      expect(above?.sql).toContain('a$&b.parquet');
      expect(above?.distribution).toBeNull();
      expect(among?.distribution).toMatchObject({
        values: [
          ['a', 3000],
          ['b', 200],
        ],
      });
      expect(mean?.byFile).toBeNull();
      expect([above, among, mean].map((outcome) => outcome?.evidence?.interval)).toEqual([
        null,
        null,
        null,
      ]);
      expect(distinct?.evidence).toMatchObject({ pass: 'sketch' });
    } finally {
      files.remove();
    }
  });
});

describe('personal data', () => {
  const people = table(
    "select * from (values ('jane@example.org', date '1980-02-03', 1), ('jane@example.org', date '1990-02-03', 2)) v(email, born, n)",
  );
  const personal = z.object({
    email: z.string().meta({ classification: 'pii' }),
    born: z.date().meta({ classification: 'pii' }),
    n: z.int(),
  });

  test('is in no part of any outcome', async () => {
    const outcomes = await declared(people, { schema: personal }, ({ rows: all, column }) => [
      column('email').unique(),
      column('email').matches(/^x/),
      column('email').notMatches(/(?<=e\.)org/),
      column('born').gaps('1d').equals(0),
      column('born').newest().atMost('1970-01-01'),
      all.per('email').count().atLeast(5),
      column('n').above(5),
    ]);
    expect(outcomes.every(({ state }) => state === 'failed')).toBe(true);
    const told = textOf(outcomes);
    expect(told).not.toMatch(/jane|1980|1990/i);
  });
});

describe('a sample', () => {
  test('bounds what zod judges, and the outcome says so', async () => {
    const held = contract('sampled', {
      schema: z.object({ n: z.int().refine((n) => n < 5) }),
      sample: 3,
    });
    const outcomes = await measureAll(held, table('select cast(range as int) as n from range(10)'));
    const judged = outcomes.find(({ evidence }) => evidence?.by === 'zod');
    expect([judged?.state, judged?.evidence?.exactness]).toEqual(['passed', 'sampled']);
    expect(judged?.evidence?.notes).toEqual([
      'judged by zod, row by row, over the first 3 of 10 rows',
    ]);
  });
});

describe('columns with the names of our own aliases', () => {
  const names = [
    's0',
    'k0',
    'v',
    'n',
    'value',
    'm0',
    'previous',
    'step',
    'select',
    'a b',
    'ü"x',
    'assay scope',
    'assay segment 0',
  ];
  const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;
  const [first = 's0', ...others] = names;
  const twin = (name: string) => z.object({ [name]: z.int().nullable(), g: z.string() });
  // Each name has the values 1, 2, 2 and NULL in groups a, a, b and b; every other name counts downward.
  const data = (name: string) =>
    table(`select ${[`i as ${quoted(name)}`, 'g', ...names.filter((one) => one !== name).map((one) => `-r as ${quoted(one)}`)].join(', ')}
      from (values (1, 'a', 1), (2, 'a', 2), (2, 'b', 3), (null, 'b', 4)) t(i, g, r)`);

  test.each([first, ...others])('%s', async (name) => {
    const outcomes = await declared(data(name), { schema: twin(name) }, ({ rows: all, column }) => [
      column(name as never)
        .duplicates()
        .equals(1),
      column(name as never)
        .mode()
        .equals(2),
      all.key(name as never),
      all
        .per(name as never)
        .count()
        .atMost(1_000_000_000),
      all
        .per(name as never)
        .column('g')
        .duplicates()
        .equals(0),
      all
        .per('g')
        .column(name as never)
        .distinct()
        .atLeast(1),
      all
        .where(`${quoted(name)} > 1`)
        .per('g')
        .count()
        .equals(1),
      all
        .where(`${quoted(name)} > 1`)
        .per('g')
        .column(name as never)
        .mode()
        .equals(1),
      all
        .where(`${quoted(name)} > 1`)
        .count()
        .equals(2),
    ]);
    expect(outcomes.map(({ state, observed }) => [state, observed])).toEqual([
      ['passed', '1 of 3 (33.33%)'],
      ['passed', '2 of 3 (66.67%)'],
      ['failed', '2 of 4 (50%)'],
      ['passed', '0 of 3 segments outside'],
      ['passed', '0 of 3 segments outside'],
      ['passed', '0 of 2 segments outside'],
      ['passed', '0 of 2 segments outside'],
      ['passed', '0 of 2 segments outside'],
      ['passed', '2 of 4 (50%)'],
    ]);
  });
});

test('a gap from or to infinity is a gap', async () => {
  const endless = table(
    "select * from (values (timestamp 'infinity'), (timestamp '2020-01-01'), (null)) v(d)",
  );
  const outcome = await one(
    endless,
    { schema: z.object({ d: z.date().nullable() }) },
    ({ column }) => column('d').gaps('1d').equals(0),
  );
  expect([outcome.state, outcome.observed, outcome.sample?.rows.length]).toEqual([
    'failed',
    '1',
    1,
  ]);
});

test('a column of mixed JSON is judged by what is in it', async () => {
  const mixed = table(
    `select * from (values (json '"abc"'), (json '5'), (json 'true'), (null)) v(j)`,
  );
  const outcomes = await declared(
    mixed,
    { schema: z.object({ j: z.string().nullable() }) },
    ({ column }) => [
      column('j').matches(/^a/),
      column('j').in(['abc']),
      column('j').length(3),
      column('j').minLength().equals(3),
    ],
  );
  expect(outcomes.map(({ state, violations }) => [state, violations])).toEqual([
    ['failed', 2],
    ['failed', 2],
    ['failed', 2],
    ['errored', null],
  ]);
});

test.each(['timestamp_s', 'timestamp_ms', 'timestamp_ns', 'timestamptz', 'date'])(
  'a %s compares with any instant',
  async (type) => {
    const outcomes = await declared(
      table(`select '2026-11-23'::${type} as d`),
      { schema: z.object({ d: z.date() }) },
      ({ column }) => [
        column('d').after('0001-01-01'),
        column('d').before('9999-12-31'),
        column('d').newest().equals('2026-11-23'),
        column('d').age().equals('1d'),
        column('d').in([new Date('2026-11-23')]),
      ],
    );
    expect(outcomes.map(({ state }) => state)).toEqual(Array(5).fill('passed'));
  },
);
