import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Row } from '../../../src/generate/row-domain.ts';
import { held, type RowsStep } from './step-case.ts';

const sales: readonly Row[] = [
  { id: 1, amount: 10, place: 'Bern' },
  { id: 2, amount: 2.5, place: 'Genf' },
  { id: 2, amount: 4, place: 'Bern' },
  { id: null, amount: null, place: null },
];

const identity: RowsStep = (rows) => rows;
const trim: RowsStep = (rows) => rows.map((row) => ({ ...row, place: String(row.place).trim() }));
const addOne: RowsStep = (rows) => rows.map((row) => ({ ...row, amount: Number(row.amount) + 1 }));
const byId: RowsStep = (rows) => [...new Map(rows.map((row) => [row.id, row])).values()];
const withoutLast: RowsStep = (rows) => rows.slice(0, -1);
const once: RowsStep = (rows) => [...new Set(rows.map(({ id }) => id))].map((id) => ({ id }));
const rare: RowsStep = (rows) => (rows.length > 2 ? [] : rows);
const fails: RowsStep = (rows) => {
  if (rows.length < 4) throw new Error('it wants four');
  return rows;
};

describe.each<[option: unknown, keep: RowsStep, breaks: RowsStep, sentence: string]>([
  ['idempotent', trim, addOne, 'a second run changes the output'],
  ['order-independent', once, byId, 'the order of the rows matters: in reverse'],
  [{ keeps: 'id' }, byId, withoutLast.bind(null), "the values of 'id' are not kept"],
  [{ keepsSum: 'amount' }, trim, addOne, "the sum of 'amount' is 16.5 in the input and 20.5"],
  ['monotone', once, rare, 'the rest of the rows removes 2 rows'],
  ['no invented values', byId, addOne, "in 'amount' that no row of the input has there"],
  [{ noInventedValues: ['place'] }, addOne, trim, "1 row of the output has a value in 'place'"],
  [{ noInventedValues: { except: ['amount'] } }, addOne, trim, "in 'place' that no row"],
  ['commutes with split', trim, once, 'two halves of the rows, each by itself'],
])('%o', (option, keep, breaks, sentence) => {
  // Of all rows but the last, a key is lost only where it is that row's alone.
  const rows = JSON.stringify(option).includes('"keeps"') ? sales.slice(0, 2) : sales;

  test('holds for a step that keeps it, and for one that changes nothing', async () => {
    expect(await held(option, keep, sales)).toBeNull();
    expect(await held(option, identity, sales)).toBeNull();
  });

  test('does not hold for a step that breaks it, and says so', async () => {
    const broken = await held(option, breaks, rows);
    expect(broken?.sentence).toContain(sentence);
    expect(broken?.sentence).toMatch(/\.$/);
    if (!JSON.stringify(option).includes('Sum'))
      expect(broken?.shown[0]?.rows.length).toBeGreaterThan(0);
  });
});

test.each(['monotone', 'commutes with split'])(
  '%s: a step that fails on a part breaks it',
  async (law) => {
    const broken = await held(law, fails, sales);
    expect(broken?.sentence).toBe('the step fails on the first half of its rows: it wants four');
    expect(broken?.shown[0]?.rows).toHaveLength(2);
  },
);

test('a step that fails on its own output is not idempotent', async () => {
  const broken = await held('idempotent', (rows) => fails(rows).slice(1), sales);
  expect(broken?.sentence).toBe('the step fails on its own output: it wants four');
});

test('a second run gets no columns that the first did not', async () => {
  const counts: RowsStep = (rows) => rows.map((row) => ({ ...row, size: Object.keys(row).length }));
  expect(await held('idempotent', counts, sales)).toBeNull();
});

