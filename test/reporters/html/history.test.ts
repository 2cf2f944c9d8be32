import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  type History,
  kept,
  keyOf,
  type PastOutcome,
  streakOf,
  withRun,
} from '../../../reporters/html/history.ts';
import { readHistory, writeHistory } from '../../../reporters/html/history-file.ts';
import type { Outcome, State } from '../../../src/outcome/outcome.ts';
import { failedAt } from '../edited.ts';
import { contractOf, outcomeOf, reportOf } from '../example.ts';

const day = (at: number) => new Date(Date.UTC(2026, 9, 1 + at)).toISOString();

const run = (at: number, ...outcomes: readonly Outcome[]) =>
  reportOf([contractOf(outcomes)], [], { startedAt: day(at) });

const past = (...states: readonly State[]): readonly PastOutcome[] =>
  states.map((state, at) => ({ startedAt: day(at), state, value: null, observed: null }));

describe('since when', () => {
  test.for([
    [['passed', 'failed', 'failed'], 1, 2, false],
    [['failed', 'passed', 'errored', 'failed'], 2, 2, false],
    [['warned', 'failed'], 1, 1, false],
    [['failed', 'failed'], 0, 2, true],
    [['passed', 'failed', 'notRun', 'failed'], 1, 2, false],
    [['passed', 'failed', 'notRun'], 1, 1, false],
  ] as const)('%o', ([states, at, runs, isOpen]) => {
    expect(streakOf(past(...states))).toEqual({ startedAt: day(at), runs, isOpen });
  });

  test('what is green has no streak', () => {
    expect(streakOf(past('failed', 'passed'))).toBeNull();
    expect(streakOf(past('failed', 'warned'))).toBeNull();
    expect(streakOf(past('notRun'))).toBeNull();
    expect(streakOf([])).toBeNull();
  });
});

describe('a run at the end of a history', () => {
  test('keeps the last of each expectation', () => {
    let history: History = new Map();
    for (let at = 0; at < kept + 5; at++)
      history = withRun(history, run(at, outcomeOf({ value: String(at) })));
    const values = history.get(keyOf(outcomeOf()))?.map(({ value }) => value);
    expect(values).toHaveLength(kept);
    expect([values?.[0], values?.at(-1)]).toEqual(['5', '54']);
  });

  test('keeps the digest of the last rule that was judged, since an id outlives its bound', () => {
    const [first, looser] = ['a', 'b'].map((digest) => outcomeOf({ id: 'mean', digest }));
    const history = [first, looser].reduce<History>(
      (past, one, at) => withRun(past, run(at, one ?? outcomeOf())),
      new Map(),
    );
    const past = history.get(keyOf(outcomeOf({ id: 'mean' })));
    expect(past?.map(({ digest }) => digest)).toEqual([undefined, 'b']);
  });

  test('counts once, however often it is told', () => {
    const twice = withRun(withRun(new Map(), run(0, outcomeOf())), run(0, outcomeOf()));
    expect(twice.get(keyOf(outcomeOf()))).toHaveLength(1);
  });

  test('leaves out what the user left out, and not what was lost', () => {
    const notRun = (id: string, code: string) =>
      outcomeOf({ id, state: 'notRun', problem: { code, message: '' } });
    const history = withRun(
      new Map(),
      run(0, notRun('a', 'LEFT_OUT'), notRun('b', 'SKIPPED'), notRun('c', 'NO_ANSWER')),
    );
    expect([...history.keys()]).toEqual([keyOf(outcomeOf({ id: 'c' }))]);
  });
});

describe('an edited bound', () => {
  test('goes on where the one before it was', () => {
    const history = withRun(withRun(new Map(), run(0, ...failedAt(5))), run(1, ...failedAt(6)));
    expect(history.size).toBe(failedAt(5).length);
    for (const outcome of failedAt(7)) {
      expect(history.get(keyOf(outcome))?.map(({ startedAt }) => startedAt)).toEqual([
        day(0),
        day(1),
      ]);
    }
  });
});

const file = () => join(mkdtempSync(join(tmpdir(), 'assay-history-')), 'a/history.json');

