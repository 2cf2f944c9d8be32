import { describe, expect, test } from 'vitest';
import { z } from '../../src/index.ts';
import { failureMessage, headline } from '../../src/outcome/failure.ts';
import type { Outcome } from '../../src/outcome/outcome.ts';
import { one } from '../support/measured.ts';
import { table } from '../support/table.ts';

const mean: Outcome = {
  version: 1,
  contract: 'flights',
  dataset: 'data/flights/*.parquet',
  id: "column('delay').mean() is between 0 and 15",
  title: "column('delay').mean() is between 0 and 15",
  metric: "column('delay').mean()",
  state: 'failed',
  severity: 'error',
  origin: 'declared',
  because: 'the schedule promises it',
  tags: [],
  expected: 'between 0 and 15',
  observed: '23.1',
  value: '23.1',
  of: 2_993_112,
  rows: 3_000_000,
  violations: null,
  distribution: null,
  byFile: null,
  quarantine: null,
  sample: null,
  sql: 'select avg("delay")\nfrom \'data/flights/*.parquet\'',
  evidence: { exactness: 'exact', by: 'duckdb', pass: 'fused', interval: null, notes: [] },
  problem: null,
  location: null,
  durationMs: 12,
};

const key: Outcome = {
  ...mean,
  title: "column('origin').matches(/^[A-Z]{3}$/)",
  metric: "column('origin').matches(/^[A-Z]{3}$/)",
  because: null,
  expected: 'at most 0',
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
  const message = failureMessage({ ...key, sample: { columns: ['x'], rows, masked: [] } });
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
      { ...mean, title: 'delays are sane' },
      "delays are sane: column('delay').mean() is 23.1, expected between 0 and 15",
    ],
    [
      'tolerance',
      { ...key, expected: 'at most 0.1%' },
      "column('origin').matches(/^[A-Z]{3}$/) is violated by 12 of 2,000 rows (0.6%), expected at most 0.1%",
    ],
    [
      'segments',
      {
        ...key,
        metric: 'x',
        title: 'x',
        observed: '3 of 50 segments outside',
        expected: 'at least 50',
      },
      'x is outside in 3 of 50 segments, expected at least 50',
    ],
    [
      'no row to judge',
      {
        ...key,
        of: 0,
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
      { ...mean, title: 'a\u001b[2Jb', metric: 'm' },
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

test('no data and no name makes a command to a terminal or to a CI system', () => {
  const message = failureMessage({
    ...key,
    sample: {
      columns: ['::warning::a', 'b'],
      rows: [['::error::injected', '##[error]x']],
      masked: [],
    },
    sql: 'select "\u001b[31m"\n::stop-commands::x\n\tfrom t',
  });
  expect(message).not.toMatch(/^\s*::|##\[/m);
  expect(message).not.toContain('\u001b');
  expect(message).toContain('\\u{3a}:error::injected');
  expect(message).toContain('select "\\u{1b}[31m"');
  expect(message).toContain('\n      from t');
});
