import { beforeAll, describe, expect, test } from 'vitest';
import { parquet } from '../../../src/index.ts';
import { footerPass } from '../../../src/plan/passes/footer.ts';
import { parquetFiles } from '../../support/parquet-files.ts';
import { table } from '../../support/table.ts';
import { asked, opened } from '../opened.ts';

const files = parquetFiles();
let paths: readonly string[];
beforeAll(async () => {
  const select = (x: string) =>
    `select ${x} as x, null::varchar as s, range / 4 as y from range(9)`;
  paths = [await files.write('a', select('range')), await files.write('b', select('30 + range'))];
});

const refused = { refused: expect.any(String) };

describe('it takes', () => {
  test('what the footer of every file tells of all rows', async () => {
    await opened(parquet(paths), async ({ context, queries }) => {
      const questions = asked(({ rows, column }) => [
        rows.count().atLeast(1),
        column('x').max().atLeast(1),
        column('x').nulls().atMost(1),
        column('x').atLeast(0),
        column('x').above(4),
        column('x').mean().atLeast(0),
        column('x').median().atLeast(0),
        column('s').nulls().atMost(9),
        column('s').matches(/(a)\1/),
        rows.where('x > 9').count().atLeast(1),
        rows.where('x > 9').column('x').max().atLeast(1),
        rows.per('s').count().atLeast(2),
        rows.per('s').column('x').max().atLeast(1),
      ]);
      expect(questions.map((question) => footerPass.takes(question, context))).toEqual([
        true,
        true,
        true,
        true,
        refused,
        refused,
        refused,
        true,
        ...Array.from({ length: 5 }, () => refused),
      ]);
      expect(queries).toEqual([]);
    });
  });

  test('nothing where one file does not tell, or there are no files', async () => {
    const questions = asked(({ rows, column }) => [
      rows.count().atLeast(1),
      column('x').max().atLeast(1),
    ]);
    await opened(parquet(paths), async ({ context }) => {
      const [first, second] = context.pieces;
      if (!first || !second) throw new Error('There are two files.');
      const takes = (pieces: typeof context.pieces) =>
        questions.map((question) => footerPass.takes(question, { ...context, pieces }));
      expect(takes([first, { ...second, statistics: null }])).toEqual([refused, refused]);
      const rowsAlone = { rows: 9, columns: new Map() };
      expect(takes([first, { ...second, statistics: rowsAlone }])).toEqual([true, refused]);
    });
    await opened(table('select 1 as x'), async ({ context }) => {
      expect(questions.map((one) => footerPass.takes(one, context))).toEqual([refused, refused]);
    });
  });
});

test('it tells of no column that is named by folders, and of all others', async () => {
  const select = "select range as x, 'eu' as s, 7 as y from range(9)";
  const path = await files.write('s=eu/y=7/a', select);
  const bare = await files.write('s=eu/y=7/b', 'select range as x from range(9)');
  const questions = asked(({ column }) => [
    column('x').max().equals(8),
    column('y').max().equals(7),
    column('y').nulls().equals(0),
    column('y').atLeast(7),
    column('s').nulls().equals(0),
  ]);
  const none = Array.from({ length: 4 }, () => refused);
  for (const file of [path, bare]) {
    await opened(parquet(file, { hivePartitioning: true }), async ({ context }) => {
      expect(questions.map((one) => footerPass.takes(one, context))).toEqual([true, ...none]);
    });
  }
});

test('each answer comes with the SQL that shows it again, and with the count in each file', async () => {
  await opened(parquet(paths), async ({ context, queries }) => {
    const questions = asked(({ column }) => [
      column('x').max().atLeast(1),
      column('x').atLeast(20),
    ]);
    const found = await footerPass.run(questions, context);
    const answer = (value: bigint, byFile: unknown) => ({
      state: expect.objectContaining({ kind: 'numbers', numbers: [value] }),
      segments: [{ segment: [], value, of: 18n }],
      by: 'duckdb',
      exactness: 'exact',
      notes: [],
      byFile,
      sql: expect.stringContaining('select'),
      met: null,
    });
    expect(questions.map((question) => found.get(question))).toEqual([
      answer(38n, null),
      answer(9n, [
        { file: paths[0], value: 9, of: 9 },
        { file: paths[1], value: 0, of: 9 },
      ]),
    ]);
    expect(queries).toEqual([]);
  });
});
