import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { duckdb } from '../../src/index.ts';
import { measureAll } from '../support/measured.ts';
import { held } from './held.ts';
import { engineWords } from './judged-file.ts';
import { mutate, mutation } from './mutation.ts';

const rows = 500;

test('mutated DuckDB files have a sentence of ours each, or all of their rows', async () => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'hostile-')));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const whole = join(folder, 'whole.duckdb');
  const instance = await DuckDBInstance.create(whole);
  const connection = await instance.connect();
  await connection.run(
    `create table t as select i as id, i / 4 as amount, 'Oslo' as city, date '2024-01-01' as day, 'note ' || i as note from range(${rows}) r(i)`,
  );
  connection.disconnectSync();
  instance.closeSync();
  const bytes = readFileSync(whole);
  const path = join(folder, 'case.duckdb');
  const verdicts = new Set<string>();
  await fc.assert(
    fc.asyncProperty(fc.array(mutation, { minLength: 1, maxLength: 2 }), async (mutations) => {
      writeFileSync(path, mutations.reduce(mutate, bytes));
      const outcomes = await measureAll(held, duckdb(path, 't'));
      for (const { problem, state, rows: judged } of outcomes) {
        verdicts.add(state);
        if (state === 'errored') expect(problem?.message).toMatch(/^\S.{20,1000}$/su);
        expect(problem?.message ?? '').not.toMatch(engineWords);
        if (state === 'passed' && judged !== null) expect([0, 5, rows]).toContain(judged);
      }
    }),
    { numRuns: 120 },
  );
  expect([...verdicts]).toEqual(expect.arrayContaining(['passed', 'errored']));
});
