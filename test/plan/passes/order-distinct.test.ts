import { describe, expect, test } from 'vitest';
import { parquet } from '../../../src/index.ts';
import { orderDistinct } from '../../../src/plan/passes/order-distinct.ts';
import {
  areDisjoint,
  rangesLookPersonal,
  rangesOf,
  totalRange,
  type ValueRange,
} from '../../../src/plan/states/extremes.ts';
import type { Opened } from '../../support/context.ts';
import { parquetFiles } from '../../support/parquet-files.ts';
import { table } from '../../support/table.ts';
import { opened } from '../opened.ts';

const files = parquetFiles();

let written = 0;
async function ofFiles<T>(
  selects: readonly string[],
  use: (opened: Opened) => Promise<T>,
): Promise<T> {
  const paths = [];
  for (const select of selects) paths.push(await files.write(`file-${written++}`, select));
  return opened(parquet(paths), use);
}

const refused = { refused: expect.any(String) };
const proved = (distinct: bigint) => ({
  distinct,
  exactness: 'proof',
  note: 'proved by the order of its values: each is above the one before it',
});

describe('an order', () => {
  test('is a proof of as many distinct values as there are, in files in any order', async () => {
    const selects = [
      'select 20 + range as x from range(10)',
      'select null::bigint as x from range(4)',
      'select case when range % 3 > 0 then range end as x from range(15)',
    ];
    await ofFiles(selects, async (all) => {
      expect(await orderDistinct('x', all.context)).toEqual(proved(20n));
      expect(all.kept).toEqual(all.context.pieces.map(({ id }) => [id, 'order of x', false]));
      const { length } = all.queries;
      expect(await orderDistinct('x', all.context)).toEqual(proved(20n));
      expect(all.queries.length).toBe(length);
    });
  });

  test.for([
    ['that the statistics deny', ['select (range * 7) % 4099 as x from range(4099)'], 0],
    [
      'in one file of which they deny it',
      ['select range - 10 as x from range(5)', 'select (range * 7) % 4099 as x from range(4099)'],
      0,
    ],
    [
      'in files that share a value',
      ['select range as x from range(5)', 'select range as x from range(4, 9)'],
      0,
    ],
    ['of values of which two are alike', ['select unnest([1, 2, 2, 3]) as x'], 1],
    ['of values of which two are turned', ['select unnest([1, 3, 2, 4]) as x'], 1],
    [
      'that one of the files does not keep',
      ['select unnest([1, 2]) as x', 'select unnest([6, 5, 7]) as x'],
      1,
    ],
  ] as const)('is none %s', async ([, selects, count]) => {
    await ofFiles(selects, async ({ context, queries }) => {
      expect(await orderDistinct('x', context)).toEqual(refused);
      expect(queries.length).toBe(count);
    });
  });

  test('is none of rows of which no statistics are known', async () => {
    await opened(table('select range as x from range(9)'), async ({ context }) => {
      expect(await orderDistinct('x', context)).toEqual(refused);
    });
  });

  test('of one column is not that of another', async () => {
    await ofFiles(['select range as x, 9 - range as y from range(9)'], async ({ context }) => {
      expect(await orderDistinct('x', context)).toEqual(proved(9n));
      expect(await orderDistinct('y', context)).toEqual(refused);
      expect(await orderDistinct('absent', context)).toEqual(refused);
    });
  });
});

describe('ends', () => {
  test('are the least and the greatest value of each piece, and none of NULLs', async () => {
    const selects = [
      'select unnest([3, null, 1]) as x',
      'select null::int as x',
      'select unnest([7]) as x',
    ];
    const ends = await ofFiles(selects, ({ context }) => rangesOf('x', context));
    expect(ends).toEqual([{ least: 1n, greatest: 3n }, null, { least: 7n, greatest: 7n }]);
    expect(totalRange(ends)).toEqual({ least: 1n, greatest: 7n });
  });

  test('that are infinite instants are open', async () => {
    const instant = (text: string) => `select unnest(['2026-01-01', '${text}']::timestamp[]) as x`;
    const ends = await ofFiles([instant('infinity'), instant('-infinity')], ({ context }) =>
      rangesOf('x', context),
    );
    const micros = BigInt(Date.UTC(2026, 0)) * 1000n;
    expect(ends).toEqual([
      { least: micros, greatest: Infinity },
      { least: -Infinity, greatest: micros },
    ]);
  });

  const from = (least: number, greatest: number): ValueRange => ({ least, greatest });

  test('of all pieces are those furthest apart', () => {
    expect(totalRange([])).toBeNull();
    expect(totalRange([null, null])).toBeNull();
    expect(totalRange([null, from(2, 3), null])).toEqual(from(2, 3));
    for (const ends of [
      [from(2, 3), from(1, 5), null, from(4, 4)],
      [null, from(4, 5), from(1, 1)],
    ])
      expect(totalRange(ends)).toEqual(from(1, 5));
    expect(totalRange([from(1, 5), from(2, 3)])).toEqual(from(1, 5));
  });

  test('are apart where no value can be in two pieces', () => {
    expect(areDisjoint([])).toBe(true);
    expect(areDisjoint([from(5, 9), null, from(1, 4), null])).toBe(true);
    expect(areDisjoint([from(1, 4), from(4, 5)])).toBe(false);
    expect(areDisjoint([from(4, 5), from(1, 4)])).toBe(false);
    expect(areDisjoint([from(1, 9), from(11, 12), from(2, 3)])).toBe(false);
    expect(areDisjoint([from(8, 9), from(4, 7), from(1, 4)])).toBe(false);
    expect(areDisjoint([from(8, 9), from(5, 7), from(1, 4)])).toBe(true);
  });

  test('look personal where one of them does', () => {
    const card = 4_111_111_111_111_111n;
    expect(rangesLookPersonal([null, from(1, 2)])).toBe(false);
    expect(rangesLookPersonal([from(1, 2), { least: 1n, greatest: card }])).toBe(true);
    expect(rangesLookPersonal([{ least: card, greatest: card + 9n }, null])).toBe(true);
  });
});
