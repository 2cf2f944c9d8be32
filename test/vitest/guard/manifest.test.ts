import { describe, expect, test } from 'vitest';
import type { Outcome, State } from '../../../src/outcome/outcome.ts';
import { reportedBound } from '../../../src/outcome/reported-bound.ts';
import { bound } from '../../../src/value/bound.ts';
import { compareManifest } from '../../../src/vitest/guard/manifest.ts';
import { skippedInFile } from '../../../src/vitest/guard/not-run.ts';
import type { ModuleRecord, RunRecord, TestRecord } from '../../../src/vitest/guard/run-record.ts';
import type { Declaration } from '../../../src/vitest/worker-context.ts';

const outcome = (state: State, more: Partial<Outcome> = {}): Outcome => ({
  version: 2,
  name: null,
  rule: 'rows.count',
  kind: 'measure',
  unit: 'count',
  bound: reportedBound(bound('atLeast', [1], 'count')),
  share: null,
  segments: null,
  reference: null,
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
  drift: null,
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
  columns: [],
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
  made: [],
  isContractFile: true,
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
  isPartial: false,
  isShard: false,
  merged: false,
  missing: [],
  allowNoneSelected: false,
  ...more,
});

const codes = (record: RunRecord) => compareManifest(record).problems.map(({ code }) => code);
const reasons = (record: RunRecord) =>
  [...compareManifest(record).notRun.values()].map(({ message }) => message);

test('is empty where all that was declared came back', () => {
  const { problems, notRun, warnings } = compareManifest(run([file([passed])]));
  expect(problems).toEqual([]);
  expect(notRun.size).toBe(0);
  expect(warnings).toEqual([]);
});

describe('an expectation that never answered', () => {
  test('is lost, and named', () => {
    const [problem] = compareManifest(
      run([file([passed, silent], { declared: [{ ...flights, expectations: 2 }] })]),
    ).problems;
    expect(problem?.code).toBe('OUTCOME_LOST');
    expect(problem?.message).toBe(
      '1 expectation got no result, because the process that ran them ended:\n  flights on a.parquet: rows.count() is at least 1',
    );
  });

  test('is lost where a contract with an expectation of the same id answered', () => {
    const other = {
      ...flights,
      contract: 'airports',
      identity: 'contracts/airports.contract.ts:1:1 d',
    };
    const theirs = { ...passed, outcome: outcome('passed', { contract: 'airports' }) };
    const { problems, notRun } = compareManifest(
      run([file([theirs, silent], { declared: [other, flights] })]),
    );
    expect([...notRun.keys()]).toEqual([silent]);
    expect(problems.map(({ message }) => message)).toEqual([
      '1 expectation got no result, because the process that ran them ended:\n  flights on a.parquet: rows.count() is at least 1',
    ]);
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
      'its test failed before it had a result.',
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
    const [problem] = compareManifest(run([file(tests)])).problems;
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
    const { warnings } = compareManifest(run([file([passed, leftOut], { containsOnly: true })]));
    expect(warnings).toEqual([
      'contracts/flights.contract.ts: .only is left in, so 1 expectation did not run: flights on a.parquet: rows.count() is at least 1',
    ]);
  });
});

describe('what a file itself leaves out is told, as a whole or by name', () => {
  const other = { ...passed, outcome: outcome('passed', { id: 'x', title: 'x' }) };

  test.each<[string, readonly TestRecord[], string]>([
    [
      'skipped in its text',
      [leftOut],
      'the file skips some, so 1 expectation did not run: flights on a.parquet',
    ],
    [
      'skipped by a hook',
      [other, { ...silent, state: 'skipped' }],
      'a hook of the file skips some, so 1 expectation did not run: flights on a.parquet: rows.count() is at least 1',
    ],
  ])('%s', (_, tests, told) => {
    const others = file([passed], { path: 'contracts/b.contract.ts' });
    expect(compareManifest(run([file(tests), others])).warnings).toEqual([
      `contracts/flights.contract.ts: ${told}`,
    ]);
  });
});

