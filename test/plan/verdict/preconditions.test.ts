import { expect, test } from 'vitest';
import { contract, type Expectation, type Outcome, z } from '../../../src/index.ts';
import { measureAll } from '../../support/measured.ts';
import { table } from '../../support/table.ts';

const schema = z.object({
  id: z.int(),
  name: z.string(),
  at: z.date(),
  flag: z.boolean(),
  gone: z.string().optional(),
});
const stored = table(
  `select 1 as id, 'x' as name, timestamp '2026-01-31' as at, true as flag, [1] as list`,
);

type Declaring = Parameters<NonNullable<Parameters<typeof contract<typeof schema>>[2]>>[0];
type Loose = Readonly<Record<string, (...args: readonly unknown[]) => never>>;

const loose = ({ column }: Declaring, name: string) => column(name as 'id') as unknown as Loose;

const call = (of: Loose, method: string, ...args: readonly unknown[]): Loose & Expectation => {
  const found = of[method];
  if (!found) throw new TypeError(`A column offers no ${method}.`);
  return found(...args);
};

async function problemOf(
  declare: (declaring: Declaring) => Expectation,
): Promise<Outcome['problem']> {
  const held = contract('asked', { schema }, (declaring) => [declare(declaring)]);
  const outcomes = await measureAll(held, stored);
  const own = outcomes.find(({ origin }) => origin === 'declared');
  expect(own?.state === 'errored').toBe(own?.problem !== null);
  return own?.problem ?? null;
}

test.for<[string, (declaring: Declaring) => Expectation, string, string]>([
  [
    'a number of text',
    (d) => call(call(loose(d, 'name'), 'mean'), 'atMost', 1),
    'COLUMN_TYPE',
    "it reads numbers, and column 'name' is VARCHAR.",
  ],
  [
    'text of a number',
    (d) => call(loose(d, 'id'), 'matches', /a/),
    'COLUMN_TYPE',
    "it reads text, and column 'id' is INTEGER.",
  ],
  [
    'an age of a number',
    (d) => call(call(loose(d, 'id'), 'age'), 'atMost', '1d'),
    'COLUMN_TYPE',
    "it reads dates or timestamps, and column 'id' is INTEGER.",
  ],
  [
    'a boolean among text',
    (d) => call(loose(d, 'name'), 'in', [true]),
    'COLUMN_TYPE',
    "it reads the type that in() needs, and column 'name' is VARCHAR.",
  ],
  [
    'a column that may be absent to the schema, and is asked for all the same',
    (d) => call(loose(d, 'gone'), 'notNull'),
    'COLUMN_MISSING',
    "the dataset has no column 'gone': it has 'id', 'name', 'at', 'flag', 'list'.",
  ],
])('%s can not be asked for', async ([, declare, code, message]) => {
  expect(await problemOf(declare)).toEqual({ code, message });
});

test.for<[string, (declaring: Declaring) => Expectation]>([
  ['a predicate', ({ rows }) => rows.satisfy('nothing > 1')],
  ['a scope', ({ rows }) => rows.where('nothing > 1').count().atMost(1_000_000_000)],
  [
    'the second of two scopes',
    ({ rows }) => rows.where('id > 0').where('(').count().atMost(1_000_000_000),
  ],
  ['a query', ({ rows }) => rows.satisfy('id in (select 1)')],
  [
    'a query in a scope',
    ({ rows }) => rows.where('id in (select 1)').count().atMost(1_000_000_000),
  ],
  ['a query in a scope of another', ({ rows }) => rows.where('exists (select 1)').satisfy('true')],
  ['a statement', ({ rows }) => rows.satisfy('true; drop table x')],
])('%s that is no SQL over the columns is an error, not a verdict', async ([, declare]) => {
  expect(await problemOf(declare)).not.toBeNull();
});

test('what can be asked for has no problem', async () => {
  expect(await problemOf(({ rows }) => rows.where('id > 0').satisfy('flag'))).toBeNull();
  expect(await problemOf(({ column }) => column('id').in([1]))).toBeNull();
});

test('rules of a column that may be absent, and is, have nothing to judge', async () => {
  const held = contract('absent', { schema: z.object({ gone: z.string().min(3).optional() }) });
  const outcomes = await measureAll(held, stored);
  const rule = outcomes.find(({ title }) => title === "column('gone') has at least 3 characters");
  expect(rule).toMatchObject({
    state: 'passed',
    of: 0,
    value: null,
    evidence: {
      by: 'duckdb',
      exactness: 'exact',
      pass: null,
      notes: ["column 'gone' is absent, which the schema allows"],
    },
  });
  const required = contract('present', { schema: z.object({ gone: z.string().min(3) }) });
  const [missing] = (await measureAll(required, stored)).filter(({ title }) =>
    title.endsWith('characters'),
  );
  expect(missing).toMatchObject({ state: 'notRun', problem: { code: 'CAUSE_FAILED' } });
});
