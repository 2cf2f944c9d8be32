import fc from 'fast-check';
import { expect, test } from 'vitest';
import { contract, fromRows, z } from '../../../src/index.ts';
import { measureAll } from '../../support/measured.ts';

/** The states of all that a schema says of one row. */
const ofRow = (schema: z.ZodObject, row: Readonly<Record<string, unknown>>) =>
  measureAll(contract('spelt', { schema }), fromRows([row]));

const ofNames = async (declared: string, stored: string) => {
  const schema = z.object({ id: z.int(), [declared]: z.number().min(0).optional() });
  const outcomes = await ofRow(schema, { id: 1, [stored]: -5 });
  return outcomes.filter(({ state }) => state === 'errored').map(({ problem }) => problem?.message);
};

test.for([
  ['qty', 'Qty'],
  ['orderId', 'order_id'],
  ['order id', 'ORDER-ID'],
  ['caf\u00e9', 'cafe\u0301'],
  ['name', ' name '],
  ['address', 'adress'],
  ['email', 'emial'],
  ['quantity', 'quantitiy'],
] as const)('an optional column %j is red where the data has %j', async ([declared, stored]) => {
  const [first, ...others] = await ofNames(declared, stored);
  expect(first).toContain(`the dataset has no column '${declared}', which the schema allows`);
  expect(first).toContain('did you mean it?');
  expect(others.length).toBeGreaterThan(0);
});

test.for([
  ['line_1', 'line_2'],
  ['sex', 'set'],
  ['name', 'date'],
  ['discount', 'amount'],
] as const)('an optional column %j is absent where the data has %j', async ([declared, stored]) => {
  expect(await ofNames(declared, stored)).toEqual([]);
});

test.for([
  ['nullish', z.number().min(0).nullish()],
  ['defaulted', z.number().min(0).default(1)],
  ['optional', z.number().min(0).optional()],
] as const)('a column that is %s is red where the data has it in another case', async ([, qty]) => {
  const outcomes = await ofRow(z.object({ id: z.int(), qty }), { id: 1, Qty: -5 });
  expect(outcomes.some(({ state }) => state === 'errored')).toBe(true);
});

test('the message says what to do, and that makes it green', async () => {
  const schema = z.object({ id: z.int(), qty: z.int().min(0).optional() });
  const [found] = (await ofRow(schema, { id: 1, Qty: 5 })).filter(({ problem }) => problem);
  expect(found?.problem).toEqual({
    code: 'COLUMN_MISSING',
    message:
      "the dataset has no column 'qty', which the schema allows, but has 'Qty', which the schema does not name: did you mean it? Spell both alike, or name 'Qty' in the schema as well, as z.unknown(), if it is another column.",
  });
  const both = await ofRow(schema.extend({ Qty: z.unknown() }), { id: 1, Qty: 5 });
  expect(both.filter(({ state }) => state !== 'passed')).toEqual([]);
});

test('case and underscores never make a column absent', async () => {
  const word = fc.stringMatching(/^[a-z]{1,12}$/);
  await fc.assert(
    fc.asyncProperty(word, word, async (one, other) => {
      expect(await ofNames(`${one}_${other}`, `${one}${other}`.toUpperCase())).not.toEqual([]);
    }),
    { numRuns: 25 },
  );
});
