import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { closeEngines } from '../../../src/engine/duckdb/open-session.ts';
import { type Expectation, type Outcome, z } from '../../../src/index.ts';
import { nearest } from '../../../src/value/nearest.ts';
import { units } from '../../support/double-units.ts';
import { declared } from '../../support/measured.ts';
import { table } from '../../support/table.ts';

// Sums, means and deviations of doubles against whole numbers that lose nothing.

afterAll(closeEngines);

const literal = (value: number | null) =>
  value === null ? 'null::double' : `'${Object.is(value, -0) ? '-0' : value}'::double`;

/** sum, mean and stddev of a column of these values. */
async function measured(values: readonly (number | null)[], type = 'double') {
  const rows = values.map((value) => `(cast(${literal(value)} as ${type}))`).join(', ');
  const data = table(`select x from (values ${rows}) v(x)`);
  const schema = z.object({ x: z.number().nullable() });
  const found = await declared(data, { schema }, ({ column }): readonly Expectation[] => [
    column('x').sum().atLeast(0),
    column('x').mean().atLeast(0),
    column('x').stddev().above(0),
  ]);
  return found.map(numberOf);
}

const numberOf = ({ value, problem }: Outcome) => {
  expect(problem).toBeNull();
  return value === null ? null : Number(value);
};

const total = (values: readonly number[]) => values.map(units).reduce((sum, one) => sum + one, 0n);

const exactSum = (values: readonly number[]) => nearest(total(values), 1n, -1074);
const exactMean = (values: readonly number[]) =>
  nearest(total(values), BigInt(values.length), -1074);

function exactDeviation(values: readonly number[]): number | null {
  const n = BigInt(values.length);
  if (n < 2n) return null;
  const squares = values.map(units).reduce((sum, one) => sum + one * one, 0n);
  const spread = n * squares - total(values) ** 2n;
  // A square root of so many digits that the quotient loses none which a double has.
  const root = squareRoot((spread << 2200n) / (n * (n - 1n)));
  return nearest(root, 1n, -1074 - 1100);
}

function squareRoot(of: bigint): bigint {
  if (of < 2n) return of;
  let root = 1n << BigInt(Math.ceil(of.toString(2).length / 2));
  for (;;) {
    const next = (root + of / root) >> 1n;
    if (next >= root) return root;
    root = next;
  }
}

/** Of both signs, and sizes that differ by a factor of up to 2^60: the largest one's unit holds the smallest one's digits. */
const size = fc.double({ min: 1, max: 2, noNaN: true });
const values = fc
  .tuple(
    fc.integer({ min: -1000, max: 950 }),
    fc.array(fc.tuple(size, fc.integer({ min: 0, max: 60 }), fc.boolean()), {
      minLength: 1,
      maxLength: 40,
    }),
  )
  .map(([scale, list]) =>
    list.map(([one, shift, isNegative]) => (isNegative ? -one : one) * 2 ** (scale + shift - 30)),
  );

test('a sum and a mean are the doubles nearest to the true ones', async () => {
  await fc.assert(
    fc.asyncProperty(values, async (list) => {
      const [sum, mean] = await measured(list);
      expect([sum, mean]).toEqual([exactSum(list) || 0, exactMean(list) || 0]);
    }),
    { numRuns: 80 },
  );
});

test('a deviation is off by less than a millionth of a millionth of the largest value', async () => {
  await fc.assert(
    fc.asyncProperty(values, async (list) => {
      const [, , found] = await measured(list);
      const wanted = exactDeviation(list);
      if (wanted === null) {
        expect(found).toBeNull();
        return;
      }
      const largest = Math.max(...list.map(Math.abs));
      expect(Math.abs((found ?? Number.NaN) - wanted)).toBeLessThanOrEqual(
        wanted * 2 ** -52 + largest * 2 ** -57,
      );
    }),
    { numRuns: 80 },
  );
});

