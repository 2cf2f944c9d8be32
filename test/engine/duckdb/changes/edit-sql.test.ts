import { inspect } from 'node:util';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { editSql } from '../../../../src/engine/duckdb/changes/edit-sql.ts';
import { type ColumnDescription, Declined } from '../../../../src/engine/engine.ts';
import { applyEdit } from '../../../../src/generate/faults/apply-edit.ts';
import type { Family } from '../../../../src/metric/expression.ts';
import type { Edit } from '../../../../src/value/edit.ts';
import '../../../support/seed.ts';
import { dataset, session } from '../duckdb-support.ts';

type Value = string | number | bigint | boolean | Date | null;

const texts: readonly (string | null)[] = [
  null,
  '',
  ' ',
  'a',
  'Hello World',
  'straße',
  'ﬁne ŉ ǰ ΐ İi ıI ƛ',
  'éÀÿ Ÿ ñ',
  'ΑΒΓ ς σ Ω',
  'мир Мир',
  '😀a👩‍👩‍👧 b',
  'e\u0301 cafe\u0301',
  'a\0b',
  '\ufeffbom',
  'ⴀႠ ᲊ Ᲊ 𐵐 𐵰',
  "it's",
  '%_\\',
  '0',
  '-0',
  '-1234567.891',
  '1234',
  '123',
  '1e5',
  '12.',
  '٣',
  '2024-03-05',
  '2024-02-30',
  '2024-13-01',
  '2024-00-10',
  '2024-01-32',
  '2024-03-05T12:34:56',
  '2024-03-05 12:34:56.789Z',
  '2024-12-31T23:59:59+02:00',
  '2024-01-01T00:00:00-23:59',
  '2024-01-01T00:00:00+24:00',
  '2024-01-01T24:00:00',
  '2024-01-01T24:00:01',
  '2024-01-01T12:60:00',
  '0000-01-01',
  '9999-12-31',
  '9999-12-31T23:59:59Z',
  '1969-12-31T23:59:59Z',
  '2024-03-05\n',
];

const edits: readonly Edit[] = [
  { kind: 'constant', value: null },
  { kind: 'constant', value: 'N/A' },
  { kind: 'constant', value: '' },
  { kind: 'constant', value: -999 },
  { kind: 'constant', value: -0 },
  { kind: 'constant', value: Number.NaN },
  { kind: 'constant', value: Number.POSITIVE_INFINITY },
  { kind: 'constant', value: 2 ** 53 },
  { kind: 'constant', value: 2n ** 63n },
  { kind: 'constant', value: true },
  { kind: 'constant', value: new Date('1969-07-20T00:00:00Z') },
  { kind: 'constant', value: new Date('9999-12-31T23:59:59.999Z') },
  { kind: 'scale', by: -1 },
  { kind: 'scale', by: 1000 },
  { kind: 'scale', by: 0.001 },
  { kind: 'scale', by: 2.54 },
  { kind: 'shift', by: 3_600_000 },
  { kind: 'shift', by: -86_400_000 },
  { kind: 'shift', by: 36_525 * 86_400_000 },
  { kind: 'surround', before: ' ', after: '\u200b' },
  { kind: 'surround', before: '\0', after: "'" },
  { kind: 'replace', from: 'a', to: '' },
  { kind: 'replace', from: ' ', to: '\u00a0' },
  { kind: 'case', to: 'upper' },
  { kind: 'case', to: 'lower' },
  { kind: 'case', to: 'title' },
  { kind: 'truncate', share: 0.5 },
  { kind: 'truncate', share: 0.1 },
  { kind: 'truncate', share: 1 },
  { kind: 'mojibake' },
  ...(
    [
      'day/month/year',
      'month/day/year',
      'day.month.yy',
      'year-day-month',
      'epoch',
      'without zone',
    ] as const
  ).map((to): Edit => ({ kind: 'dateFormat', to })),
  { kind: 'numberFormat', decimal: ',', thousands: '.' },
  { kind: 'numberFormat', decimal: '.', thousands: ',' },
  { kind: 'numberFormat', decimal: ',', thousands: '' },
  { kind: 'numberFormat', decimal: ',', thousands: ' ' },
];

/** Columns that JavaScript has the values of exactly. */
const columns: Readonly<Record<string, { family: Family; values: readonly Value[] }>> = {
  VARCHAR: { family: 'text', values: texts },
  DOUBLE: {
    family: 'float',
    values: [null, 0, 1, -1.5, 1e308, -5e-324, 0.1, Number.NaN, Number.POSITIVE_INFINITY],
  },
  INTEGER: { family: 'integer', values: [null, 0, 1, -7, 1000, 2147483647, -2147483648] },
  UTINYINT: { family: 'integer', values: [null, 0, 1, 200, 255] },
  BOOLEAN: { family: 'boolean', values: [null, true, false] },
  TIMESTAMP: {
    family: 'timestamp',
    values: [
      null,
      new Date('2024-03-05T12:34:56.789Z'),
      new Date('2024-03-13T00:00:00Z'),
      new Date('1969-12-31T23:59:59.999Z'),
      new Date('0001-01-01T00:00:00Z'),
      new Date('9999-12-31T23:59:59.999Z'),
      new Date(8.64e15),
    ],
  },
  DATE: {
    family: 'date',
    values: [null, new Date('2024-02-29'), new Date('2024-12-13'), new Date('0000-02-01')],
  },
};

