import { describe, expect, test } from 'vitest';
import { titledExpectations } from '../../../src/contract/titled-expectations.ts';
import { contract, fromRows, z } from '../../../src/index.ts';
import { buildReport, reportContract } from '../../../src/outcome/build-report.ts';
import { isLost, isRed } from '../../../src/outcome/outcome.ts';
import { measureContract } from '../../../src/plan/measure-contract.ts';
import { exitCode } from '../../../src/run/exit-status.ts';

const prices = contract(
  'prices',
  { schema: z.object({ id: z.int(), price: z.number().min(0) }) },
  ({ column }) => [
    column('price').mean().between(0, 10),
    column('price').atMost(9).warn(),
    column('id').max().atMost(9),
  ],
);
const rows = fromRows([
  { id: 1, price: '2,50' },
  { id: 2, price: '3,00' },
]);

const measured = (of: (title: string) => boolean, dataset = rows) =>
  measureContract({
    contract: prices,
    dataset,
    selected: new Set(
      titledExpectations(prices)
        .filter(({ title }) => of(title))
        .map(({ id }) => id),
    ),
    settings: { root: '.', now: new Date('2026-01-01T00:00:00Z') },
  });

const isAbout = (title: string) => title.includes("'price'");

describe('what a wrong type makes impossible', () => {
  test('is not run, for the reason that the type is wrong, which is the one thing that is red', async () => {
    const outcomes = await measured(() => true);
    const price = outcomes.filter(({ title }) => isAbout(title));
    expect(price.map(({ title, state, problem }) => [title, state, problem])).toEqual([
      ["column('price') is a number", 'failed', null],
      ["column('price') has no NULL", 'passed', null],
      ...[
        "column('price') is finite",
        "column('price') is at least 0",
        "column('price').mean() is between 0 and 10",
        "column('price').atMost(9)",
      ].map((title) => [
        title,
        'notRun',
        {
          code: 'CAUSE_FAILED',
          message: `it needs "column('price') is a number", which failed.`,
          cause: price[0]?.id,
        },
      ]),
    ]);
    expect(outcomes.filter(isRed)).toHaveLength(1);
    expect(outcomes.some(isLost)).toBe(false);
    expect(outcomes.find(({ title }) => title.startsWith("column('id').max"))?.state).toBe(
      'passed',
    );
  });

  test('is red by itself where the check of the type was not selected', async () => {
    const outcomes = await measured((title) => title.includes('mean()'));
    expect(outcomes.map(({ state, problem }) => [state, problem?.code])).toEqual([
      ['errored', 'COLUMN_TYPE'],
    ]);
  });

  test('is the same for a column that is missing', async () => {
    const outcomes = await measured(isAbout, fromRows([{ id: 1 }]));
    expect(outcomes.map(({ state }) => state)).toEqual(['failed', ...Array(5).fill('notRun')]);
  });

  test.each([true, false])(
    'leaves the report red, its cause in it or not: %s',
    async (hasCause) => {
      const all = await measured(() => true);
      const outcomes = all.filter((one) => hasCause || !isRed(one));
      const report = buildReport({
        now: '2026-01-01T00:00:00Z',
        startedAt: '2026-01-01T00:00:00Z',
        durationMs: 1,
        problems: [],
        contracts: [
          reportContract({
            contract: 'prices',
            dataset: 'rows',
            file: 'x.contract.ts',
            terms: { owner: null } as never,
            outcomes,
            measured: null,
          }),
        ],
      });
      expect(report.state).toBe('failed');
      expect(exitCode(report)).toBe(2);
    },
  );
});
