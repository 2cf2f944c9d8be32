import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { readHistory } from '../../reporters/html/history-file.ts';
import { titledExpectations } from '../../src/contract/titled-expectations.ts';
import type { Outcome } from '../../src/outcome/outcome.ts';
import { measureContract } from '../../src/plan/measure-contract.ts';
import { dataset, visits } from './version-1/visits.ts';

// version-1/ holds what a run of that version wrote of visits.ts: its JSON report and its HTML history.

type Fields = Readonly<Record<string, unknown>>;

interface Written {
  readonly version: number;
  readonly now: string;
  readonly startedAt: string;
  readonly contracts: readonly { readonly outcomes: readonly Fields[] }[];
}

const folder = join(import.meta.dirname, 'version-1');
const written: Written = JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8'));
const before = written.contracts.flatMap(({ outcomes }) => outcomes);

/** Differ from run to run, or are of the file that declared it. */
const ofTheRun = ['version', 'id', 'durationMs', 'location'];
/** How it was found, which no version promises: only whether it is said. */
const ofTheEngine = ['sql'];
/** An outcome's evidence, whichever pass found it. */
const howeverFound = (evidence: unknown) =>
  evidence === null ? null : { ...(evidence as Fields), pass: expect.any(String) };
/** A problem's code stays, and its sentence may say the same better. */
const inAnyWords = (problem: unknown) =>
  problem === null ? null : { ...(problem as Fields), message: expect.any(String) };

let now: ReadonlyMap<string, Outcome>;

beforeAll(async () => {
  const outcomes = await measureContract({
    contract: visits,
    dataset,
    selected: new Set(titledExpectations(visits).map(({ id }) => id)),
    settings: { root: process.cwd(), now: new Date(written.now) },
  });
  now = new Map(outcomes.map((outcome) => [outcome.title, outcome]));
});

test('the same data, the same outcomes', () => {
  expect(written.version).toBe(1);
  expect([...now.keys()]).toEqual(before.map(({ title }) => title));
  expect(new Set(before.map(({ state }) => state))).toEqual(
    new Set(['passed', 'warned', 'failed', 'errored']),
  );
});

describe('an outcome says all that one of version 1 said', () => {
  test.for(before.map((one) => [String(one.title), one] as const))('%s', ([title, old]) => {
    const found = now.get(title);
    const said = Object.keys(old).filter((name) => ![...ofTheRun, ...ofTheEngine].includes(name));
    expect(said.length).toBeGreaterThan(15);
    const fields = Object.fromEntries(said.map((name) => [name, old[name]]));
    expect(found).toMatchObject({
      ...fields,
      evidence: howeverFound(fields.evidence),
      problem: inAnyWords(fields.problem),
    });
    for (const name of ofTheEngine)
      expect(found?.[name as keyof Outcome] === null, name).toBe(old[name] === null);
  });
});

describe('a history of version 1', () => {
  test('is read', () => {
    const history = readHistory(join(folder, 'history.json'));
    expect(history.size).toBe(before.length);
    const last = [...history.values()].map((past) => past.at(-1)?.state);
    expect(last).toEqual(before.map(({ state }) => state));
  });

  test('may be a report of version 1 as well', () => {
    expect(readHistory(join(folder, 'report.json'))).toEqual(
      readHistory(join(folder, 'history.json')),
    );
  });
});
