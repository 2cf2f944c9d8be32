import { describe, expect, test } from 'vitest';
import { contract, type Dataset, type Outcome, z } from '../../../src/index.ts';
import { missingColumn } from '../../../src/plan/passes/missing-column.ts';
import { measureAll } from '../../support/measured.ts';
import { table } from '../../support/table.ts';

interface Terms {
  readonly schema: z.ZodObject;
  readonly strict?: boolean | 'ordered';
}

/** The outcomes of a schema alone, in short, by their titles. */
async function ofSchema(terms: Terms, dataset: Dataset) {
  const outcomes = await measureAll(
    contract('structure', terms, () => []),
    dataset,
  );
  return new Map(outcomes.map((one) => [one.title, one]));
}

const short = (outcome: Outcome | undefined) =>
  outcome && [outcome.state, outcome.violations, outcome.evidence?.notes ?? []];

const abc = z.object({ a: z.int(), b: z.string(), c: z.int() });
const stored = table(`select 1 as a, 'x' as b, 3 as c`);

describe('other columns', () => {
  test('are each told, where there may be none', async () => {
    const more = table(`select 1 as a, 2 as y, 'x' as b, 3 as c, 4 as z`);
    const found = await ofSchema({ schema: abc, strict: true }, more);
    expect(short(found.get('has no other columns'))).toEqual([
      'failed',
      2,
      ["column 'y' is not in the schema", "column 'z' is not in the schema"],
    ]);
  });

  test('are all counted, and twenty told', async () => {
    const ofMore = async (count: number) => {
      const columns = Array.from({ length: count }, (_, at) => `${at} as y${at}`).join(', ');
      const more = table(`select 1 as a, 'x' as b, 3 as c, ${columns}`);
      const found = await ofSchema({ schema: abc, strict: true }, more);
      return short(found.get('has no other columns'));
    };
    const told = (count: number) =>
      Array.from({ length: count }, (_, at) => `column 'y${at}' is not in the schema`);
    expect(await ofMore(20)).toEqual(['failed', 20, told(20)]);
    expect(await ofMore(25)).toEqual(['failed', 25, [...told(20), '… and 5 more']]);
  });

  test('are told by their length where nobody gives such names', async () => {
    const [long, longer] = ['y'.repeat(80), 'z'.repeat(81)];
    const more = table(`select 1 as a, 'x' as b, 3 as c, 4 as ${long}, 5 as ${longer}`);
    const found = await ofSchema({ schema: abc, strict: true }, more);
    expect(short(found.get('has no other columns'))).toEqual([
      'failed',
      2,
      [
        `column '${long}' is not in the schema`,
        "column '(a name of 81 characters)' is not in the schema",
      ],
    ]);
  });

  test('are found by a description, without a query over the rows', async () => {
    const found = await ofSchema({ schema: abc, strict: true }, stored);
    expect(found.get('has no other columns')).toMatchObject({
      sql: 'describe select * from table',
      value: '0',
      of: null,
      sample: null,
      evidence: { by: 'duckdb', exactness: 'exact', pass: 'structure', interval: null },
    });
    expect(found.get('every record is read')).toMatchObject({ sql: null, value: '0' });
  });

  test('are none where all are known', async () => {
    const found = await ofSchema({ schema: abc, strict: true }, stored);
    expect(short(found.get('has no other columns'))).toEqual(['passed', 0, []]);
  });
});

describe('the order of columns', () => {
  const title = "has its columns in the schema's order";

  test.for<[string, string, ReturnType<typeof short>]>([
    ['the same', `1 as a, 'x' as b, 3 as c`, ['passed', 0, []]],
    ['others between', `1 as a, 2 as y, 'x' as b, 3 as c`, ['passed', 0, []]],
    ['one that is absent', `1 as a, 3 as c`, ['passed', 0, []]],
    [
      'another one',
      `1 as a, 3 as c, 'x' as b`,
      ['failed', 1, ["at place 2 stands column 'c' where 'b' is expected"]],
    ],
    [
      'another one first',
      `'x' as b, 1 as a`,
      ['failed', 1, ["at place 1 stands column 'b' where 'a' is expected"]],
    ],
  ])('%s', async ([, columns, expected]) => {
    const found = await ofSchema({ schema: abc, strict: 'ordered' }, table(`select ${columns}`));
    expect(short(found.get(title))).toEqual(expected);
  });
});

