import { describe, expect, test } from 'vitest';
import type { Declaring } from '../../../src/contract/contract.ts';
import type { Expectation } from '../../../src/contract/expectation.ts';
import { formatNames } from '../../../src/contract/schema/zod-formats.ts';
import { unknownColumn } from '../../../src/contract/words/column.ts';
import { declared, one, schema, titles } from '../example.ts';
import { refusal } from '../refusal.ts';

test('each is called as it is written', () => {
  const written = titles(({ rows, column }) => [
    column('delay').nulls().atMost('0.1%'),
    column('email').missing().equals(0),
    column('email').missing(['', 'N/A']).atMost('2%'),
    column('status').share(['late']).not.between('20%', '30%'),
    column('origin').in(['JFK', "O'Hare"]),
    column('id').notIn([1n, 2n]),
    column('date').in([new Date('2026-01-31'), new Date('2026-01-31T08:00Z')]),
    column('distance').in([1, 2, 3, 4, 5, 6, 7, 8, 9]),
    column('delay').quantile(0.95).atMost(120),
    column('delay').mean().not.equals(0),
    column('distance').between(1, 20_000),
    column('tip').atMost(column('fare')).except('5%'),
    column('fare').plus(column('tip'), column('delay')).equals(column('fare'), 0.5),
    rows.where('tip > 0').column('tip').below(rows.where('tip > 0').column('fare')),
    column('origin').matches(/^[A-Z]{3}$/),
    column('email').notMatches(/'\/"/i),
    column('email').format('email'),
    column('origin').length(3),
    column('origin').length(3, 4),
    column('payload').json({ type: 'object' }),
    column('date').age().atMost('26h'),
    column('date').newest().above('2026-01-31'),
    column('date').gaps('1d').equals(0),
    column('date').before('2026-01-31T08:00:00+02:00'),
    column('date').between('2026-01-01', '2026-12-31'),
    column('date').after(column('booked')),
    column('date').increasing(),
  ]);
  expect(written).toEqual([
    "column('delay').nulls() is at most 0.1%",
    "column('email').missing() is exactly 0",
    "column('email').missing(['', 'N/A']) is at most 2%",
    "column('status').share(['late']) is not between 20% and 30%",
    `column('origin').in(['JFK', "O'Hare"])`,
    "column('id').notIn([1n, 2n])",
    "column('date').in(['2026-01-31', '2026-01-31T08:00:00Z'])",
    "column('distance').in([1, 2, 3, 4, 5, 6, 7, 8, … 9 values])",
    "column('delay').quantile(0.95) is at most 120",
    "column('delay').mean() is not exactly 0",
    "column('distance').between(1, 20000)",
    "column('tip').atMost(column('fare')) in all but 5% of rows",
    "column('fare').plus(column('tip'), column('delay')).equals(column('fare'), 0.5)",
    "rows.where('tip > 0').column('tip').below(rows.where('tip > 0').column('fare'))",
    "column('origin').matches(/^[A-Z]{3}$/)",
    `column('email').notMatches(/'\\/"/i)`,
    "column('email').format('email')",
    "column('origin').length(3)",
    "column('origin').length(3, 4)",
    "column('payload').json({…})",
    "column('date').age() is at most 26h",
    "column('date').newest() is above 2026-01-31",
    "column('date').gaps('1d') is exactly 0",
    "column('date').before('2026-01-31T06:00:00Z')",
    "column('date').between('2026-01-01', '2026-12-31')",
    "column('date').after(column('booked'))",
    "column('date').increasing()",
  ]);
});

describe('a metric names the columns that it reads, and the types that it can', () => {
  const numbers = ['integer', 'float', 'decimal'];
  const needs = (declare: Parameters<typeof one>[0]) => one(declare).metric.needs;

  test.for<[string, Parameters<typeof one>[0], readonly string[] | null]>([
    ['nulls', ({ column }) => column('delay').nulls().atMost(0), null],
    ['unique', ({ column }) => column('id').unique(), null],
    ['mean', ({ column }) => column('delay').mean().atMost(1), numbers],
    ['atLeast', ({ column }) => column('delay').atLeast(1), numbers],
    ['between', ({ column }) => column('delay').between(1, 2), numbers],
    ['integer', ({ column }) => column('delay').integer(), numbers],
    ['blank', ({ column }) => column('email').blank().atMost(1), ['text', 'json']],
    ['matches', ({ column }) => column('email').matches(/a/), ['text', 'json']],
    ['age', ({ column }) => column('date').age().atMost('1d'), ['date', 'timestamp']],
    ['before', ({ column }) => column('date').before('2026-01-31'), ['date', 'timestamp']],
    [
      'between',
      ({ column }) => column('date').between('2026-01-31', '2026-02-01'),
      ['date', 'timestamp'],
    ],
    [
      'increasing',
      ({ column }) => column('date').increasing(),
      ['integer', 'float', 'decimal', 'date', 'timestamp'],
    ],
  ])('%s', ([, declare, families]) => {
    expect(needs(declare).map((need) => need.families)).toEqual([families]);
  });

  test('each once, those of limits and sums too', () => {
    const found = needs(({ column }) =>
      column('fare').plus(column('tip')).between(column('fare'), column('delay')),
    );
    expect(found.map(({ column }) => column)).toEqual(['fare', 'tip', 'delay']);
  });
});

test('a row whose limit is NULL is not judged', () => {
  const { of } = one(({ column }) => column('tip').atMost(column('delay'))).metric;
  const notNull = (name: string) => ({
    kind: 'not',
    term: { kind: 'isNull', of: { kind: 'column', name } },
  });
  expect(of).toEqual({
    kind: 'countIf',
    predicate: { kind: 'and', terms: [notNull('tip'), notNull('delay')] },
  });
});

test('the flags g and d say nothing about a match', () => {
  const [plain, global] = declared(({ column }) => [
    column('origin').matches(/^a/i),
    column('origin').matches(/^a/dgi),
  ]);
  expect(global?.metric.value).toEqual(plain?.metric.value);
});

test('the builder knows the columns of the schema alone', () => {
  for (const name of Object.keys(schema.shape)) {
    expect(one(({ column }) => column(name as 'id').notNull()).metric.needs).toEqual([
      { column: name, families: null },
    ]);
  }
  for (const name of ['', 'ID', 'constructor', '__proto__', undefined]) {
    expect(refusal(() => one(({ column }) => column(name as 'id').notNull())).code).toBe(
      'COLUMN_UNKNOWN',
    );
  }
});

describe('what can be wrong with an argument', () => {
  const all =
    'id, date, booked, delay, distance, fare, tip, origin, destination, email, payload, status';
  const number = (shown: string) => `${shown} is not a number: write one such as 15.`;
  const item = (method: string, at: number, shown: string) =>
    `.${method}([...]): item ${at} is ${shown}, which equals no value. Write text, numbers, booleans or dates; nulls() and nans() count NULL and NaN.`;

  test.for<[string, string, (columns: LooseColumns) => unknown]>([
    [
      'COLUMN_UNKNOWN',
      `The schema has no column 'dely': did you mean 'delay'? It has ${all}.`,
      ({ column }) => column('dely'),
    ],
    [
      'COLUMN_UNKNOWN',
      `The schema has no column 'something else'. It has ${all}.`,
      ({ column }) => column('something else'),
    ],
    [
      'QUANTITY_INVALID',
      'quantile(95): p lies between 0 and 1; the 95th percentile is quantile(0.95).',
      ({ column }) => column('delay').quantile?.(95),
    ],
    [
      'QUANTITY_INVALID',
      'quantile(NaN): p lies between 0 and 1; the 95th percentile is quantile(0.95).',
      ({ column }) => column('delay').quantile?.(NaN),
    ],
    ['QUANTITY_INVALID', number('NaN'), ({ column }) => column('delay').atLeast?.(NaN)],
    ['QUANTITY_INVALID', number("'24h'"), ({ column }) => column('delay').atLeast?.('24h')],
    ['QUANTITY_INVALID', number('null'), ({ column }) => column('delay').above?.(null)],
    ['QUANTITY_INVALID', number('undefined'), ({ column }) => column('delay').between?.(1)],
    ['QUANTITY_INVALID', number("'5'"), ({ column }) => column('delay').plus?.('5')],
    ...(['atMost', 'atLeast', 'above', 'below', 'equals'] as const).map(
      (method): [string, string, (columns: LooseColumns) => unknown] => [
        'BOUND_INVALID',
        `column('delay').${method}(...) compares the column with itself, which is the same for every row: give another column.`,
        ({ column }) => column('delay')[method]?.(column('delay')),
      ],
    ),
    [
      'BOUND_INVALID',
      "column('date').before(...) compares the column with itself, which is the same for every row: give another column.",
      ({ column }) => column('date').before?.(column('date')),
    ],
    [
      'BOUND_INVALID',
      "column('delay').between(...) compares the column with itself, which is the same for every row: give another column.",
      ({ column }) => column('delay').between?.(0, column('delay')),
    ],
    [
      'BOUND_INVALID',
      'between(15, 0) can never hold: the minimum is above the maximum.',
      ({ column }) => column('delay').between?.(15, 0),
    ],
    [
      'BOUND_INVALID',
      'between(1, 0n) can never hold: the minimum is above the maximum.',
      ({ column }) => column('delay').between?.(1, 0n),
    ],
    [
      'BOUND_INVALID',
      "between('2026-02-01', '2026-01-31') can never hold: the minimum is above the maximum.",
      ({ column }) => column('date').between?.('2026-02-01', new Date('2026-01-31')),
    ],
    [
      'QUANTITY_INVALID',
      "5 is not a date: write one such as '2026-01-31', '2026-01-31T08:00:00Z' or new Date(...).",
      ({ column }) => column('date').between?.(5, '2026-01-31'),
    ],
    [
      'QUANTITY_INVALID',
      'equals(..., -1): a tolerance is a number that is 0 or more.',
      ({ column }) => column('delay').equals?.(5, -1),
    ],
    [
      'QUANTITY_INVALID',
      'equals(..., Infinity): a tolerance is a number that is 0 or more.',
      ({ column }) => column('delay').equals?.(5, Infinity),
    ],
    [
      'CONTRACT_INVALID',
      "column('tip') can't be compared with rows.where('tip > 0').column('fare'): a limit is a column of the same rows, so write column('fare').",
      ({ column, rows }) => column('tip').atMost?.(rows.where('tip > 0').column('fare')),
    ],
    [
      'QUANTITY_INVALID',
      '.in([]): the list is empty, so it would hold for every row or for none.',
      ({ column }) => column('origin').in?.([]),
    ],
    [
      'QUANTITY_INVALID',
      '.notIn([]): the list is empty, so it would hold for every row or for none.',
      ({ column }) => column('origin').notIn?.([]),
    ],
    [
      'QUANTITY_INVALID',
      '.share([]): the list is empty, so it would hold for every row or for none.',
      ({ column }) => column('origin').share?.([]),
    ],
    [
      'QUANTITY_INVALID',
      ".in(...) takes a list: .in(['a']).",
      ({ column }) => column('origin').in?.('JFK'),
    ],
    [
      'QUANTITY_INVALID',
      item('in', 2, 'null'),
      ({ column }) => column('origin').in?.(['JFK', null]),
    ],
    ['QUANTITY_INVALID', item('share', 1, 'NaN'), ({ column }) => column('fare').share?.([NaN])],
    [
      'QUANTITY_INVALID',
      item('missing', 1, 'undefined'),
      ({ column }) => column('fare').missing?.([undefined]),
    ],
    [
      'CONTRACT_INVALID',
      '/^a/y has the flag y (sticky), which has no meaning for a column: leave it out and anchor with ^.',
      ({ column }) => column('origin').matches?.(/^a/y),
    ],
    [
      'CONTRACT_INVALID',
      '.notMatches(...) takes a regular expression, such as /^[A-Z]{3}$/.',
      ({ column }) => column('origin').notMatches?.('^a'),
    ],
    [
      'CONTRACT_INVALID',
      `.format('e-mail'): there is no such format. Did you mean 'email'? There are ${formatNames.join(', ')}; for others, write .matches(/.../).`,
      ({ column }) => column('email').format?.('e-mail'),
    ],
    [
      'QUANTITY_INVALID',
      'length(-1): a length is a whole number of characters, 0 or more.',
      ({ column }) => column('email').length?.(-1),
    ],
    [
      'QUANTITY_INVALID',
      'length(1, 2.5): a length is a whole number of characters, 0 or more.',
      ({ column }) => column('email').length?.(1, 2.5),
    ],
    [
      'BOUND_INVALID',
      'length(3, 1) can never hold: the minimum is above the maximum.',
      ({ column }) => column('email').length?.(3, 1),
    ],
    [
      'CONTRACT_INVALID',
      ".json(...) takes a JSON Schema, such as { type: 'object' }.",
      ({ column }) => column('payload').json?.('object'),
    ],
    [
      'QUANTITY_INVALID',
      "'1 day' is not a duration: write one such as '90s', '15m', '24h', '7d' or '2w'.",
      ({ column }) => column('date').gaps?.('1 day'),
    ],
    [
      'QUANTITY_INVALID',
      "'2026-02-30' is not a date: write one such as '2026-01-31', '2026-01-31T08:00:00Z' or new Date(...).",
      ({ column }) => column('date').before?.('2026-02-30'),
    ],
  ])('%s: %s', ([code, message, write]) => {
    const run = () => one((given) => write(given as unknown as LooseColumns) as never);
    expect(refusal(run)).toEqual({ code, message });
  });
});

describe('a date finer than a millisecond is refused', () => {
  const finer = '2024-01-01T00:00:00.123999Z';
  test.for<(declaring: Declaring<typeof schema>) => Expectation>([
    ({ column }) => column('date').before(finer),
    ({ column }) => column('date').after(finer),
    ({ column }) => column('date').between('2024-01-01', finer),
    ({ column }) => column('date').newest().atLeast(finer),
    ({ column }) => column('date').oldest().equals(finer),
    ({ column }) => column('date').newest().between(finer, '2024-01-02'),
  ])('%o', (write) => {
    expect(refusal(() => one(write))).toEqual({
      code: 'QUANTITY_INVALID',
      message: `'${finer}' is finer than a millisecond, which no limit is: write at most three digits after the seconds, such as '2026-01-31T08:00:00.123Z'.`,
    });
  });
});

describe('what is right at its edge is taken', () => {
  test.for<(columns: LooseColumns) => unknown>([
    ({ column }) => column('email').length?.(0),
    ({ column }) => column('email').length?.(3, 3),
    ({ column }) => column('delay').between?.(1, 1),
    ({ column }) => column('delay').equals?.(1, 0),
    ({ column }) => column('delay').quantile?.(0),
    ({ column }) => column('delay').quantile?.(1),
    ({ column }) => column('payload').json?.(true),
    ({ column }) => column('payload').json?.({}),
    ({ column }) => column('status').share?.([true]),
    ({ column }) => column('id').distinct?.({}),
    ({ column }) => column('id').distinct?.(),
  ])('%o', (write) => {
    expect(() => one((given) => bounded(write(given as unknown as LooseColumns)))).not.toThrow();
  });

  const bounded = (written: unknown) =>
    (written as { atLeast?: (limit: number) => never }).atLeast?.(1) ?? (written as never);

  test('a scoped column is held to a bare one, which is of the same rows', () => {
    const { label } = one(({ column, rows }) =>
      rows.where('tip > 0').column('tip').below(column('fare')),
    ).metric;
    expect(label).toBe("rows.where('tip > 0').column('tip').below(column('fare'))");
  });
});

describe('what is no argument is refused', () => {
  test.for<[string, (columns: LooseColumns) => unknown]>([
    ['CONTRACT_INVALID', ({ column }) => column('payload').json?.(null)],
    ['CONTRACT_INVALID', ({ column }) => column('payload').json?.([])],
    ['CONTRACT_INVALID', ({ column }) => column('payload').json?.()],
    ['CONTRACT_INVALID', ({ column }) => column('id').distinct?.(null)],
    ['CONTRACT_INVALID', ({ column }) => column('id').distinct?.(true)],
    ['CONTRACT_INVALID', ({ column }) => column('id').distinct?.({ exact: 1 })],
    ['CONTRACT_INVALID', ({ column }) => column('fare').median?.({ exakt: true })],
    ['CONTRACT_INVALID', ({ column }) => column('fare').quantile?.(0.5, { exact: 'yes' })],
    ['QUANTITY_INVALID', ({ column }) => column('fare').quantile?.(-0.1)],
    ['QUANTITY_INVALID', ({ column }) => column('fare').quantile?.(1.1)],
    ['QUANTITY_INVALID', ({ column }) => column('fare').in?.([new Date(Number.NaN)])],
    ['QUANTITY_INVALID', ({ column }) => column('fare').in?.([Symbol('s')])],
    ['QUANTITY_INVALID', ({ column }) => column('fare').above?.({})],
    ['QUANTITY_INVALID', ({ column }) => column('date').between?.('2026-01-31', 5)],
    ['BOUND_INVALID', ({ column }) => column('delay').between?.(2, 1)],
    [
      'CONTRACT_INVALID',
      ({ column, rows }) =>
        column('tip').atMost?.(
          (rows.where('tip > 0') as unknown as Scoped).per('origin').column('fare'),
        ),
    ],
  ])('%s: %o', ([code, write]) => {
    const run = () => one((given) => write(given as unknown as LooseColumns) as never);
    expect(refusal(run).code).toBe(code);
  });

  interface Scoped {
    per(column: string): LooseColumns;
  }
});

test.for(['median', 'quantile', 'distinct'] as const)('%s names itself', (method) => {
  const run = () =>
    one(({ column }) => {
      const args = method === 'quantile' ? [0.5, { exact: 1 }] : [{ exact: 1 }];
      const columns = column('fare') as unknown as Record<string, (...given: unknown[]) => never>;
      return columns[method]?.(...args) as never;
    });
  expect(refusal(run).message).toMatch(new RegExp(`^\\.${method}\\(\\.\\.\\.\\) has one option`));
});

test('an option that is misspelt is quoted', () => {
  const run = () =>
    one(({ column }) =>
      column('fare')
        .median({ exakt: true } as object)
        .above(0),
    );
  expect(refusal(run).message).toBe(
    '.median(...) has one option, { exact: true }, and was given {"exakt":true}.',
  );
});

test('limits decide which types between can read, unless both are columns', () => {
  const families = (declare: Parameters<typeof one>[0]) => one(declare).metric.needs[0]?.families;
  const numbers = ['integer', 'float', 'decimal'];
  expect(families(({ column }) => column('fare').between(1, column('tip')))).toEqual(numbers);
  expect(families(({ column }) => column('fare').between(column('tip'), 1))).toEqual(numbers);
  expect(
    families(({ column }) => column('fare').between(column('tip'), column('delay'))),
  ).toBeNull();
  expect(families(({ column }) => column('date').between(column('booked'), '2026-01-31'))).toEqual([
    'date',
    'timestamp',
  ]);
});

test('of many columns twenty are named where one is not known', () => {
  const named = (count: number) => Array.from({ length: count }, (_, at) => `c${at}`);
  expect(unknownColumn('x', named(20)).message).toMatch(/c18, c19\.$/);
  expect(unknownColumn('x', named(21)).message).toMatch(/c18, c19, …\.$/);
  expect(unknownColumn('x', []).message).toBe("The schema has no column 'x'. It has none.");
});

/** As JavaScript without types sees it. */
interface LooseColumns {
  column(name: unknown): Record<string, (...args: readonly unknown[]) => unknown>;
  readonly rows: { where(sql: string): LooseColumns };
}
