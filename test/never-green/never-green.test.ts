import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Outcome } from '../../src/outcome/outcome.ts';
import { now } from '../support/measured.ts';
import { differencesInSql } from '../support/plain-duckdb.ts';
import { type Case, classes } from './case.ts';
import { corpus } from './corpus.ts';
import { writeFiles } from './files.ts';
import { runInProcess } from './in-process.ts';
import { type Judged, judging } from './judged.ts';
import { wantedFiles } from './wanted.ts';
import { wrongReds } from './wrong-reds.ts';

vi.setConfig({ testTimeout: 600_000, hookTimeout: 600_000 });

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'never-green-')));
// Alone, each case has a contract of its own: it takes three times as long, and must say the same.
const outcomes: { readonly outcome: Outcome; readonly root: string }[] = [];
const judged = judging(folder, {
  alone: process.env.ASSAY_NEVER_GREEN === 'alone',
  onOutcomes: (more, root) => outcomes.push(...more.map((outcome) => ({ outcome, root }))),
});

beforeAll(() => writeFiles(folder, wantedFiles(corpus), now));
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

const told = ({ one, found, verdict }: Judged) =>
  `${verdict}: ${one.id}\nmust ${one.must}, is ${found.state}: ${one.why}\n${found.detail}`;

async function expectRight(one: Case): Promise<void> {
  const outcome = await judged(one);
  const expected = one.id in wrongReds ? 'wrong red' : 'right';
  expect(outcome.verdict, told(outcome)).toBe(expected);
}

const ofClass = (name: string, isCommand: boolean) =>
  corpus
    .filter((one) => one.class === name && (one.run.kind === 'process') === isCommand)
    .map((one): [string, Case] => [one.id, one]);

describe.each(classes)('%s', (name) => {
  const inProcess = ofClass(name, false);
  const commands = ofClass(name, true);
  if (inProcess.length > 0) test.each(inProcess)('%s', (_, one) => expectRight(one));
  if (commands.length > 0) test.concurrent.each(commands)('%s', (_, one) => expectRight(one));
});

test('the planner says the same of Parquet files where it goes its ways around a scan', async () => {
  const few = corpus.filter(({ run, source }) => run.kind !== 'process' && source === 'parquet');
  const planned = await runInProcess(few, folder, { asMuch: true });
  const scanned = await Promise.all(few.map(judged));
  expect(few.map(({ id }) => [id, planned.get(id)?.state])).toEqual(
    scanned.map(({ one, found }) => [one.id, found.state]),
  );
});

test('the SQL of each missed expectation gives the same number in a plain DuckDB', async () => {
  await Promise.all(corpus.filter(({ run }) => run.kind !== 'process').map(judged));
  const shown = outcomes.filter(
    ({ outcome: { state, sql } }) => (state === 'failed' || state === 'warned') && sql !== null,
  );
  expect(shown.length).toBeGreaterThan(500);
  const differences: string[] = [];
  for (const [root, own] of Map.groupBy(shown, (one) => one.root))
    differences.push(
      ...(await differencesInSql(
        own.map(({ outcome }) => outcome),
        root,
      )),
    );
  expect(differences).toEqual([]);
});

test('no case is wrongly green, and at most one in fifty wrongly red, each for a reason', async () => {
  const all = await Promise.all(corpus.map(judged));
  const of = (verdict: Judged['verdict']) => all.filter((one) => one.verdict === verdict);
  expect(of('wrong green').map(told)).toEqual([]);
  expect(of('another state').map(told)).toEqual([]);
  expect(of('wrong red').map(({ one }) => one.id)).toEqual(Object.keys(wrongReds));
  expect(of('wrong red').length / all.length).toBeLessThanOrEqual(0.02);
  expect(of('right').length + of('wrong red').length).toBe(corpus.length);
});
