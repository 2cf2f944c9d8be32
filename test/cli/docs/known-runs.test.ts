import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type History, keyOf, type PastOutcome } from '../../../reporters/html/history.ts';
import { writeHistory } from '../../../reporters/html/history-file.ts';
import { rulesOf } from '../../../src/cli/docs/describe-contract.ts';
import type { FoundContract } from '../../../src/cli/docs/find-contracts.ts';
import { readRuns, runsOf } from '../../../src/cli/docs/known-runs.ts';
import { contract, csv, partitions, z } from '../../../src/index.ts';
import type { Outcome, State } from '../../../src/outcome/outcome.ts';
import { contractOf, outcomeOf, reportOf } from '../../reporters/example.ts';

const held = (delay: number) =>
  contract('flights', { schema: z.object({ delay: z.int() }) }, ({ column }) => [
    column('delay').mean().atMost(delay),
  ]);
const flights: FoundContract = {
  contract: held(15),
  file: 'contracts/flights.contract.ts',
  datasets: [csv('flights.csv')],
};
const rules = rulesOf(flights.contract);
const [mean] = rules.filter(({ origin }) => origin === 'declared');
if (mean === undefined) throw new Error('The contract declares no mean.');

const day = (at: number) => new Date(Date.UTC(2026, 10, 1 + at)).toISOString();
const seen = (rule: Outcome, state: State, at = 0): PastOutcome => ({
  startedAt: day(at),
  state,
  value: null,
  observed: null,
  digest: rule.digest ?? '',
});
const on = (rule: Outcome, dataset = 'flights.csv') => keyOf({ ...rule, dataset });
const all = (state: State, dataset = 'flights.csv'): History =>
  new Map(rules.map((rule) => [on(rule, dataset), [seen(rule, state)]]));
const but = (past: readonly PastOutcome[]): History =>
  new Map([...all('passed'), [on(mean), past]]);
const { digest: _, ...ofNoDigest } = seen(mean, 'passed');

const runs = (history: History, found = flights, namesakes: readonly FoundContract[] = []) =>
  runsOf(found, rulesOf(found.contract), history, namesakes);
const states = (...given: Parameters<typeof runs>) => runs(...given).map(({ state }) => state);

describe('never green', () => {
  test.each<[string, History]>([
    ['no run is known', new Map()],
    ['the runs are of another dataset', all('passed', 'other.csv')],
    ['one rule was in no run', new Map([...all('passed')].slice(1))],
    ['one rule was lost in its last run', but([seen(mean, 'passed'), seen(mean, 'notRun', 1)])],
    ['a history of an earlier release does not say which rule it judged', but([ofNoDigest])],
  ])('where %s', (_name, history) => {
    expect(states(history)).toEqual(['notRun']);
  });

  test('where the bound was another one in the last run', () => {
    const stricter = { ...flights, contract: held(1) };
    expect(states(all('passed'))).toEqual(['passed']);
    expect(states(all('passed'), stricter)).toEqual(['notRun']);
  });

  test('where only what the words of a rule leave out was another in the last run', () => {
    const many = (last: string) => [...'abcdefghijkl', last];
    const long = (end: string) => new RegExp(`^${'[a-z]'.repeat(60)}${end}$`);
    const of = (values: readonly string[], pattern: RegExp): FoundContract => ({
      ...flights,
      contract: contract(
        'flights',
        { schema: z.object({ origin: z.string().regex(pattern), code: z.enum(values) }) },
        ({ column }) => [column('origin').in(values)],
      ),
    });
    const [was, same, listed, matched] = [
      of(many('x'), long('a')),
      of(many('x'), long('a')),
      of(many('y'), long('a')),
      of(many('x'), long('b')),
    ];
    const words = (found: FoundContract) => rulesOf(found.contract).map(({ title }) => title);
    expect(words(listed)).toEqual(words(was));
    expect(words(matched)).toEqual(words(was));
    const history = new Map(
      rulesOf(was.contract).map((rule) => [on(rule), [seen(rule, 'passed')]]),
    );
    expect(states(history, same)).toEqual(['passed']);
    expect(states(history, listed)).toEqual(['notRun']);
    expect(states(history, matched)).toEqual(['notRun']);
  });

  test('where one rule failed last, though it passed before and others are not known', () => {
    const history = new Map([[on(mean), [seen(mean, 'passed'), seen(mean, 'failed', 1)]]]);
    expect(states(history)).toEqual(['failed']);
  });

  test('where a contract of the same name may have been the one that was judged', () => {
    const twin = { ...flights, file: 'contracts/twin.contract.ts' };
    expect(states(all('passed'), flights, [twin])).toEqual(['notRun']);
    expect(states(all('passed'), { ...flights, datasets: [] }, [twin])).toEqual([]);
  });
});

test('a verdict has the time of the run, and a warning is one', () => {
  const [run] = runs(but([seen(mean, 'warned', 3)]));
  expect(run).toMatchObject({ state: 'warned', at: day(3) });
  expect(run?.verdicts).toContainEqual({ state: 'passed', at: day(0) });
});

test('datasets that no contract file names are those of the runs; partitions are all that ran', () => {
  const history = new Map([...all('passed', 'day=1'), ...all('failed', 'day=2')]);
  expect(runs(history, { ...flights, datasets: [] })).toMatchObject([
    { dataset: 'day=1', state: 'passed' },
    { dataset: 'day=2', state: 'failed' },
  ]);
  const parts = partitions(csv('data/day=*/*.csv'), { by: 'day', newest: 2 });
  expect(states(history, { ...flights, datasets: [parts] })).toEqual(['passed', 'failed']);
  expect(states(new Map(), { ...flights, datasets: [parts] })).toEqual(['notRun']);
});

describe('files', () => {
  const folder = mkdtempSync(join(tmpdir(), 'assay-runs-'));
  const file = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };

  test('the newest verdict counts, whichever file it is in', async () => {
    const history = join(folder, 'history.json');
    await writeHistory(history, new Map([[on(mean), [seen(mean, 'passed')]]]));
    const judged = outcomeOf({ ...mean, dataset: 'flights.csv', state: 'failed', problem: null });
    const report = reportOf([contractOf([judged])], [], { startedAt: day(4) });
    const json = file('contracts.json', JSON.stringify(report));
    for (const files of [
      [history, json],
      [json, history],
    ]) {
      const known = await readRuns(files);
      expect(known.history.get(on(mean))?.at(-1)).toEqual(
        expect.objectContaining({ state: 'failed' }),
      );
      expect(states(known.history)).toEqual(['failed']);
    }
  });

  test('a report of a run that did not end says so', async () => {
    const problem = { message: 'The run did not end.', file: null };
    const json = file('unended.json', JSON.stringify(reportOf([], [problem])));
    const known = await readRuns([json]);
    expect(known.problems).toEqual([problem]);
    expect(states(known.history)).toEqual(['notRun']);
  });

  test.each(['', '[]', '{"format":"assay-history","version":3}', 'null'])(
    'what is no history is an error: %s',
    async (text) => {
      await expect(readRuns([file('odd.json', text)])).rejects.toThrow(
        /odd\.json is neither a history of the HTML reporter nor a JSON report: .*--history/,
      );
    },
  );

  test('a file that is not there is an error', async () => {
    await expect(readRuns([join(folder, 'nope.json')])).rejects.toThrow(/there is no such file/);
  });
});
