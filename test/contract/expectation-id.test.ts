import { describe, expect, test } from 'vitest';
import { contract } from '../../src/contract/contract.ts';
import { titledExpectations } from '../../src/contract/titled-expectations.ts';
import { z } from '../../src/index.ts';
import { type Declare, schema } from './example.ts';
import { refusal } from './refusal.ts';

/** The ids of what a contract declares. */
const ids = (declare: Declare): readonly string[] =>
  titledExpectations(contract('example', { schema }, declare))
    .filter(({ node }) => node.origin === 'declared')
    .map(({ id }) => id);

const refused = (run: () => unknown): string => {
  const { code, message } = refusal(run);
  return `${code}: ${message}`;
};

/** The ids of what the schema of a column says, by title. */
const ofColumn = (column: z.ZodType): Readonly<Record<string, string>> =>
  Object.fromEntries(
    titledExpectations(contract('example', { schema: z.object({ x: column }) })).map(
      ({ id, title }) => [title, id],
    ),
  );

const idsOfColumn = (column: z.ZodType) => Object.values(ofColumn(column));

test('an id says what is measured, and is the same in every version', () => {
  expect(
    ids(({ rows, column }) => [
      rows.count().atLeast(1),
      rows.where('fare > 1').per('origin').column('fare').mean().atMost(5),
      rows.key('id', 'date'),
      rows.satisfy('origin <> destination'),
      column('delay').quantile(0.95).atMost(120),
      column('delay').quantile(0.95, { exact: true }).atMost(121),
      column('fare').plus(column('tip')).atMost(100),
      column('fare').atMost(column('tip')),
      column('status').share(['late']).atMost('5%'),
      column('origin').matches(/^[A-Z]{3}$/),
      column('date').before('2030-01-01'),
    ]),
  ).toEqual([
    'rows-count-6fe10487c3',
    'where-per-origin-fare-mean-6ad29fd5a3',
    'id-date-key-396f4aab87',
    'rows-satisfy-f89d22c208',
    'delay-quantile-e2779957ec-2',
    'delay-quantile-e2779957ec',
    'fare-tip-at-most-15ccd37b9f',
    'fare-tip-at-most-7d73aaaf7a',
    'status-share-75c525a94d',
    'origin-matches-8a53090fbb',
    'date-before-16be67f817',
  ]);
  expect(
    ofColumn(
      z
        .string()
        .min(2)
        .max(9)
        .regex(/a/)
        .refine(() => true),
    ),
  ).toEqual({
    'every record is read': 'rows-unreadable-e1e2f82d70',
    'has rows': 'rows-count-19477243c3',
    "column('x') is text": 'x-type-de64ceb40a',
    "column('x') has no NULL": 'x-not-null-a22b33e9e6',
    "column('x') has at least 2 characters": 'x-length-7dda4ba889',
    "column('x') has at most 9 characters": 'x-length-dc848c8cfb',
    "column('x') matches /a/": 'x-matches-9100cbee8e',
    "column('x') satisfies its zod schema": 'x-zod-55e31fc431',
  });
});

describe('twins', () => {
  test('are told apart by what they demand, the one that allows most first', () => {
    const [loose, strict, least] = ids(({ column }) => [
      column('fare').mean().atMost(5),
      column('fare').mean().atMost(3).warn(),
      column('fare').mean().atLeast(1),
    ]);
    expect([loose, strict]).toEqual([`${least}-2`, `${least}-3`]);
    expect(
      ids(({ column }) => [
        column('fare').mean().atLeast(1),
        column('fare').mean().atMost(3),
        column('fare').mean().atMost(5),
      ]),
    ).toEqual([least, strict, loose]);
  });

  test('that are the same in everything have ids all the same', () => {
    const found = ids(({ column }) => [column('fare').finite(), column('fare').finite()]);
    expect(new Set(found).size).toBe(2);
  });

  test('conditions with limits of their own', () => {
    const [strict, loose] = ids(({ column }) => [
      column('fare').atMost(10).except('1%'),
      column('fare').atMost(100),
    ]);
    expect(strict).toBe(`${loose}-2`);
  });

  test('of which one has an id of its own leave the other its place', () => {
    const pair = (pinned: boolean): readonly string[] =>
      ids(({ column }) => [
        pinned ? column('fare').mean().atLeast(1).id('least') : column('fare').mean().atLeast(1),
        column('fare').mean().atMost(5),
      ]);
    expect(pair(true)).toEqual(['least', pair(false)[1]]);
  });
});

