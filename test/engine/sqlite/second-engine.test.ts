import { contract, fromRows, z } from 'assay';
import { beforeAll, describe, expect, test } from 'vitest';
import { titledExpectations } from '../../../src/contract/titled-expectations.ts';
import type { Outcome } from '../../../src/outcome/outcome.ts';
import { measureAll } from '../../support/measured.ts';
import { sqliteEngine } from './sqlite-engine.ts';

// One contract over the same rows in two engines: the planner knows neither, and the verdicts are the same.

const names = ['ada', 'bob', 'Cyd', 'dan'];
const rows = Array.from({ length: 2000 }, (_, at) => ({
  id: at === 1999 ? 0 : at,
  amount: at % 50 === 0 ? null : ((at * 7) % 1000) / 4 - 1,
  name: names[at % names.length] ?? '',
  mail: at % 2 === 0 ? `u${at}@example.com` : 'none',
  paid: at % 3 === 0,
  at: new Date(Date.UTC(2026, 10, 1 + (at % 20), at % 24)),
}));

const schema = z.object({
  id: z.int().nonnegative(),
  amount: z.number().min(0).nullable(),
  name: z.string().regex(/^[a-z]+$/),
  mail: z.string().meta({ classification: 'pii' }),
  paid: z.boolean(),
  at: z.date(),
});

const held = contract('orders', { schema }, ({ rows: all, column }) => [
  all.count().between(1000, 2000),
  all.count().atMost(1999),
  all.key('id'),
  all.duplicates('id').equals(0),
  all.duplicates('id', 'name').atMost('1%'),
  all.satisfy('amount is null or amount < 200'),
  all.satisfy('paid or amount > 0').except('40%'),
  all.where('paid').count().atLeast('33%'),
  all.where('not paid').count().atMost(100),
  all.per('name').count().atLeast(500),
  all.per('name').count().atLeast(501),
  all.per('paid').duplicates('at').atMost(10),
  column('amount').nulls().atMost('1%'),
  column('amount').min().atLeast(0),
  column('amount').max().atMost(250),
  column('amount').mean().between(100, 130),
  column('amount').sum().atLeast(1_000_000),
  column('amount').between(0, 240),
  column('name')
    .matches(/^[a-z]+$/)
    .except('25%'),
  column('name').in(['ada', 'bob', 'dan']).except(499),
  column('name').distinct().equals(4),
  column('name').length(3),
  column('mail').in(['none']).except('60%'),
  column('mail').in(['none']).except('10%'),
  column('paid').share([true]).atLeast('40%'),
  column('at').age().atMost('26h'),
  column('at').newest().atLeast('2026-11-20'),
  column('at').before('2026-11-20T20:00:00Z'),
]);

/** Expectations for which the toy has no words, with a part of the reason that it gives. */
const declined = contract('declined', { schema }, ({ column }) => [
  column('amount').stddev().atMost(100).named('a deviation'),
  column('amount').median().atMost(100).named('a median'),
  column('at').gaps('1h').atMost(3).named('gaps'),
  column('id').increasing().named('an order'),
]);

const data = fromRows(rows, { label: 'orders' });
const inSQLite = { ...data, engine: sqliteEngine };

let [duck, lite]: (readonly Outcome[])[] = [[], []];
beforeAll(async () => {
  duck = await measureAll(held, data);
  lite = await measureAll(held, inSQLite);
});

/** What is said of the data; how it was found may differ. */
const said = ({ state, observed, value, of, violations, problem }: Outcome) => ({
  state,
  observed,
  value,
  of,
  violations,
  problem,
});

describe('the same verdict', () => {
  test.for(titledExpectations(held).map(({ id }, at) => [id, at] as const))('%s', ([, at]) => {
    const [one, other] = [duck?.[at], lite?.[at]];
    if (one === undefined || other === undefined) throw new Error('An outcome is missing.');
    expect(said(other)).toEqual(said(one));
    expect(['passed', 'failed']).toContain(one.state);
    expect(other.evidence?.by).not.toBe('duckdb');
  });

  test('some pass and some fail', () => {
    const states = Map.groupBy(lite ?? [], ({ state }) => state);
    expect([...states.keys()].toSorted()).toEqual(['failed', 'passed']);
    for (const outcomes of states.values()) expect(outcomes.length).toBeGreaterThan(9);
  });
});

test('rows are shown, values of classified columns and what looks personal are not', () => {
  const samples = (lite ?? []).flatMap(({ sample }) => sample ?? []);
  expect(samples.length).toBeGreaterThan(5);
  expect(JSON.stringify(lite)).not.toContain('@example.com');
  const masked = samples.filter(({ columns }) => columns.includes('mail'));
  expect(masked.length).toBeGreaterThan(0);
  for (const sample of masked) expect(sample.masked).toContain('mail');
});

test('what SQL has no words for is judged by JavaScript', () => {
  const matching = (lite ?? []).filter(({ evidence }) => evidence?.by === 'javascript');
  expect(matching.length).toBeGreaterThan(0);
});

test('what no pass takes is an error that says why', async () => {
  const outcomes = (await measureAll(declined, inSQLite)).filter(
    ({ origin }) => origin === 'declared',
  );
  expect(outcomes.map(({ state, problem }) => [state, problem?.code])).toEqual([
    ['errored', 'NOT_MEASURABLE'],
    ['errored', 'NOT_MEASURABLE'],
    ['errored', 'NOT_MEASURABLE'],
    ['errored', 'NOT_MEASURABLE'],
  ]);
  expect(outcomes.map(({ problem }) => problem?.message)).toEqual([
    expect.stringContaining('SQLite has no'),
    expect.stringContaining('SQLite has no quantile'),
    expect.stringContaining('SQLite has no gaps'),
    expect.stringContaining('SQLite has no descents'),
  ]);
});

test('a quarantine that the engine can’t write is an error', async () => {
  const outcomes = await measureAll(held, inSQLite, {
    quarantine: { folder: '/nowhere', clean: false },
  });
  const missed = outcomes.filter(({ problem }) => problem?.code === 'QUARANTINE_FAILED');
  expect(missed.length).toBeGreaterThan(0);
  expect(missed[0]?.problem?.message).toContain("the engine 'sqlite' writes no rows to files");
});
