import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Contract, contract, csv, z } from '../../src/index.ts';
import { type RunContractOptions, runContract } from '../../src/run/run.ts';

// Each runs the engine several times.
vi.setConfig({ testTimeout: 30_000 });

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'assay-baselines-'));
  for (const name of ['CI', 'GITHUB_ACTIONS']) vi.stubEnv(name, '');
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(root, { recursive: true });
});

const schema = z.object({ id: z.string(), fare: z.number(), kind: z.string() });
const kinds = ['card', 'cash', 'card', 'free'];
/** Rows with thousands of different fares, a text that is another in each row, and three kinds. */
const write = (rows: number, fare: (at: number) => number, kind = (at: number) => kinds[at % 4]) =>
  writeFile(
    join(root, 'trips.csv'),
    [
      'id,fare,kind',
      ...Array.from({ length: rows }, (_, at) => `trip ${at},${fare(at)},${kind(at)}`),
    ].join('\n'),
  );
const usual = (at: number) => ((at * 7919) % 5000) / 100;

async function declared(held: Contract, options: RunContractOptions = {}) {
  const { outcomes } = await runContract(held, csv('trips.csv'), {
    baselineFolder: 'kept',
    cache: false,
    root,
    ...options,
  });
  return outcomes.filter(({ origin }) => origin === 'declared');
}
const codes = async (...of: Parameters<typeof declared>) =>
  (await declared(...of)).map(({ state, problem }) => `${state} ${problem?.code ?? ''}`.trim());
const baseline = () => readFile(join(root, 'kept/trips.json'), 'utf8');

const drifting = contract('trips', { schema }, ({ column, rows }) => [
  column('fare').drift('psi').atMost(0.2),
  column('fare').drift('ks').atMost(0.1),
  column('kind').drift('jensenshannon').atMost(0.1),
  column('kind').newValues().equals(0),
  rows.drift().atMost(0),
]);

test('a drift is 0 of the data that was recorded, in that run and in the next', async () => {
  await write(2000, usual);
  for (const baselines of ['new', 'none'] as const) {
    const found = await declared(drifting, { baselines });
    expect(found.map(({ state, value, problem }) => [state, value, problem])).toMatchObject([
      ['passed', '0', null],
      ['passed', expect.anything(), null],
      ['passed', '0', null],
      ['passed', '0', null],
      ['passed', '0', null],
    ]);
    expect(found[0]?.reference).toMatchObject({ kind: 'baseline', name: 'baseline' });
  }
  const text = await baseline();
  expect(text.split('\n').length).toBeLessThan(250);
  expect(text).not.toContain('trip 1');
});

test('a drift is found, and drawn of both', async () => {
  await write(2000, usual);
  await declared(drifting, { baselines: 'new' });
  await write(
    5000,
    (at) => usual(at) * 1.5 + 5,
    (at) => (at % 3 === 0 ? 'app' : 'card'),
  );
  const [psi, ks, kind, added, all] = await declared(drifting);
  for (const one of [psi, ks, kind, added, all]) expect(one?.state).toBe('failed');
  expect(psi?.drift?.bins.length).toBeGreaterThan(9);
  expect(added?.value).toBe('1');
  expect(all?.drift?.columns?.filter(({ isDrifted }) => isDrifted)).toHaveLength(2);
});

test('other bins than those that were recorded are an error', async () => {
  await write(500, usual);
  const edges = (...at: readonly number[]) =>
    contract('trips', { schema }, ({ column }) => [
      column('fare').drift('psi', { edges: at }).atMost(0.2),
    ]);
  expect(await codes(edges(10, 20, 30), { baselines: 'new' })).toEqual(['passed']);
  for (const held of [edges(10, 20), drifting])
    expect((await codes(held, { baselines: 'new' }))[0]).toBe('errored BASELINE_BINNING');
  expect(await codes(edges(10, 20), { baselines: 'all' })).toEqual(['passed']);
  expect(await baseline()).toContain('["-Infinity", 10, ');
});

test('a classified column is compared by edges of the contract, and not otherwise', async () => {
  await write(500, usual);
  const secret = z.object({ ...schema.shape, fare: z.number().meta({ classification: 'pii' }) });
  const held = contract('trips', { schema: secret }, ({ column }) => [
    column('fare')
      .drift('psi', { edges: [10, 20, 30] })
      .atMost(0.2),
  ]);
  expect(await codes(held, { baselines: 'new' })).toEqual(['passed']);
  const own = contract('trips', { schema: secret }, ({ column, rows }) => [
    column('fare').drift('psi').atMost(0.2),
    rows.drift().atMost(0),
    rows.drift({ except: ['fare', 'id'] }).atMost(0),
  ]);
  await rm(join(root, 'kept'), { recursive: true });
  expect(await codes(own, { baselines: 'new' })).toEqual([
    'errored BASELINE_MASKED',
    'errored BASELINE_MASKED',
    'passed',
  ]);
});

test('text that is another in each row is not compared by its number alone', async () => {
  await write(500, usual);
  const held = contract('trips', { schema }, ({ column }) => [
    column('id').drift('psi').atMost(0.2),
  ]);
  expect(await codes(held, { baselines: 'new' })).toEqual(['errored DRIFT_UNDEFINED']);
});

test('values that are too few for cells are not compared', async () => {
  await write(12, usual);
  const held = contract('trips', { schema }, ({ column }) => [
    column('fare').drift('psi').atMost(0.2),
  ]);
  expect(await codes(held, { baselines: 'new' })).toEqual(['errored BASELINE_TOO_FEW']);
});
