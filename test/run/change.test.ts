import { describe, expect, test } from 'vitest';
import type { Declaring } from '../../src/contract/contract.ts';
import type { Expectation } from '../../src/contract/expectation.ts';
import { contract, csv, fromRows, type VerifyOptions, z } from '../../src/index.ts';
import { runContract } from '../../src/run/run.ts';

const schema = z.object({ x: z.number().nullable(), day: z.date(), n: z.int() });
type Declare = (declaring: Declaring<typeof schema>) => Expectation;
type Row = z.infer<typeof schema>;

const row = (x: number | null, day = '2026-01-31', n = 1): Row => ({ x, day: new Date(day), n });
const dataset = (rows: readonly Row[]) => fromRows(rows);

async function outcome(
  declare: Declare,
  current: readonly Row[],
  reference?: VerifyOptions['reference'],
) {
  const held = contract('changes', { schema }, (declaring) => [declare(declaring)]);
  const options = { now: '2026-02-01T00:00:00Z', ...(reference && { reference }) };
  const { outcomes } = await runContract(held, dataset(current), options);
  const found = outcomes.find(({ origin }) => origin === 'declared');
  if (!found) throw new Error('The test declares one.');
  return found;
}

describe('a change against a dataset of the same run', () => {
  test('is a share of the number there', async () => {
    const declare: Declare = ({ column }) =>
      column('x').mean().change().between('-10%', '10%').warn();
    const before = dataset([row(9), row(11), row(null)]);
    expect(await outcome(declare, [row(11)], before)).toMatchObject({
      title: "column('x').mean().change() is between -10% and 10%",
      state: 'passed',
      unit: 'ratio',
      observed: '10%',
      reference: { kind: 'dataset', name: 'rows in memory', value: '10' },
    });
    expect(await outcome(declare, [row(12)], before)).toMatchObject({
      state: 'warned',
      observed: '20%',
    });
  });

  test('is of counts, and of negative numbers by their size', async () => {
    const before = dataset([row(-10), row(-10)]);
    const count: Declare = ({ rows }) => rows.count().change().atLeast('-20%');
    expect(await outcome(count, [row(1)], before)).toMatchObject({
      state: 'failed',
      observed: '-50%',
    });
    const mean: Declare = ({ column }) => column('x').mean().change().above('0%');
    expect(await outcome(mean, [row(-5)], before)).toMatchObject({
      state: 'passed',
      observed: '50%',
    });
  });

  test('is 0 of equal data, also of 0', async () => {
    const declare: Declare = ({ column }) => column('x').sum().change().equals('0%');
    const zero = [row(0)];
    expect(await outcome(declare, zero, dataset(zero))).toMatchObject({
      state: 'passed',
      observed: '0%',
    });
  });

  test('is an error where it is 0 there, or nothing', async () => {
    const sum: Declare = ({ column }) => column('x').sum().change().atMost('10%');
    expect(await outcome(sum, [row(1)], dataset([row(0)]))).toMatchObject({
      state: 'errored',
      problem: { code: 'REFERENCE_ZERO' },
    });
    const spread: Declare = ({ column }) => column('x').stddev().change().atMost('10%');
    expect(await outcome(spread, [row(1), row(2)], dataset([row(1)]))).toMatchObject({
      state: 'errored',
      problem: { code: 'REFERENCE_EMPTY' },
    });
    expect(await outcome(sum, [row(1)], dataset([row(null)]))).toMatchObject({
      state: 'errored',
      problem: { code: 'REFERENCE_EMPTY' },
    });
  });

  test('is red where the data has no number', async () => {
    const spread: Declare = ({ column }) => column('x').stddev().change().atMost('10%');
    expect(await outcome(spread, [row(1)], dataset([row(1), row(2)]))).toMatchObject({
      state: 'failed',
      observed: null,
    });
  });
});

