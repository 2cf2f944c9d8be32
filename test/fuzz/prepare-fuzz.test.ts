import { expect, test } from 'vitest';
import { counterexampleMessage } from '../../src/fuzz/fuzz-message.ts';
import type { FuzzOptions } from '../../src/fuzz/fuzz-options.ts';
import { prepareFuzz } from '../../src/fuzz/prepare-fuzz.ts';
import { contract, z } from '../../src/index.ts';

const raw = contract(
  'raw orders',
  { schema: z.object({ id: z.int().min(0), price: z.number().nullable(), day: z.iso.date() }) },
  ({ column }) => [column('id').unique()],
);
const orders = contract(
  'orders',
  { schema: z.object({ id: z.int(), price: z.number().min(0) }) },
  ({ column }) => [column('id').unique(), column('price').mean().atMost(10)],
);
const surroundings = { root: '/', now: '2026-01-01T00:00:00Z' };

interface Row {
  readonly id: number;
  readonly price: number | null;
  readonly day: string;
}

const prepared = (step: (rows: Row[]) => unknown, more: Partial<FuzzOptions> = {}) =>
  prepareFuzz(
    'clean',
    { input: raw, output: orders, step: step as never, seed: 1, ...more },
    surroundings,
  );

const all = ({ properties }: ReturnType<typeof prepared>) =>
  new Set(properties.map(({ id }) => id));

const found = async (fuzz: ReturnType<typeof prepared>) => {
  const { results } = await fuzz.search(all(fuzz), []);
  return results.filter(({ counterexample }) => counterexample !== null);
};

const good = (rows: Row[]) => rows.map(({ id, price }) => ({ id, price: Math.abs(price ?? 0) }));

test('a sound step keeps all that a few rows can show, and the rest is left out by name', async () => {
  const fuzz = prepared(good, { invariants: ['order-independent', { keeps: 'id' }] });
  expect(await found(fuzz)).toEqual([]);
  expect(fuzz.properties.map(({ title }) => title)).toContain("column('price') is at least 0");
  expect(fuzz.leftOut.map(({ title }) => title)).toEqual([
    'has rows',
    "column('price').mean() is at most 10",
  ]);
});

test('each broken property has a smallest input of its own', async () => {
  const broken = await found(
    prepared((rows) => rows.map(({ id, price }) => ({ id: id % 2, price }))),
  );
  const rowsOf = new Map(
    broken.map(({ property, counterexample }) => [
      property.title,
      counterexample?.tables.input ?? [],
    ]),
  );
  expect(rowsOf.get("column('price') has no NULL")).toEqual([
    { id: 0, price: null, day: '2000-01-01' },
  ]);
  expect(rowsOf.get("column('id').unique()")?.map((row) => Reflect.get(row, 'id'))).toEqual([0, 2]);
  expect(rowsOf.get("column('price') is at least 0")).toHaveLength(1);
});

test('the seed and the path of a message make the same input again', async () => {
  const step = (rows: Row[]) => rows.map(({ id, price }) => ({ id, price: price ?? 0 }));
  const [first] = await found(prepared(step));
  const { seed = 0, path = '' } = first?.counterexample?.replay ?? {};
  const [again] = await found(prepared(step, { seed, path }));
  expect(first?.counterexample?.tables.input).toHaveLength(1);
  expect(again?.counterexample?.tables).toEqual(first?.counterexample?.tables);
});

test('a fault that breaks the step is named', async () => {
  const [first] = await found(
    prepared((rows) => rows.map(({ id }) => ({ id, price: 0 })), { faults: ['duplicates'] }),
  );
  expect(first?.property.title).toBe("column('id').unique()");
  expect(first?.counterexample?.made.map(({ fault }) => fault)).toEqual(['duplicates']);
});

test('a fault in one of several tables is named with its table', async () => {
  const columns = z.object({ id: z.int().min(0) });
  const input = {
    sales: contract('sales', { schema: columns }),
    shops: contract('shops', { schema: columns }),
  };
  const fuzz = prepareFuzz(
    'copy',
    {
      input,
      output: input.sales,
      step: (({ sales }: Record<string, unknown>) => sales) as never,
      faults: ['missing'],
      seed: 1,
    },
    surroundings,
  );
  const [first] = await found(fuzz as never);
  expect(counterexampleMessage(first ?? { counterexample: null }, fuzz.subject)).toMatch(
    /fault +missing in sales\.id, row 1\n/,
  );
});