describe('what a sum in the order of the rows gets wrong', () => {
  const tenth = Array.from({ length: 1000 }, () => 0.1);

  test.each<readonly [string, readonly number[]]>([
    ['a large number that comes and goes', [1e16, 1, -1e16]],
    ['a thousand tenths', tenth],
    ['small ones after a large one', [2 ** 53, ...Array.from({ length: 64 }, () => 1)]],
    ['what is halfway between two doubles', [2 ** 53, 1]],
    ['nothing left', [0.1, 0.2, -0.2, -0.1]],
    ['zeros', [0, -0]],
    ['the largest doubles', [1.7e308, 1.7e308, -1.7e308]],
    ['the smallest', [5e-324, 5e-324, 1e-310]],
  ])('%s', async (_, list) => {
    const [sum, mean] = await measured(list);
    expect([sum, mean]).toEqual([exactSum(list) || 0, exactMean(list) || 0]);
  });

  test.each([0.1, 1e9 + 0.1, -7.3e250, 1 / 3])('%d alone has no deviation', async (value) => {
    const list = Array.from({ length: 77 }, () => value);
    expect(await measured(list)).toEqual([exactSum(list), value, 0]);
  });

  test('the deviation of what is far from zero', async () => {
    const list = [1e9, 1e9 + 1, 1e9 + 2, 1e9 + 0.25];
    expect(await measured(list)).toEqual([exactSum(list), exactMean(list), exactDeviation(list)]);
  });
});

describe('NaN and infinities', () => {
  test.each<readonly [readonly (number | null)[], readonly (number | null)[]]>([
    [
      [1, Number.NaN],
      [Number.NaN, Number.NaN, Number.NaN],
    ],
    [
      [1, Infinity],
      [Infinity, Infinity, Number.NaN],
    ],
    [
      [-Infinity, 1e308, 1e308],
      [-Infinity, -Infinity, Number.NaN],
    ],
    [
      [Infinity, -Infinity],
      [Number.NaN, Number.NaN, Number.NaN],
    ],
    [[Infinity], [Infinity, Infinity, Number.NaN]],
    [
      [null, 2, null],
      [2, 2, null],
    ],
    [[null], [null, null, null]],
  ])('%j', async (list, wanted) => {
    expect(await measured(list)).toEqual(wanted);
  });
});

test.each([
  'float',
  'tinyint',
  'usmallint',
  'integer',
  'uinteger',
  'bigint',
  'hugeint',
  'uhugeint',
  'decimal(9, 2)',
  'decimal(38, 4)',
])('integers and decimals as well: %s', async (type) => {
  const list = [3, 0, 7, 7, 100, 64];
  expect(await measured(list, type)).toEqual([
    exactSum(list),
    exactMean(list),
    exactDeviation(list),
  ]);
});

test('integers beyond those that a double counts', async () => {
  const data = table(
    `select unnest([9223372036854775807, 9223372036854775807, 9223372036854775806])::bigint as x`,
  );
  const schema = z.object({ x: z.bigint() });
  const [sum, mean] = await declared(data, { schema }, ({ column }) => [
    column('x').sum().equals(27670116110564327420n),
    column('x').mean().atLeast(0),
  ]);
  expect([sum?.state, sum?.value]).toEqual(['passed', '27670116110564327420']);
  expect(Number(mean?.value)).toBe(2 ** 63);
});

test('each segment has its own', async () => {
  const data = table(
    `select * from (values ('a', 1e16), ('b', 0.1), ('a', 1), ('b', 0.1), ('a', -1e16), ('b', 0.1), ('c', null)) v(s, x)`,
  );
  const schema = z.object({ s: z.string(), x: z.number().nullable() });
  const found = await declared(data, { schema }, ({ rows }) => [
    rows.per('s').column('x').sum().below(-1),
    rows.per('s').column('x').stddev().equals(0),
  ]);
  expect(found[0]?.sample?.rows).toEqual([
    ['c', null],
    ['b', '0.3'],
    ['a', '1'],
  ]);
  expect(found[1]?.sample?.rows).toEqual([
    ['c', null],
    ['a', '10,000,000,000,000,000'],
  ]);
});
