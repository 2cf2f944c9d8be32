import { describe, expect, test } from 'vitest';
import type { Outcome, State } from '../../src/outcome/outcome.ts';
import type { Declaration } from '../../src/vitest/context.ts';
import { manifest } from '../../src/vitest/manifest.ts';
import { skippedInFile } from '../../src/vitest/not-run.ts';
import type { ModuleRecord, RunRecord, TestRecord } from '../../src/vitest/run-record.ts';

const outcome = (state: State, more: Partial<Outcome> = {}): Outcome => ({
  version: 1,
  contract: 'flights',
  dataset: 'a.parquet',
  id: 'rows.count() is at least 1',
  title: 'rows.count() is at least 1',
  metric: 'rows.count()',
  state,
  severity: 'error',
  origin: 'declared',
  because: null,
  tags: [],
  expected: 'at least 1',
  observed: null,
  value: null,
  of: null,
  rows: null,
  violations: null,
  distribution: null,
  byFile: null,
  quarantine: null,
  sample: null,
  sql: null,
  evidence: null,
  problem: null,
  location: null,
  durationMs: 0,
  ...more,
});

const passed: TestRecord = {
  outcome: outcome('passed'),
  selected: true,
  state: 'passed',
  suiteError: null,
};
const silent: TestRecord = { ...passed, outcome: outcome('notRun'), state: 'pending' };
const leftOut: TestRecord = { ...silent, selected: false, state: 'skipped' };

const flights: Declaration = {
  contract: 'flights',
  dataset: 'a.parquet',
  terms: { owner: null, description: null, version: null, classification: null, links: {} },
  expectations: 1,
  watch: [],
  identity: 'contracts/flights.contract.ts:1:1 abc',
  calledAt: null,
  late: false,
};

const file = (tests: readonly TestRecord[], more: Partial<ModuleRecord> = {}): ModuleRecord => ({
  path: 'contracts/flights.contract.ts',
  project: 'contracts',
  declared: [flights],
  tests,
  failed: false,
  containsOnly: false,
  ...more,
});

const run = (modules: readonly ModuleRecord[], more: Partial<RunRecord> = {}): RunRecord => ({
  modules,
  others: [],
  otherTests: 0,
  filters: [],
  interrupted: false,
  merged: false,
  missing: [],
  allowNoneSelected: false,
  ...more,
});

const codes = (record: RunRecord) => manifest(record).problems.map(({ code }) => code);
const reasons = (record: RunRecord) =>
  [...manifest(record).notRun.values()].map(({ message }) => message);

test('is empty where all that was declared came back', () => {
  const { problems, notRun, warnings } = manifest(run([file([passed])]));
  expect(problems).toEqual([]);
  expect(notRun.size).toBe(0);
  expect(warnings).toEqual([]);
});

describe('an expectation that never answered', () => {
  test('is lost, and named', () => {
    const [problem] = manifest(
      run([file([passed, silent], { declared: [{ ...flights, expectations: 2 }] })]),
    ).problems;
    expect(problem?.code).toBe('OUTCOME_LOST');
    expect(problem?.message).toBe(
      '1 expectation never answered, for the process that ran them ended:\n  flights on a.parquet: rows.count() is at least 1',
    );
  });

  test('is lost too where its test claims to have passed', () => {
    expect(codes(run([file([{ ...silent, state: 'passed' }])]))).toEqual(['OUTCOME_LOST']);
  });

  test('is not lost where what runs before it failed, which Vitest tells', () => {
    const record = run([file([{ ...silent, state: 'skipped', suiteError: 'boom' }])]);
    expect(codes(record)).toEqual([]);
    expect(reasons(record)).toEqual(['what runs before it failed: boom']);
  });

  test('is not lost where its own hooks failed or skipped it', () => {
    const record = run([
      file([
        { ...silent, state: 'failed' },
        { ...silent, state: 'skipped' },
      ]),
    ]);
    expect(codes(record)).toEqual([]);
    expect(reasons(record)).toEqual([
      'its test failed before it could answer.',
      'a hook of the file skipped it.',
    ]);
  });

  test('is not lost where the run was stopped', () => {
    const record = run([file([silent])], { interrupted: true });
    expect(codes(record)).toEqual([]);
    expect(reasons(record)).toEqual(['the run was stopped before it.']);
  });

  test('is listed up to ten times', () => {
    const tests = Array.from({ length: 13 }, () => silent);
    const [problem] = manifest(run([file(tests)])).problems;
    expect(problem?.message.split('\n')).toHaveLength(12);
    expect(problem?.message).toMatch(/… and 3 more$/);
  });
});

