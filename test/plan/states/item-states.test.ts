import { beforeAll, describe, expect, test } from 'vitest';
import { parquet } from '../../../src/index.ts';
import type { Aggregate } from '../../../src/metric/aggregate.ts';
import { numberOf } from '../../../src/metric/derivation.ts';
import { column, compare, countIf, literal, notNull } from '../../../src/metric/expression.ts';
import type { PassContext } from '../../../src/plan/measure-request.ts';
import type { Item } from '../../../src/plan/select.ts';
import { declined, statesOf } from '../../../src/plan/states/item-states.ts';
import { baseOf, merging, total } from '../../../src/plan/states/merge.ts';
import { chunks } from '../../../src/value/chunks.ts';
import { now } from '../../support/measured.ts';
import { parquetFiles } from '../../support/parquet-files.ts';
import { table } from '../../support/table.ts';
import { asked, opened } from '../opened.ts';

const files = parquetFiles();
let paths: readonly string[];
beforeAll(async () => {
  paths = [
    await files.write('a', 'select range as x, range / 2 as y from range(10)'),
    await files.write('b', 'select 20 + range as x, null::double as y from range(5)'),
    await files.write('c', 'select 40 - range as x, range / 4 as y from range(3)'),
  ];
});

const item = (aggregate: Aggregate, ...where: readonly string[]): Item => ({ aggregate, where });
const x = column('x');
const y = column('y');

describe('states of pieces', () => {
  test('come from the footers where those tell, without a query', async () => {
    await opened(parquet(paths), async ({ context, queries, kept }) => {
      const items = [
        item({ kind: 'count' }),
        item({ kind: 'min', of: x }),
        item({ kind: 'max', of: y }),
        item(countIf(notNull(y))),
      ];
      const states = await statesOf(items, context.pieces, context);
      expect(items.map((one) => states.get(one))).toEqual([
        [10n, 5n, 3n],
        [0n, 20n, 38n],
        [4.5, null, 0.5],
        [10n, 0n, 3n],
      ]);
      expect([queries, kept]).toEqual([[], []]);
    });
  });

  test('are scanned for a scope, and kept under the SQL that asks for them', async () => {
    await opened(parquet(paths), async ({ context, queries, kept }) => {
      const [least, scoped] = [item({ kind: 'min', of: x }), item({ kind: 'min', of: x }, 'x > 3')];
      const measured = async (pieces = context.pieces) => {
        const states = await statesOf([least, scoped], pieces, context);
        return [states.get(least), states.get(scoped)];
      };
      const found = [
        [0n, 20n, 38n],
        [4n, 20n, 38n],
      ];
      expect(await measured(context.pieces.slice(1, 2))).toEqual([[20n], [20n]]);
      expect(queries.length).toBe(1);
      expect(await measured()).toEqual(found);
      expect(queries.length).toBe(2);
      expect(queries[1]).not.toContain(paths[1]);
      expect(await measured()).toEqual(found);
      expect(queries.length).toBe(2);
      expect(kept.map(([piece]) => piece)).toEqual([1, 0, 2].map((at) => context.pieces[at]?.id));
      expect(new Set(kept.map(([, question]) => question)).size).toBe(1);
      expect(queries[0]).toContain(kept[0]?.[1]);
    });
  });

  test('of pieces of which other things are known are scanned apart', async () => {
    await opened(parquet(paths), async ({ context, queries }) => {
      const sum = item({ kind: 'sum', of: x });
      const squares = item({ kind: 'sum', of: y });
      await statesOf([sum], context.pieces.slice(0, 1), context);
      await statesOf([squares], context.pieces.slice(1, 2), context);
      const states = await statesOf([sum, squares], context.pieces, context);
      expect([states.get(sum), states.get(squares)]).toEqual([
        [45n, 110n, 117n],
        [22.5, null, 0.75],
      ]);
      expect(queries.length).toBe(5);
    });
  });

  test('that one SQL tells are asked for once', async () => {
    await opened(table('select 4 as x'), async ({ context, queries, kept }) => {
      const two = [item({ kind: 'sum', of: x }), item({ kind: 'sum', of: x })];
      const states = await statesOf(two, context.pieces, context);
      expect(two.map((one) => states.get(one))).toEqual([[4n], [4n]]);
      expect([queries.length, queries[0]?.match(/sum/g)?.length, kept]).toEqual([1, 1, []]);
    });
  });

  test.for([
    [100, 1],
    [101, 2],
    [201, 3],
  ] as const)('of %i items are asked for by %i queries', async ([count, asked]) => {
    await opened(table('select range as x from range(300)'), async ({ context, queries }) => {
      const items = Array.from({ length: count }, (_, at) =>
        item(countIf(compare(x, '<', literal(at)))),
      );
      const states = await statesOf(items, context.pieces, context);
      expect(items.map((one) => states.get(one))).toEqual(items.map((_, at) => [BigInt(at)]));
      expect(queries.length).toBe(asked);
    });
  });

  test('of a masked column stay in this run, but for counts', async () => {
    const telling: readonly Aggregate[] = [
      { kind: 'sum', of: y },
      { kind: 'min', of: { kind: 'add', terms: [x, y] } },
      { kind: 'quantile', of: y, p: 0.5 },
    ];
    const counting: readonly Aggregate[] = [
      countIf(compare(y, '<', literal(1))),
      { kind: 'distinct', of: [y] },
      { kind: 'sum', of: x },
    ];
    const use = async ({ context, kept }: Parameters<Parameters<typeof opened>[1]>[0]) => {
      const items = [...telling, ...counting].map((one) => item(one));
      await statesOf(items, context.pieces.slice(0, 1), context);
      const scoped = item({ kind: 'count' }, 'x > 3');
      await statesOf([scoped], context.pieces.slice(0, 1), context);
      return kept.map(([, , isPrivate]) => isPrivate);
    };
    expect(await opened(parquet(paths), use, ['y'])).toEqual([
      true,
      true,
      true,
      false,
      false,
      false,
      false,
    ]);
    expect(await opened(parquet(paths), use)).toEqual(Array.from({ length: 7 }, () => false));
  });
});

