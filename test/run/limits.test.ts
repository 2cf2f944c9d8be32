import { expect, test } from 'vitest';
import type { Dataset } from '../../src/dataset/dataset.ts';
import { contract, z } from '../../src/index.ts';
import { exitCode, reportOf, runContract } from '../../src/run/run.ts';

const letters = contract('letters', { schema: z.object({ id: z.int().max(5) }) }, ({ column }) => [
  column('id').mean().between(0, 10),
]);

/** More rows than anybody waits for. */
const endless: Dataset = {
  kind: 'query',
  engine: 'duckdb',
  label: 'endless',
  watch: [],
  access: async () => ({ directories: [], extensions: [], setup: [] }),
  open: async (reader) => {
    const relation = reader.freshName();
    const rows = 'select (hash(range) % 10)::int as id from range(100000000000)';
    await reader.query(`create temp view ${relation} as ${rows}`);
    return { relation, problems: [], problemCount: 0, notes: [] };
  },
};

test('a run that takes longer than its limit can not be judged, and says which option sets it', async () => {
  const run = await runContract(letters, endless, { timeout: 300 });
  expect(new Set(run.outcomes.map(({ state }) => state))).toEqual(new Set(['errored']));
  expect(run.outcomes[0]?.problem).toEqual({
    code: 'TIMEOUT',
    message: expect.stringMatching(
      /^measuring took longer than 300ms, which the option timeout sets/,
    ),
  });
  expect(exitCode(reportOf([run]))).toBe(2);
});

test('a signal stops a scan, and the report is red', async () => {
  const run = await runContract(letters, endless, { signal: AbortSignal.timeout(300) });
  expect(new Set(run.outcomes.map(({ problem }) => problem?.code))).toEqual(
    new Set(['INTERRUPTED']),
  );
  expect(reportOf([run])).toMatchObject({
    state: 'failed',
    counts: { notRun: run.outcomes.length },
  });
});
