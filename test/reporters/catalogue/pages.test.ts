import { describe, expect, test } from 'vitest';
import { renderCataloguePage } from '../../../reporters/catalogue/contract-page.ts';
import { renderCatalogueIndex } from '../../../reporters/catalogue/index-page.ts';
import type { State } from '../../../src/outcome/outcome.ts';
import { cataloguedOf, catalogueOf, runOf } from './example.ts';

const page = (contract = cataloguedOf()) => renderCataloguePage(contract, catalogueOf([]));
const index = (...contracts: Parameters<typeof catalogueOf>[0]) =>
  renderCatalogueIndex(catalogueOf(contracts));
const badges = (html: string): readonly (string | undefined)[] =>
  [...html.matchAll(/<b class="st (\w+)">([^<]*)<\/b>/g)].map(
    ([, state, word]) => `${state}: ${word}`,
  );

describe('never green', () => {
  test.each<[string, readonly (readonly (State | null)[])[], string]>([
    ['without any dataset', [], 'notRun: not run yet'],
    ['without any run', [[null, null]], 'notRun: not run yet'],
    ['with a rule that was not judged', [['passed', null]], 'notRun: not all run'],
    ['with a rule that was lost', [['passed', 'notRun']], 'notRun: not all run'],
    [
      'with a dataset that was in no run',
      [
        ['passed', 'passed'],
        [null, null],
      ],
      'notRun: not all run',
    ],
    ['with a failure beside what is not known', [['failed', null]], 'failed: failed'],
    [
      'with a failure on one dataset',
      [
        ['passed', 'passed'],
        ['passed', 'failed'],
      ],
      'failed: failed',
    ],
    ['with an error', [['errored', 'passed']], 'errored: errored'],
  ])('a contract %s', (_name, states, word) => {
    const runs = states.map((one, at) => runOf(`day=${at}`, one));
    const contract = cataloguedOf({ runs });
    expect(badges(index(contract))).toEqual([word]);
    const [heading] = badges(page(contract));
    expect(heading).toBe(word);
    expect(page(contract)).toContain(`class="verdict ${word.split(':')[0]}"`);
  });

  test('a rule that one of two datasets never had is not run', () => {
    const runs = [runOf('one', ['passed', 'passed']), runOf('two', [null, 'failed'])];
    const [, , , declared, ofSchema] = badges(page(cataloguedOf({ runs })));
    expect([declared, ofSchema]).toEqual(['notRun: not run yet', 'failed: failed']);
  });

  test('problems of the runs are above the contracts', () => {
    const problem = { message: 'The run was interrupted.', file: 'a.contract.ts' };
    const html = renderCatalogueIndex(catalogueOf([cataloguedOf()], { problems: [problem] }));
    expect(html.indexOf('The run was interrupted.')).toBeLessThan(html.indexOf('flights.html'));
  });
});

test('the worst contract is first, and each leads to its page', () => {
  const red = cataloguedOf({ name: 'b', page: 'b.html', runs: [runOf('b', ['failed', 'passed'])] });
  const html = index(cataloguedOf(), red);
  expect([...html.matchAll(/href="(contracts\/[^"]*)"/g)].map(([, href]) => href)).toEqual([
    'contracts/b.html',
    'contracts/flights.html',
  ]);
  expect(html).toContain('2 data contracts: 1 failed, 1 passed.');
});

test('a page has the terms, the columns and the rules in words', () => {
  const terms = { ...cataloguedOf().terms, links: { runbook: 'https://example.org/runbook' } };
  const html = page(cataloguedOf({ terms }));
  for (const text of [
    'Each flight of a day',
    'href="https://example.org/runbook"',
    'Minutes behind the schedule',
    'an integer',
    'internal',
    "column('delay').mean() is at most 15",
    'because the schedule promises it',
    '30 Nov 2026',
  ])
    expect(html).toContain(text);
});

test('a page has the snapshots and what they were made from', () => {
  const snapshot = {
    dataset: 'trips',
    tag: 'production',
    digest: `sha256:${'a1'.repeat(32)}`,
    created: '2026-11-29T08:00:00.000Z',
    rows: 12_000,
    step: 'clean.py',
    inputs: [`raw@sha256:${'b2'.repeat(32)}`],
    commit: 'c'.repeat(40),
  };
  const html = page(cataloguedOf({ lineage: [snapshot] }));
  for (const text of ['production', 'trips@a1a1a1a1<', 'clean.py', 'raw@b2b2b2b2<', '12,000'])
    expect(html).toContain(text);
});

test('nothing of a contract becomes code', () => {
  const evil = '"\'><script>alert(1)</script><img src=x onerror=alert(1)>\u202e\0\ud800';
  const base = cataloguedOf();
  const contract = cataloguedOf({
    name: evil,
    file: evil,
    terms: {
      owner: evil,
      description: evil,
      version: evil,
      classification: evil,
      links: { [evil]: `javascript:${evil}` },
    },
    columns: base.columns.map((one) => ({
      ...one,
      name: evil,
      title: evil,
      description: evil,
      classification: evil,
    })),
    rules: base.rules.map((one) => ({ ...one, title: evil, because: evil, tags: [evil] })),
    runs: [runOf(evil, ['failed', null])],
    lineage: [
      {
        dataset: evil,
        tag: evil,
        digest: evil,
        created: evil,
        rows: 1,
        step: evil,
        inputs: [evil],
        commit: evil,
      },
    ],
  });
  const catalogue = catalogueOf([contract], {
    project: evil,
    problems: [{ message: evil, file: evil }],
  });
  for (const html of [renderCatalogueIndex(catalogue), renderCataloguePage(contract, catalogue)]) {
    expect(html).not.toMatch(/<script>|<img|href="javascript:|[\u202e\0\ud800]/);
    expect(html.match(/<script/g)).toHaveLength(2);
  }
});

test('a page of thousands of columns and rules stays below 150 KB, and says what it leaves out', () => {
  const [column] = cataloguedOf().columns;
  const [rule] = cataloguedOf().rules;
  if (!column || !rule) throw new Error('The example has neither.');
  const many = Array.from({ length: 3000 }, (_, at) => at);
  const contract = cataloguedOf({
    columns: many.map((at) => ({ ...column, name: `column ${at} ${'x'.repeat(500)}` })),
    rules: many.flatMap((at) => [
      { ...rule, title: `rule ${at} ${'<'.repeat(2000)}` },
      { ...rule, title: `rule ${at}`, origin: 'schema' as const },
    ]),
    runs: many.map((at) => runOf(`part ${at}`, ['passed'])),
  });
  const html = page(contract);
  expect(Buffer.byteLength(html)).toBeLessThan(150_000);
  expect(html).toMatch(/2,\d{3} more rows of columns would make the page too large/);
  expect(Buffer.byteLength(page())).toBeLessThan(30_000);
});
