import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { closeEngines, openDataset } from '../../../src/engine/engines.ts';
import { judgeOf } from '../../../src/fuzz/judge/judge-of.ts';
import { contract, z } from '../../../src/index.ts';
import { runSelected } from '../../../src/run/run-selected.ts';
import { table } from '../../contract/schema/zod-rows.ts';

const now = '2026-11-24T00:00:00.000Z';

afterAll(closeEngines);

const typed = contract(
  'typed',
  {
    allowEmpty: true,
    schema: z.object({
      price: z.number().min(0).multipleOf(0.05).nullable(),
      share: z.number().max(1).nullable(),
      wide: z.bigint().positive().nullable(),
      day: z.date().min(new Date('2000-01-01')).nullable(),
      time: z.date().nullable(),
      doc: z.object({ x: z.int() }).nullable(),
      list: z.array(z.string()).max(2).nullable(),
      map: z.map(z.string(), z.int().min(0)).nullable(),
    }),
  },
  ({ rows, column }) => [
    column('price').unique(),
    column('price').increasing(),
    column('price').in([1.1, 2.05, 0]),
    column('share').unique(),
    column('share').notIn([0.5]),
    column('wide').unique(),
    column('day').before('2024-02-29'),
    column('day').unique(),
    column('time').increasing(),
    column('doc').unique(),
    column('list').unique(),
    column('map').unique(),
    rows.key('price', 'day'),
    rows.per('day').column('wide').unique(),
    rows.per('price', 'share').column('time').unique(),
    rows.satisfy('price * 2 >= 1.1'),
    rows.satisfy("day < date '2024-01-01' or len(list) > 0"),
    rows.satisfy("map['a'] = 1"),
    rows.satisfy("cast(doc ->> 'x' as integer) > 0"),
    rows.where('wide > 1').column('price').atLeast(1),
    rows.where('share <= 0.5').key('day'),
  ],
);

const columns = [
  { name: 'price', type: 'DECIMAL(10,2)' },
  { name: 'share', type: 'FLOAT' },
  { name: 'wide', type: 'HUGEINT' },
  { name: 'day', type: 'DATE' },
  { name: 'time', type: 'TIMESTAMP_MS' },
  { name: 'doc', type: 'JSON' },
  { name: 'list', type: 'VARCHAR[]' },
  { name: 'map', type: 'MAP(VARCHAR, INTEGER)' },
];

const cells = fc.tuple(
  fc.constantFrom(null, 0, 1.1, 2.05, 2.07, -1),
  fc.constantFrom(null, 0.5, 1, 1.5, NaN, Infinity, -0, 0),
  fc.constantFrom<(bigint | null)[]>(null, 1n, 2n, 2n ** 100n, 0n),
  fc.constantFrom(null, ...['2024-02-29', '2024-03-01', '1999-12-31'].map((day) => new Date(day))),
  fc.constantFrom(
    null,
    ...['2024-02-29T00:00:00.001Z', '2020-01-01'].map((time) => new Date(time)),
  ),
  fc.constantFrom(null, '{"x":1}', '{"x": 1}', '{"x":"1"}', '[]', 'null', '"x"'),
  fc.constantFrom(null, [], ['a'], ['a', null], ['a', 'b', 'c']),
  fc.constantFrom(
    null,
    new Map(),
    new Map([['a', 1]]),
    new Map([
      ['a', -1],
      ['b', 1],
    ]),
  ),
);

test('rows of an engine are judged as a run of the contract judges its table', async () => {
  const judge = judgeOf(typed, { now: new Date(now) });
  const ids = new Set(judge.rules.map(({ rule }) => rule.id));
  const seen = { red: 0, green: 0 };
  await fc.assert(
    fc.asyncProperty(fc.array(cells, { minLength: 1, maxLength: 5 }), async (values) => {
      const dataset = table(columns, values);
      const session = await openDataset(dataset, [], { root: process.cwd(), now: new Date(now) });
      const rows = await session.query(`select * from ${session.relation}`);
      const found = await judge.judge({ columns: session.columns, rows });
      await session.close();
      const run = await runSelected({
        contract: typed,
        dataset,
        only: ids,
        settings: { now },
        root: process.cwd(),
      });
      for (const { id, title, state, violations, segments, problem } of run.outcomes) {
        if (!ids.has(id)) continue;
        const isRed =
          state === 'errored' || (state === 'failed' && (violations ?? segments?.outside ?? 0) > 0);
        seen[isRed ? 'red' : 'green'] += 1;
        const sentence = found.get(id)?.sentence;
        expect({ title, isRed: found.has(id), sentence, problem }).toMatchObject({ title, isRed });
        if (state === 'failed' && isRed && segments === null)
          expect(sentence).toContain(`${violations} of `);
      }
    }),
    { numRuns: 10 },
  );
  expect(Math.min(seen.red, seen.green)).toBeGreaterThan(10);
  await judge.close();
}, 60_000);
