import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { renderCataloguePage } from '../../../reporters/catalogue/contract-page.ts';
import { renderCatalogueIndex } from '../../../reporters/catalogue/index-page.ts';
import { openChromium } from '../../support/chromium.ts';
import { axeViolations, openPage, pixelsBeyond } from '../html/browser.ts';
import { cataloguedOf, catalogueOf, runOf } from './example.ts';

let browser: Browser;

beforeAll(async () => {
  browser = await openChromium();
});
afterEach(async () => {
  await Promise.all(browser.contexts().map((context) => context.close()));
});
afterAll(() => browser.close());

const evil = '<img src=x onerror=alert(1)>"\'';
const contracts = [
  cataloguedOf(),
  cataloguedOf({ name: 'orders', page: 'orders.html', runs: [runOf('o', ['failed', 'warned'])] }),
  cataloguedOf({ name: evil.repeat(20), page: 'evil.html', runs: [] }),
];
const catalogue = catalogueOf(contracts);
const index = renderCatalogueIndex(catalogue);
const pages = contracts.map((one) => renderCataloguePage(one, catalogue));

test('the search finds contracts by their columns and rules, and says where none is', async () => {
  const { page: on, misdeeds } = await openPage(browser, index);
  const shown = on.locator('tbody tr:visible');
  expect(await shown.count()).toBe(3);
  const search = on.getByRole('searchbox');
  await search.fill('ORDERS origin');
  expect(await shown.locator('a').allTextContents()).toEqual(['orders']);
  expect(await on.locator('output').textContent()).toBe('1 of 3');
  await search.fill('nothing is called so');
  expect(await shown.count()).toBe(0);
  expect(await on.locator('#nothing').isVisible()).toBe(true);
  expect(misdeeds).toEqual([]);
});

test('the folder can be opened from disk, with the theme on every page', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'assay-site-'));
  mkdirSync(join(folder, 'contracts'));
  writeFileSync(join(folder, 'index.html'), index);
  for (const [at, one] of contracts.entries())
    writeFileSync(join(folder, 'contracts', one.page), pages[at] ?? '');
  const on = await (await browser.newContext({ colorScheme: 'light' })).newPage();
  await on.goto(pathToFileURL(join(folder, 'index.html')).href);
  const background = () =>
    on.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const light = await background();
  await on.locator('#theme').selectOption('dark');
  const dark = await background();
  expect(dark).not.toBe(light);
  await on.getByRole('link', { name: 'flights' }).click();
  expect(await on.locator('h1').textContent()).toBe('flights');
  expect(await background()).toBe(dark);
  await on.getByRole('link', { name: 'airport' }).click();
  expect(await on.locator('h1').textContent()).toBe('airport');
});

describe.for(['light', 'dark'] as const)('in %s colours', (colorScheme) => {
  test.for([1440, 390])('nobody is shut out, and nothing is cut at %i pixels', async (width) => {
    for (const html of [index, ...pages]) {
      const viewport = { width, height: 900 };
      const options = { colorScheme, viewport, bypassCSP: true };
      const { page: on } = await openPage(browser, html, options);
      expect(await axeViolations(on)).toEqual([]);
      expect(await pixelsBeyond(on)).toBeLessThanOrEqual(0);
    }
  });
});

test('no page asks for anything, runs what it is given, or breaks its policy', async () => {
  for (const html of [index, ...pages]) {
    const { misdeeds } = await openPage(browser, html);
    expect(misdeeds).toEqual([]);
  }
});
