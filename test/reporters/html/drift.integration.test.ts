import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { renderPage } from '../../../reporters/html/page.ts';
import { visible } from '../../../src/outcome/printable-text.ts';
import { openChromium } from '../../support/chromium.ts';
import {
  allColumns,
  columns,
  driftOf,
  driftOutcome,
  driftOutcomes,
  fare,
  masked,
  payment,
  rangesOf,
  recorded,
} from '../drift-example.ts';
import { contractOf, reportOf } from '../example.ts';
import { hostileTexts } from '../hostile.ts';
import { axeViolations, openPage, pixelsBeyond } from './browser.ts';

let browser: Browser;

beforeAll(async () => {
  browser = await openChromium();
});
afterEach(async () => {
  await Promise.all(browser.contexts().map((context) => context.close()));
});
afterAll(() => browser.close());

const pageOf = (outcomes: typeof driftOutcomes) =>
  renderPage(reportOf([contractOf(outcomes)]), null);

const openAll = (on: Page) =>
  on.evaluate(() => {
    for (const one of document.querySelectorAll('details')) one.open = true;
  });

describe('a drift', () => {
  test('is drawn without a script: what moved, the outline of the reference, the facts', async () => {
    const { page: on, misdeeds } = await openPage(browser, pageOf([fare]), {
      javaScriptEnabled: false,
    });
    await on.locator('.x > summary').click();
    const box = on.locator('.x .in');
    expect(await box.locator('.mvl li').allTextContents()).toEqual([
      '▲ from 26 on: 10% → 24%, 28% of the drift',
      '▲ NULL: 0% → 2%, 24% of the drift',
      '▼ below 4.5: 10.2% → 3.1%, 19% of the drift',
    ]);
    expect(await box.locator('.drs rect.mv').count()).toBe(3);
    expect(await box.locator('.drs rect.cur').count()).toBe(8);
    expect(await box.locator('.drs .mk').allTextContents()).toEqual(['▲', '▲', '▼']);
    const words = await box.locator('.fcts').textContent();
    for (const text of ['psi', '2019-03.csv', '0.437 to 0.447', '7,832,545 rows', '0.00021'])
      expect(words).toContain(text);
    expect(misdeeds).toEqual([]);
  });

  test('of the tallest step fills the drawing, and the outline is over the steps', async () => {
    const { page: on } = await openPage(browser, pageOf([fare]));
    await openAll(on);
    const tall = await on.locator('.drs rect.mv').nth(1).boundingBox();
    expect(tall?.height).toBeCloseTo(110, 0);
    const last = on.locator('.drs > svg > :last-child');
    expect(await last.evaluate((one) => one.getAttribute('class'))).toBe('ref');
  });

  test('of categories has two bars each, and marks those that moved', async () => {
    const { page: on } = await openPage(browser, pageOf([payment]));
    await openAll(on);
    const rows = on.locator('.prs tbody tr');
    expect(await rows.nth(1).locator('th, .n').allTextContents()).toEqual([
      'Cash',
      '26.8%',
      '47.1% ▲',
    ]);
    expect(await rows.nth(1).locator('rect').count()).toBe(2);
    expect(await rows.locator('th').allTextContents()).toEqual([
      'Credit card',
      'Cash',
      'No charge',
      'Dispute',
      "''",
      'NULL',
      'all others',
    ]);
  });

  test('of a masked column shows shares alone', async () => {
    const { page: on } = await openPage(browser, pageOf([masked]));
    await openAll(on);
    const names = await on.locator('.prs tbody th').allTextContents();
    expect(names).toEqual(['category 1', 'category 2', 'NULL']);
  });

  test('of 0 says that no share has moved', async () => {
    const { page: on } = await openPage(browser, pageOf([recorded]));
    await openAll(on);
    expect(await on.locator('.dr').textContent()).toContain('No share has moved.');
  });
});

