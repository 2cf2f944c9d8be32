import fc from 'fast-check';
import { expect, test } from 'vitest';
import { profiled, table } from '../suspicions/profiled.ts';

/** Returns a number from 0 to 1 that a row and a column decide. */
const drawn = (row: number, column: number): number => {
  const mixed = Math.imul(
    Math.imul(row + 1, 0x9e3779b1) ^ Math.imul(column + 7, 0x85ebca6b),
    0xc2b2ae35,
  );
  return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
};

const day = (at: number) =>
  new Date(Date.UTC(2025, 0, 1) + at * 86_400_000).toISOString().slice(0, 10);
const price = (row: number) => Math.round(drawn(row, 1) * 9000 + 100) / 100;
const quantity = (row: number) => 1 + Math.floor(drawn(row, 2) * 9);
const starts = (row: number) => Math.floor(drawn(row, 3) * 200);

const rulesOf = async (text: string) =>
  (await profiled(text)).relations.map(({ rule, broken, isByChance }) => ({
    rule,
    broken,
    isByChance,
  }));

const kept = (rule: string) => ({ rule, broken: 0, isByChance: false });

test('relations that all rows keep are found: times in order, sums and products', async () => {
  const found = await rulesOf(
    table(400, {
      id: (row) => row + 1,
      start: (row) => day(starts(row)),
      end: (row) => day(starts(row) + Math.floor(drawn(row, 4) * 9)),
      quantity,
      unit_price: (row) => price(row).toFixed(2),
      net: (row) => (quantity(row) * price(row)).toFixed(2),
      tax: (row) => (quantity(row) * price(row) * 0.19).toFixed(2),
      total: (row) =>
        (
          Number((quantity(row) * price(row)).toFixed(2)) +
          Number((quantity(row) * price(row) * 0.19).toFixed(2))
        ).toFixed(2),
    }),
  );
  expect(found).toEqual([
    kept(`rows.satisfy('"start" <= "end"')`),
    kept("column('net').plus(column('tax')).equals(column('total'), 0.005)"),
    kept(`rows.satisfy('abs("quantity" * "unit_price" - "net") < 0.01')`),
  ]);
});

test('a discount and a rate are found within a product, and whole numbers are equal exactly', async () => {
  const share = (row: number) => Math.floor(drawn(row, 5) * 5) / 20;
  const found = await rulesOf(
    table(300, {
      pieces: quantity,
      each: (row) => price(row).toFixed(2),
      discount: (row) => share(row).toFixed(2),
      amount: (row) => (quantity(row) * price(row) * (1 - share(row))).toFixed(2),
      men: (row) => Math.floor(drawn(row, 6) * 500),
      women: (row) => Math.floor(drawn(row, 7) * 500),
      both: (row) => Math.floor(drawn(row, 6) * 500) + Math.floor(drawn(row, 7) * 500),
    }),
  );
  expect(found).toEqual([
    kept("column('men').plus(column('women')).equals(column('both'))"),
    kept(`rows.satisfy('abs("pieces" * "each" * (1 - "discount") - "amount") < 0.01')`),
  ]);
});

test('numbers are in an order where their names say so, and without what follows from others', async () => {
  const low = (row: number) => Math.round(drawn(row, 1) * 500) / 10;
  const found = await rulesOf(
    table(300, {
      temp_min: low,
      temp_avg: (row) => (low(row) + 5 + drawn(row, 2) * 5).toFixed(1),
      temp_max: (row) => (low(row) + 11 + drawn(row, 3) * 5).toFixed(1),
      // Above all of them in each row, which its name does not speak of.
      height: (row) => (low(row) + 30 + drawn(row, 4) * 5).toFixed(2),
    }),
  );
  expect(found).toEqual([
    kept("column('temp_min').atMost(column('temp_avg'))"),
    kept("column('temp_avg').atMost(column('temp_max'))"),
  ]);
});

test('a relation that few rows break is suspected, and one that many break is none', async () => {
  const dates = (broken: (row: number) => boolean) =>
    table(1200, {
      ordered: (row) => day(starts(row)),
      delivered: (row) => day(starts(row) + (broken(row) ? -3 : 2)),
    });
  const rule = `rows.satisfy('"ordered" <= "delivered"')`;
  expect(await rulesOf(dates((row) => row % 400 === 7))).toEqual([
    { rule, broken: 3, isByChance: false },
  ]);
  expect(await rulesOf(dates((row) => row % 30 === 7))).toEqual([]);
  // Only behind the first rows.
  expect(await rulesOf(dates((row) => row > 1000 && row % 5 === 0))).toEqual([]);
});

test('few rows make a relation by chance, and a range that lies above another makes none', async () => {
  const few = table(6, {
    start: (row) => day(starts(row)),
    end: (row) => day(starts(row) + 4),
  });
  expect(await rulesOf(few)).toEqual([
    { rule: `rows.satisfy('"start" <= "end"')`, broken: 0, isByChance: true },
  ]);
  const apart = table(500, {
    born: (row) => day(starts(row)),
    hired: (row) => day(9000 + Math.floor(drawn(row, 8) * 300)),
  });
  expect(await rulesOf(apart)).toEqual([]);
});

test('rows with NULL in one of the columns are not judged, and columns with NaN are left out', async () => {
  const text = table(200, {
    first: (row) => (row % 3 === 0 ? '' : quantity(row)),
    second: (row) => quantity(row + 1000),
    sum: (row) => (row % 5 === 0 ? '' : quantity(row) + quantity(row + 1000)),
  });
  const { relations } = await profiled(text);
  expect(relations.map(({ rule, rows }) => [rule, rows])).toEqual([
    ["column('first').plus(column('second')).equals(column('sum'))", 107],
  ]);
  const nan = table(200, {
    low: (row) => (row === 150 ? 'NaN' : price(row)),
    high: (row) => price(row) + 1.5,
  });
  expect(await rulesOf(nan)).toEqual([]);
});

test('columns that have nothing to do with each other keep no relation, whatever they are', async () => {
  const kinds: readonly ((row: number, at: number) => unknown)[] = [
    (row, at) => Math.floor(drawn(row, at) * 4),
    (row, at) => Math.floor(drawn(row, at) * 1000),
    (row, at) => drawn(row, at).toFixed(2),
    (row, at) => (drawn(row, at) * 500).toFixed(1),
    (row, at) => day(Math.floor(drawn(row, at) * 300)),
  ];
  const drawing = fc.record({
    rows: fc.integer({ min: 20, max: 300 }),
    seed: fc.integer({ min: 0, max: 100_000 }),
    columns: fc.array(fc.nat({ max: kinds.length - 1 }), { minLength: 3, maxLength: 9 }),
  });
  await fc.assert(
    fc.asyncProperty(drawing, async ({ rows, seed, columns }) => {
      const text = table(
        rows,
        Object.fromEntries(
          columns.map((kind, at) => [
            `c${at}_${'abc'[at % 3]}`,
            (row: number) => kinds[kind]?.(row + seed, at),
          ]),
        ),
      );
      expect(await rulesOf(text)).toEqual([]);
    }),
    { numRuns: 15 },
  );
});
