import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { contract, fromRows, z } from '../../../src/index.ts';
import { measureAll } from '../../support/measured.ts';
import { opened, refusal, rowsOf, typesOf, valuesOf } from '../opened.ts';

vi.setConfig({ testTimeout: 60_000 });

const column = (...values: readonly unknown[]) => fromRows(values.map((v) => ({ v })));
const typeOf = async (...values: readonly unknown[]) => typesOf(await opened(column(...values)))[0];

describe('the type of a column', () => {
  test.each<[string, readonly unknown[]]>([
    ['BOOLEAN', [true, false, null]],
    ['BIGINT', [1, -9_007_199_254_740_991, 2n]],
    ['BIGINT', [2n ** 63n - 1n]],
    ['HUGEINT', [2n ** 63n, 1]],
    ['DOUBLE', [1, 0.5]],
    ['DOUBLE', [1, Number.NaN]],
    ['DOUBLE', [Number.NEGATIVE_INFINITY, 3]],
    ['DOUBLE', [1e300]],
    ['DOUBLE', [0, -0]],
    ['VARCHAR', ['a', undefined, '']],
    ['VARCHAR', [null]],
    ['TIMESTAMP', [new Date(0)]],
    ['BLOB', [new Uint8Array([1])]],
    ['BIGINT[]', [[1, 2], [], null]],
    ['DOUBLE[][]', [[[1]], [[0.5]]]],
    [
      'STRUCT("a" BIGINT, "b" VARCHAR)',
      [
        { a: 1, b: 'x' },
        { b: null, a: 2 },
      ],
    ],
    ['STRUCT("a" BIGINT)[]', [[{ a: 1 }, { a: 2 }]]],
    ['BIGINT[]', [new Set([1, 2]), [3], new Set(), null]],
    ['MAP(VARCHAR, BIGINT)', [new Map([['a', 1]]), new Map(), null]],
    ['MAP(TIMESTAMP, DOUBLE[])', [new Map([[new Date(0), new Set([0.5])]])]],
    ['JSON', [1, 'a']],
    ['JSON', [new Map([['a', 1]]), { a: 1 }]],
    [
      'JSON',
      [
        new Map<string, unknown>([
          ['a', 1],
          ['b', 'x'],
        ]),
      ],
    ],
    ['JSON', [1n, 0.5]],
    ['JSON', [{ a: 1 }, { b: 1 }]],
    ['JSON', [{ a: 1, A: 1 }]],
    ['JSON', [{}]],
    ['JSON', [[1, 'a']]],
  ])('is %s for %o', async (type, values) => {
    expect(await typeOf(...values)).toBe(`v ${type}`);
  });

  test('is what the schema wants where there is no value', async () => {
    const shape = { b: z.boolean(), n: z.number(), d: z.date(), s: z.string(), o: z.object({}) };
    const session = await opened(fromRows([{ b: null, n: null, d: null, s: null, o: null }]), {
      shape,
    });
    expect(typesOf(session)).toEqual([
      'b BOOLEAN',
      'n BIGINT',
      'd TIMESTAMP',
      's VARCHAR',
      'o JSON',
    ]);
  });
});

