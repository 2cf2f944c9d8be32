import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Dataset } from '../../src/dataset/dataset.ts';
import { contract, parquet, z } from '../../src/index.ts';
import { openScreen, screen } from '../../src/plan/disclosure/screen.ts';
import type { PassContext } from '../../src/plan/measure-request.ts';
import { openContext } from '../../src/plan/open-context.ts';
import { startTrace } from '../../src/plan/trace.ts';
import { cardPattern, surePattern } from '../../src/privacy/personal.ts';
import { opened } from '../dataset/opened.ts';
import { asMuch, now } from '../support/measured.ts';
import { parquetFiles } from '../support/parquet-files.ts';
import { table } from '../support/table.ts';

const files = parquetFiles();
let paths: readonly string[];
beforeAll(async () => {
  const write = (name: string, rows: number) =>
    files.write(name, `select range as id, 'w' || range as t from range(${rows})`);
  paths = [await write('a', 100), await write('b', 50)];
});

const schema = z.object({ id: z.bigint(), t: z.string() });
const held = contract('held', { schema }, ({ rows, column }) => [
  column('id').sum().atLeast(0),
  column('t').missing().atMost(0),
  rows.count().atLeast(1),
]);
const [sum, missing, count] = held.expectations
  .filter(({ origin }) => origin === 'declared')
  .map(({ metric }) => metric);
if (!sum || !missing || !count) throw new Error('The test declares three.');

const of = { contract: 'held', dataset: 'rows' };

async function contextOf(dataset: Dataset): Promise<PassContext> {
  const session = await opened(dataset, schema);
  const { context } = await openContext(session, new Set(), {
    contract: held,
    dataset,
    selected: new Set(),
    settings: { root: '/', now },
    few: asMuch,
  });
  return context;
}

describe('of a dataset that is not open', () => {
  test('nothing is told but what was asked for', () => {
    const trace = startTrace();
    trace.query('select 1', 5);
    expect(trace.rows()).toBeNull();
    expect(trace.measurement(of)).toEqual({
      ...of,
      engineMs: 5,
      passes: [{ name: 'rest', metrics: [], sql: ['select 1'], engineMs: 5, bytes: 0 }],
      snapshot: null,
      quarantine: null,
      notices: [],
    });
  });

  test('nothing personal is told, though nobody has said how to screen it', () => {
    const trace = startTrace();
    trace.query(`select '/data/day=1/name=jane%40example.com/a.parquet'`, 1);
    trace.notice(['there is no jane@example.com', 'nor password=hunter2']);
    const told = trace.measurement(of);
    expect(told.notices).toEqual(['there is no •••', 'nor password=…']);
    expect(told.passes[0]?.sql).toEqual([`select '/data/day=1/name=•••/a.parquet'`]);
  });
});

test('each pass has the queries since the one before, with their time and what they read', async () => {
  const context = await contextOf(parquet(paths));
  const { relation, reproduce } = context.session;
  const from = reproduce?.from({ sql: '', masked: new Set() });
  const trace = startTrace();
  trace.query(`describe ${relation}`, 1);
  trace.opened(context);
  trace.query(`select 1 from ${relation} join ${relation}`, 2);
  trace.query('select 2', 3);
  trace.pass('first', [sum]);
  trace.pass('second', [missing]);
  trace.pass('none');
  trace.query('select 3', 4);
  trace.pass('third', [missing, sum, count]);
  trace.query('select 4', 5);
  const told = trace.measurement(of);
  const sizes = (name: string) =>
    context.pieces.reduce(
      (all, { statistics }) => all + (statistics?.columns.get(name)?.bytes ?? 0),
      0,
    );
  expect([sizes('id') > 100, sizes('t') > 100]).toEqual([true, true]);
  expect(told.engineMs).toBe(15);
  expect(told.passes).toEqual([
    // What it is opened by has no other name yet.
    { name: 'open', metrics: [], sql: [`describe ${relation}`], engineMs: 1, bytes: 0 },
    {
      name: 'first',
      metrics: ["column('id').sum()"],
      sql: [`select 1 from ${from} join ${from}`, 'select 2'],
      engineMs: 5,
      bytes: sizes('id'),
    },
    { name: 'second', metrics: ["column('t').missing()"], sql: [], engineMs: 0, bytes: 0 },
    {
      name: 'third',
      metrics: ["column('t').missing()", "column('id').sum()", 'rows.count()'],
      sql: ['select 3'],
      engineMs: 4,
      bytes: sizes('id') + sizes('t'),
    },
    { name: 'rest', metrics: [], sql: ['select 4'], engineMs: 5, bytes: 0 },
  ]);
});

