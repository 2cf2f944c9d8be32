import { describe, expect, test } from 'vitest';
import type { Declaring } from '../../src/contract/contract.ts';
import type { Declared, Expectation } from '../../src/contract/expectation.ts';
import { contract, z } from '../../src/index.ts';
import { refusal } from './refusal.ts';

const schema = z.object({ a: z.number(), s: z.string() });

type Declare = (declaring: Declaring<typeof schema>) => readonly Declared[];

const made = (declare: Declare) => () => contract('c', { schema }, declare);

describe('what was built and is not returned is refused, by name and line', () => {
  test.each<[string, string, Declare]>([
    [
      'an expectation as a statement',
      "column('a').min() is at least 0",
      ({ rows, column }) => {
        column('a').min().atLeast(0);
        return [rows.count().atLeast(1)];
      },
    ],
    [
      'a condition as a statement',
      "column('a').notNull()",
      ({ column }) => {
        column('a').notNull();
        return [];
      },
    ],
    [
      'one with a name of its own',
      'prices stay',
      ({ column }) => {
        const lost = column('a').mean().atMost(3).because('x').named('prices stay');
        return [column('a').notNull(), ...(lost ? [] : [])];
      },
    ],
    [
      'what was made of one that is returned',
      "column('a').notNull() in all but 1% of rows",
      ({ column }) => {
        const kept = column('a').notNull();
        kept.except('1%');
        return [kept];
      },
    ],
    [
      'a warning that nobody gives',
      "column('a').nulls() is at most 3",
      ({ column }) => {
        const kept = column('a').nulls().atMost(3);
        kept.warn();
        return [kept];
      },
    ],
    [
      'one of a list that is cut',
      "rows.where('a > 0').count() is at least 2",
      ({ rows }) => [
        [rows.count().atLeast(1), rows.where('a > 0').count().atLeast(2)][0] as Expectation,
      ],
    ],
    [
      'one beside a list that is mapped',
      "column('a').notNull()",
      ({ column }) => {
        column('a').notNull();
        return (['s'] as const).map((name) => column(name).notNull());
      },
    ],
  ])('%s', (_, label, declare) => {
    const { code, message } = refusal(made(declare));
    expect(code).toBe('EXPECTATION_LOST');
    expect(message).toMatch(/^Contract 'c': /);
    expect(message).toContain(label);
    expect(message).toMatch(/ \(building\.test\.ts:\d+\) was built and is not in the list that /);
  });

  test('the error points at the line, and counts the others', () => {
    const run = made(({ rows, column }) => {
      column('a').min().atLeast(0);
      column('s').notNull();
      return [rows.count().atLeast(1)];
    });
    const { message } = refusal(run);
    expect(message).toContain(
      'and is not in the list that its function returns, and so were 1 more: nothing would be checked by it.',
    );
    const line = /building\.test\.ts:(\d+)\)/.exec(message)?.[1];
    try {
      run();
    } catch (error) {
      expect((error as Error).stack).toMatch(new RegExp(`building\\.test\\.ts:${line}:\\d+`));
    }
  });

  test('a measure without a bound', () => {
    const { code, message } = refusal(
      made(({ rows, column }) => {
        column('a').mean();
        return [rows.count().atLeast(1)];
      }),
    );
    expect(code).toBe('EXPECTATION_LOST');
    expect(message).toMatch(
      /column\('a'\)\.mean\(\) \(building\.test\.ts:\d+\) was built .* Hold it to a bound, such as \.atLeast\(1\), and return that, or leave it out\.$/,
    );
  });
});

describe('what is returned, however it was made, is not', () => {
  const both = ({ column }: Declaring<typeof schema>) => [
    column('a').notNull(),
    column('s').notNull().warn().because('x').tagged('y').except('1%').allowEmpty(),
  ];
  test.each<[string, Declare]>([
    ['helpers and spreads', (given) => [...both(given), given.rows.count().atLeast(1)]],
    ['nothing at all', () => []],
    [
      'a measure held to two bounds',
      ({ column }) => {
        const mean = column('a').mean();
        return [mean.atLeast(1), mean.not.equals(7)];
      },
    ],
    [
      'an expectation and what was made of it',
      ({ column }) => {
        const kept = column('a').notNull();
        return [kept, kept.except(3).warn()];
      },
    ],
    [
      'the same twice',
      ({ column }) => {
        const kept = column('a').notNull();
        return [kept, kept];
      },
    ],
    [
      'columns and scopes that are only named',
      ({ rows, column }) => {
        const scope = rows.where('a > 0').per('s');
        const sum = column('a').plus(column('a'));
        column('s');
        return [scope.count().atLeast(2), sum.atLeast(1)];
      },
    ],
    [
      "another contract's",
      ({ rows }) => {
        contract('inner', { schema }, ({ column }) => [column('a').notNull()]);
        return [rows.count().atLeast(1)];
      },
    ],
  ])('%s', (_, declare) => {
    expect(made(declare)).not.toThrow();
  });

  test('what is made of an expectation of a list, after it', () => {
    const lists: Expectation[][] = [];
    made(({ rows }) => {
      const list = [rows.count().atLeast(1)];
      lists.push(list);
      return list;
    })();
    expect(() => lists[0]?.[0]?.warn().because('x')).not.toThrow();
  });

  test('a contract that failed leaves nothing for the next one', () => {
    expect(
      made(({ column }) => {
        column('a').notNull();
        throw new Error('of the user');
      }),
    ).toThrow('of the user');
    expect(made(({ rows }) => [rows.count().atLeast(1)])).not.toThrow();
  });

  test('a measure in the list is told as one without a bound', () => {
    expect(refusal(made(({ column }) => [column('a').mean() as never])).code).toBe('BOUND_MISSING');
  });
});

describe('what is built once the function has returned is refused, by name and line', () => {
  let kept: Declaring<typeof schema> | undefined;
  const keep: Declare = (given) => {
    kept = given;
    return [given.rows.count().atLeast(1)];
  };
  test.each<[string, string, (given: Declaring<typeof schema>) => unknown]>([
    ['a measure', 'rows.count()', ({ rows }) => rows.count()],
    ['a condition', "column('a').notNull()", ({ column }) => column('a').notNull()],
    [
      'a column of a scope',
      ".column('a').unique()",
      ({ rows }) => rows.per('s').column('a').unique(),
    ],
  ])('%s', (_, label, build) => {
    made(keep)();
    const { code, message } = refusal(() => kept && build(kept));
    expect(code).toBe('EXPECTATION_LOST');
    expect(message).toContain(label);
    expect(message).toMatch(
      / \(building\.test\.ts:\d+\) was built outside of a contract's function, or after /,
    );
  });

  test('a bound of a measure that was kept', () => {
    const measures: ReturnType<Declaring<typeof schema>['rows']['count']>[] = [];
    made(({ rows }) => {
      const count = rows.count();
      measures.push(count);
      return [count.atLeast(1)];
    })();
    expect(refusal(() => measures[0]?.atLeast(1000)).code).toBe('EXPECTATION_LOST');
  });

  test('in a microtask', async () => {
    const late = new Promise((resolve) => {
      made(({ rows }) => {
        queueMicrotask(() => resolve(refusal(() => rows.count().atLeast(9)).code));
        return [rows.count().atLeast(1)];
      })();
    });
    expect(await late).toBe('EXPECTATION_LOST');
  });
});