test('what the dialect does not say is told', async () => {
  await opened(table('select 4 as x'), async ({ context }) => {
    const sum = item({ kind: 'sum', of: x });
    const [matching] = asked(({ column: of }) => [of('s').matches(/(a)\1/)]);
    if (!matching) throw new Error('A pattern was asked for.');
    expect(declined([sum], context)).toBeNull();
    expect(declined([], context)).toBeNull();
    expect(declined([sum, item({ kind: 'mode', of: x } as never)], context)).toBe(
      'mode needs its own pass',
    );
    expect(declined([sum, item(matching.metric.value)], context)).toEqual(expect.any(String));
    const bug = item({ kind: 'sum', of: { kind: 'no such kind' } as never });
    expect(() => declined([bug], context)).toThrow(TypeError);
  });
});

test('lists are cut into chunks, of which the last may be shorter', () => {
  expect(chunks([], 2)).toEqual([]);
  expect(chunks([1, 2], 2)).toEqual([[1, 2]]);
  expect(chunks([1, 2, 3], 2)).toEqual([[1, 2], [3]]);
});

describe('what is merged of pieces', () => {
  const [condition, mean, count, scoped] = asked(({ rows, column: of }) => [
    of('y').above(1),
    of('y').mean().above(0),
    rows.count().above(0),
    rows.where('x > 8').column('y').above(4),
  ]).map(({ metric }) => metric);
  if (!condition || !mean || !count || !scoped) throw new Error('Four metrics were asked.');

  const merged = async (
    metric: typeof condition,
    context: PassContext,
  ): Promise<readonly unknown[]> => {
    const asks = merging(metric, context);
    if (asks === null) throw new TypeError('It is not made of states.');
    const states = await statesOf(asks.items, context.pieces, context);
    const { state, ...found } = asks.value(states);
    expect(numberOf(state ?? undefined, now)).toEqual(found.value);
    return [found, asks.byFile(states)];
  };

  test('is one number, and that of each file where it is a count of rows among others', async () => {
    await opened(parquet(paths), async ({ context }) => {
      const byFile = (...numbers: readonly (readonly [number, number])[]) =>
        numbers.map(([value, of], at) => ({ file: paths[at], value, of }));
      expect(await merged(condition, context)).toEqual([
        { value: 6n, of: 13n },
        byFile([3, 10], [0, 0], [3, 3]),
      ]);
      expect(await merged(scoped, context)).toEqual([
        { value: 3n, of: 4n },
        byFile([0, 1], [0, 0], [3, 3]),
      ]);
      expect(await merged(mean, context)).toEqual([{ value: expect.any(Number), of: 13n }, null]);
      expect(await merged(count, context)).toEqual([{ value: 18n, of: 18 }, null]);
      const one = { ...context, pieces: context.pieces.slice(0, 1) };
      expect(await merged(condition, one)).toEqual([{ value: 3n, of: 10n }, null]);
      const [first, ...others] = context.pieces;
      if (!first) throw new Error('There are three files.');
      const unnamed = { ...context, pieces: [{ ...first, file: null }, ...others] };
      expect(await merged(condition, unnamed)).toEqual([{ value: 6n, of: 13n }, null]);
    });
  });

  test('is not told file by file of more than 200', async () => {
    await opened(parquet(paths), async ({ context }) => {
      const many = (length: number) => ({
        ...context,
        pieces: Array.from({ length }, () => context.pieces[2] ?? context.whole),
      });
      const [, told] = await merged(condition, many(200));
      expect(told).toHaveLength(200);
      expect(await merged(condition, many(201))).toEqual([{ value: 603n, of: 603n }, null]);
    });
  });

  test('adds up, NULLs left out, and is nothing of no pieces', () => {
    const one = item({ kind: 'count' });
    expect(total(one, new Map([[one, [1n, null, 5n]]]))).toBe(6n);
    expect(total(one, new Map())).toBe(0n);
    expect(baseOf(count, { rows: 7 }).value(new Map())).toBe(7);
    expect(baseOf(count, { rows: 7 }).items).toEqual([]);
  });
});
