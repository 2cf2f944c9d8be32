import { describe, expect, test } from 'vitest';
import { contract, parquet, z } from '../../../src/index.ts';
import { alignedCuts } from '../../../src/metric/aligned-cuts.ts';
import { type Cuts, rowsIn, valuesIn } from '../../../src/metric/distribution.ts';
import type { Scope } from '../../../src/metric/metric.ts';
import { onContext } from '../../support/context.ts';
import { countsOf, orderedIn, plainly, stateOn } from '../../support/distribution-states.ts';
import { parquetFiles } from '../../support/parquet-files.ts';
import { table } from '../../support/table.ts';

const files = parquetFiles();

const held = contract('cells', { schema: z.object({ x: z.unknown() }) });

const stateOf = (select: string, cuts?: Cuts, scope?: Scope) =>
  onContext(table(select), held, ({ context }) => stateOn(context, cuts, scope));

const list = (values: readonly string[], type = 'double') =>
  `select unnest([${values.map((value) => `'${value}'`).join(', ')}]::${type}[]) as x`;

describe('few values are counted one by one', () => {
  test('NULL, NaN and infinities apart', async () => {
    const values = ['1', '2', '2', 'nan', 'inf', '-inf', '-0', '0', '1e300', '-5e-324'];
    expect(await stateOf(`${list(values)} union all select null`)).toEqual({
      kind: 'distribution',
      nulls: 1,
      nans: 1,
      values: {
        kind: 'ordered',
        cells: [
          [-Infinity, -Infinity, 1],
          [-5e-324, -5e-324, 1],
          [0, 0, 2],
          [1, 1, 1],
          [2, 2, 2],
          [1e300, 1e300, 1],
          [Infinity, Infinity, 1],
        ],
      },
    });
  });
});

describe('many values follow cells', () => {
  const shapes: readonly (readonly [string, string])[] = [
    ['uniform', 'random()'],
    ['a tail', '(1 - random()) ** -2'],
    ['lognormal', 'exp(6 * (random() + random() + random() - 1.5))'],
    ['of both signs', '(random() - 0.5) ** 7 * 1e9'],
    ['an outlier', 'case when range = 7 then 1e300 else random() end'],
    [
      'two outliers',
      'case when range = 7 then 1e308 when range = 8 then -1e308 else 1 + random() / 1e6 end',
    ],
    ['a tie', 'case when range % 2 = 0 then 0.1 else random() end'],
    ['a tie in a tail', 'case when range % 2 = 0 then 12345.678 else 1 / (1 - random()) end'],
    ['instants', '1.6e12 + random() * 1e9'],
    ['tiny', 'random() * 1e-310'],
    ['all octaves', '2 ** (random() * 2000 - 1000) * case when range % 2 = 0 then -1 else 1 end'],
    ['near the end', '1.7e308 * (2 * random() - 1)'],
  ];
  test.for(shapes)('%s', { timeout: 30_000 }, async ([, sql]) => {
    const select = `select (${sql})::double as x from range(150000) order by hash(range)`;
    await onContext(
      table(`select * from (select setseed(0.4)) cross join (${select})`),
      held,
      async ({ context }) => {
        const rows = await context.session.query(`select x from ${context.session.relation}`);
        const values = rows.map(({ x }) => Number(x));
        const state = await stateOn(context);
        expect(rowsIn(state)).toBe(values.length);
        const cells = orderedIn(state);
        expect(cells.length).toBeLessThan(4000);
        const last = cells.length - 1;
        for (const [at, [from, to, count]] of cells.entries()) {
          if (from !== to) expect(count).toBeLessThanOrEqual(values.length / 64);
          expect(from).toBeLessThanOrEqual(to);
          if (at > 0) expect(cells[at - 1]?.[1]).toBeLessThanOrEqual(from);
        }
        const cuts = alignedCuts(state);
        if (cuts.kind !== 'edges') throw new Error('no edges');
        expect(cells[0]?.[0]).toBe(values.reduce((a, b) => Math.min(a, b)));
        expect(cells[last]?.[1]).toBe(values.reduce((a, b) => Math.max(a, b)));
        const again = await stateOn(context, cuts);
        expect(valuesIn(again)).toBe(values.length);
        // The last cell holds its end, which is a cell of its own between edges.
        expect(countsOf(again).slice(0, last)).toEqual(countsOf(state).slice(0, last));
        const plain = plainly(values, cuts.edges);
        expect(countsOf(again)).toEqual([...plain].sort(([a], [b]) => a - b).map(([, n]) => n));
      },
    );
  });
});

