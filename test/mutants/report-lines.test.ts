import { expect, test } from 'vitest';
import { renderMutantsMarkdown } from '../../reporters/mutants/markdown.ts';
import { renderMutantsPage } from '../../reporters/mutants/page.ts';
import { leastScore, scoreProblem } from '../../src/mutants/least-score.ts';
import type { Mutant, MutantReport } from '../../src/mutants/mutant.ts';
import { reportLines } from '../../src/mutants/report-lines.ts';
import { columnScores, scoreOf } from '../../src/mutants/scores.ts';

const mutant = (state: Mutant['state'], column: string | null): Mutant => ({
  fault: 'units',
  column,
  rate: 0.01,
  change: `1% of "${column}" times 1000`,
  what: `"${column}" times 1000`,
  changed: 10,
  state,
  by: state === 'failed' ? [{ id: 'a', title: 'b', severity: 'error' }] : [],
  suggestion: state === 'survived' ? { code: "column('x').atMost(1)", catches: 2 } : null,
  problem: state === 'undecided' ? 'out of memory' : null,
});

const reportOf = (mutants: readonly Mutant[]): MutantReport => ({
  contract: 'orders <b>',
  dataset: 'data.csv',
  rows: 1000,
  seed: 1,
  rates: ['one row', 0.01],
  ...scoreOf(mutants),
  columns: columnScores(mutants),
  mutants,
  unasked: [{ title: 'rows.count()', reason: 'it does not hold for the data as it is' }],
  idle: [],
  durationMs: 1,
});

const mixed = reportOf([
  mutant('failed', 'a'),
  mutant('warned', 'a'),
  mutant('failed', 'weak'),
  mutant('survived', 'weak'),
  mutant('survived', 'weak'),
  mutant('undetectable', null),
]);

test('the weakest column comes first, and one without a score last', () => {
  expect(mixed.columns.map(({ column, score }) => [column, score])).toEqual([
    ['weak', 1 / 3],
    ['a', 1],
    [null, null],
  ]);
});

test('a report is printed within its width, and code is not broken', () => {
  const lines = reportLines(mixed, 60);
  expect(lines).toContain("+ column('x').atMost(1)");
  expect(lines.join('\n')).toContain('score 60%: 3 of 5 mutants caught');
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(60);
});

test('a score is never rounded up to the gate', () => {
  const many = [...Array(1000).fill(mutant('failed', 'a')), mutant('survived', 'a')];
  const nearly = reportOf(many);
  expect(reportLines(nearly).join('\n')).toContain('99%');
  expect(scoreProblem(nearly, 1)).toMatch(/catches 99%/);
  expect(scoreProblem(nearly, 0.99)).toBeNull();
});

test('no score, and mutants that were not judged, miss every gate', () => {
  expect(scoreProblem(reportOf([mutant('undetectable', 'a')]), 0.01)).toMatch(/has no score/);
  const undecided = reportOf([mutant('failed', 'a'), mutant('undecided', 'a')]);
  expect(scoreProblem(undecided, 0.01)).toMatch(/could not be judged/);
  expect(reportLines(undecided).join('\n')).toContain('out of memory');
});

test.each([
  ['80%', 0.8],
  ['0.8', 0.8],
  [1, 1],
])('%s is a least score', (given, expected) => expect(leastScore(given)).toBe(expected));

test.each(['0', '101%', 'x', '', '80 %%', -1, Number.NaN])('%s is no least score', (given) => {
  expect(() => leastScore(given)).toThrow(/share above 0/);
});

test('documents show texts of the contract as they are, and without effect', () => {
  const page = renderMutantsPage([mixed]);
  expect(page).toContain('orders &lt;b>');
  expect(page).not.toContain('<script');
  expect(page).toContain("column('x').atMost(1),");
  const markdown = renderMutantsMarkdown([mixed]);
  expect(markdown).toContain("```ts\ncolumn('x').atMost(1),\n```");
  expect(markdown).toContain('| `weak` | 33% | 1 | 2 | 0 |');
});
