import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test, vi } from 'vitest';
import type { Declared } from '../../src/contract/expectation.ts';
import { type Contract, contract, csv, fromRows, z } from '../../src/index.ts';
import { count } from '../../src/metric/counts.ts';
import { everywhere, type Metric } from '../../src/metric/metric.ts';
import { failureMessage } from '../../src/outcome/failure.ts';
import type { Outcome } from '../../src/outcome/outcome.ts';
import { appendHistory } from '../../src/reference/history-file.ts';
import { observableId } from '../../src/reference/observable-id.ts';
import { exitCode, type RunOptions, reportOf, runContract } from '../../src/run/run.ts';

const folder = mkdtempSync(join(tmpdir(), 'anomaly-'));
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => vi.unstubAllEnvs());

const schema = z.object({ id: z.int(), fare: z.number().nullable() });
type Words = Parameters<Parameters<typeof contract<typeof schema>>[2]>[0];
const trips = (declare: (words: Words) => readonly Declared[]) =>
  contract('trips', { schema }, declare);

/** A place of its own for the data and the history of a test. */
function place(name: string) {
  const root = join(folder, name);
  mkdirSync(root);
  const history = join(root, 'history');
  const file = join(history, 'trips.jsonl');
  return {
    root,
    file,
    /** Adds a run for each value, one a day. */
    fill(values: readonly number[], from = 0, metric: Metric = count(everywhere)) {
      for (const [days, value] of values.entries())
        appendHistory(file, {
          contract: 'trips',
          dataset: 'trips.csv',
          at: Date.parse(at(from + days)),
          snapshot: `filled ${from + days}`,
          values: new Map([[observableId(metric), value]]),
        });
    },
    lines: () => (existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n') : []),
    /** Writes so many rows with these fares in turn, and runs the contract over them. */
    async run(
      held: Contract,
      {
        rows,
        fares = [10],
        day,
        from = day,
        ...options
      }: {
        readonly rows: number;
        readonly fares?: readonly (number | null)[];
        readonly day: number;
        /** The day of the data, where it is not that of the run. */
        readonly from?: number;
      } & RunOptions,
    ): Promise<Outcome> {
      const cells = Array.from(
        { length: rows },
        (_, at) => `${from * 1000 + at},${fares[at % fares.length] ?? ''}`,
      );
      writeFileSync(join(root, 'trips.csv'), ['id,fare', ...cells, ''].join('\n'));
      const run = await runContract(held, csv('trips.csv'), {
        root,
        history: 'history',
        now: at(day),
        ...options,
      });
      const outcome = run.outcomes.find(({ origin }) => origin === 'declared');
      if (!outcome) throw new Error('The test declares one.');
      const isRed = !['passed', 'warned'].includes(outcome.state);
      expect(exitCode(reportOf([run])) !== 0).toBe(isRed);
      return outcome;
    },
  };
}

/** Day 0 is a Monday. */
const at = (day: number) =>
  new Date(Date.parse('2026-01-05T06:00:00Z') + day * 86_400_000).toISOString();

const counted = trips(({ rows }) => [rows.count().anomaly()]);
const patient = trips(({ rows }) => [rows.count().anomaly().allowYoung()]);

describe('an anomaly', () => {
  test('is a value far from the median of earlier runs, and the outcome says how far', async () => {
    const { run } = place('outlier');
    for (const [day, rows] of [100, 104, 98, 101, 97, 103, 102].entries())
      expect(await run(patient, { rows, day })).toMatchObject({ state: 'passed', value: null });
    expect(await run(counted, { rows: 99, day: 7 })).toMatchObject({ state: 'passed' });
    const outcome = await run(counted, { rows: 160, day: 8 });
    expect(failureMessage(outcome)).toMatch(
      /^rows\.count\(\)\.anomaly\(\): 160 is 20\.1 robust deviations from the median 100\.5 of 8 runs, expected at most 3\.5\n/,
    );
    expect(outcome).toMatchObject({
      title: 'rows.count().anomaly() is at most 3.5',
      rule: 'rows.count.anomaly',
      kind: 'measure',
      unit: 'number',
      state: 'failed',
      observed: '160 is 20.1 robust deviations from the median 100.5 of 8 runs',
      value: String(59.5 / (1.4826 * 2)),
      expected: 'at most 3.5',
      reference: { kind: 'history', name: '8 runs', value: '100.5' },
      evidence: { exactness: 'exact' },
      problem: null,
    });
  });

  test('is any other value than that of all earlier runs', async () => {
    const { run, fill } = place('constant');
    fill(Array(7).fill(10));
    expect(await run(counted, { rows: 10, fares: [7], day: 7 })).toMatchObject({
      state: 'passed',
      observed: '10 is 0 robust deviations from the median 10 of 7 runs',
      value: '0',
    });
    expect(await run(counted, { rows: 11, day: 8 })).toMatchObject({
      state: 'failed',
      observed: '11 is not 10, the value of all 8 runs',
      value: 'Infinity',
    });
  });

  test('takes another limit, and can be a warning', async () => {
    const { run, fill } = place('limit');
    fill([100, 104, 98, 101, 97, 103, 102]);
    const strict = trips(({ rows }) => [rows.count().anomaly().atMost(1.5).warn()]);
    const loose = trips(({ rows }) => [rows.count().anomaly({ window: 7 }).atMost(50)]);
    expect(await run(strict, { rows: 107, day: 7 })).toMatchObject({
      state: 'warned',
      expected: 'at most 1.5',
    });
    expect(await run(loose, { rows: 160, day: 8 })).toMatchObject({
      state: 'passed',
      metric: 'rows.count().anomaly({ window: 7 })',
    });
  });

  test('is no number, and a measure of nothing, however young the history is', async () => {
    const { run } = place('nothing');
    const mean = trips(({ column }) => [column('fare').mean().anomaly().allowYoung()]);
    expect(await run(mean, { rows: 3, fares: [null], day: 0 })).toMatchObject({
      state: 'failed',
      value: null,
    });
    for (let day = 1; day < 9; day += 1) await run(mean, { rows: 3, fares: [day], day });
    expect(await run(mean, { rows: 3, fares: [null], day: 9 })).toMatchObject({
      state: 'failed',
      value: null,
    });
  });
});

test('can be one of a change or a drift from a reference', async () => {
  const { root, fill, lines } = place('derived');
  const reference = fromRows(Array.from({ length: 40 }, (_, id) => ({ id, fare: id % 4 })));
  const held = trips(({ rows, column }) => [
    rows.count().change().anomaly(),
    column('fare').drift('psi').anomaly(),
  ]);
  for (const { metric } of held.expectations.filter(({ origin }) => origin === 'declared')) {
    const [of] = metric.derived?.of ?? [];
    fill([0.1, 0.12, 0.09, 0.11, 0.1, 0.1, 0.13], 0, of);
  }
  const data = Array.from({ length: 44 }, (_, id) => ({ id, fare: id % 2 === 0 ? 9 : id % 4 }));
  writeFileSync(
    join(root, 'trips.csv'),
    ['id,fare', ...data.map(({ id, fare }) => `${id},${fare}`), ''].join('\n'),
  );
  const { outcomes } = await runContract(held, csv('trips.csv'), {
    root,
    history: 'history',
    now: at(8),
    reference,
  });
  expect(outcomes.filter(({ origin }) => origin === 'declared')).toMatchObject([
    {
      metric: 'rows.count().change().anomaly()',
      state: 'passed',
      observed: '10% is 0 robust deviations from the median 10% of 7 runs',
    },
    {
      metric: "column('fare').drift('psi').anomaly()",
      state: 'failed',
      observed: expect.stringMatching(
        /^[\d.]+ is [\d.,]+ robust deviations from the median 0\.1 of 7 runs$/,
      ),
    },
  ]);
  expect(lines()).toHaveLength(15);
});

test('a drift from a baseline that the run itself records is no part of the past', async () => {
  for (const name of ['CI', 'GITHUB_ACTIONS']) vi.stubEnv(name, '');
  const { root, lines } = place('recorded');
  const held = trips(({ rows, column }) => [
    column('fare').drift('psi').anomaly().allowYoung(),
    rows.count().anomaly().allowYoung(),
  ]);
  const names: string[][] = [];
  for (const [day, baselines] of (['new', 'new', 'all', 'none'] as const).entries()) {
    const data = Array.from({ length: 40 }, (_, id) => `${id},${(id * (day + 1)) % 4}`);
    writeFileSync(join(root, 'trips.csv'), ['id,fare', ...data, ''].join('\n'));
    const options = {
      history: 'history',
      baselineFolder: 'kept',
      now: at(day),
      baselines,
    } as const;
    await runContract(held, csv('trips.csv'), { root, ...options });
    const { values } = JSON.parse(lines().at(-1) ?? '');
    names.push(Object.keys(values).map((id) => id.slice(0, -11)));
  }
  const both = ['fare-drift', 'rows-count'];
  expect(names).toEqual([['rows-count'], both, ['rows-count'], both]);
});

test('a run that records the baseline is not scored by it, and says so', async () => {
  for (const name of ['CI', 'GITHUB_ACTIONS']) vi.stubEnv(name, '');
  const { root } = place('recording');
  const held = trips(({ column }) => [column('fare').drift('psi').anomaly()]);
  const data = Array.from({ length: 40 }, (_, id) => `${id},${id % 4}`);
  writeFileSync(join(root, 'trips.csv'), ['id,fare', ...data, ''].join('\n'));
  const options = { root, history: 'history', baselineFolder: 'kept', now: at(1) };
  const run = await runContract(held, csv('trips.csv'), { ...options, baselines: 'new' });
  expect(run.outcomes.find(({ origin }) => origin === 'declared')).toMatchObject({
    state: 'passed',
    value: '0',
    evidence: {
      notes: ['its baseline is recorded from this run, so that there is nothing yet to score'],
    },
  });
});

describe('with a season', () => {
  const weekly = trips(({ rows }) => [
    rows.count().anomaly({ window: 14, season: 7 }).allowYoung(),
  ]);

  test('a quiet weekend is normal, and a busy one is not', async () => {
    const { run, fill } = place('season');
    const rowsOf = (day: number) => (day % 7 >= 5 ? 20 : 200) + ((day * 5) % 3);
    fill(Array.from({ length: 63 }, (_, day) => rowsOf(day)));
    expect(await run(weekly, { rows: 21, day: 68 })).toMatchObject({
      state: 'passed',
      reference: { name: '9 runs, 7 days apart' },
    });
    expect(await run(weekly, { rows: 200, day: 69 })).toMatchObject({ state: 'failed' });
    expect(await run(weekly, { rows: 20, day: 70 })).toMatchObject({ state: 'failed' });
  });
});

test('a new level is an anomaly until it makes up half of the window', async () => {
  const { run, fill } = place('shift');
  fill(Array.from({ length: 14 }, (_, day) => 100 + (day % 3)));
  const states: string[] = [];
  for (let day = 14; day < 24; day += 1)
    states.push((await run(counted, { rows: 200 + (day % 3), day })).state);
  expect(states).toEqual([...Array(7).fill('failed'), ...Array(3).fill('passed')]);
});

describe('a run is compared', () => {
  test('never with itself, and data that is checked again is one point', async () => {
    const { run, lines, fill } = place('again');
    fill(Array.from({ length: 7 }, (_, day) => 100 + day));
    for (let again = 0; again < 3; again += 1)
      expect(await run(counted, { rows: 300, day: 7 + again / 100, from: 7 })).toMatchObject({
        state: 'failed',
        reference: { name: '7 runs' },
      });
    expect(lines()).toHaveLength(8);
  });

  test('not with later runs, as in a backfill', async () => {
    const { run, fill } = place('backfill');
    fill(
      Array.from({ length: 20 }, (_, day) => 510 + day),
      10,
    );
    expect(await run(counted, { rows: 100, day: 9 })).toMatchObject({
      state: 'notRun',
      problem: { code: 'HISTORY_YOUNG' },
    });
    fill(Array.from({ length: 9 }, (_, day) => 90 + day));
    expect(await run(counted, { rows: 95, day: 9.5, from: 9.5 })).toMatchObject({
      state: 'passed',
      reference: { name: '10 runs' },
    });
  });

  test('with one run a day of rows without an identity', async () => {
    const { root } = place('rows');
    const states: string[] = [];
    for (let hour = 0; hour < 24 * 8; hour += 12) {
      const some = fromRows(Array.from({ length: 10 + (hour % 5) }, (_, id) => ({ id, fare: 1 })));
      const run = await runContract(counted, some, {
        root,
        history: 'history',
        now: at(hour / 24),
      });
      states.push(run.outcomes.at(-1)?.state ?? '');
    }
    // Twice on each of the first seven days.
    expect(states.filter((state) => state === 'notRun')).toHaveLength(14);
  });
});

describe('a young history', () => {
  test('is not run, and red', async () => {
    const { run } = place('young');
    for (let day = 0; day < 6; day += 1)
      expect(await run(counted, { rows: 100 + day, day })).toMatchObject({
        state: 'notRun',
        value: null,
        problem: {
          code: 'HISTORY_YOUNG',
          message: expect.stringContaining(
            day === 1 ? 'has 1 earlier run over' : `has ${day} earlier runs over`,
          ),
        },
      });
  });

  test('passes where that is allowed, and says that nothing was judged', async () => {
    const { run } = place('allowed');
    expect(await run(patient, { rows: 1, day: 0 })).toMatchObject({
      state: 'passed',
      observed: null,
      value: null,
      evidence: {
        notes: [
          expect.stringMatching(/^nothing was judged, as \.allowYoung\(\) says: its history has 0/),
        ],
      },
    });
  });

  test('is one of another measure: the reason says so, and another window is not another measure', async () => {
    const { run, fill } = place('changed');
    fill(Array.from({ length: 8 }, (_, day) => 100 + day));
    const other = trips(({ rows }) => [rows.where('fare > 1').count().anomaly()]);
    expect(await run(other, { rows: 100, day: 8 })).toMatchObject({
      state: 'notRun',
      problem: {
        message: expect.stringContaining(
          '8 earlier runs did not measure it, so it is new, or was written otherwise',
        ),
      },
    });
    const wider = trips(({ rows }) => [rows.count().anomaly({ window: 28 }).id('rows')]);
    expect(await run(wider, { rows: 104, day: 9 })).toMatchObject({ state: 'passed' });
  });
});

describe('the reason that a history is young', () => {
  test('says if there are runs under another label, and if this one is added', async () => {
    const { run, root, fill } = place('labels');
    fill(Array.from({ length: 8 }, (_, day) => 100 + day));
    const other = fromRows([{ id: 1, fare: 1 }], { label: 'others' });
    const { outcomes } = await runContract(counted, other, {
      root,
      history: 'history',
      now: at(9),
    });
    expect(outcomes.at(-1)?.problem?.message).toMatch(
      /needs 7; 8 earlier runs were over datasets with another label: each run adds one,/,
    );
    const unkept = await run(counted, { rows: 1, day: 9, history: false });
    expect(unkept.problem?.message).toMatch(
      /needs 7: runs on your machine add to it, and in CI those for which the option history names a folder,/,
    );
  });
});

describe('a history', () => {
  test('that can not be read is an error, also where young ones pass', async () => {
    const { root } = place('unreadable');
    mkdirSync(join(root, 'history/trips.jsonl'), { recursive: true });
    const rows = fromRows([{ id: 1, fare: 1 }]);
    const { outcomes } = await runContract(patient, rows, { root, history: 'history' });
    expect(outcomes.at(-1)).toMatchObject({
      state: 'errored',
      problem: {
        code: 'HISTORY_UNREADABLE',
        message: "the history history/trips.jsonl can't be read: the system says EISDIR.",
      },
    });
  });

  test('that can not be written is told, and the verdict stays', async () => {
    const { root } = place('unwritable');
    mkdirSync(join(root, 'history'));
    symlinkSync(join(root, 'not/there'), join(root, 'history/trips.jsonl'));
    const rows = fromRows([{ id: 1, fare: 1 }]);
    const { outcomes, trace } = await runContract(patient, rows, { root, history: 'history' });
    expect(outcomes.at(-1)).toMatchObject({ state: 'passed' });
    expect(trace?.notices).toEqual([
      'The history history/trips.jsonl was not written, and this run is not in it: the system says ENOENT.',
    ]);
  });

  test('has a line for each run, with exact values', async () => {
    const { run, lines } = place('lines');
    const both = trips(({ rows, column }) => [
      rows.count().anomaly().allowYoung(),
      column('fare').mean().anomaly().allowYoung(),
    ]);
    await run(both, { rows: 3, fares: [0.1, 0.2, null], day: 0 });
    const [line = ''] = lines();
    expect(JSON.parse(line)).toEqual({
      format: 'assay-history-1',
      now: at(0),
      contract: 'trips',
      dataset: 'trips.csv',
      snapshot: expect.stringMatching(/^[\da-f]{32}$/),
      values: {
        [String(Object.keys(JSON.parse(line).values)[0])]: '0.15000000000000002',
        [String(Object.keys(JSON.parse(line).values)[1])]: '3',
      },
    });
    expect(Object.keys(JSON.parse(line).values)).toEqual([
      expect.stringMatching(/^fare-mean-[\da-f]{10}$/),
      expect.stringMatching(/^rows-count-[\da-f]{10}$/),
    ]);
  });

  test('lies beside the file that declares the contract', async () => {
    const { root } = place('beside');
    const source = join(root, 'contracts/trips.contract.ts');
    mkdirSync(join(root, 'contracts'));
    const index = join(import.meta.dirname, '../../src/index.ts');
    writeFileSync(
      source,
      `import { contract, z } from ${JSON.stringify(index)};
export const trips = contract('Trips of a day', { schema: z.object({ id: z.int() }) }, ({ rows }) => [
  rows.count().anomaly().allowYoung(),
]);`,
    );
    vi.stubEnv('CI', '');
    const { trips: beside } = (await import(source)) as { readonly trips: Contract };
    for (const [day, id] of [1, 2, 2].entries())
      await runContract(beside, fromRows([{ id }]), { root, now: at(day) });
    const files = readdirSync(join(root, 'contracts/__baselines__/history'));
    expect(files).toEqual([expect.stringMatching(/^trips-of-a-day-[\da-f]{8}\.jsonl$/)]);
    const [file = ''] = files;
    const text = readFileSync(join(root, 'contracts/__baselines__/history', file), 'utf8');
    expect(text.split('\n').map((line) => line && JSON.parse(line).snapshot)).toEqual([
      null,
      null,
      null,
      '',
    ]);
  });

  test('is read and not written in CI, unless a folder is named', async () => {
    const { run, lines, root } = place('ci');
    vi.stubEnv('CI', '1');
    const beside = join(import.meta.dirname, '__baselines__');
    await runContract(patient, fromRows([{ id: 1, fare: 1 }]), { root });
    expect(existsSync(beside)).toBe(false);
    await run(patient, { rows: 1, day: 0 });
    expect(lines()).toHaveLength(1);
    vi.unstubAllEnvs();
    vi.stubEnv('CI', '');
    await run(patient, { rows: 2, day: 1, history: false });
    expect(existsSync(beside)).toBe(false);
    // The cache of what was read lies in node_modules.
    expect(readdirSync(root).toSorted()).toEqual(['history', 'node_modules', 'trips.csv']);
  });

  test.each([
    ['a marker of a merge', '<<<<<<< HEAD', 'HISTORY_UNREADABLE'],
    ['half a line', '{"format":"assay-history-1","now":"2026-01-0', 'HISTORY_UNREADABLE'],
    ['a line of another version', '{"format":"assay-history-2"}', 'HISTORY_UNREADABLE'],
  ])(
    'with %s is an error that names the line, also where young ones pass',
    async (_, broken, code) => {
      const { run, file, lines, fill } = place(`broken ${broken.length}`);
      fill(Array.from({ length: 8 }, (_, day) => 100 + day));
      const [first = '', ...rest] = lines();
      writeFileSync(file, [first, '', broken, ...rest, ''].join('\n'));
      expect(await run(patient, { rows: 100, day: 8 })).toMatchObject({
        state: 'errored',
        problem: {
          code,
          message: expect.stringContaining(
            "the history history/trips.jsonl can't be read: line 3 is ",
          ),
        },
      });
      expect(readFileSync(file, 'utf8')).toBe([first, '', broken, ...rest, ''].join('\n'));
    },
  );

  test('never has a value of a masked column, and its anomaly is refused', async () => {
    const { run, lines } = place('masked');
    const secret = z.object({
      id: z.int(),
      fare: z.number().nullable().meta({ classification: 'pii' }),
    });
    const greatest = contract('trips', { schema: secret }, ({ column }) => [
      column('fare').max().anomaly().allowYoung(),
    ]);
    const mean = contract('trips', { schema: secret }, ({ column }) => [
      column('fare').mean().anomaly().allowYoung(),
    ]);
    expect(await run(greatest, { rows: 3, day: 0 })).toMatchObject({
      state: 'errored',
      value: null,
      problem: { code: 'HISTORY_MASKED' },
    });
    expect(await run(mean, { rows: 1, fares: [4711], day: 1 })).toMatchObject({
      problem: { code: 'HISTORY_MASKED' },
    });
    expect(lines()).toHaveLength(0);
    for (let day = 2; day < 9; day += 1) await run(mean, { rows: 4, fares: [day], day });
    expect(await run(mean, { rows: 4, fares: [50], day: 9 })).toMatchObject({
      state: 'failed',
      value: expect.any(String),
    });
    expect(lines().join()).not.toContain('4711');
  });
});
