import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromRows, z } from '../../../src/index.ts';
import { one } from '../../support/measured.ts';

const of = async (values: readonly (string | null)[], schema: z.ZodType = z.any()) => {
  const outcome = await one(
    fromRows(values.map((v, id) => ({ id, v }))),
    { schema: z.object({ id: z.int(), v: schema }) },
    ({ column }) => column('v').in(['ok']),
  );
  return outcome.sample;
};

const often = (times: number, value: string) => Array(times).fill(value);

test('equal values are counted, the most frequent first', async () => {
  const sample = await of([
    ...often(3, 'N/A'),
    ...often(40, 'toys'),
    ...often(20, 'ok'),
    'x ',
    null,
  ]);
  expect(sample?.values).toEqual({
    column: 'v',
    counts: [
      ['toys', 40],
      ['N/A', 3],
      ['x ', 1],
    ],
    others: 0,
    areShapes: false,
  });
});

test('of few, each is in the sample, and none is asked for again', async () => {
  expect((await of(['a', 'b', 'a', 'ok']))?.values).toMatchObject({
    counts: [
      ['a', 2],
      ['b', 1],
    ],
  });
});

test('counts all rows, those with values that are not listed too', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'ok'), {
        minLength: 1,
        maxLength: 60,
      }),
      async (values) => {
        const bad = values.filter((value) => value !== 'ok');
        const found = (await of(values))?.values;
        const listed = (found?.counts ?? []).reduce((sum, [, rows]) => sum + rows, 0);
        expect(listed + (found?.others ?? 0)).toBe(bad.length);
        for (const [value, rows] of found?.counts ?? [])
          expect(bad.filter((one) => one === value).length).toBe(rows);
      },
    ),
    { numRuns: 20 },
  );
});

describe('what may not be shown', () => {
  const emails = [...often(20, 'jane@@example.com'), ...often(5, 'tom example.com')];

  test('is masked where the schema says what it is, and its shapes are counted', async () => {
    const sample = await of(emails, z.email());
    expect(sample?.masked).toContain('v');
    expect(sample?.rows.map((row) => row[0])).toEqual(Array(10).fill('•••'));
    expect(sample?.values).toEqual({
      column: 'v',
      counts: [
        ['aaaa@@aaaaaaa.aaa', 20],
        ['aaa aaaaaaa.aaa', 5],
      ],
      others: 0,
      areShapes: true,
    });
    expect(JSON.stringify(sample)).not.toMatch(/jane|tom/);
  });

  test.each([
    ['below wrappers', z.email().nullable().optional()],
    ['as a check', z.string().check(z.email())],
    ['as one of several', z.union([z.email(), z.literal('none')])],
  ])('is found %s', async (_, schema) => {
    expect(JSON.stringify(await of(emails, schema))).not.toMatch(/jane|tom/);
  });

  test('has no shapes where the column is classified', async () => {
    const sample = await of(emails, z.email().meta({ classification: 'pii' }));
    expect(sample?.values).toBeUndefined();
    expect(JSON.stringify(sample)).not.toMatch(/jane|tom|aaaa/);
  });

  test('is not counted among more values than are looked at', async () => {
    const addresses = Array.from({ length: 1500 }, (_, at) => `jane${at}@example.com`);
    const sample = await of([...addresses, ...often(3, 'x'), ...often(2, 'jane@example.com')]);
    expect(sample?.values).toMatchObject({ counts: [['x', 3]], others: 1502 });
    expect(JSON.stringify(sample)).not.toContain('jane');
  });

  test('is masked in a column whose name stands in the query as well', async () => {
    const emails = [...often(12, 'jane@example.com'), ...often(2, 'x')];
    for (const name of ['t', 'n', 'm', 'v']) {
      const { sample } = await one(
        fromRows(emails.map((value) => ({ [name]: value }))),
        { schema: z.object({ [name]: z.string() }) },
        ({ column }) => column(name).in(['ok']),
      );
      expect(sample?.values?.counts).toEqual([
        ['•••', 12],
        ['x', 2],
      ]);
    }
  });

  test('is masked among values of other columns', async () => {
    const sample = await of([...often(12, 'jane@example.com'), ...often(2, 'x')]);
    expect(sample?.values?.counts).toEqual([
      ['•••', 12],
      ['x', 2],
    ]);
  });
});
