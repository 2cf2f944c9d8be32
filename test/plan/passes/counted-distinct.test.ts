import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parquet, z } from '../../../src/index.ts';
import type { Few } from '../../../src/plan/measure-request.ts';
import { countedDistinct } from '../../../src/plan/passes/counted-distinct.ts';
import { uniquePass } from '../../../src/plan/passes/unique.ts';
import { together } from '../../../src/plan/states/gathering.ts';
import { asMuch, declared } from '../../support/measured.ts';
import { parquetFiles } from '../../support/parquet-files.ts';
import { asked, opened } from '../opened.ts';

const files = parquetFiles();

const word = (seed: number) => `'t' || hash(range, ${seed}) % 900`;

test('both counts of a column are answered by one, and lower bounds are not proved apart', async () => {
  const path = await files.write('both', `select ${word(0)} as s from range(3000)`);
  await opened(parquet(path), async ({ context, queries }) => {
    const questions = asked(({ column }) => [
      column('s').distinct().atLeast(10),
      column('s').duplicates().atMost(1),
    ]);
    const found = await uniquePass.run(questions, context);
    const values = questions.map((question) => found.get(question));
    const distinct = BigInt(
      Number((await files.query(`select count(distinct s) as n from '${path}'`))[0]?.n),
    );
    expect(values).toEqual([
      expect.objectContaining({
        exactness: 'exact',
        notes: [],
        segments: [{ segment: [], value: distinct, of: 3000n }],
      }),
      expect.objectContaining({
        exactness: 'exact',
        segments: [{ segment: [], value: 3000n - distinct, of: 3000n }],
      }),
    ]);
    expect(queries.filter((sql) => sql.includes('distinct'))).toHaveLength(1);
  });
});

test('a single question is left to the pass that is cheapest for it', async () => {
  const path = await files.write('alone', `select ${word(0)} as s from range(3000)`);
  await opened(parquet(path), async ({ context }) => {
    const questions = asked(({ column }) => [column('s').distinct().atLeast(10)]);
    const found = [...(await uniquePass.run(questions, context)).values()];
    expect(found).toEqual([{ refused: expect.any(String) }]);
  });
});

test('columns are counted eight in a query', async () => {
  const columns = Array.from({ length: 20 }, (_, at) => `${word(at)} as c${at}`);
  const path = await files.write('many', `select ${columns.join(', ')} from range(2500)`);
  await opened(parquet(path), async ({ context, queries }) => {
    const names = Array.from({ length: 20 }, (_, at) => `c${at}`);
    await together(names, context, countedDistinct);
    const counts = queries.map((sql) => sql.split('count(distinct').length - 1);
    expect(counts.filter((count) => count > 0)).toEqual([8, 8, 4]);
  });
});

test('more rows than are held at once are left to others', async () => {
  const path = await files.write('more', `select ${word(0)} as s from range(3000)`);
  await opened(parquet(path), async ({ context }) => {
    const many = { ...context, rows: 250_001 };
    expect(await countedDistinct('s', many)).toEqual({
      refused: 'so many rows are grouped for each column',
    });
  });
});

const values = fc.oneof(
  fc.constantFrom('null', "''", "'a'", "'A'", "'a '", "'ä'", "'ä'"),
  fc.stringMatching(/^[a-c]{0,2}$/).map((text) => `'${text}'`),
);

test('the counts are those of a grouping, and are missed as they are', async () => {
  const schema = z.object({ s: z.string().nullable() });
  let run = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(values, { minLength: 1, maxLength: 30 }), async (list) => {
      run += 1;
      const rows = list.map((value) => `(cast(${value} as varchar))`).join(', ');
      const path = await files.write(`drawn-${run}`, `select * from (values ${rows}) as t(s)`);
      const told = async (few: Few) => {
        const outcomes = await declared(
          parquet(path),
          { schema },
          (given) => [
            given.column('s').distinct().atLeast(3),
            given.column('s').duplicates().atMost(0),
            given.column('s').unique(),
            given.rows.key('s'),
          ],
          { few },
        );
        return outcomes.map(({ state, value, of, violations }) => [state, value, of, violations]);
      };
      expect(await told(asMuch)).toEqual(await told({ rows: 1e9, bytes: 0 }));
    }),
    { numRuns: 15 },
  );
});