describe('sums', () => {
  const amounts = (...all: readonly unknown[]) => all.map((amount) => ({ amount }));
  const becomes =
    (...all: readonly unknown[]): RowsStep =>
    () =>
      amounts(...all);
  const sum = { keepsSum: 'amount' };

  test.each<[readonly unknown[], readonly unknown[]]>([
    [[0.1, 0.2], [0.30000000000000004]],
    [[0.1, 0.2], [{ digits: 3n, scale: 1 }]],
    [[1, 'N/A', null], [1n]],
    [[1e16, 1, -1e16], [1]],
    [[NaN, 1], [NaN]],
    [[Infinity, 1], [Infinity]],
    [[-0], [0]],
    [[], []],
  ])('%o and %o are one', async (before, after) => {
    expect(await held(sum, becomes(...after), amounts(...before), ['amount'])).toBeNull();
  });

  test.each<[readonly unknown[], readonly unknown[]]>([
    [[0.1, 0.2], [0.31]],
    [[2n ** 53n, 1], [2n ** 53n]],
    [[NaN, 1], [1]],
    [[Infinity], [-Infinity]],
    [[0.1, 0.2], [0.3000000001]],
    [[1], []],
  ])('%o and %o are two', async (before, after) => {
    expect(await held(sum, becomes(...after), amounts(...before), ['amount'])).not.toBeNull();
  });
});

describe("a user's own law", () => {
  const own = (answer: unknown) => ({ name: 'mine', holds: () => answer });

  test('holds where it answers true, also later', async () => {
    expect(await held(own(true), identity, sales)).toBeNull();
    expect(await held(own(Promise.resolve(true)), identity, sales)).toBeNull();
  });

  test.each([
    [false, 'it does not hold.'],
    ['two rows are gone', 'two rows are gone'],
    [undefined, 'its function returned undefined, which is no answer'],
    ['', 'its function returned an empty text'],
    [1, 'its function returned 1'],
  ])('%o is no pass', async (answer, sentence) => {
    expect((await held(own(answer), identity, sales))?.sentence).toContain(sentence);
  });

  test('sees input and output, and breaks where it throws', async () => {
    const fewer = {
      name: 'fewer',
      holds: (input: readonly Row[], output: readonly Row[]) => output.length < input.length,
    };
    expect(await held(fewer, withoutLast, sales)).toBeNull();
    expect(await held(fewer, identity, sales)).not.toBeNull();
    const throws = { name: 'x', holds: () => null as unknown as boolean };
    expect((await held(throws, identity, sales))?.sentence).toContain('returned null');
    const breaks = {
      name: 'x',
      holds: () => {
        throw new RangeError('no');
      },
    };
    expect((await held(breaks, identity, sales))?.sentence).toBe(
      'its function threw a RangeError: no',
    );
  });
});

const values = fc.oneof(
  fc.integer({ min: -3, max: 3 }),
  fc.double(),
  fc.bigInt(),
  fc.string({ maxLength: 3 }),
  fc.boolean(),
  fc.date(),
  fc.constantFrom(null, undefined, NaN, -0, 0, 'null'),
  fc.array(fc.integer(), { maxLength: 2 }),
  fc.record({ x: fc.integer() }),
  fc.constantFrom(new Map([[1, 'a']]), new Set([1]), new Uint8Array([1])),
);
const rowLists = fc.array(fc.record({ id: values, amount: values }, { requiredKeys: [] }), {
  maxLength: 8,
});
const laws = [
  'idempotent',
  'order-independent',
  'no invented values',
  'monotone',
  'commutes with split',
  { keeps: 'id' },
  { keepsSum: 'amount' },
];

test('every law holds for a step that changes nothing but copies, on all rows', async () => {
  const copied: RowsStep = (rows) =>
    rows.map((row) => ({ id: row.id, amount: row.amount ?? null })).toReversed();
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...laws), rowLists, async (law, rows) => {
      expect(await held(law, copied, rows, ['id', 'amount'])).toBeNull();
    }),
    { numRuns: 300 },
  );
});

test('laws look at all of a row: a value that changes is found', async () => {
  await fc.assert(
    fc.asyncProperty(rowLists, fc.nat(), async (rows, at) => {
      fc.pre(rows.length > 0);
      let runs = 0;
      // The second run changes one value, which no law may miss.
      const changing: RowsStep = (given) => {
        runs += 1;
        const place = at % Math.max(given.length, 1);
        return runs === 1
          ? given
          : given.map((row, index) => (index === place ? { ...row, id: 'changed' } : row));
      };
      expect(await held('idempotent', changing, rows, ['id', 'amount'])).not.toBeNull();
    }),
    { numRuns: 100 },
  );
});