describe('rows', () => {
  test('have the columns of all of them, in the order of their appearance, and NULL for what is absent', async () => {
    const rows: object[] = [
      { b: 1 },
      { a: 'x', b: undefined },
      { constructor: 2, ['__proto__']: 3 },
      {},
    ];
    expect(await valuesOf(fromRows(rows))).toEqual([
      [1n, null, null, null],
      [null, 'x', null, null],
      [null, null, 2n, 3n],
      [null, null, null, null],
    ]);
  });

  test('may come from any iterable, and be read more than once', async () => {
    const rows = fromRows(new Set([{ a: 1 }, { a: 2 }]), { label: 'numbers' });
    expect(rows.label).toBe('numbers');
    expect(await valuesOf(rows)).toEqual([[1n], [2n]]);
    expect(await valuesOf(rows)).toEqual([[1n], [2n]]);
  });

  test('of none are an empty dataset with the columns of the schema', async () => {
    const session = await opened(fromRows([]), { shape: { id: z.int(), name: z.string() } });
    expect(typesOf(session)).toEqual(['id BIGINT', 'name VARCHAR']);
    expect(await rowsOf(session)).toEqual([]);
  });

  test('with values of several types are JSON, and the outcome says so', async () => {
    const session = await opened(
      column('a', 1, null, -0, { x: [1n, new Date(0), undefined], y: undefined }, ['é'], true),
    );
    expect((await rowsOf(session)).map(({ v }) => v)).toEqual([
      '"a"',
      '1',
      null,
      '-0',
      '{"x":[1,"1970-01-01T00:00:00.000Z",null]}',
      '["é"]',
      'true',
    ]);
    expect(session.columns[0]?.family).toBe('json');
    expect(session.notes).toEqual([
      'Column "v" holds values of several types and is kept as JSON.',
    ]);
  });

  test('hold Sets as lists and Maps as maps; a NULL and a NaN within them stay', async () => {
    const rows = fromRows([
      {
        s: new Set([1, Number.NaN, null]),
        m: new Map([
          ['a', null],
          ['b', 2n],
        ]),
      },
      { s: null, m: null },
    ]);
    expect(await valuesOf(rows)).toEqual([
      [
        [1, Number.NaN, null],
        [
          ['a', null],
          ['b', 2n],
        ],
      ],
      [null, null],
    ]);
  });

  test('with Sets and Maps pass the schemas that take them', async () => {
    const held = contract('held', {
      schema: z.object({
        tags: z.set(z.string()).max(2),
        sizes: z.map(z.int(), z.number().nullable()),
        mixed: z.map(z.string(), z.union([z.int(), z.string()])),
      }),
    });
    const rows = [
      { tags: new Set(['a', 'b']), sizes: new Map([[1, 0.5]]), mixed: new Map([['a', 1]]) },
      { tags: new Set(), sizes: new Map([[2, null]]), mixed: new Map([['b', 'x']]) },
    ];
    const failed = async (given: readonly object[]) =>
      (await measureAll(held, fromRows(given))).filter(({ state }) => state !== 'passed');
    expect(await failed(rows)).toEqual([]);
    const [first] = rows;
    expect(await failed([{ ...first, tags: new Set(['a', 'b', 'c']) }])).toHaveLength(1);
  });

  test('are measured by a contract', async () => {
    const people = contract(
      'people',
      { schema: z.object({ id: z.int(), mail: z.email().nullable() }) },
      ({ rows, column: of }) => [rows.count().equals(2), of('id').unique()],
    );
    const outcomes = await measureAll(
      people,
      fromRows([
        { id: 1, mail: 'ada@example.org' },
        { id: 1, mail: 'nobody' },
      ]),
    );
    expect(
      outcomes.filter(({ state }) => state !== 'passed').map(({ title, state }) => [title, state]),
    ).toMatchInlineSnapshot(`
      [
        [
          "column('mail') is an email",
          "failed",
        ],
        [
          "column('id').unique()",
          "failed",
        ],
      ]
    `);
  });
});