describe('the type of a column', () => {
  const ofColumn = async (schema: z.ZodType, sql: string) => {
    const found = await ofSchema({ schema: z.object({ a: schema }) }, table(`select ${sql}`));
    return short([...found.values()].find(({ title }) => title.startsWith("column('a')")));
  };

  test.for<[string, z.ZodType, string, ReturnType<typeof short>]>([
    ['as the schema has it', z.string(), `'x' as a`, ['passed', 0, []]],
    ['another', z.string(), '1 as a', ['failed', 1, ["column 'a' is INTEGER, which is not text"]]],
    ['any, where any will do', z.any(), '1 as a', ['passed', 0, []]],
    [
      'of a column that is missing',
      z.string(),
      '1 as b, 2 as c',
      ['failed', 1, ["the dataset has no column 'a': it has 'b', 'c'"]],
    ],
    [
      'of one in another case',
      z.string(),
      `'x' as "A"`,
      ['failed', 1, ["the dataset has no column 'a': it has 'A', and case counts"]],
    ],
    [
      'of one with a space at its end',
      z.string(),
      `1 as b, 'x' as "a\u00a0"`,
      [
        'failed',
        1,
        [
          "the dataset has no column 'a': it has 'a\\u{a0}', whose spaces and invisible characters count",
        ],
      ],
    ],
    ['of one that may be absent, and is', z.string().optional(), '1 as b', ['passed', 0, []]],
    [
      'of one that may be absent, and is another',
      z.string().optional(),
      '1 as a',
      ['failed', 1, ["column 'a' is INTEGER, which is not text"]],
    ],
  ])('%s', async ([, schema, sql, expected]) => {
    expect(await ofColumn(schema, sql)).toEqual(expected);
  });
});

test('of many columns twelve are named', () => {
  const columns = (count: number) =>
    Array.from({ length: count }, (_, at) => ({ name: `c${at}`, family: 'text', type: 'VARCHAR' }));
  const told = (count: number) => missingColumn('x', columns(count) as never);
  expect(told(12)).toMatch(/: it has 'c0', .*, 'c11'$/);
  expect(told(13)).toMatch(/: it has 'c0', .*, 'c11', …$/);
});

describe('records that could not be read', () => {
  const unread = (problemCount: number, notes = ['a note of the source']): Dataset => ({
    ...stored,
    open: async (...how) => {
      const opened = await stored.open(...how);
      const problems = [
        { file: 'a.csv', line: 3, column: 'b', message: 'it is no number' },
        { file: 'a.csv', line: null, column: null, message: 'it ends too early' },
      ];
      return { ...opened, problems, problemCount, notes };
    },
  });
  const told = ['a.csv:3, column b: it is no number', 'a.csv: it ends too early'];

  test('are each counted, and told with their place', async () => {
    const found = await ofSchema({ schema: abc }, unread(2));
    expect(short(found.get('every record is read'))).toEqual([
      'failed',
      2,
      [...told, 'a note of the source'],
    ]);
  });

  test('are counted where they are too many to tell', async () => {
    const found = await ofSchema({ schema: abc }, unread(7));
    expect(short(found.get('every record is read'))).toEqual([
      'failed',
      7,
      [...told, '… and 5 more', 'a note of the source'],
    ]);
  });

  test('are told with twenty notes of the source at most', async () => {
    const notes = Array.from({ length: 23 }, (_, at) => `note ${at}`);
    const found = await ofSchema({ schema: abc }, unread(2, notes));
    expect(short(found.get('every record is read'))).toEqual([
      'failed',
      2,
      [...told, ...notes.slice(0, 20), '… and 3 more'],
    ]);
  });

  test('are none where there are none', async () => {
    const found = await ofSchema({ schema: abc }, stored);
    expect(short(found.get('every record is read'))).toEqual(['passed', 0, []]);
  });
});
