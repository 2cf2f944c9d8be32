import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { contract, z } from '../src/index.ts';

// The words of other tools stand beside ours: those that are ours have to be right.

const page = readFileSync(join(import.meta.dirname, '../docs/words.md'), 'utf8');
const rows = page.split('\n').filter((line) => /^\| /.test(line));
const ours = rows
  .map((line) => line.split(' | ')[0] ?? '')
  .flatMap((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, code]) => code ?? ''))
  .filter((code) => /^(?:rows|column)\b.*\)$/.test(code) && !code.includes('…'));

const schema = z.object({ id: z.int(), name: z.string(), price: z.number(), day: z.date() });

test('there are expectations among them', () => {
  expect(ours.length).toBeGreaterThan(12);
});

test.each(ours.filter((code) => !/\.(?:where|per)\([^)]*\)$/.test(code)))(
  '%s is an expectation',
  (code) => {
    const declare = new Function('rows', 'column', `return [${code}];`);
    const made = contract('words', { schema }, ({ rows, column }) => declare(rows, column));
    expect(made.expectations.some(({ origin }) => origin === 'declared')).toBe(true);
  },
);

test('every line of a table has as many cells as its header', () => {
  const cells = rows.map((line) => line.split(/(?<!\\)\|/).length);
  expect(new Set(cells)).toEqual(new Set([9]));
});