test('how much is read is not known where a file does not tell it', async () => {
  const trace = startTrace();
  trace.opened(await contextOf(table(`select 1::bigint as id, 'x' as t`)));
  for (const answered of [[missing, sum], [sum, missing], [count]]) {
    trace.query('select 1', 1);
    trace.pass('a', answered);
  }
  expect(trace.measurement(of).passes.map(({ bytes }) => bytes)).toEqual([null, null, 0]);
});

test('how much is read is not known where one of the columns does not tell it', async () => {
  const context = await contextOf(parquet(paths));
  const pieces = context.pieces.map((piece) => {
    const { rows = 0, columns = new Map() } = piece.statistics ?? {};
    const known = new Map([...columns].filter(([name]) => name === 'id'));
    return { ...piece, statistics: { rows, columns: known } };
  });
  const trace = startTrace();
  trace.opened({ ...context, pieces });
  for (const answered of [[missing, sum], [sum, missing], [sum]]) {
    trace.query('select 1', 1);
    trace.pass('a', answered);
  }
  expect(trace.measurement(of).passes.map(({ bytes }) => bytes)).toEqual([
    null,
    null,
    expect.any(Number),
  ]);
});

test('a list of thousands of files is told by its first one', () => {
  const list = (count: number) =>
    Array.from({ length: count }, (_, at) => `'/data/it''s/part-${at}.parquet'`).join(', ');
  const query = (count: number) =>
    `select 'a', [1, 2], ['b', 'c'] from read_parquet([${list(count)}])`;
  const trace = startTrace();
  trace.query(query(2), 5);
  trace.query(query(5000), 5);
  expect(trace.measurement(of).passes[0]?.sql).toEqual([
    query(2),
    "select 'a', [1, 2], ['b', 'c'] from read_parquet(['/data/it''s/part-0.parquet', …])",
  ]);
});

test('the patterns of what looks personal are not told, once in each query', () => {
  const trace = startTrace();
  trace.query(`select '${surePattern}', '${cardPattern}', '${surePattern}'`, 1);
  expect(trace.measurement(of).passes[0]?.sql).toEqual(["select '…', '…', '…'"]);
});

describe('the state of the data', () => {
  test('is told by its rows, its files and their identities', async () => {
    const context = await contextOf(parquet(paths));
    const trace = startTrace();
    trace.opened(context);
    expect(trace.rows()).toBe(150);
    expect(trace.measurement(of).snapshot).toEqual({
      rows: 150,
      files: 2,
      digest: createHash('sha256')
        .update(context.whole.id ?? '')
        .digest('hex'),
    });
  });

  test('is told by its rows alone where there are no files', async () => {
    const trace = startTrace();
    trace.opened(await contextOf(table(`select 1::bigint as id, 'x' as t from range(3)`)));
    expect(trace.measurement(of).snapshot).toEqual({ rows: 3, files: null, digest: null });
  });
});

test('what was stored and noticed is told through the last screen', () => {
  const trace = startTrace();
  const stored = { violating: { file: 'a.parquet', rows: 2 }, clean: null };
  trace.stored(stored);
  trace.notice(['of Jane', 'of Rome']);
  trace.notice(['of jane@example.com']);
  trace.query('select "Jane"', 1);
  trace.screen(screen({ ...openScreen, hiddenNames: ['Jane'], env: {} }));
  const told = trace.measurement(of);
  expect(told.quarantine).toBe(stored);
  expect(told.notices).toEqual(['of •••', 'of Rome', 'of •••']);
  expect(told.passes[0]?.sql).toEqual(['select "•••"']);
});