describe('an expectation that was left out', () => {
  test.each<[string, Partial<RunRecord>, Partial<ModuleRecord>, Partial<Outcome>, string]>([
    [
      'by a filter',
      { filters: ['-t "x"', '--tags-filter "y"'] },
      {},
      {},
      'it was left out by -t "x" and --tags-filter "y".',
    ],
    ['by .only', {}, { containsOnly: true }, {}, 'another one in its file is marked .only.'],
    ['by .skip', {}, {}, {}, 'it is skipped in its file.'],
    [
      'by verify.skip, whatever the filter',
      { filters: ['-t "x"'] },
      {},
      { problem: skippedInFile },
      'it is skipped in its file.',
    ],
  ])('%s is not run, with that reason, and not red', (_, more, module, ours, reason) => {
    const test = { ...leftOut, outcome: outcome('notRun', ours) };
    const record = run([file([passed, test], module)], more);
    expect(codes(record)).toEqual([]);
    expect(reasons(record)).toEqual([reason]);
  });

  test('by .only is told loudly', () => {
    const { warnings } = manifest(run([file([passed, leftOut], { containsOnly: true })]));
    expect(warnings).toEqual([
      'contracts/flights.contract.ts: .only is left in, so 1 expectation of it did not run',
    ]);
  });
});

describe('a run that selected nothing', () => {
  const nothing = run([file([leftOut])], { filters: ['-t "zzz"'] });

  test('is red', () => {
    const [problem] = manifest(nothing).problems;
    expect(problem?.code).toBe('NONE_SELECTED');
    expect(problem?.message).toMatch(
      /^Nothing was judged: -t "zzz" leaves out all 1 expectation\./,
    );
  });

  test('is red where the files themselves skip all', () => {
    expect(codes({ ...nothing, filters: [] })).toEqual(['NONE_SELECTED']);
  });

  test('is red where a hook skips what was selected', () => {
    expect(codes(run([file([{ ...leftOut, selected: true }])]))).toEqual(['NONE_SELECTED']);
  });

  test.each<[string, Partial<RunRecord>]>([
    ['it may', { allowNoneSelected: true }],
    ['other tests were selected', { otherTests: 3 }],
    ['it was stopped', { interrupted: true }],
    ['there is no contract in it', { modules: [] }],
    ['a file of it failed already', { modules: [file([leftOut], { failed: true })] }],
  ])('is not red where %s', (_, more) => {
    expect(codes({ ...nothing, ...more })).toEqual([]);
  });
});

describe('a call of verify that came too late', () => {
  test('is red, and named', () => {
    const late = { ...flights, dataset: 'b.parquet', late: true };
    const [problem] = manifest(run([file([passed], { declared: [flights, late] })])).problems;
    expect(problem?.code).toBe('REGISTERED_LATE');
    expect(problem?.message).toMatch(/^verify\('flights'\) on b\.parquet came after/);
  });

  test('is red where its tests are not all there', () => {
    expect(codes(run([file([passed], { declared: [{ ...flights, expectations: 2 }] })]))).toEqual([
      'REGISTERED_LATE',
    ]);
  });

  test('is not told where collecting the file failed', () => {
    expect(codes(run([file([], { failed: true })]))).toEqual([]);
  });
});

describe('contracts of one name', () => {
  const other = (more: Partial<Declaration>, project = 'contracts') =>
    file(
      [{ ...passed, outcome: outcome('passed', { dataset: more.dataset ?? flights.dataset }) }],
      {
        path: 'contracts/other.contract.ts',
        project,
        declared: [{ ...flights, ...more }],
      },
    );

  test('in two files are red where they differ', () => {
    const { problems } = manifest(run([file([passed]), other({ identity: 'else', dataset: 'b' })]));
    expect(problems.map(({ code }) => code)).toEqual(['CONTRACT_NAME_TAKEN']);
    expect(problems[0]?.message).toMatch(
      /The other one is verified in contracts\/flights\.contract\.ts\.$/,
    );
  });

  test('in two files are one contract where they are equal, on two datasets', () => {
    expect(codes(run([file([passed]), other({ dataset: 'b.parquet' })]))).toEqual([]);
  });

  test('on one dataset, in two files, are red', () => {
    expect(codes(run([file([passed]), other({})]))).toEqual(['VERIFIED_TWICE']);
  });

  test('clash with files of earlier runs in watch mode', () => {
    const others = [other({ identity: 'else', dataset: 'b' })];
    expect(codes(run([file([passed])], { others }))).toEqual(['CONTRACT_NAME_TAKEN']);
  });

  test('in two projects do not clash', () => {
    expect(codes(run([file([passed]), other({ identity: 'else' }, 'nightly')]))).toEqual([]);
  });
});

test('a failed outcome whose test did not fail is red', () => {
  const failed = { ...passed, outcome: outcome('failed') };
  expect(codes(run([file([failed])]))).toEqual(['VERDICT_LOST']);
  expect(codes(run([file([{ ...failed, state: 'failed' }])]))).toEqual([]);
});

test('a contract file that never showed up is red, unless the run was stopped', () => {
  const missing = ['contracts/a.contract.ts', 'contracts/b.contract.ts'];
  const [problem] = manifest(run([], { missing })).problems;
  expect(problem?.module).toBeNull();
  expect(problem?.message).toMatch(
    /^2 contract files never reported, so nothing in them was judged: /,
  );
  expect(codes(run([], { missing, interrupted: true }))).toEqual([]);
});