const opened = (described: ColumnDescription) =>
  session(dataset(`select cast(null as ${described.type}) as v limit 0`));

/** The values that SQL and JavaScript make of these; SQL's in the type of the column. */
async function both(edit: Edit, type: string, values: readonly Value[]) {
  const described: ColumnDescription = {
    name: 'v',
    type,
    family: columns[type]?.family ?? 'other',
  };
  const { dialect, query } = await opened(described);
  const sql = editSql(edit, { column: described, columns: [described] });
  const list = values.map((value, at) => {
    const shown = value === null ? 'null' : dialect.literal(value as never);
    return `(${at}, cast(${shown} as ${type}))`;
  });
  const rows = await query(
    `select ${sql} as e, typeof(${sql}) as t from (values ${list.join(', ')}) as given(n, v) order by n`,
  );
  return {
    types: new Set(rows.map(({ t }) => t)),
    sql: rows.map(({ e }) => comparable(e)),
    javascript: values.map((value) => comparable(applyEdit(edit, value, {}))),
  };
}

const comparable = (value: unknown) => {
  if (value instanceof Date) return value.toISOString();
  return typeof value === 'bigint' ? Number(value) : value;
};

/** True where JavaScript's result is one of the column's type, which SQL keeps. */
function isHeld(type: string, edited: unknown): boolean {
  if (edited === null) return true;
  if (type === 'VARCHAR') return typeof edited === 'string';
  if (type === 'BOOLEAN') return typeof edited === 'boolean';
  if (type === 'INTEGER') return Number.isInteger(edited) && Math.abs(Number(edited)) < 2 ** 31;
  if (type === 'UTINYINT')
    return Number.isInteger(edited) && Number(edited) >= 0 && Number(edited) < 256;
  return true;
}

for (const [type, { values }] of Object.entries(columns)) {
  test(`edits of ${type} are those of JavaScript, in the type of the column`, async () => {
    let compared = 0;
    for (const edit of edits) {
      const made = await both(edit, type, values).catch((error: unknown) => {
        if (error instanceof Declined) return null;
        throw error;
      });
      if (made === null) continue;
      compared += 1;
      expect([...made.types], inspect(edit)).toEqual([type]);
      const kept = made.javascript.map((edited, at) =>
        isHeld(type, edited) ? edited : comparable(values[at]),
      );
      expect(made.sql, inspect(edit)).toEqual(kept);
    }
    expect(compared).toBeGreaterThan(0);
  });
}

test('edits of any text are those of JavaScript', async () => {
  const text = fc.string({ unit: 'binary', maxLength: 12 });
  const letters = fc.string({ unit: fc.constantFrom(...'aß İéŉǰǅ𐐀𞤀Ω ς1.,-:TZ'), maxLength: 12 });
  const lines = fc.array(fc.oneof(text, letters), { minLength: 40, maxLength: 40 });
  const kinds = edits.filter(({ kind }) => !['scale', 'constant'].includes(kind));
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...kinds), lines, async (edit, given) => {
      const made = await both(edit, 'VARCHAR', given);
      expect(made.sql).toEqual(made.javascript);
    }),
    { numRuns: 40 },
  );
});

test('an edit that can not keep the type is declined', () => {
  const column = (type: string, family: Family): ColumnDescription => ({ name: 'v', type, family });
  const refused: readonly (readonly [Edit, ColumnDescription])[] = [
    [{ kind: 'constant', value: 'N/A' }, column('INTEGER', 'integer')],
    [{ kind: 'constant', value: Number.NaN }, column('INTEGER', 'integer')],
    [{ kind: 'constant', value: -1 }, column('UTINYINT', 'integer')],
    [{ kind: 'constant', value: 99_999 }, column('DECIMAL(6,2)', 'decimal')],
    [{ kind: 'constant', value: 1.234 }, column('DECIMAL(6,2)', 'decimal')],
    [{ kind: 'numberFormat', decimal: ',', thousands: '' }, column('DOUBLE', 'float')],
    [{ kind: 'dateFormat', to: 'epoch' }, column('TIMESTAMP', 'timestamp')],
    [{ kind: 'shift', by: 3_600_000 }, column('DATE', 'date')],
    [{ kind: 'booleanFormat', yes: 'yes', no: 'no' }, column('BOOLEAN', 'boolean')],
    [{ kind: 'case', to: 'upper' }, column("ENUM('a', 'b')", 'text')],
    [{ kind: 'decompose' }, column('VARCHAR', 'text')],
    [{ kind: 'column', name: 'w' }, column('VARCHAR', 'text')],
  ];
  for (const [edit, one] of refused) {
    const other: ColumnDescription = { name: 'w', type: 'DOUBLE', family: 'float' };
    expect(() => editSql(edit, { column: one, columns: [one, other] }), edit.kind).toThrow(
      Declined,
    );
  }
});
