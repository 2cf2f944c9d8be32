import { join } from 'node:path';
import { parquet, z } from 'assay';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { contract } from '../../src/contract/contract.ts';
import { Declined, type Dialect, type Engine, type Session } from '../../src/engine/engine.ts';
import { closeEngines, openDataset } from '../../src/engine/engines.ts';
import type { Outcome } from '../../src/outcome/outcome.ts';
import { asMuch, measureAll } from '../support/measured.ts';
import { parquetFiles } from '../support/parquet-files.ts';

// Whatever a dialect declines, the verdicts stay: another pass measures it, and rows are shown another way.

const files = parquetFiles();
let paths: readonly string[];
beforeAll(async () => {
  paths = await Promise.all(
    [0, 1, 2].map((file) =>
      files.write(
        `part-${file}`,
        `select (range + ${file * 1000})::integer as id, (range + ${file * 1000})::integer * 100_000 as sparse, case when range % 7 = 0 then null else range % 11 end::integer as n, ['a', 'b', 'C'][range % 3 + 1] as s, (range * 37 % 1000) / 8.0::double as x from range(1000)`,
      ),
    ),
  );
});
afterAll(closeEngines);

const schema = z.object({
  id: z.int(),
  sparse: z.int(),
  n: z.int().nullable(),
  s: z.string().regex(/^[a-z]$/),
  x: z.number(),
});

const held = contract('held', { schema }, ({ rows, column }) => [
  rows.count().equals(3000),
  rows.key('id'),
  rows.duplicates('n').atMost(10),
  rows.satisfy('n < 5'),
  rows.satisfy('x < 100'),
  rows.satisfy('id <> 5'),
  rows.satisfy('id <> 2999'),
  rows.per('s').count().atLeast(1001),
  rows.per('s').duplicates('n').atMost(3),
  column('id').unique(),
  column('sparse').unique(),
  column('id').increasing(),
  column('id').distinct().atLeast(3000),
  column('n').distinct().equals(11),
  column('n').distinct().atLeast(5),
  column('n').nulls().atMost('10%'),
  column('n').between(0, 9),
  column('s').in(['a', 'b']).except('10%'),
  column('x').quantile(0.5).atMost(70),
  column('x').quantile(0.9).atMost(50),
  column('x').mean().between(0, 100),
  column('x').stddev().atMost(1),
]);

/** DuckDB with something changed. */
const changed = (change: (session: Session) => Partial<Session>): Engine => ({
  name: 'changed',
  open: async (dataset, hints, settings) => {
    const session = await openDataset({ ...dataset, engine: 'duckdb' }, hints, settings);
    return { ...session, ...change(session) };
  },
  close: async () => {},
});

/** What an engine was asked for and declined. */
const reached = new Set<string>();

const declining = (...names: readonly (keyof Dialect)[]) =>
  changed(({ dialect }) => {
    const decline = (name: string) => () => {
      reached.add(name);
      throw new Declined('it has no words for it');
    };
    return {
      dialect: { ...dialect, ...Object.fromEntries(names.map((name) => [name, decline(name)])) },
    };
  });

const may = [
  'probe',
  'frequencies',
  'order',
  'valuesAt',
  'firstRows',
  'firstRowsOfEach',
  'shownCounts',
  'counted',
] as const;

const engines: readonly (readonly [name: string, engine: Engine])[] = [
  ...may.map((name) => [`declines ${name}`, declining(name)] as const),
  ['declines all of that', declining(...may)],
  [
    'takes one item and one piece at once',
    changed(() => ({ capabilities: { selectItems: 1, piecesAtOnce: 1 } })),
  ],
  ['can’t tell its files apart', changed(() => ({ files: null }))],
  [
    'has files that say nothing',
    changed(({ files: all }) => ({ files: all && { ...all, statistics: null } })),
  ],
  ['can store nothing', changed(() => ({ store: null }))],
];

const verdicts = (outcomes: readonly Outcome[]) =>
  outcomes.map(({ title, state, violations, of, problem, sample }) => ({
    title,
    state,
    violations,
    of,
    problem,
    shows: sample !== null,
  }));

const measured = async (engine: Engine | 'duckdb', isStored: boolean) => {
  Reflect.deleteProperty(globalThis, Symbol.for('assay.facts'));
  const quarantine = isStored ? { folder: join(files.folder, 'quarantine'), clean: false } : null;
  const dataset = { ...parquet([...paths]), engine };
  return verdicts(await measureAll(held, dataset, { few: asMuch, quarantine }));
};

test.for(engines)('an engine that %s gives the same verdicts', async ([name, engine]) => {
  const isStored = name !== 'can store nothing';
  const plain = await measured('duckdb', isStored);
  expect(new Set(plain.map(({ state }) => state))).toEqual(new Set(['passed', 'failed']));
  reached.clear();
  expect(await measured(engine, isStored)).toEqual(plain);
  const [, declined] = name.split('declines ');
  if (declined !== undefined && declined !== 'all of that')
    expect([...reached]).toEqual([declined]);
});
