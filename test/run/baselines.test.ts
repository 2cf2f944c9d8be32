import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Contract, contract, csv, z } from '../../src/index.ts';
import { type RunContractOptions, runContract } from '../../src/run/run.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'assay-baselines-'));
  for (const name of ['CI', 'GITHUB_ACTIONS']) vi.stubEnv(name, '');
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(root, { recursive: true });
});

const schema = z.object({ fare: z.number() });
const trips = contract('trips', { schema }, ({ column, rows }) => [
  column('fare').mean().change().between('-10%', '10%'),
  rows.count().change().between('-50%', '50%'),
]);
const write = (name: string, ...lines: readonly (number | string)[]) =>
  writeFile(join(root, name), `${lines.join('\n')}\n`);
const fares = (...values: readonly (number | string)[]) => write('fares.csv', 'fare', ...values);

const path = () => join(root, 'kept/trips.json');
const baseline = () => readFile(path(), 'utf8');
const ids = async () => {
  const { datasets } = JSON.parse(await baseline());
  return Object.entries(datasets).flatMap(([name, entries]) =>
    Object.keys(entries as object).map((id) => `${name} ${id.slice(0, -11)}`),
  );
};

const run = (options: RunContractOptions = {}, held: Contract = trips, file = 'fares.csv') =>
  runContract(held, csv(file), { baselineFolder: 'kept', cache: false, root, ...options });
const declared = async (...of: Parameters<typeof run>) =>
  (await run(...of)).outcomes.filter(({ origin }) => origin === 'declared');
const codes = async (...of: Parameters<typeof run>) =>
  (await declared(...of)).map(({ state, problem }) => `${state} ${problem?.code ?? ''}`.trim());

describe('a baseline', () => {
  test('is recorded where it is missing, and compared with in the next run', async () => {
    await fares(8, 12);
    const [mean, count] = await declared({ baselines: 'new' });
    expect(mean).toMatchObject({
      state: 'passed',
      observed: '0%',
      reference: { kind: 'baseline', name: 'baseline', value: '10' },
    });
    expect(count).toMatchObject({ state: 'passed', observed: '0%' });
    const recorded = await baseline();
    expect(await ids()).toEqual(['fares.csv fare-mean', 'fares.csv rows-count']);

    await fares(8, 14);
    for (const baselines of ['none', 'new'] as const) {
      const [next] = await declared({ baselines });
      expect(next).toMatchObject({ state: 'passed', observed: '10%', reference: { value: '10' } });
    }
    await fares(18, 12);
    expect(await codes({ baselines: 'new' })).toEqual(['failed', 'passed']);
    expect(await baseline()).toBe(recorded);
  });

  test('is recorded anew when that is asked for', async () => {
    await fares(8, 12);
    await run({ baselines: 'new' });
    await fares(80, 120);
    expect(await codes({})).toEqual(['failed', 'passed']);
    expect(await codes({ baselines: 'all' })).toEqual(['passed', 'passed']);
    expect(await codes({})).toEqual(['passed', 'passed']);
    expect(await baseline()).toContain('"value": 100');
  });

  test('that is missing is not run, and says the command', async () => {
    await fares(8, 12);
    const [one] = await declared();
    expect(one).toMatchObject({
      state: 'notRun',
      value: null,
      problem: {
        code: 'BASELINE_MISSING',
        message:
          "the baseline kept/trips.json has no column('fare').mean() of this dataset: record it on your machine with npx vitest run --project contracts, or with --baselines new of assay check, and commit the file.",
      },
    });
    expect(await readdir(root)).toEqual(['fares.csv']);
  });

  test('is not written by a run that is red for another reason', async () => {
    await fares(8, 12);
    const held = contract('trips', { schema }, ({ column, rows }) => [
      column('fare').mean().change().between('-10%', '10%'),
      rows.count().atLeast(3),
    ]);
    expect(await codes({ baselines: 'new' }, held)).toEqual(['passed', 'failed']);
    expect(await codes({ baselines: 'all' }, held)).toEqual(['passed', 'failed']);
    expect(await readdir(root)).toEqual(['fares.csv']);
  });

  test('is not recorded of no rows, nor of data that can not be read', async () => {
    await write('fares.csv', 'fare');
    expect(await codes({ baselines: 'new' })).toEqual([
      'errored REFERENCE_EMPTY',
      'errored REFERENCE_EMPTY',
    ]);
    await fares(1, 'x', 3);
    expect((await codes({ baselines: 'new' })).every((code) => code.startsWith('errored'))).toBe(
      true,
    );
    expect(await readdir(root)).toEqual(['fares.csv']);
  });

  test('is of a contract and a dataset: others keep their entries', async () => {
    await fares(8, 12);
    await write('more.csv', 'fare', 50);
    await run({ baselines: 'new' });
    await Promise.all([run({ baselines: 'new' }, trips, 'more.csv'), run({ baselines: 'all' })]);
    expect((await ids()).map((id) => id.split(' ')[0])).toEqual([
      'fares.csv',
      'fares.csv',
      'more.csv',
      'more.csv',
    ]);
  });

  test('is of a label: data in another file each month has one under it', async () => {
    await fares(8, 12);
    await write('april.csv', 'fare', 50);
    const monthly = (file: string, options: RunContractOptions = {}) =>
      runContract(
        trips,
        { ...csv(file), label: 'trips' },
        { root, baselineFolder: 'kept', ...options },
      );
    await monthly('fares.csv', { baselines: 'new' });
    const { outcomes } = await monthly('april.csv');
    const mean = outcomes.find(({ metric }) => metric.includes('mean'));
    expect(mean).toMatchObject({ state: 'failed', observed: '400%' });
  });

  test('loses what nothing compares with, when all is recorded anew, and nothing where only some was', async () => {
    await fares(8, 12);
    await write('more.csv', 'fare', 50);
    await run({ baselines: 'new' });
    await run({ baselines: 'new' }, trips, 'more.csv');
    const fewer = contract('trips', { schema }, ({ column }) => [
      column('fare').mean().change().between('-10%', '10%'),
    ]);
    await run({ baselines: 'new' }, fewer);
    expect(await ids()).toHaveLength(4);
    const [only = ''] = (await declared({}, fewer)).map(({ id }) => id);
    await run({ baselines: 'all', only: [only] }, fewer);
    expect(await ids()).toHaveLength(4);
    await run({ baselines: 'all' }, fewer);
    expect(await ids()).toEqual([
      'fares.csv fare-mean',
      'more.csv fare-mean',
      'more.csv rows-count',
    ]);
    const none = contract('trips', { schema }, ({ rows }) => [rows.count().atLeast(1)]);
    await run({ baselines: 'all' }, none);
    await run({ baselines: 'all' }, none, 'more.csv');
    expect(await readdir(join(root, 'kept'))).toEqual([]);
  });

  test('is not lost to a run that compares with another dataset', async () => {
    await fares(8, 12);
    await run({ baselines: 'new' });
    await run({ baselines: 'all', reference: csv(join(root, 'fares.csv')) });
    expect(await ids()).toHaveLength(2);
  });

  test('is not recorded in CI', async () => {
    vi.stubEnv('CI', 'true');
    await fares(8, 12);
    expect(await codes({ baselines: 'new' })).toEqual([
      'notRun BASELINE_MISSING',
      'notRun BASELINE_MISSING',
    ]);
    expect(await codes({ baselines: 'all' })).toEqual([
      'errored BASELINE_IN_CI',
      'errored BASELINE_IN_CI',
    ]);
  });

  test('that can not be written makes the run red', async () => {
    await fares(8, 12);
    await symlink('nowhere/below', join(root, 'kept'));
    const { problems } = await run({ baselines: 'new' });
    expect(problems).toEqual([
      {
        file: null,
        message: expect.stringMatching(/^The baseline .* could not be written \(E[A-Z]+\)/),
      },
    ]);
  });
});

