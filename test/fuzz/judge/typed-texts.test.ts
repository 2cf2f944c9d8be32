import { describe, expect, test } from 'vitest';
import { columnHints } from '../../../src/contract/schema/schema-expectations.ts';
import { judgeOf } from '../../../src/fuzz/judge/judge-of.ts';
import { typedTexts } from '../../../src/fuzz/judge/typed-texts.ts';
import type { StepOutput } from '../../../src/fuzz/step.ts';
import { contract, z } from '../../../src/index.ts';

const schema = z.object({ n: z.number().min(0), at: z.date(), on: z.boolean(), text: z.string() });
const untyped = ['n', 'at', 'on', 'text'].map((name) => {
  return { name, family: 'text', isUntyped: true } as const;
});
const output = (row: object): StepOutput => ({ columns: untyped, rows: [{ ...row }] });
const typed = (row: object) => typedTexts(output(row), columnHints(schema)).rows[0];

test('texts of a file are of the type that the schema wants', () => {
  expect(typed({ n: '12.50', at: '2024-01-02', on: 'True', text: '12' })).toEqual({
    n: 12.5,
    at: new Date('2024-01-02'),
    on: true,
    text: '12',
  });
  expect(typed({ n: '9007199254740993', at: '2024-01-02 10:00:00', on: null, text: '' })).toEqual({
    n: 9007199254740993n,
    at: new Date('2024-01-02T10:00:00Z'),
    on: null,
    text: '',
  });
});

describe('a text that is none of that type stays text, and breaks the rule', () => {
  test.each([
    ['n', '12,50'],
    ['n', 'N/A'],
    ['n', ' 1'],
    ['at', '01/02/2024'],
    ['at', '2024-13-01'],
    ['on', 'yes'],
  ])('%s = %s', (name, text) => {
    expect(typed({ [name]: text })).toMatchObject({ [name]: text });
  });
});

test('the judge reads them, and no texts of a step in TypeScript', async () => {
  const clean = contract('clean', { schema: z.object({ n: z.number().min(0) }) });
  const judge = judgeOf(clean, { now: new Date(0) });
  const judged = async (given: StepOutput) => [...(await judge.judge(given)).values()];
  const file = (n: string): StepOutput => ({ columns: untyped.slice(0, 1), rows: [{ n }] });
  expect(await judged(file('1.5'))).toEqual([]);
  expect((await judged(file('-1'))).map(({ title }) => title)).toEqual([
    "column('n') is at least 0",
  ]);
  expect((await judged(file('1,5'))).length).toBeGreaterThan(0);
  const rows: StepOutput = { columns: [{ name: 'n', family: null }], rows: [{ n: '1.5' }] };
  expect((await judged(rows)).length).toBeGreaterThan(0);
  await judge.close();
});
