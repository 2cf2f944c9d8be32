import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

import { corpus } from '../../never-green/corpus.ts';
import { documented } from './documented.ts';
import { rowOf } from './judged.ts';
import { isOfNothing } from './nothing.ts';
import { withCounts } from './readme.ts';
import { tools } from './tools.ts';

const found = (words: string) => {
  const one = corpus.find(({ id }) => id.includes(words));
  if (!one) throw new Error(`There is no case ${words}.`);
  return one;
};

test.each([
  'no rows | not null("id")',
  'no rows | statistic("mean"',
  'header alone | not null',
  'good | not null("name") where state = \'lost\'',
  'all null | accepted values',
  'all null | satisfies sql("amount < other")',
  'null segment | statistic("mean", "amount", 0, 99) per state',
  'good | not null("id") | as a command, no check declared',
  'good | not null("id") | as a command, dataset disabled',
])('there is nothing to judge in %s', (words) => {
  expect(isOfNothing(found(words))).toBe(true);
});

test.each([
  'all null | not null("amount")',
  'all null | nulls at most',
  'some null | accepted values',
  'column missing | not null("name")',
  'one nan | values between',
  'null segment | row count(1, 1) per state',
  'open quote | row count(1)',
  'good | not null("id") | as a command, result lost',
])('there is something to judge in %s', (words) => {
  expect(isOfNothing(found(words))).toBe(false);
});

test('a rule over rows that holds over nothing is documented of all tools alike, and a statistic of none', () => {
  for (const { name } of tools) {
    expect(documented(name, found('no rows | unique("id")')), name).not.toBeNull();
    expect(documented(name, found('all null | values between')), name).not.toBeNull();
    expect(documented(name, found('no rows | statistic("sum"')), name).toBeNull();
    expect(documented(name, found('as a command, no check declared')), name).toBeNull();
  }
});

test("the counts of the README's sentence are replaced where it stands", () => {
  const readme = readFileSync(join(import.meta.dirname, '../../../README.md'), 'utf8');
  const few = corpus.slice(0, 2);
  const told = few.map((_one, at) => [at, { state: 'red', detail: '' }] as const);
  const rows = tools.map((tool) => rowOf(tool, few, new Map(told)));
  const counted = withCounts(readme, rows, 9_999);
  expect(counted).toContain('9,999 cases of data and checks');
  expect(counted).toContain('2 of them are fair to ask others');
  expect(counted).toContain('2 to 2 could be asked');
});