describe('what is no data is refused, by row and column and without the value', () => {
  const cyclic: { self?: unknown } = {};
  cyclic.self = cyclic;
  test.each<[string, readonly unknown[], string]>([
    [
      'a lone surrogate',
      ['x', 'a\ud800'],
      "Row 2 of fromRows(), column 'v', holds text with half a surrogate pair, which is no character.",
    ],
    [
      'a lone surrogate within',
      [{ a: ['\udfff'] }],
      "Row 1 of fromRows(), column 'v', holds text with half a surrogate pair, which is no character.",
    ],
    [
      'a lone surrogate in a key',
      [{ '\ud800': 1 }],
      "Row 1 of fromRows(), column 'v', has a key with half a surrogate pair, which is no character.",
    ],
    [
      'a symbol',
      [Symbol('secret')],
      "Row 1 of fromRows(), column 'v', holds a symbol, which is no data.",
    ],
    [
      'a function',
      [() => 1],
      "Row 1 of fromRows(), column 'v', holds a function, which is no data.",
    ],
    ['an invalid date', [new Date('x')], "Row 1 of fromRows(), column 'v', holds an Invalid Date."],
    [
      'an instance',
      [new URL('https://example.org')],
      "Row 1 of fromRows(), column 'v', holds a URL, where only plain objects, arrays, Sets, Maps, Dates and bytes are data.",
    ],
    [
      'a key that is NULL',
      [new Map([[null, 1]])],
      "Row 1 of fromRows(), column 'v', holds a Map with a key that is NULL.",
    ],
    [
      'two keys that are one',
      [
        new Map<unknown, number>([
          [1, 1],
          [1n, 2],
        ]),
      ],
      "Row 1 of fromRows(), column 'v', holds a Map with two keys of one value.",
    ],
    [
      'a Map for JSON whose keys are numbers',
      [
        new Map<number, unknown>([
          [1, 1],
          [2, 'x'],
        ]),
      ],
      "Row 1 of fromRows(), column 'v', holds a Map that only JSON could hold, and keys of JSON are text.",
    ],
    [
      'NaN beside text',
      ['a', Number.NaN],
      "Row 2 of fromRows(), column 'v', holds NaN beside values of other types, and JSON has no such number.",
    ],
    [
      'bytes beside text',
      ['a', new Uint8Array()],
      "Row 2 of fromRows(), column 'v', holds bytes beside values of other types, and JSON has no bytes.",
    ],
    [
      'more than 128 bits',
      [2n ** 127n],
      "A row of fromRows(), column 'v', holds a bigint of more than 128 bits: give it as text.",
    ],
    [
      'a cycle',
      [cyclic],
      "Row 1 of fromRows(), column 'v', nests deeper than 100 levels, or holds itself.",
    ],
  ])('%s', async (_, values, message) => {
    expect(await refusal(() => opened(column(...values)))).toBe(`DATASET_INVALID: ${message}`);
  });

  test.each<[string, readonly unknown[], string]>([
    [
      'null for a row',
      [null],
      'Row 1 of fromRows() is no object (null): a row has a key for each column.',
    ],
    [
      'a list for a row',
      [[1]],
      'Row 1 of fromRows() is no object (Array): a row has a key for each column.',
    ],
    [
      'a number for a row',
      [{ a: 1 }, 2],
      'Row 2 of fromRows() is no object (number): a row has a key for each column.',
    ],
    [
      'a Map for a row',
      [new Map()],
      'Row 1 of fromRows() is no object (Map): a row has a key for each column.',
    ],
    [
      'an empty name',
      [{ '': 1 }],
      'rows in memory has a column with an empty name: give it another name.',
    ],
    [
      'names that differ by case',
      [{ id: 1 }, { ID: 2 }],
      "rows in memory has the columns 'id' and 'ID', which SQL takes for one: rename one of them.",
    ],
    [
      'no column',
      [{}],
      'rows in memory has no columns: no row has a key, and no schema names them.',
    ],
    [
      'no row and no schema',
      [],
      'rows in memory has no columns: no row has a key, and no schema names them.',
    ],
  ])('%s', async (_, rows, message) => {
    expect(await refusal(() => opened(fromRows(rows as object[])))).toBe(
      `DATASET_INVALID: ${message}`,
    );
  });

  test.each<[string, () => unknown, string]>([
    [
      'no rows',
      () => fromRows(undefined as never),
      'fromRows() takes an array of objects, or another iterable of them.',
    ],
    [
      'one object',
      () => fromRows({ a: 1 } as never),
      'fromRows() takes an array of objects, or another iterable of them.',
    ],
    [
      'an option that is not known',
      () => fromRows([], { name: 'x' } as never),
      'fromRows() has no option name. It knows label.',
    ],
  ])('%s', async (_, make, message) => {
    expect(await refusal(make)).toBe(`DATASET_INVALID: ${message}`);
  });
});

describe('what goes in comes out', () => {
  const text = fc.string({ unit: 'binary' }).map((value) => value.toWellFormed());
  const scalars: readonly fc.Arbitrary<unknown>[] = [
    fc.boolean(),
    fc.double(),
    fc.integer(),
    fc.bigInt({ min: -(2n ** 127n), max: 2n ** 127n - 1n }),
    text,
    fc.date({ noInvalidDate: true }),
    fc.uint8Array(),
  ];
  const cells = [
    ...scalars,
    ...scalars.map((of) => fc.array(fc.option(of))),
    ...scalars.map((of) => fc.record({ a: fc.option(of), 'b "c': fc.array(of) })),
  ];
  const rows = fc
    .tuple(...cells.map((cell) => fc.option(cell, { freq: 3 })))
    .map((values) => Object.fromEntries(values.map((value, at) => [`c${at}`, value])));

  test('for every type, NULL and NaN and -0 too', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(rows, { minLength: 1, maxLength: 30 }), async (given) => {
        const session = await opened(fromRows(given));
        expect((await rowsOf(session)).map(asGiven)).toEqual(given.map(asGiven));
      }),
      { numRuns: 30 },
    );
  });

  test('as JSON where the types are mixed', async () => {
    const value = fc.oneof(
      fc.boolean(),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      text,
      fc.array(text),
      fc.dictionary(text, fc.integer()),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(value, { minLength: 2, maxLength: 20 }), async (values) => {
        const session = await opened(column('text', 1, ...values));
        const found = (await rowsOf(session)).map(({ v }) => JSON.parse(String(v)));
        expect(found).toEqual(['text', 1, ...values]);
      }),
      { numRuns: 30 },
    );
  });
});

/** An integer is one, whether bigint or number. */
function asGiven(value: unknown): unknown {
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : value;
  if (Array.isArray(value)) return value.map(asGiven);
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Date || value instanceof Uint8Array) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, asGiven(item)]));
}