describe('a history of version 1, when ids were titles', () => {
  const [outcome] = failedAt(5).slice(-1);
  const title = "column('delay').mean() is between 0 and 5";

  function former(...titles: readonly string[]): string {
    const path = file();
    mkdirSync(dirname(path));
    const series = Object.fromEntries(
      titles.map((one) => [
        JSON.stringify(['flights', 'flights.parquet', one]),
        [[0, 'failed', '4', '4']],
      ]),
    );
    const text = { format: 'assay-history', version: 1, runs: [day(0)], series };
    writeFileSync(path, JSON.stringify(text));
    return path;
  }

  test('goes on under the id, which the next version keeps', async () => {
    const path = former(title);
    if (!outcome) throw new Error('There is no outcome.');
    const history = withRun(readHistory(path), run(1, outcome));
    expect([...history.keys()]).toEqual([keyOf(outcome)]);
    expect(history.get(keyOf(outcome))?.map(({ value }) => value)).toEqual(['4', '5']);
    await writeHistory(path, history);
    expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ version: 2 });
    expect(readHistory(path)).toEqual(history);
  });

  test('keeps what no run has met yet', async () => {
    const path = former(title, 'another');
    await writeHistory(path, withRun(readHistory(path), run(1, outcomeOf())));
    const history = withRun(readHistory(path), run(2, ...failedAt(5)));
    expect(outcome && history.get(keyOf(outcome))).toHaveLength(2);
  });

  test('gives nothing to an id that is like a title', () => {
    const path = former('delay-mean');
    const own = outcomeOf({ ...outcome, id: 'delay-mean', title: 'of another name' });
    const history = withRun(readHistory(path), run(1, own));
    expect(history.get(keyOf(own))).toHaveLength(1);
  });
});

describe('its file', () => {
  test('gives back what was written', async () => {
    const path = file();
    const first = withRun(new Map(), run(0, outcomeOf(), outcomeOf({ id: '__proto__' })));
    const history = withRun(first, run(1, outcomeOf({ state: 'failed', value: null })));
    await writeHistory(path, history);
    expect(readHistory(path)).toEqual(history);
  });

  test('is empty before the first run', () => {
    expect(readHistory(file())).toEqual(new Map());
  });

  test('forgets runs of long ago', async () => {
    const path = file();
    const renamed = withRun(new Map(), run(0, outcomeOf({ id: 'renamed since' })));
    const rare = withRun(renamed, run(20, outcomeOf({ id: 'rare' })));
    const history = withRun(rare, run(190, outcomeOf()));
    await writeHistory(path, history);
    const left = [outcomeOf({ id: 'rare' }), outcomeOf()].map(keyOf);
    expect([...readHistory(path).keys()]).toEqual(left);
  });

  test.for([
    '',
    '{',
    'null',
    '[]',
    '{"format":"assay-history","version":3,"runs":[],"series":{}}',
    '{"format":"assay-history","version":1,"runs":[1],"series":{}}',
    '{"format":"assay-history","version":2,"runs":[1],"series":{}}',
    '{"format":"assay-history","version":1,"runs":["yesterday"],"series":{}}',
    '{"format":"assay-history","version":2,"runs":["yesterday"],"series":{}}',
    '{"format":"assay-history","version":1,"runs":[],"series":null}',
    '{"format":"assay-history","version":2,"runs":[],"series":null}',
    '{"format":"assay-history","version":1,"runs":[],"series":{"a":[[0,"passed",null,null]]}}',
    '{"format":"assay-history","version":2,"runs":[],"series":{"a":[[0,"passed",null,null]]}}',
    '{"format":"assay-history","version":1,"runs":["2026-11-24T08:00:00.000Z"],"series":{"a":[[0,"fine",null,null]]}}',
    '{"format":"assay-history","version":2,"runs":["2026-11-24T08:00:00.000Z"],"series":{"a":[[0,"fine",null,null]]}}',
    '{"format":"assay-history","version":1,"runs":["2026-11-24T08:00:00.000Z"],"series":{"a":[[0,"passed",1,null]]}}',
    '{"format":"assay-history","version":2,"runs":["2026-11-24T08:00:00.000Z"],"series":{"a":[[0,"passed",1,null]]}}',
  ])('is an error where it is broken: %s', async (text) => {
    const path = file();
    await writeHistory(path, new Map());
    expect(readFileSync(path, 'utf8')).toContain('assay-history');
    writeFileSync(path, text);
    expect(() => readHistory(path)).toThrow();
  });
});