describe('a difference', () => {
  test('is in the unit of the number', async () => {
    const mean: Declare = ({ column }) => column('x').mean().difference().between(-1, 1);
    expect(await outcome(mean, [row(11.5)], dataset([row(10)]))).toMatchObject({
      state: 'failed',
      unit: 'number',
      observed: '1.5',
    });
    const newest: Declare = ({ column }) => column('day').newest().difference().atLeast('1d');
    expect(
      await outcome(newest, [row(1, '2026-01-31')], dataset([row(1, '2026-01-29')])),
    ).toMatchObject({ state: 'passed', unit: 'duration', observed: '2d' });
    const count: Declare = ({ rows }) => rows.count().difference().atLeast(0);
    expect(await outcome(count, [row(1)], dataset([row(1), row(2)]))).toMatchObject({
      state: 'failed',
      value: '-1',
    });
  });
});

describe('references by name', () => {
  const mean: Declare = ({ column }) => column('x').mean().difference().equals(0);
  const train: Declare = ({ column }) => column('x').mean().difference({ from: 'train' }).equals(0);

  test('are meant by name, and the first without one', async () => {
    const reference = { production: dataset([row(1)]), train: dataset([row(2)]) };
    expect(await outcome(mean, [row(1)], reference)).toMatchObject({ state: 'passed' });
    expect(await outcome(train, [row(1)], reference)).toMatchObject({
      title: "column('x').mean().difference({ from: 'train' }) is exactly 0",
      state: 'failed',
      value: '-1',
    });
    expect(await outcome(train, [row(2)], reference)).toMatchObject({ state: 'passed' });
  });

  test('are red where the run has none of that name', async () => {
    expect(await outcome(train, [row(2)], dataset([row(2)]))).toMatchObject({
      state: 'errored',
      problem: { code: 'REFERENCE_MISSING' },
    });
  });

  test.each([
    ['an empty object', {}],
    ['a list', [dataset([row(1)])]],
    ['text', 'train.csv'],
    ['a name without a dataset', { train: 'train.csv' }],
    ['the name of the baseline', { baseline: dataset([row(1)]) }],
  ])('are refused as %s', async (_, reference) => {
    const given = reference as VerifyOptions['reference'];
    await expect(outcome(mean, [row(1)], given)).rejects.toThrow("Option 'reference' takes");
  });
});

describe('a reference that can not be compared with', () => {
  const mean: Declare = ({ column }) => column('x').mean().change().atMost('10%');

  test('is an error: not found', async () => {
    const found = await outcome(mean, [row(1)], csv('no-such-file.csv'));
    expect(found).toMatchObject({
      state: 'errored',
      problem: { code: 'REFERENCE_NOT_FOUND' },
    });
    expect(found.problem?.message).toContain('its reference no-such-file.csv');
  });

  test('is an error: without the column', async () => {
    expect(await outcome(mean, [row(1)], fromRows([{ y: 1 }]))).toMatchObject({
      state: 'errored',
      problem: { code: 'REFERENCE_COLUMN_MISSING' },
    });
  });

  test('is an error: with a column of another type', async () => {
    expect(await outcome(mean, [row(1)], fromRows([{ x: 'a' }]))).toMatchObject({
      state: 'errored',
      problem: { code: 'REFERENCE_COLUMN_TYPE' },
    });
  });
});

test('nothing is compared twice, and no point in time by a share', () => {
  const declare = (build: (declaring: Declaring<typeof schema>) => unknown) => () =>
    contract('refused', { schema }, (declaring) => [build(declaring) as Expectation]);
  expect(declare(({ column }) => column('x').mean().change().change())).toThrow(
    "column('x').mean().change().change(): column('x').mean().change() compares with the reference already.",
  );
  expect(declare(({ column }) => column('day').newest().change())).toThrow(
    'has no change in percent: use .difference().',
  );
  const typo = { form: 'train' };
  expect(declare(({ column }) => Reflect.apply(column('x').mean().change, null, [typo]))).toThrow(
    ".change(...) has no option 'form': the options are from.",
  );
});
