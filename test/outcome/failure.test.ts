import { describe, expect, test } from 'vitest';
import { z } from '../../src/index.ts';
import {
  factsOf,
  failureMessage,
  headline,
  sampleRows,
  soleReason,
} from '../../src/outcome/failure.ts';
import type { Outcome } from '../../src/outcome/outcome.ts';
import { reportedBound } from '../../src/outcome/reported-bound.ts';
import { bound } from '../../src/value/bound.ts';
import { driftOutcomes } from '../reporters/drift-example.ts';
import { none, outcomeOf } from '../reporters/example.ts';
import { one } from '../support/measured.ts';
import { table } from '../support/table.ts';

const mean = outcomeOf({
  state: 'failed',
  because: 'the schedule promises it',
  observed: '23.1',
  value: '23.1',
  location: null,
});

const key: Outcome = {
  ...mean,
  title: "column('origin').matches(/^[A-Z]{3}$/)",
  metric: "column('origin').matches(/^[A-Z]{3}$/)",
  because: null,
  rule: 'column.matches',
  ...none,
  share: '0.006',
  observed: '12 of 2,000 (0.6%)',
  value: '12',
  of: 2000,
  rows: 2000,
  violations: 12,
  sample: {
    columns: ['origin', 'delay', 'email'],
    rows: [
      ['sfo', '5', '•••'],
      [null, null, '•••'],
    ],
    masked: ['email'],
    shows: 'rows',
  },
  sql: null,
};

test('a measure that misses its bound', () => {
  expect(failureMessage(mean)).toMatchInlineSnapshot(`
    "column('delay').mean() is 23.1, expected between 0 and 15

      dataset   data/flights/*.parquet
      over      2,993,112 values judged, of 3,000,000 rows
      because   the schedule promises it

      the same in SQL:
        select avg("delay")
        from 'data/flights/*.parquet'"
  `);
});

test('a condition with rows that violate it', () => {
  expect(failureMessage(key)).toMatchInlineSnapshot(`
    "column('origin').matches(/^[A-Z]{3}$/) is violated by 12 of 2,000 rows (0.6%), expected none

      dataset   data/flights/*.parquet
      over      2,000 rows
      masked    email

      2 of 12 violating rows:
        origin  delay  email
        ──────  ─────  ─────
        sfo         5  •••
        NULL     NULL  •••"
  `);
});

test('shows at most ten rows', () => {
  const rows = Array.from({ length: 30 }, (_, at) => [`r${at}`]);
  const message = failureMessage({
    ...key,
    sample: { columns: ['x'], rows, masked: [], shows: 'rows' },
  });
  expect(message).toContain('  10 of 12 violating rows:');
  expect(message).toContain('r9');
  expect(message).not.toContain('r10');
});

test('keeps its prose within 80 columns', () => {
  const because = 'everybody who plans their day by the schedule counts on it '.repeat(4);
  const lines = failureMessage({ ...mean, because })
    .split('\n')
    .slice(1);
  expect(lines.filter((line) => line.length > 80)).toEqual([]);
});

