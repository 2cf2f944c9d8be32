import { expect, test } from 'vitest';
import { contract, csv, fromRows, z } from '../../src/index.ts';
import { check, exitCode, renderReport, reportOf, runContract } from '../../src/run/run.ts';

const people = contract(
  'people',
  { owner: 'census', schema: z.object({ age: z.int().min(0) }) },
  ({ rows, column }) => [rows.count().atLeast(1), column('age').mean().between(10, 20)],
);
const young = fromRows([{ age: 12 }, { age: 14 }]);
const old = fromRows([{ age: 50 }, { age: 60 }]);
const mean = "column('age').mean() is between 10 and 20";
const idOf = (title: string) =>
  runContract(people, young).then(
    ({ outcomes }) => outcomes.find((one) => one.title === title)?.id ?? '',
  );

test('a run measures all, says where each is declared, and how it was measured', async () => {
  const run = await runContract(people, young, { now: '2026-01-31T08:00:00Z' });
  expect(run).toMatchObject({
    contract: 'people',
    dataset: 'rows in memory',
    file: 'test/run/run-contract.test.ts',
    terms: { owner: 'census' },
    now: '2026-01-31T08:00:00.000Z',
    problems: [],
  });
  expect(run.outcomes.every(({ state }) => state === 'passed')).toBe(true);
  expect(run.outcomes.find(({ title }) => title === mean)?.location).toMatchObject({
    file: 'test/run/run-contract.test.ts',
    line: 8,
  });
  expect(run.trace?.snapshot?.rows).toBe(2);
  expect(JSON.parse(JSON.stringify(run))).toEqual(run);
  expect(exitCode(reportOf([run]))).toBe(0);
});

test('what the data does wrong is an outcome', async () => {
  const broken = await runContract(people, old);
  expect(broken.outcomes.find(({ title }) => title === mean)?.state).toBe('failed');
  expect(exitCode(reportOf([broken]))).toBe(1);
  const missing = await runContract(people, csv('none.csv'));
  expect(new Set(missing.outcomes.map(({ state }) => state))).toEqual(new Set(['errored']));
  expect(missing.outcomes[0]?.problem?.code).toBe('DATASET_NOT_FOUND');
  expect(exitCode(reportOf([missing]))).toBe(2);
});

test('only measures what it names, and says of the others that it left them out', async () => {
  const run = await runContract(people, old, { only: [await idOf('rows.count() is at least 1')] });
  const states = Map.groupBy(run.outcomes, ({ state }) => state);
  expect(states.get('passed')?.map(({ title }) => title)).toEqual(['rows.count() is at least 1']);
  const others = states.get('notRun') ?? [];
  expect(others).toHaveLength(run.outcomes.length - 1);
  expect(new Set(others.map(({ problem }) => problem?.code))).toEqual(new Set(['LEFT_OUT']));
  expect(reportOf([run]).state).toBe('passed');
});

test('a run that selects nothing is red, also beside one that judges', async () => {
  const nothing = await runContract(people, old, { only: [] });
  expect(nothing.trace).toBeNull();
  const report = reportOf([await runContract(people, young), { ...nothing, dataset: 'others' }]);
  expect(report.state).toBe('failed');
  expect(report.problems.map(({ message }) => message)).toEqual([
    "No expectation of the contract 'people' on rows in memory was selected.",
  ]);
  expect(exitCode(report)).toBe(2);
});

test('no run at all is red', () => {
  const report = reportOf([]);
  expect([report.state, exitCode(report)]).toEqual(['failed', 2]);
  expect(report.problems).toEqual([{ message: 'No expectation was judged.', file: null }]);
});

test('a contract and a dataset that come twice are red: one would hide the other', async () => {
  const run = await runContract(people, young);
  const report = reportOf([run, run]);
  expect(report.state).toBe('failed');
  expect(report.problems[0]?.message).toMatch(/^The contract 'people' was run 2 times on rows in/);
});

test('a run that a signal stops is red, before it begins and while it measures', async () => {
  const stop = new AbortController();
  const running = runContract(people, fromRows(slowly(() => stop.abort())), {
    signal: stop.signal,
  });
  for (const run of [
    await runContract(people, young, { signal: AbortSignal.abort() }),
    await running,
  ]) {
    expect(new Set(run.outcomes.map(({ state }) => state))).toEqual(new Set(['notRun']));
    expect(run.outcomes[0]?.problem?.code).toBe('INTERRUPTED');
    const report = reportOf([run]);
    expect(report.state).toBe('failed');
    expect(report.problems).toEqual([{ message: 'The run was interrupted.', file: null }]);
    expect(exitCode(report)).toBe(2);
  }
});

/** Rows of which the first is asked for when the run has begun. */
function* slowly(act: () => void) {
  act();
  yield { age: 12 };
}

test('runs at the same time share an engine, which is closed after the last', async () => {
  const runs = await Promise.all([young, old, young].map((data) => runContract(people, data)));
  expect(runs.map((run) => exitCode(reportOf([run])))).toEqual([0, 1, 0]);
});

test.each<[object, RegExp]>([
  [{ timeuot: '10m' }, /^There is no option 'timeuot': .* Did you mean 'timeout'\?$/],
  [{ signal: 5 }, /^Option 'signal' takes an AbortSignal/],
  [{ root: '' }, /^Option 'root' takes a folder/],
  [{ only: 'all' }, /^Option 'only' takes a list of expectations' ids/],
  [{ only: ['rows.count'] }, /^The contract 'people' has no expectation with the id 'rows\.count'/],
])('%j is refused', async (options, message) => {
  await expect(runContract(people, young, options)).rejects.toMatchObject({
    name: 'RunError',
    code: 'OPTION_INVALID',
    message: expect.stringMatching(message),
  });
});

test('arguments in the wrong order are refused', async () => {
  const [first, second]: readonly unknown[] = [young, people];
  await expect(runContract(first as typeof people, second as typeof young)).rejects.toMatchObject({
    code: 'RUN_INVALID',
  });
  await expect(runContract(people, second as typeof young)).rejects.toThrow(
    /takes a dataset second/,
  );
});

test('exitCode and renderReport take a report, and not what check() returned', async () => {
  const answer = await check(people, young);
  const given: readonly unknown[] = [answer, undefined, null, 'passed', { state: 'passed' }];
  for (const wrong of given) {
    expect(() => exitCode(wrong as never)).toThrow('exitCode takes a report');
    await expect(renderReport(wrong as never, 'json')).rejects.toThrow(
      'renderReport takes a report',
    );
  }
  expect(exitCode(answer.report)).toBe(answer.exitCode);
});

test('reportOf takes a list of runs that have ended', async () => {
  const run = await runContract(people, young);
  const wrong: readonly unknown[] = [run, undefined, [undefined], [{}], [Promise.resolve(run)]];
  for (const runs of wrong)
    expect(() => Reflect.apply(reportOf, null, [runs])).toThrow(
      expect.objectContaining({
        code: 'RUN_INVALID',
        message:
          'reportOf takes a list of runs that have ended: reportOf([await runContract(...)]).',
      }),
    );
});