test('a baseline is the same, whichever expectation asks for a number first', async () => {
  await fares(...Array.from({ length: 40 }, (_, at) => at % 4));
  const texts: string[] = [];
  for (const reverse of [false, true]) {
    const held = contract('trips', { schema }, ({ column, rows }) => {
      const all = [rows.drift().atMost(0), column('fare').drift().atMost(0)];
      return reverse ? all.reverse() : all;
    });
    expect(await codes({ baselines: 'all' }, held)).toEqual(['passed', 'passed']);
    texts.push(await baseline());
  }
  expect(texts[1]).toBe(texts[0]);
  expect(texts[0]).toContain('"metric": "column(\'fare\').distribution()"');
});

test('a baseline keeps no value of a classified column, but counts between edges that the contract gives', async () => {
  const secret = z.object({ age: z.int().meta({ classification: 'pii' }) });
  const held = contract('people', { schema: secret }, ({ column }) => [
    column('age')
      .drift('psi', { edges: [30, 40] })
      .atMost(0.1),
  ]);
  const ages = (count: number, ...values: readonly number[]) =>
    write('ages.csv', 'age', ...Array.from({ length: count }, () => values).flat());
  for (const [count, ...values] of [
    [20, 21, 33, 34, 57],
    [20, ...Array.from({ length: 2000 }, (_, at) => 21 + (at * 37) / 2000)].map(Math.floor),
  ] as const) {
    await ages(count ?? 1, ...values);
    expect(await codes({ baselines: 'all' }, held, 'ages.csv')).toEqual(['passed']);
    const text = await readFile(join(root, 'kept/people.json'), 'utf8');
    expect(text.match(/\["?-?\w+"?, "?\w+"?, /g)).toEqual([
      '["-Infinity", 30, ',
      '[30, 40, ',
      '[40, "Infinity", ',
    ]);
    expect(await declared({}, held, 'ages.csv')).toMatchObject([{ state: 'passed', value: '0' }]);
  }
  await ages(20, 21, 45, 46, 57);
  expect(await declared({}, held, 'ages.csv')).toMatchObject([
    { state: 'failed', drift: { bins: [{ to: null }, { from: null }, { from: null }] } },
  ]);
});

describe('a baseline that is not as it was recorded is an error', () => {
  const spoiled: readonly (readonly [string, (text: string) => string, string])[] = [
    [
      'with another number',
      (text) => text.replace('"value": 10', '"value": 11'),
      'BASELINE_EDITED',
    ],
    ['with conflict markers', (text) => `<<<<<<< ours\n${text}=======\n`, 'BASELINE_DAMAGED'],
    ['cut off', (text) => text.slice(0, 100), 'BASELINE_DAMAGED'],
    ['empty', () => '', 'BASELINE_DAMAGED'],
    [
      'of another version',
      (text) => text.replace('"version": 1', '"version": 99'),
      'BASELINE_VERSION',
    ],
    ['of another contract', (text) => text.replace('"trips"', '"flights"'), 'BASELINE_EDITED'],
  ];
  test.each(spoiled)('%s', async (_, spoil, code) => {
    await fares(8, 12);
    await run({ baselines: 'new' });
    const recorded = await baseline();
    await writeFile(path(), spoil(recorded));
    for (const baselines of ['none', 'new'] as const) {
      const [mean] = await declared({ baselines });
      expect(mean).toMatchObject({ state: 'errored', problem: { code } });
      expect(mean?.problem?.message).toContain('kept/trips.json');
      expect(mean?.problem?.message).toContain('npx vitest -u --project contracts');
    }
    expect(await baseline()).toBe(spoil(recorded));
    expect(await codes({ baselines: 'all' })).toEqual(['passed', 'passed']);
    expect(await baseline()).toBe(recorded);
  });

  test('of a dataset that another one was recorded as', async () => {
    await fares(8, 12);
    await run({ baselines: 'new' });
    await writeFile(path(), (await baseline()).replace('"fares.csv"', '"more.csv"'));
    await write('more.csv', 'fare', 10);
    expect(await codes({}, trips, 'more.csv')).toEqual([
      'errored BASELINE_EDITED',
      'errored BASELINE_EDITED',
    ]);
  });

  test('with a folder in its place', async () => {
    await fares(8, 12);
    await mkdir(path(), { recursive: true });
    expect(await codes({ baselines: 'new' })).toEqual([
      'errored BASELINE_UNREADABLE',
      'errored BASELINE_UNREADABLE',
    ]);
  });

  test('of a column that had another type', async () => {
    const loose = contract('trips', { schema: z.object({ x: z.unknown() }) }, ({ column }) => [
      column('x').distinct().change().between('-90%', '90%'),
    ]);
    await write('x.csv', 'x', 'a', 'b', 'c');
    expect(await codes({ baselines: 'new' }, loose, 'x.csv')).toEqual(['passed']);
    await write('x.csv', 'x', 1, 2, 3);
    expect(await codes({ baselines: 'new' }, loose, 'x.csv')).toEqual(['errored BASELINE_SCHEMA']);
    expect(await codes({ baselines: 'all' }, loose, 'x.csv')).toEqual(['passed']);
    await write('x.csv', 'x', 1, 2.5, 3);
    expect(await codes({}, loose, 'x.csv')).toEqual(['passed']);
  });
});

describe('a classified column', () => {
  const secret = z.number().meta({ classification: 'pii' });
  const held = (fare: z.ZodNumber) =>
    contract('trips', { schema: z.object({ fare }) }, ({ column }) => [
      column('fare').max().change().between('-10%', '10%'),
      column('fare').mean().change().between('-10%', '10%'),
    ]);

  test('keeps no value, and numbers of many values', async () => {
    await fares(8, 12);
    expect(await codes({ baselines: 'new' }, held(secret))).toEqual([
      'errored BASELINE_MASKED',
      'passed',
    ]);
    expect(await readdir(root)).toEqual(['fares.csv']);
  });

  test('that was not so when it was recorded is an error', async () => {
    await fares(8, 12);
    expect(await codes({ baselines: 'new' }, held(z.number()))).toEqual(['passed', 'passed']);
    expect(await codes({}, held(secret))).toEqual(['errored BASELINE_MASKED', 'passed']);
  });
});

test.each([
  [{ baselines: 'some' as 'all' }, "Option 'baselines' takes 'none', 'new' or 'all'."],
  [{ baselineFolder: '' }, "Option 'baselineFolder' takes text that is not empty."],
])('%j is refused', async (options, message) => {
  await expect(run(options)).rejects.toThrow(message);
});