describe('the table of a contract', () => {
  test('has every comparison, sorted by drift against its threshold, with two curves each', async () => {
    const { page: on } = await openPage(browser, pageOf([allColumns, fare]));
    const rows = on.locator('.drt tbody tr');
    expect(await on.locator('.drt h4').textContent()).toMatch(/^Drift 4 of 12 comparisons drifted/);
    expect(await rows.locator('th').allTextContents()).toEqual([
      'email_domain',
      'payment',
      'fare',
      "column('fare').drift('psi')",
      'total',
      'pickup',
      'passenger_count',
      'distance',
      'pickup_borough',
      'tip',
      'tolls',
      'surcharge',
      'vendor',
    ]);
    expect(await rows.nth(2).locator('td').allTextContents()).toEqual([
      'drifted',
      '',
      '0.442 psi',
      'at most 0.2',
      '▲ from 26 on: 10% → 24%',
    ]);
    expect(await rows.last().textContent()).toContain('Nearly every value is its own');
    expect(await on.locator('.drt .spk .ref').count()).toBe(12);
  });

  test('is reached from the details, and leads back to them', async () => {
    const { page: on } = await openPage(browser, pageOf([allColumns]));
    await openAll(on);
    await on.locator('.in a', { hasText: 'All 12 columns' }).click();
    await expect.poll(() => on.locator('.drt').isVisible()).toBe(true);
    expect(await on.evaluate(() => document.querySelector(location.hash)?.className)).toBe('drt');
    await on.locator('.drt th a').first().click();
    await expect.poll(() => on.locator('.x[open]').count()).toBe(1);
  });

  test('of many columns folds those without a drift', async () => {
    const many = Array.from({ length: 500 }, (_, at) => ({
      ...(columns[at % columns.length] ?? columns[0]),
      column: `c${at}`,
    })) as typeof columns;
    const drift = driftOf({ columns: many });
    const html = pageOf([{ ...allColumns, drift }]);
    expect(html.length).toBeLessThan(1_500_000);
    const { page: on } = await openPage(browser, html);
    expect(await on.locator('.drt > details > summary').textContent()).toMatch(
      /^\d+ more that did not drift$/,
    );
    expect(await on.locator('.drt tr th[scope=row]').count()).toBe(500);
  });
});

test('hostile names are shown as what they are, and run nothing', async () => {
  const texts = hostileTexts.filter((text) => text.trim() === text && text !== '');
  const [model] = columns;
  const bins = texts.map((category, at) => ({
    kind: 'category' as const,
    from: null,
    to: null,
    category,
    reference: at === 0 ? 1 : 0,
    current: 1 / texts.length,
    contribution: at,
  }));
  const named = texts.map((column) => ({ ...model, column, problem: column })) as typeof columns;
  const long = 'x'.repeat(200);
  const { page: on, misdeeds } = await openPage(
    browser,
    pageOf([
      driftOutcome('a', driftOf({ kind: 'categories', bins, picked: texts[0] ?? '' }), { id: 'a' }),
      { ...allColumns, drift: driftOf({ columns: named }) },
      driftOutcome(long, driftOf({ bins: rangesOf([-1e300, 1e300], [0, 1, 0], [1, 0, 0]) })),
      driftOutcome('none', driftOf({ rows: { reference: 0, current: 0 } })),
    ]),
    { viewport: { width: 400, height: 800 } },
  );
  await openAll(on);
  const shown = await on.locator('.prs tbody th').allTextContents();
  expect(shown.slice(0, 15)).toEqual(texts.slice(0, 15).map(visible));
  const columnsShown = await on.locator('.drt tbody th').allTextContents();
  for (const text of texts) expect(columnsShown).toContain(visible(text));
  expect(await pixelsBeyond(on)).toBeLessThanOrEqual(0);
  expect(await on.locator('script, style, img, iframe').count()).toBe(3);
  expect(misdeeds).toEqual([]);
});

describe.for(['light', 'dark'] as const)('in %s colours', (colorScheme) => {
  test.for([1440, 400])('nobody is shut out, and nothing is cut at %i pixels', async (width) => {
    const { page: on } = await openPage(browser, pageOf(driftOutcomes), {
      colorScheme,
      viewport: { width, height: 900 },
      bypassCSP: true,
    });
    await openAll(on);
    expect(await axeViolations(on)).toEqual([]);
    expect(await pixelsBeyond(on)).toBeLessThanOrEqual(0);
  });
});

test('a drift that was missed is on paper', async () => {
  const { page: on } = await openPage(browser, pageOf([fare]));
  await on.evaluate(() => dispatchEvent(new Event('beforeprint')));
  await on.emulateMedia({ media: 'print' });
  expect(await on.locator('.drs').isVisible()).toBe(true);
});
