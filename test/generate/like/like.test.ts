import { expect, test, vi } from 'vitest';
import { generate } from '../../../src/generate/generate-api.ts';
import { contract, fromRows, z } from '../../../src/index.ts';

vi.setConfig({ testTimeout: 60_000 });

const people = contract('people', {
  schema: z.object({
    age: z.int().min(0).max(120),
    income: z.number().min(0).nullable(),
    city: z.string().min(2).max(30),
    mail: z.email(),
    name: z.string().max(40).meta({ classification: 'pii' }),
    since: z.date(),
  }),
});

const cities = ['Oslo', 'Bern', 'Rome'];
const real = Array.from({ length: 4000 }, (_, at) => ({
  age: 20 + ((at * at) % 30),
  income: at % 4 === 0 ? null : 1000 + (at % 97) * 31.5,
  city: at === 7 ? 'Hidden Hamlet' : (cities[at % 7 === 0 ? 2 : at % 2] ?? ''),
  mail: `real${at % 3}@secret.example`,
  name: at % 2 === 0 ? 'Ada Lovelace' : 'Alan Turing',
  since: new Date(1.6e12 + at * 86_400_00),
}));

const made = generate(people, { rows: 4000, seed: 5, like: fromRows(real) });
const share = <Row>(rows: readonly Row[], test: (row: Row) => boolean) =>
  rows.filter(test).length / rows.length;

test('numbers, NULLs, categories and times lie where those of the other data lie', async () => {
  const rows = await made;
  for (const age of [25, 30, 35, 40, 45])
    expect(share(rows, (row) => row.age < age)).toBeCloseTo(
      share(real, (row) => row.age < age),
      1,
    );
  for (const income of [1500, 2500, 3500]) {
    const below = (row: { income: number | null }) => row.income !== null && row.income < income;
    expect(share(rows, below)).toBeCloseTo(share(real, below), 1);
  }
  expect(share(rows, ({ income }) => income === null)).toBeCloseTo(0.25, 1);
  for (const city of cities)
    expect(share(rows, (row) => row.city === city)).toBeCloseTo(
      share(real, (row) => row.city === city),
      1,
    );
  const end = 1.6e12 + 4000 * 86_400_00;
  expect(rows.every(({ since }) => +since >= 1.6e12 && +since <= end)).toBe(true);
});

test('no masked, personal or rare value is copied, and the contract is kept', async () => {
  const rows = await made;
  expect(rows.some(({ city }) => city === 'Hidden Hamlet')).toBe(false);
  expect(rows.some(({ mail }) => mail.includes('secret'))).toBe(false);
  expect(rows.some(({ name }) => name.includes('Ada') || name.includes('Alan'))).toBe(false);
  const known = new Set(real.map((row) => JSON.stringify(row)));
  expect(rows.some((row) => known.has(JSON.stringify(row)))).toBe(false);
  expect(rows.every((row) => people.terms.schema.safeParse(row).success)).toBe(true);
});

test('data without any of the columns is refused', async () => {
  await expect(generate(people, { rows: 1, like: fromRows([{ other: 1 }]) })).rejects.toThrow(
    "rows in memory has no column of contract 'people' that could be followed",
  );
});