describe('the first line', () => {
  test.each<[string, Partial<Outcome>, string]>([
    [
      'an own name comes first',
      { ...mean, name: 'delays are sane', title: 'delays are sane' },
      "delays are sane: column('delay').mean() is 23.1, expected between 0 and 15",
    ],
    [
      'tolerance',
      {
        ...key,
        bound: reportedBound(bound('atMost', ['0.1%'], 'count')),
        expected: 'at most 0.1%',
      },
      "column('origin').matches(/^[A-Z]{3}$/) is violated by 12 of 2,000 rows (0.6%), expected at most 0.1%",
    ],
    [
      'segments',
      {
        ...key,
        metric: 'x',
        title: 'x',
        observed: '3 of 50 segments outside',
        segments: { count: 50, outside: 3 },
        share: null,
        bound: reportedBound(bound('atLeast', [50], 'count')),
        expected: 'at least 50',
      },
      'x is outside in 3 of 50 segments, expected at least 50',
    ],
    [
      'no row to judge',
      {
        ...key,
        of: 0,
        share: 'NaN',
        observed: '0 of 0 (of no rows)',
        violations: 0,
        evidence: {
          exactness: 'exact',
          by: 'duckdb',
          pass: 'fused',
          interval: null,
          notes: ['there is no row to judge'],
        },
      },
      "column('origin').matches(/^[A-Z]{3}$/): there is no row to judge",
    ],
    [
      'no value',
      {
        ...mean,
        of: 0,
        observed: null,
        evidence: {
          exactness: 'exact',
          by: 'duckdb',
          pass: 'fused',
          interval: null,
          notes: ['there are no values to measure'],
        },
      },
      "column('delay').mean() is expected between 0 and 15, but there are no values to measure",
    ],
    [
      'errored',
      {
        ...mean,
        state: 'errored',
        problem: { code: 'X', message: "the dataset has no column 'delay'" },
      },
      "column('delay').mean() could not be judged: the dataset has no column 'delay'",
    ],
    [
      'not run',
      { ...mean, state: 'notRun', problem: { code: 'X', message: 'it is skipped in its file.' } },
      "column('delay').mean() was not run: it is skipped in its file.",
    ],
    [
      'control characters',
      { ...mean, name: 'a\u001b[2Jb', title: 'a\u001b[2Jb', metric: 'm' },
      'a\\u{1b}[2Jb: m is 23.1, expected between 0 and 15',
    ],
  ])('%s', (_, outcome, line) => {
    expect(headline(outcome as Outcome)).toBe(line);
  });

  test('a note that it tells is not told again', () => {
    const notes = ['there is no row to judge', 'and another thing'];
    const message = failureMessage({
      ...key,
      of: 0,
      share: 'NaN',
      observed: '0 of 0 (of no rows)',
      violations: 0,
      evidence: { exactness: 'exact', by: 'duckdb', pass: 'fused', interval: null, notes },
    });
    expect(message.match(/there is no row to judge/g)).toHaveLength(1);
    expect(message).toContain('  note      and another thing');
  });
});

describe('of real outcomes', () => {
  const rows = table(
    "select range as id, case when range = 1 then null else 'user' || range end as email from range(4)",
  );
  const schema = z.object({
    id: z.int(),
    email: z.string().nullable().meta({ classification: 'pii' }),
  });

  test('a condition counts its rows and hides what is personal', async () => {
    const message = failureMessage(
      await one(rows, { schema }, ({ column }) => column('email').matches(/^user[01]$/)),
    );
    expect(message).toMatch(/is violated by 2 of 3 rows \(66\.67%\), expected none\n/);
    expect(message).toContain('over      3 values judged, of 4 rows');
    expect(message).toContain('2 violating rows:');
    expect(message).not.toMatch(/user[23]\b/);
  });

  test('segments are told as segments', async () => {
    const message = failureMessage(
      await one(rows, { schema }, ({ rows: all }) => all.per('id').count().atLeast(2)),
    );
    expect(message).toMatch(
      /^rows\.per\('id'\)\.count\(\) is outside in 4 of 4 segments, expected at least 2\n/,
    );
    expect(message).toContain('4 segments outside:');
  });

  test('groups of equal rows are told as groups', async () => {
    const message = failureMessage(
      await one(table('select 1 as id, null as email from range(3)'), { schema }, ({ rows: all }) =>
        all.key('id'),
      ),
    );
    expect(message).toContain('some groups of equal rows:');
  });

  test('a measure of nothing says so', async () => {
    const outcome = await one(rows, { schema }, ({ rows: all }) =>
      all.where('id > 9').column('id').mean().above(1),
    );
    expect(headline(outcome)).toMatch(/is expected above 1, but there are no values to measure$/);
  });
});