describe('categories', () => {
  const categories = (select: string, cuts?: Cuts, scope?: Scope) =>
    stateOf(select, cuts, scope).then(({ nulls, values }) => ({ nulls, values }));

  test('each with its rows, and NULL apart', async () => {
    const select = `select unnest(['b', 'a', null, '', 'b']) as x`;
    expect(await categories(select)).toEqual({
      nulls: 1,
      values: {
        kind: 'categories',
        counts: [
          ['', 1],
          ['a', 1],
          ['b', 2],
        ],
        others: { rows: 0, values: 0 },
      },
    });
  });

  test('of booleans, and of none', async () => {
    const counts = (select: string) => categories(select);
    expect(await counts('select unnest([true, false, true]) as x')).toMatchObject({
      nulls: 0,
      values: {
        counts: [
          [false, 1],
          [true, 2],
        ],
      },
    });
    expect(await counts('select null::varchar as x')).toMatchObject({
      nulls: 1,
      values: { counts: [] },
    });
    expect(await counts(`select 'a' as x where false`)).toMatchObject({
      nulls: 0,
      values: { counts: [] },
    });
  });

  test('the most frequent of many, with the others counted', { timeout: 30_000 }, async () => {
    const select = `select 'v' || (case when range < 50000 then range % 100 else range end) as x from range(200000)`;
    const { nulls, values } = await categories(select);
    if (values.kind !== 'categories') throw new Error('no categories');
    expect(nulls).toBe(0);
    expect(values.counts).toHaveLength(10_000);
    expect(values.others).toEqual({ rows: 200_000 - 50_000 - 9_900, values: 150_100 - 10_000 });
    expect(values.counts.filter(([, count]) => count === 500)).toHaveLength(100);
    expect(await categories(select, { kind: 'listed', values: ['v7', 'v60000', 'w'] })).toEqual({
      nulls: 0,
      values: {
        kind: 'categories',
        counts: [
          ['v60000', 1],
          ['v7', 500],
        ],
        others: { rows: 199_499, values: 150_098 },
      },
    });
  });

  test('those that are listed, in a scope', async () => {
    const select = `select * from (values ('a', 1), ('b', 1), ('a', 2), (null, 1), (null, 2), ('c', 1)) t(x, y)`;
    const scope = { where: ['y = 1'], per: [] };
    expect(await categories(select, { kind: 'listed', values: ['a', 'd'] }, scope)).toEqual({
      nulls: 1,
      values: { kind: 'categories', counts: [['a', 1]], others: { rows: 2, values: 2 } },
    });
    expect(await categories(select, undefined, scope)).toMatchObject({
      nulls: 1,
      values: {
        counts: [
          ['a', 1],
          ['b', 1],
          ['c', 1],
        ],
      },
    });
  });
});

describe('files', () => {
  const select = 'select exp(hash(range) / 2.0 ** 62)::double as x from range(150000)';
  const parts = [0, 1, 2].map((at) => `select x from (${select}) offset ${at * 50000} limit 50000`);

  test('give the same state as one, and counts of theirs that are kept', {
    timeout: 30_000,
  }, async () => {
    const whole = await files.write('whole', select);
    const paths = await Promise.all(
      parts.map((part, at) =>
        files.write(`part-${at}`, part.replace(/offset (\d+) limit (\d+)/, 'limit $2 offset $1')),
      ),
    );
    const one = await onContext(parquet([whole]), held, ({ context }) => stateOn(context));
    await onContext(parquet(paths), held, async ({ context, queries, kept }) => {
      expect(context.pieces).toHaveLength(3);
      expect(await stateOn(context)).toEqual(one);
      const asked = queries.length;
      expect(await stateOn(context)).toEqual(one);
      expect(queries).toHaveLength(asked);
      const [first] = context.pieces;
      if (first?.id == null) throw new Error('no identity');
      context.facts.forget(first.id);
      expect(await stateOn(context)).toEqual(one);
      // One piece is read again, by itself: no query unites several.
      expect(queries.slice(asked).every((sql) => !sql.includes('union all'))).toBe(true);
      expect(kept.every(([, , isPrivate]) => !isPrivate)).toBe(true);
    });
  });

  test('with a masked column keep nothing in a file', async () => {
    const path = await files.write('masked', select);
    const masked = { masked: new Set(['x']) };
    await onContext(
      parquet([path]),
      held,
      async ({ context, kept }) => {
        await stateOn(context);
        expect(kept.length).toBeGreaterThan(0);
        expect(kept.every(([, , isPrivate]) => isPrivate)).toBe(true);
      },
      masked,
    );
  });
});
