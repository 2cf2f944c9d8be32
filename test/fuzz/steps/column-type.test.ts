import fc from 'fast-check';
import { expect, test } from 'vitest';
import { columnType } from '../../../src/fuzz/steps/column-type.ts';
import { sqlStep } from '../../../src/fuzz/steps/sql-step.ts';
import type { Family } from '../../../src/metric/expression.ts';
import { opened, table } from './step-tables.ts';

const day = new Date('2026-02-28');
const time = new Date('2026-02-28T10:00:00.123Z');

test.each<[Family | null, readonly unknown[], string]>([
  ['integer', [], 'BIGINT'],
  ['integer', [1, null, -5], 'BIGINT'],
  ['integer', [1, 2n ** 70n], 'HUGEINT'],
  ['integer', [1, 1.5], 'DOUBLE'],
  ['integer', [1, NaN], 'DOUBLE'],
  ['integer', [1, 'N/A'], 'VARCHAR'],
  ['integer', [1, true], 'VARCHAR'],
  ['float', [1, 2], 'DOUBLE'],
  ['float', [1.5, 2n ** 60n], 'VARCHAR'],
  ['decimal', [], 'DECIMAL(18,2)'],
  ['decimal', [1.125, 3], 'DECIMAL(18,3)'],
  ['decimal', [0.01, 1e17], 'DECIMAL(38,2)'],
  ['decimal', [0.01, Infinity], 'DOUBLE'],
  ['text', [null], 'VARCHAR'],
  ['text', ['a', 1], 'VARCHAR'],
  ['text', [1, 2], 'VARCHAR'],
  ['boolean', [true], 'BOOLEAN'],
  ['boolean', ['yes'], 'VARCHAR'],
  ['date', [day, null], 'DATE'],
  ['date', [day, time], 'TIMESTAMP'],
  ['date', [day, '28.2.26'], 'VARCHAR'],
  ['timestamp', [day], 'TIMESTAMP'],
  ['json', [{ a: 1 }, 'x'], 'JSON'],
  ['struct', [{ a: 1 }, null], 'STRUCT("a" BIGINT)'],
  ['struct', [{ a: 1 }, 'x'], 'JSON'],
  ['list', [['a'], []], 'VARCHAR[]'],
  ['map', [new Map([['a', 1]])], 'MAP(VARCHAR, BIGINT)'],
  ['binary', [Uint8Array.of(1)], 'BLOB'],
  [null, [1, 2], 'BIGINT'],
  [null, ['a', time], 'VARCHAR'],
])('%s of %o is %s', (family, values, type) => {
  expect(columnType(family, values)).toBe(type);
});

test('a column without values has the type that is declared', () => {
  expect(columnType('struct', [null], 'STRUCT(a BIGINT)')).toBe('STRUCT(a BIGINT)');
  expect(columnType('list', [[], null], 'BIGINT[]')).toBe('BIGINT[]');
  expect(columnType('list', [['a']], 'BIGINT[]')).toBe('VARCHAR[]');
});

test('a column of several types holds the texts of a file', async () => {
  const step = await opened(sqlStep('from input'));
  const mixed = [1, 1.5, NaN, 'N/A', true, day, time, null];
  const { rows } = await step.run([
    table(
      { a: 'date' },
      mixed.map((a) => ({ a })),
    ),
  ]);
  const texts = ['1', '1.5', 'NaN', 'N/A', 'true', '2026-02-28', '2026-02-28 10:00:00.123', null];
  expect(rows.map(({ a }) => a)).toEqual(texts);
});

test('half a surrogate pair is written as in a file, and an Invalid Date is refused', async () => {
  const step = await opened(sqlStep('from input'));
  const of = (a: unknown) => step.run([table({ a: null }, [{ a }])]);
  expect((await of('\ud800')).rows).toEqual([{ a: '\ufffd' }]);
  await expect(of(new Date(NaN))).rejects.toMatchObject({
    code: 'STEP_INVALID',
    message: "The step's input can't be a table: table 'input', column 'a' holds an Invalid Date.",
  });
});

test('rows come back as they went in', async () => {
  const step = await opened(sqlStep('from input'));
  const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary);
  const row = fc.record({
    integer: optional(fc.oneof(fc.maxSafeInteger(), fc.bigInt(2n ** 54n, 2n ** 63n - 1n))),
    float: optional(fc.double().filter((value) => !Number.isInteger(value))),
    text: optional(fc.string({ unit: 'grapheme' })),
    boolean: optional(fc.boolean()),
    timestamp: optional(fc.date({ noInvalidDate: true })),
    list: optional(fc.array(fc.string())),
    struct: optional(
      fc.record({ a: optional(fc.double()), b: optional(fc.date({ noInvalidDate: true })) }),
    ),
    binary: optional(fc.uint8Array({ minLength: 1 })),
  });
  const families = [
    'integer',
    'float',
    'text',
    'boolean',
    'timestamp',
    'list',
    'struct',
    'binary',
  ] as const;
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 5 }), async (rows) => {
      const given = table(Object.fromEntries(families.map((family) => [family, family])), rows);
      expect((await step.run([given])).rows).toEqual(rows);
    }),
    { numRuns: 30 },
  );
});