describe('what it was measured over', () => {
  const over = (outcome: Partial<Outcome>) =>
    factsOf({ ...mean, ...outcome } as Outcome).find(([label]) => label === 'over')?.[1];
  const evidence = { ...mean.evidence, exactness: 'sampled' };

  test.each<[string, object, string | undefined]>([
    ['all rows', { of: 3_000_000 }, '3,000,000 rows'],
    ['some of the values', { of: 12 }, '12 values judged, of 3,000,000 rows'],
    ['nothing is known of a base', { of: null }, '3,000,000 rows'],
    [
      'segments',
      { of: 50, observed: '3 of 50 segments outside', segments: { count: 50, outside: 3 } },
      '50 segments of 3,000,000 rows',
    ],
    ['a sample', { evidence }, '2,993,112 values judged, of 3,000,000 rows, a sample of them'],
    ['nothing is known of the rows', { rows: null }, undefined],
  ])('%s', (_, outcome, text) => {
    expect(over(outcome)).toBe(text);
  });
});

test('where all violating rows are written is told, and what is masked only beside rows', () => {
  const facts = factsOf({
    ...key,
    quarantine: { file: 'q/flights\u001b.parquet', rows: 1 },
    sample: { columns: ['email'], rows: [], masked: ['email'], shows: 'rows' },
  });
  expect(facts).toEqual([
    ['dataset', 'data/flights/*.parquet'],
    ['over', '2,000 rows'],
    ['written', '1 row in q/flights\\u{1b}.parquet'],
  ]);
  const masked = factsOf({
    ...key,
    sample: { columns: [], rows: [[]], masked: ['a', 'b'], shows: 'rows' },
  });
  expect(masked.at(-1)).toEqual(['masked', 'a, b']);
});

test('what passed keeps all its notes, and what has none says none', () => {
  const notes = ['there is no row to judge'];
  const nothing = { ...key, of: 0, share: 'NaN', observed: '0 of 0 (of no rows)', violations: 0 };
  const noted = { ...nothing, state: 'passed', evidence: { ...mean.evidence, notes } } as Outcome;
  expect(factsOf(noted)).toContainEqual(['note', 'there is no row to judge']);
  expect(factsOf({ ...noted, state: 'warned' }).map(([label]) => label)).not.toContain('note');
  expect(factsOf({ ...nothing, evidence: null }).map(([label]) => label)).not.toContain('note');
});

describe('the reason that says all', () => {
  const evidence = { ...mean.evidence, notes: ['a reason'] };
  test.each<[string, object, string | null]>([
    ['is told of a measure of nothing', { observed: null, violations: null }, 'a reason'],
    [
      'is told of no row to judge',
      { observed: '0 of 0', of: 0, share: 'NaN', violations: 0 },
      'a reason',
    ],
    [
      'is told of a column of another type',
      { kind: 'structure', observed: 'text', of: 9, violations: 1 },
      'a reason',
    ],
    [
      'is none where rows violate',
      { observed: '3 of 9', of: 9, share: '0.33', violations: 3 },
      null,
    ],
    ['is none where there is a value', { observed: '23.1', of: 9, violations: null }, null],
    ['is none where a value is of nothing', { observed: '0', of: 0, violations: null }, null],
  ])('%s', (_, outcome, reason) => {
    expect(soleReason({ ...mean, evidence, ...outcome } as Outcome)).toBe(reason);
  });

  test('is none where there is no evidence', () => {
    expect(soleReason({ ...mean, observed: null, evidence: null })).toBeNull();
    expect(headline({ ...mean, observed: null, evidence: null })).toBe(
      "column('delay').mean() has no value, expected between 0 and 15",
    );
  });
});

test('what nobody gave a reason for is told as that', () => {
  for (const state of ['errored', 'notRun'] as const)
    expect(headline({ ...mean, state, problem: null })).toMatch(/: nobody said why\.$/);
});

test('a text that reads like segments is none', () => {
  const told = (observed: string) => headline({ ...mean, observed });
  expect(told('3 of 5 segments outside')).toContain(' is 3 of 5 segments outside, expected');
  expect(told('3 of 5 segments outside it')).toContain(' is 3 of 5 segments outside it, expected');
  expect(told('\n3 of 5 segments outside')).toContain(' is \\n3 of 5 segments outside, expected');
});

