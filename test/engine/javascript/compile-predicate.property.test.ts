import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { closeEngines, openSession } from '../../../src/engine/duckdb/open-session.ts';
import { Declined, EngineError, type Session } from '../../../src/engine/engine.ts';
import {
  compilePredicate,
  type EngineRow,
} from '../../../src/engine/javascript/compile-predicate.ts';
import type { Comparison, Predicate, Scalar } from '../../../src/metric/expression.ts';
import { now } from '../../support/measured.ts';
import { table } from '../../support/table.ts';

/** Values at which dialects part: NULL, NaN, infinities, signed zero, decimals, white space, case, emoji, time zones. */
const data = table(`
  select i, f, m, s, d, t, b from
    (values (1), (0), (-3), (2147483647), (null)) a(i),
    (values (1.5::double), (0.1), ('-0'::double), ('nan'::double), ('inf'::double), ('-inf'::double), (1e300), (null)) b(f),
    (values (0.30::decimal(10, 2), 'a', date '2026-11-24', timestamp '2026-11-24 00:00:00.000', true),
            (-1.25, ' A ', date '1969-12-31', timestamp '1970-01-01 00:00:00', false),
            (99999999.99, '', date '9999-12-31', timestamp '2026-11-25 12:00:00', null),
            (null, null, null, null, null),
            (0, 'ß\u00a0' || chr(128512), date '2024-02-29', timestamp '2024-02-29 23:59:59.999', true)) c(m, s, d, t, b)
`);

const column = (name: string): Scalar => ({ kind: 'column', name });
const constantOf = (value: fc.Arbitrary<string | number | bigint | boolean | Date>) =>
  value.map((one): Scalar => ({ kind: 'literal', value: one }));

const numberColumn = fc.constantFrom('i', 'f', 'm').map(column);
const number: fc.Arbitrary<Scalar> = fc.oneof(
  numberColumn,
  constantOf(
    fc.oneof(
      fc.constantFrom(0, -0, 1, 1.5, 0.1, 0.3, -3, 1e300, Infinity),
      fc.integer({ min: -5, max: 5 }),
    ),
  ),
  fc.constant<Scalar>({ kind: 'length', of: column('s') }),
);
const instant: fc.Arbitrary<Scalar> = fc.oneof(
  fc.constantFrom('d', 't').map(column),
  fc.constant<Scalar>({ kind: 'now' }),
  constantOf(
    fc.constantFrom(
      new Date('2026-11-24'),
      new Date('1970-01-01'),
      new Date('2024-02-29T23:59:59.999Z'),
    ),
  ),
);
const text: fc.Arbitrary<Scalar> = fc.oneof(
  fc.constant(column('s')),
  constantOf(fc.constantFrom('', 'a', ' A ', 'b')),
);
const truth: fc.Arbitrary<Scalar> = fc.oneof(fc.constant(column('b')), constantOf(fc.boolean()));
const operator = fc.constantFrom<Comparison[]>('<', '<=', '>', '>=', '=', '<>');
const pair = (side: fc.Arbitrary<Scalar>) =>
  fc.record({ kind: fc.constant('compare' as const), op: operator, left: side, right: side });
const pattern = fc.constantFrom('^\\s*$', '^\\s|\\s$', 'a', '^.$', '[^a]', '(?=a)', 'ß');

const leaf: fc.Arbitrary<Predicate> = fc.oneof(
  pair(number),
  pair(instant),
  pair(text),
  pair(truth),
  fc.oneof(number, instant, text, truth).map((of): Predicate => ({ kind: 'isNull', of })),
  numberColumn.map((of): Predicate => ({ kind: 'isNaN', of })),
  numberColumn.map((of): Predicate => ({ kind: 'isInfinite', of })),
  fc.record({
    kind: fc.constant('oneOf' as const),
    of: number,
    values: fc.array(fc.constantFrom(0, 1, 1.5, 'a'), { minLength: 1 }),
  }),
  fc.record({
    kind: fc.constant('oneOf' as const),
    of: text,
    values: fc.array(fc.constantFrom('a', '', 1, true), { minLength: 1 }),
  }),
  fc.record({
    kind: fc.constant('matches' as const),
    of: fc.constant(column('s')),
    source: pattern,
    flags: fc.constantFrom('', 'i', 's'),
  }),
  fc.record({
    kind: fc.constant('multipleOf' as const),
    of: fc.constantFrom('i', 'f', 'm').map(column),
    step: fc.constantFrom(1, 2, 0.5, 0.1),
  }),
);
const { predicate } = fc.letrec<{ predicate: Predicate }>((tie) => ({
  predicate: fc.oneof(
    { depthSize: 'small' },
    leaf,
    fc.record({
      kind: fc.constantFrom('and' as const, 'or' as const),
      terms: fc.array(tie('predicate'), { maxLength: 3 }),
    }),
    tie('predicate').map((term): Predicate => ({ kind: 'not', term })),
  ),
}));

let session: Session;
let rows: readonly EngineRow[];
beforeAll(async () => {
  session = await openSession(data, [], { root: process.cwd(), now });
  rows = await session.query(`select * from ${session.relation}`);
});
afterAll(async () => {
  await session.close();
  await closeEngines();
});

test('JavaScript and SQL decide alike on every row', async () => {
  let compared = 0;
  await fc.assert(
    fc.asyncProperty(predicate, async (node) => {
      const judge = await compilePredicate(node, now);
      const inJavaScript = rows.filter((row) => judge(row)).length;
      const inSql = await countInSql(node);
      if (inSql === null) return;
      compared += 1;
      expect(inSql).toBe(inJavaScript);
    }),
    { numRuns: 600 },
  );
  expect(compared).toBeGreaterThan(400);
}, 60_000);

/** Null where SQL leaves it to JavaScript, at once or on meeting a value. */
async function countInSql(node: Predicate): Promise<number | null> {
  try {
    const sql = session.dialect.aggregate({ kind: 'countIf', predicate: node }, null, session);
    const [row] = await session.query(`select ${sql} as n from ${session.relation}`);
    return Number(row?.n);
  } catch (error) {
    if (error instanceof Declined) return null;
    if (error instanceof EngineError && error.message.includes('assay declines')) return null;
    throw error;
  }
}
