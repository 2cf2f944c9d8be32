import { describe, expect, test } from 'vitest';
import { z } from '../../../src/index.ts';
import { asMuch, declared, one } from '../../support/measured.ts';
import { table } from '../../support/table.ts';

const schema = z.object({
  g: z.string(),
  n: z.number().nullable(),
  i: z.int().nullable(),
  price: z.number().nullable(),
});

const of = (...values: readonly string[]) =>
  table(
    `select * from (values ${values.map((value, at) => `('${at % 2}', ${value}::double, try_cast(${value}::double as bigint), try_cast(${value}::double as decimal(10, 2)), ${at})`).join(', ')}) v(g, n, i, price, place) order by place`,
  );

const nan = "'nan'";

describe('numbers that rise', () => {
  test.for<[string, readonly string[], number, number]>([
    ['each above the one before', ['1', '2', '2.5', "'inf'"], 0, 4],
    ['an equal one', ['1', '1', '2'], 1, 3],
    ['-0 after 0', ['0', "'-0.0'", '1'], 1, 3],
    ['one beyond a NULL', ['3', 'null', '2', 'null', '4'], 1, 3],
    ['NaN, and what follows it', ['1', nan, '2', '3'], 2, 4],
    ['NaN that comes first', [nan, '2', '3'], 2, 3],
    ['NaN alone', [nan], 1, 1],
    ['two of NaN', ['1', nan, nan, '2'], 3, 4],
  ])('%s', async ([, values, violations, judged]) => {
    for (const few of [asMuch, { rows: 50_000, bytes: 0 }]) {
      const outcome = await one(
        of(...values),
        { schema },
        ({ column }) => column('n').increasing(),
        { few },
      );
      expect([outcome.violations, outcome.of, outcome.state]).toEqual([
        violations,
        judged,
        violations === 0 ? 'passed' : 'failed',
      ]);
      const rows = outcome.sample?.rows.length ?? 0;
      expect(rows).toBe(violations);
    }
  });

  test('of integers and decimals, in scopes and in segments', async () => {
    const outcomes = await declared(
      of('1', '5', '2', '4', '3', '6'),
      { schema },
      ({ rows, column }) => [
        column('i').increasing(),
        column('price').increasing(),
        rows.where("g = '0'").column('i').increasing(),
        rows.per('g').column('n').increasing(),
        rows.per('g').column('n').increasing().except(1),
        column('i').plus(column('i')).increasing(),
      ],
    );
    expect(outcomes.map(({ state, violations }) => [state, violations])).toEqual([
      ['failed', 2],
      ['failed', 2],
      ['passed', 0],
      ['failed', 1],
      ['passed', 0],
      ['failed', 2],
    ]);
  });

  test('nothing to judge is red', async () => {
    const outcome = await one(of('null'), { schema }, ({ column }) => column('n').increasing());
    expect([outcome.state, outcome.of]).toEqual(['failed', 0]);
  });
});
