import { describe, expect, test } from 'vitest';
import { contract, parquet, z } from '../../../src/index.ts';
import { alignedCuts } from '../../../src/metric/aligned-cuts.ts';
import { type Cuts, valuesIn } from '../../../src/metric/distribution.ts';
import type { PassContext } from '../../../src/plan/measure-request.ts';
import { onContext } from '../../support/context.ts';
import { countsOf, plainly, stateOn } from '../../support/distribution-states.ts';
import { parquetFiles } from '../../support/parquet-files.ts';
import { table } from '../../support/table.ts';

const held = contract('types', { schema: z.object({ x: z.unknown() }) });
const files = parquetFiles();

const numbers = 'cast(x as double)';
const instants = 'cast(epoch_us(x) as double) / 1000';

describe('values of each type lie in the cells of their doubles', () => {
  const types: readonly (readonly [type: string, sql: string, double: string])[] = [
    ['smallint', 'cast(random() * 60000 - 30000 as smallint)', numbers],
    ['usmallint', 'cast(random() * 60000 as usmallint)', numbers],
    ['integer', 'cast((random() - 0.5) * 4e9 as integer)', numbers],
    ['uinteger', 'cast(random() * 4e9 as uinteger)', numbers],
    ['bigint of both signs', 'cast(1000 / (random() - 0.5) as bigint)', numbers],
    ['bigint beyond 2^53', '9007199254740993 + cast(random() * 1e7 as bigint)', numbers],
    ['bigint up to its end', 'cast((random() - 0.5) * 1.8e19 as bigint)', numbers],
    ['ubigint', 'cast(random() * 1.8e19 as ubigint)', numbers],
    ['hugeint', 'cast((random() - 0.5) * 1e30 as hugeint)', numbers],
    ['decimal', 'cast(random() * 1e6 - 5e5 as decimal(18, 4))', numbers],
    ['wide decimal', 'cast(random() * 1e15 - 5e14 as decimal(38, 10))', numbers],
    ['float', 'cast(random() - 0.5 as float)', numbers],
    ['double around zero', '(random() - 0.5) * 1e6', numbers],
    ['date', `date '1901-01-01' + cast(random() * 50000 as integer)`, instants],
    ['timestamp', `timestamp '1960-01-01' + to_seconds(random() * 1e9)`, instants],
  ];

  test.for(types)('%s', async ([, sql, double]) => {
    const rows = `select case when range % 10 > 0 then ${sql} end as x from range(120000)`;
    const select = `select * from (select setseed(0.4)) cross join (${rows})`;
    await onContext(table(select), held, async ({ context }) => {
      const { session } = context;
      const found = await session.query(
        `select ${double} as v from ${session.relation} where x is not null`,
      );
      const values = found.map(({ v }) => Number(v));
      const state = await stateOn(context);
      expect([state.nulls, valuesIn(state)]).toEqual([12_000, 108_000]);
      const cuts = alignedCuts(state);
      if (cuts.kind !== 'edges') throw new Error('no edges');
      const others = [-2.5, 0, 0.1, 3].map((by) => cuts.edges.map((edge) => edge + by));
      for (const edges of [cuts.edges, ...others]) {
        const ascending = [...new Set(edges)];
        const again = await stateOn(context, { kind: 'edges', edges: ascending });
        const plain = plainly(values, ascending);
        expect(countsOf(again)).toEqual([...plain].sort(([a], [b]) => a - b).map(([, n]) => n));
      }
    });
  });
});

describe('rows cut into pieces', () => {
  const value = `case when hash(range) % 50 = 0 then null when hash(range) % 3 = 0 then 7 else exp(hash(range) / 2.0 ** 62) end`;
  const select = `select range, cast(${value} as double) as x from range(120000)`;

  test.for([1, 2, 3, 4])(
    'at random, by seed %i, give one state',

    async (seed) => {
      const whole = await files.write(`whole-${seed}`, `select x from (${select})`);
      const one = await onContext(parquet([whole]), held, ({ context }) => stateOn(context));
      // One of the pieces is empty, and one has few rows.
      const pieces = ['false', 'p < 3', 'p between 3 and 400', 'p > 400'];
      const paths = await Promise.all(
        pieces.map((where, at) =>
          files.write(
            `piece-${seed}-${at}`,
            `select x from (select x, hash(range + ${seed * 1_000_000}) % 1000 as p from (${select})) where ${where}`,
          ),
        ),
      );
      const cuts = alignedCuts(one);
      const aligned = (of: readonly string[], by: Cuts) =>
        onContext(parquet(of), held, ({ context }) => stateOn(context, by));
      expect(await aligned(paths, { kind: 'own' })).toEqual(one);
      expect(await aligned(paths, cuts)).toEqual(await aligned([whole], cuts));
    },
  );

  test('are counted again only where a file changed', async () => {
    const write = (name: string, where: string) =>
      files.write(name, `select x from (${select}) where ${where}`);
    const paths = [await write('kept', 'range < 60000'), await write('changed', 'range >= 60000')];
    let facts: PassContext['facts'] | undefined;
    const counted = (cuts: Cuts) =>
      onContext(
        parquet(paths),
        held,
        async ({ context, queries }) => {
          facts = context.facts;
          const opened = queries.length;
          const state = await stateOn(context, cuts);
          return { state, asked: queries.slice(opened) };
        },
        facts && { facts },
      );
    const cuts = alignedCuts((await counted({ kind: 'own' })).state);
    expect((await counted(cuts)).asked.join()).toContain('kept.parquet');
    expect((await counted(cuts)).asked).toEqual([]);
    await write('changed', 'range >= 70000');
    const { state, asked } = await counted(cuts);
    expect(asked.join()).toContain('changed.parquet');
    expect(asked.join()).not.toContain('kept.parquet');
    expect(valuesIn(state) + state.nulls).toBe(110_000);
  });
});

test('a million categories keep a bounded state', async () => {
  const before = process.memoryUsage().heapUsed;
  const select = `select 'category ' || range as x from range(1000000)`;
  await onContext(table(select), held, async ({ context }) => {
    const { values } = await stateOn(context);
    if (values.kind !== 'categories') throw new Error('no categories');
    expect(values.counts).toHaveLength(10_000);
    expect(values.others).toEqual({ rows: 990_000, values: 990_000 });
  });
  const grown = (process.memoryUsage().heapUsed - before) / 2 ** 20;
  expect(grown).toBeLessThan(64);
});
