import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { contract, fromRows, z } from '../../../src/index.ts';
import { runContract } from '../../../src/run/run.ts';

const text = z.string().min(2);
const people = contract(
  'people',
  {
    schema: z.object({
      age: z.int().min(0), // the line of age
      name: text, // the line of name
    }),
  },
  ({ rows }) => [
    rows.count().atLeast(1), // the line of the count
  ],
);

const lines = readFileSync(import.meta.filename, 'utf8').split('\n');

test('a rule of the schema stands at the line of its field, and others at their own', async () => {
  const { outcomes } = await runContract(people, fromRows([{ age: -1, name: 'a' }]));
  const shown = outcomes.map(({ title, location }) => [
    title,
    /\/\/ the line of (.*)$/.exec(lines[(location?.line ?? 0) - 1] ?? '')?.[1] ?? null,
  ]);
  expect(shown).toEqual([
    ['every record is read', null],
    ['has rows', null],
    ["column('age') is a number", 'age'],
    ["column('age') has no NULL", 'age'],
    ["column('age') is an integer", 'age'],
    ["column('age') is at least 0", 'age'],
    ["column('name') is text", 'name'],
    ["column('name') has no NULL", 'name'],
    ["column('name') has at least 2 characters", 'name'],
    ['rows.count() is at least 1', 'the count'],
  ]);
  expect(outcomes.every(({ location }) => location?.file.endsWith('field-places.test.ts'))).toBe(
    true,
  );
});

test('the contract is where a rule stands whose field is not in its text', async () => {
  const shape = Object.fromEntries([['age', z.int()]]);
  const made = contract('made', { schema: z.object(shape) }, () => []);
  const { outcomes } = await runContract(made, fromRows([{ age: 1 }]));
  const places = new Set(outcomes.map(({ location }) => location?.line));
  expect([...places].map((line) => lines[(line ?? 0) - 1]?.trim())).toEqual([
    "const made = contract('made', { schema: z.object(shape) }, () => []);",
  ]);
});
