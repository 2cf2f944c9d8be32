import { describe, expect, test } from 'vitest';
import { parquet } from '../../../src/index.ts';
import type { PassContext } from '../../../src/plan/measure-request.ts';
import { bitmapDistinct } from '../../../src/plan/passes/bitmap-distinct.ts';
import type { Opened } from '../../support/context.ts';
import { parquetFiles } from '../../support/parquet-files.ts';
import { table } from '../../support/table.ts';
import { opened } from '../opened.ts';

const files = parquetFiles();

const counted = (distinct: number) => ({
  distinct: BigInt(distinct),
  exactness: 'exact',
  note: 'counted by a bitmap of its integers',
});
const refused = { refused: expect.any(String) };

/** Of one piece, and of as many rows as are told. */
const ofColumn = (select: string, name = 'x', { masked = [] as string[], rows = 0 } = {}) =>
  opened(
    table(select),
    async ({ context, queries }) => {
      const given: PassContext = rows === 0 ? context : { ...context, rows };
      return { found: await bitmapDistinct(name, given), queries: [...queries] };
    },
    masked,
  );

describe('a bitmap', () => {
  test.for(['tinyint', 'utinyint', 'smallint', 'usmallint', 'integer', 'uinteger', 'bigint'])(
    'is made of the type %s',
    async (type) => {
      const { found } = await ofColumn(`select (range % 5)::${type} as x from range(9)`);
      expect(found).toEqual(counted(5));
    },
  );

  test.for(['ubigint', 'hugeint', 'double', 'decimal(9,0)', 'varchar'])(
    'is not made of the type %s',
    async (type) => {
      const { found, queries } = await ofColumn(`select (range % 5)::${type} as x from range(9)`);
      expect([found, queries]).toEqual([refused, []]);
    },
  );

  test('goes by the type of its own column', async () => {
    const select = `select 'a' as s, range % 5 as x, 'b' as z from range(9)`;
    expect((await ofColumn(select)).found).toEqual(counted(5));
    expect((await ofColumn(select, 'z')).found).toEqual(refused);
    expect((await ofColumn(select, 'absent')).found).toEqual(refused);
  });

  test('of a masked column is not even asked for, since its ends stand in the query', async () => {
    const select = 'select range as x, range as y from range(9)';
    const { found, queries } = await ofColumn(select, 'x', { masked: ['x'] });
    expect([found, queries]).toEqual([refused, []]);
    expect((await ofColumn(select, 'y', { masked: ['x'] })).found).toEqual(counted(9));
  });

  test.for(['4111111111111111 - range', '4111111111111111 + range'])(
    'is not made where an end looks like the number of a card: %s',
    async (value) => {
      const { found, queries } = await ofColumn(`select ${value} as x from range(9)`);
      expect(found).toEqual(refused);
      expect(queries.join()).not.toContain('411111111');
    },
  );

  test.for([
    ['of up to 64 bits a row', '0, 128', 2, true],
    ['of more bits a row', '0, 129', 2, false],
    ['of integers far from zero', '1000000000000, 1000000000128', 2, true],
    ['of integers around zero', '-64, 64', 2, true],
    ['of integers too far around zero', '-65, 64', 2, false],
    ['of fewer than 2^28 bits', '-5, 268435450', 2 ** 23, true],
    ['of 2^28 bits', '-5, 268435451', 2 ** 23, false],
  ] as const)('%s: %s', async ([, values, rows, isMade]) => {
    const { found } = await ofColumn(`select unnest([${values}]::bigint[]) as x`, 'x', { rows });
    expect(found).toEqual(isMade ? counted(2) : refused);
  });

  test('of NULL alone has no bit', async () => {
    expect((await ofColumn('select null::int as x from range(3)')).found).toEqual(counted(0));
  });
});

describe('of several files', () => {
  const ofFiles = async (
    name: string,
    selects: readonly string[],
    use: (opened: Opened) => Promise<unknown>,
  ) => {
    const paths = [];
    for (const [at, select] of selects.entries())
      paths.push(await files.write(`${name}-${at}`, select));
    return opened(parquet(paths), use);
  };
  const questions = ({ kept }: Opened) => [...new Set(kept.map(([, question]) => question))];

  test('that share no value, bits are counted for each, and kept under the name of the column', async () => {
    await ofFiles(
      'apart',
      [
        'select range * 3 as x, range as y from range(10)',
        'select null::bigint as x, 3 + range as y from range(1)',
        'select 30 + range % 5 as x, 20 + range // 2 as y from range(10)',
      ],
      async (all) => {
        expect(await bitmapDistinct('x', all.context)).toEqual(counted(15));
        expect(questions(all)).toEqual(['bits of x']);
        expect(all.kept.map(([piece, , isPrivate]) => [piece, isPrivate])).toEqual([
          [all.context.pieces[0]?.id, false],
          [all.context.pieces[2]?.id, false],
        ]);
        const queries = all.queries.length;
        expect(await bitmapDistinct('x', all.context)).toEqual(counted(15));
        expect(all.queries.length).toBe(queries);
      },
    );
  });

  test('bits of another column are counted anew', async () => {
    await ofFiles(
      'another',
      ['select range as x, range // 2 as y from range(10)'],
      async ({ context }) => {
        expect(await bitmapDistinct('x', context)).toEqual(counted(10));
        expect(await bitmapDistinct('y', context)).toEqual(counted(5));
      },
    );
  });

  test('that overlap, each bitmap is laid where it belongs, and kept under the name of the column', async () => {
    const sparse = (from: number) => `unnest([${from}, ${from + 1}, ${from + 27}, ${from + 100}])`;
    await ofFiles(
      'overlap',
      [
        `select ${sparse(-21)} as x, unnest([1, 2, 3, 4]) as y`,
        `select ${sparse(-48)} as x, unnest([4, 3, 2, 1]) as y`,
        'select null::int as x, 9 as y',
        `select ${sparse(6)} as x, unnest([5, 6, 7, 8]) as y`,
      ],
      async (all) => {
        const values = [-21, -48, 6].flatMap((from) => [from, from + 1, from + 27, from + 100]);
        expect(await bitmapDistinct('x', all.context)).toEqual(counted(new Set(values).size));
        expect(questions(all)).toEqual(['bitmap of x']);
        const [first] = all.context.pieces;
        expect(all.context.facts.get(first?.id ?? '', 'bitmap of x')).toEqual({
          base64: expect.any(String),
        });
        expect(all.kept.map(([, , isPrivate]) => isPrivate)).toEqual([false, false, false]);
        const queries = all.queries.length;
        expect(await bitmapDistinct('x', all.context)).toEqual(counted(new Set(values).size));
        expect(all.queries.length).toBe(queries);
        expect(await bitmapDistinct('y', all.context)).toEqual(counted(9));
      },
    );
  });

  test.for([
    ['fewer than 2^20 bits are joined', 2 ** 20 - 1, 'bitmap of x'],
    ['2^20 bits are those of all rows at once', 2 ** 20, 'bits of x'],
  ] as const)('%s', async ([name, width, question]) => {
    await ofFiles(
      name,
      [`select unnest([7, 9, ${7 + width}]) as x`, 'select unnest([8, 9, 10]) as x'],
      async (all) => {
        const rows = 2 ** 20;
        expect(await bitmapDistinct('x', { ...all.context, rows })).toEqual(counted(5));
        expect(questions(all)).toEqual([question]);
        expect(all.kept.length).toBe(question === 'bits of x' ? 1 : 2);
      },
    );
  });
});