describe('the rows that it shows', () => {
  const sample = { columns: ['x'], rows: [['1'], ['2']], masked: [], shows: 'rows' } as const;
  const title = (outcome: Partial<Outcome>) => sampleRows({ ...key, sample, ...outcome })[0];

  test.each<[string, Partial<Outcome>, string]>([
    ['some', { violations: 3 }, '  2 of 3 violating rows:'],
    ['all', { violations: 2 }, '  2 violating rows:'],
    ['one', { violations: 1, sample: { ...sample, rows: [['1']] } }, '  1 violating row:'],
    ['more than are counted', { violations: 1 }, '  for example:'],
    ['what is not counted', { violations: null }, '  for example:'],
    [
      'segments',
      { violations: 3, sample: { ...sample, shows: 'segments' } },
      '  2 of 3 segments outside:',
    ],
    ['groups', { sample: { ...sample, shows: 'groups' } }, '  some groups of equal rows:'],
  ])('%s', (_, outcome, line) => {
    expect(title(outcome)).toBe(line);
  });

  test('are none where there is nothing of them to show', () => {
    expect(sampleRows({ ...key, sample: null })).toEqual([]);
    expect(sampleRows({ ...key, sample: { ...sample, rows: [] } })).toEqual([]);
    expect(sampleRows({ ...key, sample: { ...sample, columns: [] } })).toEqual([]);
  });

  test('stay within 80 columns, as the lines of a long fact do', () => {
    const wide = { ...sample, rows: [['y'.repeat(200)]] };
    const message = failureMessage({ ...key, because: 'so it is '.repeat(20), sample: wide });
    const lines = message.split('\n').slice(1);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
    expect(lines.find((line) => line.includes('yyy'))).toHaveLength(80);
    expect(lines.filter((line) => line.includes('because'))).toHaveLength(1);
    expect(lines).toContainEqual(expect.stringMatching(/^ {12}\S/));
  });
});

test('no data and no name makes a command to a terminal or to a CI system', () => {
  const message = failureMessage({
    ...key,
    sample: {
      columns: ['::warning::a', 'b'],
      rows: [['::error::injected', '##[error]x']],
      masked: [],
      shows: 'rows',
    },
    sql: 'select "\u001b[31m"\n::stop-commands::x\n\tfrom t',
  });
  expect(message).not.toMatch(/^\s*::|##\[/m);
  expect(message).not.toContain('\u001b');
  expect(message).toContain('\\u{3a}:error::injected');
  expect(message).toContain('select "\\u{1b}[31m"');
  expect(message).toContain('\n      from t');
});

describe('a change', () => {
  const change: Outcome = {
    ...mean,
    metric: "column('delay').mean().change()",
    observed: '132%',
    because: null,
    sql: null,
  };
  const facts = (reference: Outcome['reference']) =>
    Object.fromEntries(factsOf({ ...change, reference }));

  test('is shown with the number that it is from', () => {
    expect(facts({ kind: 'baseline', name: 'baseline', value: '9.96' })).toMatchObject({
      reference: '9.96 in the recorded baseline',
    });
    expect(facts({ kind: 'dataset', name: 'march.csv', value: null })).toMatchObject({
      reference: 'the dataset march.csv',
    });
  });

  test('is no score among earlier runs, which has the words of its own', () => {
    expect(facts({ kind: 'history', name: '7 runs', value: '3' })).not.toHaveProperty('reference');
    expect(facts(null)).not.toHaveProperty('reference');
  });
});

test('a picked method and the correction of a single p-value are said once', () => {
  const [picked] = driftOutcomes.filter(({ drift }) => drift?.picked != null);
  if (picked?.drift == null) throw new TypeError('The example picks a method.');
  const { method, picked: why } = picked.drift;
  const notes = [`${method} was picked, for ${why}`, 'another'];
  const evidence = { exactness: 'exact', by: 'duckdb', pass: null, interval: null, notes } as const;
  const facts = factsOf({ ...picked, state: 'failed', evidence });
  expect(facts.filter(([label]) => label === 'note')).toEqual([['note', 'another']]);
  const pValue = { raw: 0.02, corrected: 0.02, tests: 1 };
  const single = factsOf({ ...picked, drift: { ...picked.drift, pValue } });
  expect(Object.fromEntries(single)).toMatchObject({ 'p-value': '0.02' });
});
