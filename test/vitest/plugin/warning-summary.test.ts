import { Chalk } from 'chalk';
import { expect, test } from 'vitest';
import { notesLine } from '../../../src/outcome/notes-line.ts';
import type { Outcome } from '../../../src/outcome/outcome.ts';
import { reportedBound } from '../../../src/outcome/reported-bound.ts';
import { bound } from '../../../src/value/bound.ts';
import { printSummary, sampled } from '../../../src/vitest/plugin/warning-summary.ts';
import { writesPage } from '../../../src/vitest/plugin/writes-page.ts';

const plain = new Chalk({ level: 0 });

const warned: Outcome = {
  version: 2,
  name: null,
  rule: 'column.matches',
  kind: 'condition',
  unit: 'count',
  bound: reportedBound(bound('atMost', [0], 'count')),
  share: '0.0009',
  segments: null,
  reference: null,
  contract: 'movies',
  dataset: 'data/movies.json',
  id: 'x',
  title: "column('Title').matches(/^\\S/)",
  metric: "column('Title').matches(/^\\S/)",
  state: 'warned',
  severity: 'warn',
  origin: 'declared',
  because: 'some titles were typed by hand, and nobody has gone through the years before 1970 yet',
  tags: [],
  expected: 'at most 0',
  observed: '3 of 3,201 (0.09%)',
  value: '3',
  of: 3201,
  rows: 3201,
  violations: 3,
  distribution: null,
  drift: null,
  byFile: null,
  quarantine: null,
  sample: null,
  sql: null,
  evidence: { exactness: 'exact', by: 'duckdb', pass: 'fused', interval: null, notes: [] },
  problem: null,
  location: { file: 'contracts/movies.contract.ts', line: 31, column: 3 },
  durationMs: 1,
};

test('expectations that warned are told in a block that fits a terminal', () => {
  const block = printSummary([warned, { ...warned, because: null, location: null }], [], plain);
  expect(block).toMatchInlineSnapshot(`
    "
     2 expectations warned

      movies on data/movies.json
      ! column('Title').matches(/^\\S/): 3 of 3,201 rows (0.09%)
        some titles were typed by hand, and nobody has gone through the years before
        1970 yet
        contracts/movies.contract.ts:31
      ! column('Title').matches(/^\\S/): 3 of 3,201 rows (0.09%)
    "
  `);
  expect(block.split('\n').filter((line) => line.length > 80)).toEqual([]);
});

test('a file that all are declared in is named once', () => {
  const measure = { ...warned, violations: null, share: null, of: null, observed: '3' };
  const block = printSummary([warned, { ...measure, because: null }], [], plain);
  expect(block).toMatchInlineSnapshot(`
    "
     2 expectations warned

      movies on data/movies.json (contracts/movies.contract.ts)
      ! column('Title').matches(/^\\S/): 3 of 3,201 rows (0.09%), line 31
        some titles were typed by hand, and nobody has gone through the years before
        1970 yet
      ! column('Title').matches(/^\\S/) is 3, expected at most 0, line 31
    "
  `);
});

test('what else is to be seen comes first', () => {
  const block = printSummary([warned], ['a.contract.ts: .only is left in'], plain);
  expect(block.indexOf('.only')).toBeLessThan(block.indexOf('1 expectation warned'));
});

test('nothing to tell is nothing printed', () => {
  expect(printSummary([], [], plain)).toBe('');
});

test('colour is for who can see it', () => {
  expect(printSummary([warned], [], new Chalk({ level: 1 }))).toContain('\u001b[33m');
});

test('what passed on some of the rows only is told, once for a contract on a dataset', () => {
  const evidence = {
    exactness: 'sampled',
    by: 'zod',
    pass: 'judged',
    interval: null,
    notes: [],
  } as const;
  const some = { ...warned, state: 'passed', evidence } as const;
  expect(sampled([some, { ...some, title: 'x' }, { ...some, state: 'failed' }, warned])).toEqual([
    "movies on data/movies.json: 2 expectations passed on some of the rows only, as the contract's sample asks: column('Title').matches(/^\\S/); x",
  ]);
});

test('notes are counted in one line, each text once, and not those of what is red', () => {
  const evidence = { exactness: 'exact', by: 'zod', pass: null, interval: null } as const;
  const noted = (notes: readonly string[], state: Outcome['state'] = 'passed'): Outcome => ({
    ...warned,
    state,
    evidence: { ...evidence, notes },
  });
  expect(notesLine([noted([]), warned, noted(['its rows'], 'failed')], false)).toBeNull();
  expect(notesLine([noted(['one']), noted(['one']), noted(['two'], 'warned')], false)).toBe(
    '2 notes on how expectations were judged. The HTML report shows them: run with --reporter=assay/reporters/html',
  );
  expect(notesLine([noted(['one'])], true)).toBe(
    '1 note on how expectations were judged. The HTML report shows it.',
  );
  expect(printSummary([], [], plain, notesLine([noted(['one'])], false))).toBe(
    '\n 1 note on how expectations were judged. The HTML report shows it: run with\n --reporter=assay/reporters/html\n',
  );
});

test.each([
  [['default', 'assay/reporters/html'], true],
  [
    [
      ['default', {}],
      ['assay/reporters/html', { outputFile: 'page.html' }],
    ],
    true,
  ],
  [['default', 'html', {}], false],
])('reporters that write the HTML report are known: %j', (reporters, expected) => {
  expect(writesPage(reporters)).toBe(expected);
});