describe('the schema', () => {
  test.for<readonly [string, z.ZodType, z.ZodType]>([
    ['least', z.int().min(0), z.int().min(1)],
    ['most', z.number().max(10), z.number().max(11)],
    ['above and below', z.number().gt(0).lt(9), z.number().gt(1).lt(8)],
    ['bigints', z.bigint().min(0n), z.bigint().min(1n)],
    ['dates', z.date().min(new Date(0)), z.date().min(new Date(1))],
    ['step', z.number().multipleOf(5), z.number().multipleOf(7)],
    ['lengths', z.string().min(2).max(5), z.string().min(3).max(50)],
    ['exact length', z.string().length(2), z.string().length(3)],
    ['pattern', z.string().regex(/a/), z.string().regex(/b/)],
    ['start', z.string().startsWith('a'), z.string().startsWith('b')],
    ['values', z.enum(['a', 'b']), z.enum(['a', 'b', 'c'])],
    ['literal', z.literal(1), z.literal(2)],
    ['what zod judges', z.string().refine(() => true), z.string().refine((s) => s === 'x', 'no')],
    ['parts', z.object({ a: z.int() }), z.object({ a: z.string().min(1) })],
    ['another integer', z.int(), z.int32()],
  ])('keeps its ids over another %s', ([, before, after]) => {
    expect(idsOfColumn(after)).toEqual(idsOfColumn(before));
  });

  test('keeps an id where a rule is added or taken away beside it', () => {
    const short = ofColumn(z.string().min(2));
    const long = ofColumn(z.string().min(2).max(9).nullable());
    for (const [title, id] of Object.entries(long)) {
      if (title in short) expect(short[title]).toBe(id);
      else expect(Object.values(short)).not.toContain(id);
    }
    expect(Object.keys(long).filter((title) => title in short)).toHaveLength(4);
  });

  test('keeps the id of what zod judges of whole rows where a column is added', () => {
    const last = (shape: z.ZodRawShape) =>
      titledExpectations(contract('example', { schema: z.object(shape).refine(() => true) })).at(-1)
        ?.id;
    expect(last({ x: z.int(), y: z.int() })).toBe(last({ x: z.int() }));
  });

  test('and a declared condition of the same kind are two things', () => {
    const held = contract(
      'example',
      { schema: z.object({ x: z.number().min(0) }) },
      ({ column }) => [column('x').atLeast(0)],
    );
    const found = titledExpectations(held).map(({ id }) => id);
    expect(new Set(found).size).toBe(found.length);
    expect(found.filter((id) => id.endsWith('-2'))).toEqual([]);
  });
});

describe('an id of the user', () => {
  test('takes the place of the other, on measures and conditions', () => {
    expect(
      ids(({ rows, column }) => [
        rows.count().atLeast(1).id('Rows_1.a'),
        column('fare').finite().except(1).id('finite-fares').warn(),
        column('tip').finite().id('tips').allowEmpty().except('1%'),
      ]),
    ).toEqual(['Rows_1.a', 'finite-fares', 'tips']);
  });

  test.for(['', ' ', 'a b', '-a', 'ä', 'a/b', 'a\n', 'a'.repeat(101), 7, undefined])(
    'is not %j',
    (id) => {
      expect(
        refused(() =>
          ids(({ rows }) => [
            rows
              .count()
              .atLeast(1)
              .id(id as string),
          ]),
        ),
      ).toBe(
        "ID_INVALID: .id(...) takes letters, digits, '.', '_' and '-', a letter or digit first and 100 at most, such as .id('delay-mean').",
      );
    },
  );

  test('is given once', () => {
    expect(refused(() => ids(({ rows }) => [rows.count().atLeast(1).id('a').warn().id('b')]))).toBe(
      "ID_INVALID: .id(...) was called twice, with 'a' first: an expectation has one id.",
    );
  });

  test.for(['a', 'A'])('is no other’s: %s', (id) => {
    expect(
      refused(() =>
        ids(({ rows, column }) => [
          rows.count().atLeast(1).id('a'),
          column('fare').finite().id(id).named('fares'),
        ]),
      ),
    ).toBe(
      `ID_TAKEN: Contract 'example': two of its expectations have the id '${id}', rows.count() is at least 1 and fares. Give one of them another with .id(...).`,
    );
  });

  test('is no other’s that is made', () => {
    const [made = ''] = ids(({ column }) => [column('fare').mean().atLeast(1)]);
    expect(
      refused(() =>
        ids(({ rows, column }) => [
          column('fare').mean().atLeast(1),
          rows.count().atLeast(1).id(made),
        ]),
      ),
    ).toContain('ID_TAKEN');
  });
});
