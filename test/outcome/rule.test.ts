import { expect, test } from 'vitest';
import { contract, type Declaring } from '../../src/contract/contract.ts';
import type { Expectation } from '../../src/contract/expectation.ts';
import { z } from '../../src/index.ts';

const schema = z
  .strictObject({
    a: z.number(),
    "it's (a) '/x'": z.number(),
    b: z.number(),
    c: z.number(),
    t: z.string().refine((text) => text !== 'x'),
  })
  .refine(() => true);

/** The rules of a contract's expectations, as outcomes carry them, by metric. */
const rules = (declare: (declaring: Declaring<typeof schema>) => readonly Expectation[]) =>
  contract('of rules', { schema }, declare).expectations.map(
    ({ metric: { label, rule } }) => [label, rule] as const,
  );

test.for<[string, (declaring: Declaring<typeof schema>) => Expectation]>([
  ['column.mean', ({ column }) => column('a').mean().above(1)],
  ['column.quantile', ({ column }) => column("it's (a) '/x'").quantile(0.95).above(1)],
  ['rows.count', ({ rows }) => rows.where("a = '\\').c('").count().above(1)],
  ['column.stddev', ({ rows }) => rows.where('a').per('b', 'c').column('a').stddev().above(1)],
  ['column.matches', ({ column }) => column('t').matches(/^['"(/)]+\/[)']$/iu)],
  ['column.equals', ({ column }) => column('a').equals(column('b').plus(column('c')))],
  ['column.equals', ({ column }) => column('a').plus(column('b')).equals(column('c'))],
  ['column.in', ({ column }) => column('a').in([1, 2, 3, 4, 5, 6, 7, 8, 9])],
  ['rows.key', ({ rows }) => rows.key('a', 'b')],
  ['rows.satisfy', ({ rows }) => rows.satisfy("a <> 'column(b).c()'")],
])('the rule is %s', ([rule, declare]) => {
  expect(rules((declaring) => [declare(declaring)]).at(-1)?.[1]).toBe(rule);
});

test('what the schema says in words of its own has a rule of its own', () => {
  const found = rules(() => []);
  const columns = found.filter(([, rule]) => rule === 'schema.column');
  expect(columns.map(([label]) => label)).toContain("column('t') satisfies its zod schema");
  expect(columns.every(([label]) => label.startsWith('column('))).toBe(true);
  expect(found.filter(([, rule]) => rule !== 'schema.column')).toEqual([
    ['every record is read', 'schema.rows'],
    ['rows.count()', 'rows.count'],
    ['has no other columns', 'schema.rows'],
    ['each row satisfies the zod schema', 'schema.rows'],
  ]);
});
