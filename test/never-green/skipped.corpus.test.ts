import { expect, test } from 'vitest';
import type { Contract } from '../../src/contract/contract.ts';
import { contract, fromRows, z } from '../../src/index.ts';
import { check } from '../../src/run/run.ts';

const schema = z.object({ fare: z.number().nullable() });
const broken = fromRows([{ fare: 99 }, { fare: null }]);

/** Contracts that broken data breaks, with a rule left out that it breaks. */
const red: Readonly<Record<string, Contract>> = {
  'a rule that is skipped hides no other': contract('fares', { schema }, ({ column }) => [
    column('fare').max().atMost(9).skip('known'),
    column('fare').nulls().equals(0),
  ]),
  'a rule that is skipped hides none of the schema': contract(
    'fares',
    { schema: z.object({ fare: z.number() }) },
    ({ column }) => [column('fare').max().atMost(9).skip('known')],
  ),
  'a rule that is marked .only() and holds': contract('fares', { schema }, ({ rows, column }) => [
    rows.count().equals(2).only(),
    column('fare').max().atMost(9),
  ]),
  'a rule that is marked .only() in a contract that skips the rest': contract(
    'fares',
    { schema },
    ({ rows, column }) => [rows.count().equals(2).only(), column('fare').max().atMost(9).skip()],
  ),
};

test.each(Object.entries(red))('never green: %s', async (_, held) => {
  const { passed, report } = await check(held, broken);
  expect({ passed, state: report.state }).toEqual({ passed: false, state: 'failed' });
});

test('a rule that is skipped is in no count of those that passed', async () => {
  const { outcomes, report } = await check(
    contract('fares', { schema }, ({ column }) => [column('fare').max().atMost(9).skip('known')]),
    broken,
  );
  expect(report.counts).toMatchObject({ passed: outcomes.length - 1, notRun: 1, failed: 0 });
});

test.each([
  ['all are skipped', (one: string) => [one]],
  ['two are skipped', (one: string) => [one, one]],
])('never made: a contract of which %s', (_, names) => {
  expect(() =>
    contract('fares', { schema: z.object({}) }, ({ rows }) =>
      names('known').map((why, at) =>
        rows
          .count()
          .atLeast(at + 1)
          .skip(why),
      ),
    ),
  ).toThrow('judges nothing');
});
