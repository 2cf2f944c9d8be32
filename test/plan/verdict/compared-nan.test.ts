import { describe, expect, test } from 'vitest';
import type { Declaring } from '../../../src/contract/contract.ts';
import type { Expectation } from '../../../src/contract/expectation.ts';
import { fromRows, z } from '../../../src/index.ts';
import { one } from '../../support/measured.ts';

const schema = z.object({ a: z.number(), b: z.number(), n: z.int(), f: z.boolean() });
const data = fromRows([
  { a: 1.5, b: 2.5, n: 1, f: true },
  { a: Number.NaN, b: 3.5, n: 2, f: true },
  { a: 7.5, b: 4.5, n: 3, f: false },
]);

type Declare = (declaring: Declaring<typeof schema>) => Expectation;

const codeOf = async (declare: Declare) => {
  const { state, problem } = await one(data, { schema }, declare);
  return problem?.code ?? state;
};

describe('a predicate of which a NaN is true has no verdict', () => {
  test.each<[string, Declare]>([
    ['at least', ({ rows }) => rows.satisfy('a >= 0')],
    ['above', ({ rows }) => rows.satisfy('a > 0')],
    ['not below', ({ rows }) => rows.satisfy('not (a < 0)')],
    ['the other way around', ({ rows }) => rows.satisfy('0 < a')],
    ['in a part', ({ rows }) => rows.satisfy('n > 0 and a + b > 1')],
    ['in a choice', ({ rows }) => rows.satisfy('case when a < 0 then n > 5 else n > 0 end')],
    ['in a negation', ({ rows }) => rows.satisfy('not (a < 0 and n > 9)')],
    ['as an upper limit', ({ rows }) => rows.satisfy('b between 0 and a + 9')],
    ['beside a warning', ({ rows }) => rows.satisfy('a >= 0').warn()],
    ['as a scope', ({ rows }) => rows.where('a > 1').count().atMost(3)],
    ['in a scope', ({ rows }) => rows.where('f').satisfy('a > 0')],
    ['of segments', ({ rows }) => rows.per('f').satisfy('a > 0')],
    ['of a column', ({ rows }) => rows.where('a > 1').column('n').max().atMost(9)],
  ])('%s', async (_, declare) => {
    expect(await codeOf(declare)).toBe('NAN_COMPARED');
  });

  test('the sentence says what to write', async () => {
    const { problem } = await one(data, { schema }, ({ rows }) => rows.satisfy('a >= 0'));
    expect(problem?.message).toBe(
      `its SQL compares column 'a', which holds NaN, and DuckDB takes NaN for greater than every number. Say what is meant: isfinite("a") and …, or … or isnan("a").`,
    );
  });
});

describe('one of which it is false, or that asks, has one', () => {
  test.each<[string, Declare, string]>([
    ['at most', ({ rows }) => rows.satisfy('a <= 10'), 'failed'],
    ['at most, but for some', ({ rows }) => rows.satisfy('a <= 10').except(1), 'passed'],
    ['between', ({ rows }) => rows.satisfy('a between 0 and 10').except(1), 'passed'],
    ['equal', ({ rows }) => rows.satisfy('a = 1.5').except(2), 'passed'],
    ['a scope that leaves it out', ({ rows }) => rows.where('a < 9').count().equals(2), 'passed'],
    ['NULL', ({ rows }) => rows.satisfy('a is not null'), 'passed'],
    ['NaN meant', ({ rows }) => rows.satisfy('a >= 0 or isnan(a)'), 'passed'],
    ['NaN not meant', ({ rows }) => rows.satisfy('isfinite(a) and a >= 0'), 'failed'],
    ['a scope before it', ({ rows }) => rows.where('isfinite(a)').satisfy('a >= 0'), 'passed'],
    ['a scope without one', ({ rows }) => rows.where('not f').satisfy('a >= 0'), 'passed'],
    ['another column', ({ rows }) => rows.satisfy('b > 0'), 'passed'],
    ['an integer', ({ rows }) => rows.satisfy('n > 0'), 'passed'],
  ])('%s', async (_, declare, state) => {
    expect(await codeOf(declare)).toBe(state);
  });
});
