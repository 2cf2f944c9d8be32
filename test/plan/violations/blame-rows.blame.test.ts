import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, describe, expect, test } from 'vitest';
import { contract, duckdb, z } from '../../../src/index.ts';
import { recountText } from '../../../src/outcome/words/remarks.ts';
import { noMasks } from '../../../src/plan/disclosure/masking.ts';
import { shownCells, showSample } from '../../../src/plan/disclosure/show-sample.ts';
import { startTrace } from '../../../src/plan/trace.ts';
import { blameAll } from '../../../src/plan/violations/blame-rows.ts';
import type { Miss } from '../../../src/plan/violations/miss.ts';
import { opened } from '../../dataset/opened.ts';
import { declared } from '../../support/measured.ts';
import { table } from '../../support/table.ts';

const instance = await DuckDBInstance.create(':memory:');
const connection = await instance.connect();
afterAll(() => {
  connection.closeSync();
  instance.closeSync();
});

const schema = z.object({ id: z.int() });
const thousand = table('select range::int as id from range(1000)');

describe('how violating rows are looked for', () => {
  /** The queries that show the rows of these conditions. */
  async function queries(...conditions: readonly string[]) {
    const trace = startTrace();
    const outcomes = await declared(
      thousand,
      { schema },
      ({ rows }) => conditions.map((sql) => rows.satisfy(sql)),
      { trace },
    );
    const { passes } = trace.measurement({ contract: 'c', dataset: 'd' });
    const { sql = [] } = passes.find(({ name }) => name === 'violations') ?? {};
    return {
      shown: outcomes.map(({ sample }) => sample?.rows.length),
      scans: sql.map((text) => (text.includes(' limit 10') ? 'alone' : 'together')),
    };
  }

  test('is one scan where each is of a hundredth of the rows at most', async () => {
    expect(await queries('id >= 10', 'id < 998', 'id <> 500')).toEqual({
      shown: [10, 2, 1],
      scans: ['together'],
    });
  });

  test('is a query of its own for what is of more, and where one alone is left', async () => {
    expect(await queries('id >= 11', 'id < 998', 'id <> 500')).toEqual({
      shown: [10, 2, 1],
      scans: ['alone', 'together'],
    });
    expect(await queries('id >= 11', 'id < 998')).toEqual({
      shown: [10, 2],
      scans: ['alone', 'alone'],
    });
  });

  test('is none where nothing was missed', async () => {
    expect(await queries('id >= 0', 'id < 1000')).toEqual({
      shown: [undefined, undefined],
      scans: [],
    });
  });
});

test('a second look that counts other rows says so, of each for itself', async () => {
  const held = contract('c', { schema }, ({ rows }) => [
    rows.satisfy('id > 2'),
    rows.satisfy('id < 998'),
    rows.satisfy('id <> 5'),
    rows.satisfy('id <> 6'),
  ]);
  const session = await opened(thousand, schema);
  const nodes = held.expectations.filter(({ origin }) => origin === 'declared');
  // What nobody has counted can't be found to be another count.
  const counts = [3, 3, 0, null];
  const misses = nodes.map((node, at): Miss => {
    const violations = counts[at] ?? null;
    const measured = { by: 'duckdb', exactness: 'exact', notes: [], sql: null, met: null } as const;
    return { node, measured: { ...measured, segments: [] }, segments: [], violations };
  });
  const blames = await blameAll(
    misses,
    session,
    (names) => shownCells(names, session, noMasks),
    1000,
  );
  expect(misses.map((miss) => blames.get(miss)?.recounted)).toEqual([null, 2, 1, undefined]);
  expect(recountText(2)).toBe('a second look counts 2: the data changed while it was measured');
  const rowsOf = (miss: Miss) => {
    const found = blames.get(miss)?.found;
    return found && showSample(miss.node, found, noMasks).rows;
  };
  expect(misses.map(rowsOf)).toEqual([[['0'], ['1'], ['2']], [['998'], ['999']], [['5']], [['6']]]);
});

test('one that can not be shown beside others takes none of their rows', async () => {
  const names = ['a', 'b', 'c', 'd', 'e', 'f'] as const;
  const columns = names.map((name) => `range::int as ${name}`).join(', ');
  await connection.run(
    `create or replace view wide as select ${columns}, cast('x' || range as int) as broken from range(1000)`,
  );
  const outcomes = await declared(
    duckdb(connection, 'wide'),
    { schema: z.object(Object.fromEntries([...names, 'broken'].map((name) => [name, z.int()]))) },
    ({ rows }) => [
      rows.satisfy('a <> 7'),
      rows.where('b >= 0 /* broken */').satisfy('b <> 8'),
      rows.satisfy('c <> 9'),
    ],
  );
  expect(outcomes.map(({ state, violations }) => [state, violations])).toEqual([
    ['failed', 1],
    ['failed', 1],
    ['failed', 1],
  ]);
  expect(outcomes.map(({ sample }) => sample?.rows[0]?.[0])).toEqual(['7', undefined, '9']);
  expect(outcomes.map(({ evidence }) => evidence?.notes)).toEqual([[], [], []]);
});
