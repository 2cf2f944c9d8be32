import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { renderPage } from '../../../reporters/html/page.ts';
import type { DeclaredColumn } from '../../../src/outcome/declared-columns.ts';
import { openChromium } from '../../support/chromium.ts';
import { contractOf, none, outcomeOf, outcomesOfEachState, reportOf } from '../example.ts';
import { axeViolations, openPage, pixelsBeyond } from './browser.ts';

let browser: Browser;

beforeAll(async () => {
  browser = await openChromium();
});
afterEach(async () => {
  await Promise.all(browser.contexts().map((context) => context.close()));
});
afterAll(() => browser.close());

const columnOf = (
  changes: Partial<DeclaredColumn> & { readonly name: string },
): DeclaredColumn => ({
  label: `column('${changes.name}')`,
  title: null,
  description: null,
  type: 'a number',
  isNullable: false,
  mayBeAbsent: false,
  classification: null,
  ...changes,
});

const columns = [
  columnOf({
    name: 'delay',
    description: 'Minutes behind the schedule',
    classification: 'internal',
  }),
  columnOf({ name: 'origin', type: 'text', classification: 'pii' }),
  columnOf({ name: 'remark', type: 'text', isNullable: true }),
];
const nulls = outcomeOf({
  ...none,
  title: "column('delay') has no NULL",
  metric: "column('delay') has no NULL",
  about: { label: "column('delay')", measure: 'notNull', isScoped: false },
  of: 3_000_000,
  origin: 'schema',
  rule: 'schema.column',
  observed: '0 of 3,000,000 (0%)',
  value: '0',
});
const blank = outcomeOf({
  ...none,
  title: "column('origin').untrimmed()",
  metric: "column('origin').untrimmed()",
  state: 'failed',
  observed: '2 of 2,000 (0.1%)',
  value: '2',
  violations: 2,
  sample: {
    columns: ['origin'],
    rows: [['SFO '], ['\u00a0LAX'], [' '], ['JFK']],
    masked: [],
    shows: 'rows',
  },
});
const page = renderPage(
  reportOf([
    contractOf([...outcomesOfEachState, nulls, blank], { columns }),
    contractOf([outcomeOf({ contract: 'airports' })], { contract: 'airports' }),
  ]),
  null,
);

const broken = (name: string) => `details.k:has(> summary .kn code:text-is("${name}"))`;

test('each column has what it is, what was seen of it, and its expectations', async () => {
  const { page: on, misdeeds } = await openPage(browser, page);
  const flights = on.locator('.c').first();
  expect(await flights.locator('.kn').allInnerTexts()).toEqual([
    'origin text (pii)',
    'Rows',
    "column('date')",
    'delay a number\n\nMinutes behind the schedule',
    'remark text or NULL',
  ]);
  const delay = flights.locator(broken('delay'));
  expect(await delay.locator('.kf').textContent()).toBe('NULL 0mean 7.5');
  expect(await delay.locator('.kd svg rect').count()).toBe(2);
  expect(await delay.locator('> summary > .ct').textContent()).toBe('2 passed');
  expect(await delay.getAttribute('open')).toBeNull();
  expect(await flights.locator(broken('origin')).getAttribute('open')).toBe('');
  const remark = flights.locator(broken('remark'));
  expect(await remark.locator('.x').count()).toBe(0);
  // Nothing passed there.
  expect(await remark.locator('> summary').textContent()).toMatch(/^no rule/);
  expect(misdeeds).toEqual([]);
});

test('a search finds a column by its description, and hides the others', async () => {
  const { page: on } = await openPage(browser, page);
  await on.locator('#filters [name=q]').fill('behind the schedule');
  await expect.poll(() => on.locator('.k:visible').count()).toBe(1);
  expect(await on.locator('.x:visible').count()).toBe(2);
});

test('blanks at the ends of values are marked, and named', async () => {
  const { page: on } = await openPage(browser, page);
  const row = on.locator('.x').filter({ hasText: 'untrimmed' });
  await row.locator('> summary').click();
  expect(await row.locator('.tb td').allTextContents()).toEqual([
    "'SFO '",
    "'\u00a0LAX'",
    "' '",
    'JFK',
  ]);
  const marks = row.locator('mark');
  expect(await marks.evaluateAll((all) => all.map((one) => one.getAttribute('title')))).toEqual([
    'a blank',
    'U+00A0',
    'a blank',
  ]);
  for (const mark of await marks.all())
    expect((await mark.boundingBox())?.width).toBeGreaterThan(3);
});

test('the first screen draws the verdicts of each contract', async () => {
  const { page: on } = await openPage(browser, page);
  const bars = on.locator('.vbs li');
  expect(await bars.allInnerTexts()).toEqual([
    'flights\n2 failed, 1 errored, 1 not run, 1 warned, 2 passed',
    'airports\n1 passed',
  ]);
  const widths = await bars
    .first()
    .locator('rect')
    .evaluateAll((all) => all.map((one) => Number(one.getAttribute('width')?.replace('%', ''))));
  expect(widths.reduce((sum, width) => sum + width, 0)).toBeCloseTo(100, 0);
  await bars.nth(1).locator('a').click();
  await expect.poll(() => on.locator('.c').nth(1).getAttribute('open')).toBe('');
});

test('one of ten thousand expectations that broke is seen in the bar', async () => {
  const many = Array.from({ length: 10_000 }, (_, at) => outcomeOf({ id: `${at}` }));
  const html = renderPage(reportOf([contractOf([...many, blank])]), null);
  const width = /<rect class="failed" x="0%" width="([\d.]+)%"/.exec(html)?.[1];
  expect(Number(width)).toBeGreaterThan(1);
});

test.for([
  ['light', 1240],
  ['light', 390],
  ['dark', 1240],
  ['dark', 390],
] as const)(
  'in %s colours at %i pixels, nothing is cut or hard to read',
  async ([colorScheme, width]) => {
    const viewport = { width, height: 900 };
    const { page: on } = await openPage(browser, page, { colorScheme, viewport, bypassCSP: true });
    await on.evaluate(() => {
      for (const one of document.querySelectorAll('details')) one.open = true;
    });
    expect(await axeViolations(on)).toEqual([]);
    expect(await pixelsBeyond(on)).toBeLessThanOrEqual(0);
  },
);