describe('a contract that nobody verifies', () => {
  const made = {
    contract: 'trains',
    identity: 'contracts/trains.contract.ts:1:1 abc',
    madeAt: 'contracts/trains.contract.ts:1',
    isOwn: true,
  };
  const trains = file([], { path: 'contracts/trains.contract.ts', declared: [], made: [made] });
  const verifying = file([passed], { declared: [flights, { ...flights, ...made }] });

  test('is red, and named', () => {
    const [problem, ...more] = compareManifest(run([file([passed]), trains])).problems;
    expect(problem?.code).toBe('CONTRACT_UNVERIFIED');
    expect(problem?.message).toMatch(
      /^Contract 'trains' \(contracts\/trains\.contract\.ts:1\) is not verified on any data in this run/,
    );
    expect(problem?.module).toBe(trains);
    expect(more).toEqual([]);
  });

  test('is red too where a module that the file imports makes it, and once', () => {
    const imported = [{ ...made, isOwn: false }];
    const first = file([passed], { made: imported });
    const elsewhere = { ...flights, dataset: 'b.parquet', expectations: 0 };
    const second = file([], { path: 'b', declared: [elsewhere], made: imported });
    expect(codes(run([first, second]))).toEqual(['CONTRACT_UNVERIFIED']);
  });

  test('is red where another one of its name is verified', () => {
    const namesake = { ...flights, contract: 'trains', identity: 'elsewhere' };
    expect(codes(run([file([passed], { declared: [namesake] }), trains]))).toContain(
      'CONTRACT_UNVERIFIED',
    );
  });

  test.each<[string, readonly ModuleRecord[], Partial<RunRecord>]>([
    ['another file verifies it', [verifying, trains], {}],
    [
      'another file verified it earlier in watch mode',
      [file([passed]), trains],
      { others: [verifying] },
    ],
    ['files that may verify it were left out', [file([passed]), trains], { isPartial: true }],
    ['a file that may verify it failed', [file([passed], { failed: true }), trains], {}],
    ['a file that may verify it never came', [file([passed]), trains], { missing: ['x'] }],
    ['the run was stopped', [file([passed]), trains], { interrupted: true }],
    ['it is made by tests of the user', [file([passed]), { ...trains, isContractFile: false }], {}],
  ])('is not where %s', (_, modules, more) => {
    expect(codes(run(modules, more))).not.toContain('CONTRACT_UNVERIFIED');
  });
});

describe('a contract file without verify()', () => {
  const idle = file([], { declared: [], path: 'contracts/idle.contract.ts' });

  test('is red', () => {
    const [problem] = compareManifest(run([file([passed]), idle])).problems;
    expect(problem?.code).toBe('FILE_EMPTY');
    expect(problem?.message).toMatch(/^contracts\/idle\.contract\.ts is a contract file without/);
  });

  test('is red also where files are left out, and where it only imports contracts', () => {
    const made = { contract: 'x', identity: 'x', madeAt: 'x:1', isOwn: false };
    expect(codes(run([file([passed]), idle], { isPartial: true }))).toEqual(['FILE_EMPTY']);
    expect(codes(run([file([passed]), { ...idle, made: [made] }], { isPartial: true }))).toEqual([
      'FILE_EMPTY',
    ]);
  });

  test('makes a run of nothing but contracts for others red, unless it is a shard', () => {
    const made = { contract: 'x', identity: 'x', madeAt: 'x:1', isOwn: true };
    const only = [{ ...idle, made: [made] }];
    expect(codes(run(only, { isPartial: true }))).toEqual(['NONE_SELECTED']);
    expect(codes(run(only, { isPartial: true, isShard: true }))).toEqual([]);
    expect(codes(run(only, { isPartial: true, allowNoneSelected: true }))).toEqual([]);
  });
});

describe('a run that selected nothing', () => {
  const nothing = run([file([leftOut])], { filters: ['-t "zzz"'] });

  test('is red', () => {
    const [problem] = compareManifest(nothing).problems;
    expect(problem?.code).toBe('NONE_SELECTED');
    expect(problem?.message).toMatch(
      /^Nothing was judged: -t "zzz" leaves out the only expectation\./,
    );
  });

  test('says how a title is given to -t, which takes a regular expression', () => {
    const messageOf = (filter: string) =>
      compareManifest({ ...nothing, filters: [filter] }).problems[0]?.message;
    expect(messageOf('-t "rows.count() is"')).toContain(
      'leaves out the only expectation. It is part of a title, and -t takes a regular expression, in which parentheses and dots mean something else: write -t "rows\\.count\\(\\) is". ',
    );
    expect(messageOf('-t "rows.mean()"')).not.toContain('part of a title');
    expect(messageOf('-t "is at least 1"')).not.toContain('part of a title');
  });

  test('is red where the files themselves skip all', () => {
    expect(codes({ ...nothing, filters: [] })).toEqual(['NONE_SELECTED']);
    expect(codes({ ...nothing, filters: [], otherTests: 3 })).toEqual(['NONE_SELECTED']);
  });

  test('is red where a hook skips what was selected', () => {
    expect(codes(run([file([{ ...leftOut, selected: true }])]))).toEqual(['NONE_SELECTED']);
  });

  test.each<[string, Partial<RunRecord>]>([
    ['it may', { allowNoneSelected: true }],
    ['a filter selects other tests', { otherTests: 3 }],
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
    const [problem] = compareManifest(
      run([file([passed], { declared: [flights, late] })]),
    ).problems;
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
    const { problems } = compareManifest(
      run([file([passed]), other({ identity: 'else', dataset: 'b' })]),
    );
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
  const [problem] = compareManifest(run([], { missing })).problems;
  expect(problem?.module).toBeNull();
  expect(problem?.message).toMatch(
    /^2 contract files never reported, so nothing in them was judged: /,
  );
  expect(codes(run([], { missing, interrupted: true }))).toEqual([]);
});