test('the message shows input, output, fault and replay in 80 columns', async () => {
  const fuzz = prepared(
    function naive(rows) {
      return rows.map(({ id, price }) => ({ id, price: price ?? -1 }));
    },
    { faults: ['missing'] },
  );
  const result = (await found(fuzz)).find(({ property }) => property.title.includes('at least'));
  if (!result) throw new Error('nothing was found');
  const message = counterexampleMessage(result, fuzz.subject);
  expect(message).toMatch(/^naive: column\('price'\) is at least 0 is violated by 1 of 1 row /);
  expect(message).toMatch(/input: 1 row\n +id +price +day\n/);
  expect(message).toMatch(/output: 1 row\n +id +price\n/);
  expect(message).toMatch(/replay +seed: 1, path: '\d/);
  const [, ...below] = message.split('\n');
  expect(below.filter((line) => line.length > 80 && !line.includes('path:'))).toEqual([]);
});

test('the message keeps the lines of what a program wrote, and escapes the rest', async () => {
  const { subject, ...fuzz } = prepared((rows) => rows);
  const [{ counterexample } = { counterexample: null }] = await found({ subject, ...fuzz });
  if (!counterexample) throw new Error('nothing was found');
  const sentence = 'It ended. Its last lines:\nTraceback:\n  File\u001b[31m';
  const broken = { ...counterexample.broken, sentence };
  const message = counterexampleMessage({ counterexample: { ...counterexample, broken } }, subject);
  expect(message.split('\n').slice(1, 4)).toEqual(['    Traceback:', '      File\\u{1b}[31m', '']);
});

test('a step that never ends with a table leaves nothing judged but that', async () => {
  const fuzz = prepared(() => {
    throw new Error('no such column');
  });
  const { results, rows } = await fuzz.search(all(fuzz), []);
  expect(rows).toBe(0);
  const [run, ...others] = results;
  expect(run?.counterexample?.broken.sentence).toContain('no such column');
  expect(others.map(({ judged }) => judged)).toEqual(others.map(() => 0));
});

test('a step that answers differently to the same input is told so', async () => {
  let calls = 0;
  const fuzz = prepared(
    (rows) => {
      calls += 1;
      return calls === 7 ? [] : rows.map(({ id }) => ({ id, price: 0 }));
    },
    { invariants: [{ keeps: 'id' }] },
  );
  const { results } = await fuzz.search(all(fuzz), []);
  expect(results.find(({ problem }) => problem !== null)?.problem).toMatch(
    /its result depends on something else/,
  );
});

test('what was kept is run first', async () => {
  const step = (rows: Row[]) =>
    rows.map(({ id, price }) => ({ id, price: price === 42.5 ? -1 : 0 }));
  const fuzz = prepared(step);
  const kept = { tables: { input: [{ id: 1, price: 42.5, day: '2024-01-01' }] }, made: [] };
  expect(await found(fuzz)).toEqual([]);
  const { results } = await fuzz.search(all(fuzz), [kept]);
  const [broken] = results.filter(({ counterexample }) => counterexample !== null);
  expect(broken?.counterexample).toMatchObject({ tables: kept.tables, replay: null, found: 1 });
});

const options: FuzzOptions = { input: raw, output: orders, step: good as never };

test.each<[string, object, RegExp]>([
  ['a typo', { step: good, invariant: [] }, /has no option invariant\. Did you mean invariants\?/],
  ['no runs', { runs: 0 }, /runs of fuzz\('clean'\) can't be 0: write a whole number, 1 or more/],
  ['a path without a seed', { path: '1:2' }, /has a path without a seed/],
  ['an unknown fault', { faults: ['mising'] }, /'missing'/],
  ['a fault that fits nothing', { faults: ['foreign keys'] }, /foreign keys/],
  ['an unknown invariant', { invariants: ['idempotnt'] }, /'idempotent'/],
  ['an unknown column', { invariants: [{ keeps: 'price_' }] }, /price/],
  [
    'one invariant twice',
    { invariants: [{ keeps: 'id' }, { keeps: 'id' }] },
    /two invariants called/,
  ],
  ['no contract', { input: z.object({}) }, /needs the contract of its input/],
  ['no output', { output: undefined }, /needs the contract of its output/],
  ['no step', { step: 'clean.sql' }, /A step is a function of rows, sqlStep/],
  ['a clock that is none', { now: 'today' }, /now of fuzz\('clean'\)/],
])('%s is an error before any run', (_, more, message) => {
  expect(() => prepareFuzz('clean', { ...options, ...more }, surroundings)).toThrow(message);
});

test('contradictory rules of the input are an error before any run', () => {
  const input = contract('torn', { schema: z.object({ a: z.int().min(5) }) }, ({ column }) => [
    column('a').atMost(4),
  ]);
  expect(() => prepareFuzz('clean', { ...options, input }, surroundings)).toThrow(
    /at least 5.*atMost\(4\)|atMost\(4\).*at least 5/s,
  );
});
