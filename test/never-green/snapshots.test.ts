import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Dataset } from '../../src/dataset/dataset.ts';
import { snapshot } from '../../src/index.ts';
import { openStore } from '../../src/store/open-store.ts';
import { now } from '../support/measured.ts';
import type { Case } from './case.ts';
import { corpus } from './corpus.ts';
import { fileName, writeFiles } from './files.ts';
import { runInProcess } from './in-process.ts';
import { referenceIn } from './references.ts';
import { verdictOf } from './verdict.ts';
import { wantedFiles } from './wanted.ts';
import { wrongReds } from './wrong-reds.ts';

vi.setConfig({ testTimeout: 600_000, hookTimeout: 600_000 });

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'never-green-kept-')));
const few = corpus.filter(
  ({ run, source, check }) =>
    source === 'csv' &&
    // A baseline is recorded under the name of its data, which a snapshot has another of.
    referenceIn(check)?.kind !== 'baseline' &&
    (run.kind === 'sampled' ||
      (run.kind === 'plain' && run.situation === undefined && run.version === undefined)),
);

beforeAll(async () => {
  mkdirSync(join(folder, 'node_modules'));
  await writeFiles(folder, wantedFiles(few), now);
});
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

test('what is right of files is right of their snapshots', async () => {
  const store = await openStore('.assay', { root: folder, env: {} });
  const recorded = new Map<string, Promise<Dataset>>();
  const record = async (data: Dataset, name: string) => {
    await store.create(name, data, { tag: 'candidate', copy: true });
    return snapshot(name, { store: join(folder, '.assay') });
  };
  const through = (data: Dataset, { data: table, source }: Case) => {
    const name = fileName(table, source).toLowerCase();
    const found = recorded.get(name) ?? record(data, name);
    recorded.set(name, found);
    return found;
  };
  const found = await runInProcess(few, folder, { through });
  const wrong = few.flatMap((one) => {
    const state = found.get(one.id);
    const verdict = state && verdictOf(one.must, state);
    // What can't be read is refused when it is recorded, though a part of it could be judged.
    const isRefused = one.must === 'fail' && state?.state === 'error';
    return verdict === 'right' || one.id in wrongReds || isRefused
      ? []
      : [`${verdict}: ${one.id}: ${state?.state}: ${state?.detail.slice(0, 300)}`];
  });
  expect(wrong).toEqual([]);
  expect(recorded.size).toBeGreaterThan(50);
});
