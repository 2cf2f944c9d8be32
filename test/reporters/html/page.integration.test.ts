import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { PastOutcome } from '../../../reporters/html/history.ts';
import { keyOf } from '../../../reporters/html/history.ts';
import { renderPage } from '../../../reporters/html/page.ts';
import type { Outcome, State } from '../../../src/outcome/outcome.ts';
import { openChromium } from '../../support/chromium.ts';
import {
  contractOf,
  largeReport,
  none,
  outcomeOf,
  outcomesOfEachState,
  reportOf,
} from '../example.ts';
import { axeViolations, openPage, pixelsBeyond } from './browser.ts';

let browser: Browser;

beforeAll(async () => {
  browser = await openChromium();
});
afterEach(async () => {
  await Promise.all(browser.contexts().map((context) => context.close()));
});
afterAll(() => browser.close());

const day = (at: number) => new Date(Date.UTC(2026, 9, 20 + at)).toISOString();

const past = (outcome: Outcome, states: readonly State[]): readonly PastOutcome[] =>
  states.map((state, at) => ({
    startedAt: day(at),
    state,
    value: String(Number(outcome.value) + at),
    observed: `${Number(outcome.value) + at}`,
  }));

const [, , failed = outcomeOf()] = outcomesOfEachState;
const quiet = contractOf(
  [
    outcomeOf({ contract: 'airports', tags: ['feed'] }),
    outcomeOf({
      contract: 'airports',
      title: "column('iata') is text",
      metric: "column('iata') is text",
      origin: 'schema',
      ...none,
      kind: 'structure',
      rule: 'schema.column',
      observed: '0',
      value: '0',
    }),
  ],
  { contract: 'airports', owner: null },
);
const report = reportOf([quiet, contractOf()], [{ message: 'A worker was lost.', file: null }]);
const history = new Map([
  [keyOf(failed), past(failed, ['passed', 'passed', 'failed', 'failed', 'failed'])],
]);
const page = renderPage(report, history);

const shownRows = (on: Page) => on.locator('details.x:visible > summary > code').allTextContents();

const box = (on: Page, title: string) =>
  on
    .locator('details.x')
    .filter({ has: on.locator(`summary > code:text-is(${JSON.stringify(title)})`) });

describe('the first screen', () => {
  test('says if it passed, what broke, who owns it, since when', async () => {
    const { page: on, misdeeds } = await openPage(browser, page);
    expect(await on.title()).toBe('Failed (2) · Assay');
    expect(await on.locator('h1').textContent()).toBe('Failed');
    expect(await on.locator('.say').textContent()).toBe(
      '2 of 7 expectations broke, in 1 of 2 contracts; 1 problem of the run',
    );
    expect(await on.locator('.problems li').allTextContents()).toEqual(['A worker was lost.']);
    const cells = await on
      .locator('#broke + table tbody tr')
      .first()
      .locator('td')
      .allTextContents();
    expect(cells).toEqual([
      'failed',
      "column('origin').matches(/^[A-Z]{3}$/) is violated by 12 of 2,000 rows (0.6%), expected none",
      'flights',
      'ops-analytics',
      '22 Oct 2026, 3 runs',
    ]);
    expect(await on.locator('#broke + table tbody tr').count()).toBe(3);
    expect(misdeeds).toEqual([]);
  });

  test('is green where all is', async () => {
    const { page: on } = await openPage(browser, renderPage(reportOf([quiet]), null));
    expect(await on.locator('h1').textContent()).toBe('Passed');
    expect(await on.locator('#broke').count()).toBe(0);
  });

  test('is red where nothing was judged', async () => {
    const { page: on } = await openPage(browser, renderPage(reportOf([]), null));
    expect(await on.locator('h1').textContent()).toBe('Failed');
    expect(await on.locator('.problems li').allTextContents()).toEqual([
      'No expectation was judged.',
    ]);
  });

  test('does not say since when where no history is kept', async () => {
    const { page: on } = await openPage(browser, renderPage(report, null));
    const cell = on.locator('#broke + table tbody tr').first().locator('td').last();
    expect(await cell.textContent()).toBe('not known: no history is kept');
  });
});

describe('an expectation', () => {
  test('that failed is found in two clicks', async () => {
    const { page: on, misdeeds } = await openPage(browser, page);
    await on.locator('#broke + table a').first().click();
    const row = box(on, failed.title);
    await expect.poll(() => row.getAttribute('open')).toBe('');
    expect(await row.locator('.tb tbody tr').allTextContents()).toEqual(['sfo5•••', 'NULLNULL•••']);
    expect(await row.locator('figcaption').allTextContents()).toEqual([
      '2 rows of 12 violations, masked: email',
      'The most frequent of 2,000 values',
      'The last 5 runs: 2 passed, 3 failed',
    ]);
    await on.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await row.locator('button.copy').click();
    await expect.poll(() => on.locator('#told').textContent()).toBe('Copied');
    expect(await on.evaluate(() => navigator.clipboard.readText())).toBe(failed.sql);
    expect(misdeeds).toEqual([]);
  });

  test('is reached by the keyboard alone', async () => {
    const { page: on } = await openPage(browser, page);
    // The script shows the search, on a busy machine after the first key.
    await on.locator('[name=q]').waitFor();
    await on.keyboard.press('Tab');
    expect(await on.locator(':focus').textContent()).toBe('To the contracts');
    await on.keyboard.press('Enter');
    await expect.poll(() => on.locator('#contracts:focus').count()).toBe(1);
    await on.keyboard.press('Tab');
    expect(await on.locator(':focus').getAttribute('name')).toBe('q');
    await on.keyboard.type('airports text');
    expect(await shownRows(on)).toEqual(["column('iata') is text"]);
    for (let at = 0; at < 20 && (await on.locator('.x > summary:focus').count()) === 0; at++)
      await on.keyboard.press('Tab');
    await on.keyboard.press('Enter');
    await expect.poll(() => on.locator('.x[open] .how:visible').count()).toBe(1);
  });

  test('tells its distribution, its files and its past in figures, too', async () => {
    const { page: on } = await openPage(browser, page);
    const all = (
      await on.locator('.x .in').evaluateAll((ones) => ones.map((one) => one.textContent))
    ).join();
    for (const text of ['-60 to 0', '1,200', 'data/flights/2.parquet', '0.9%', 'SFO', '54.85%'])
      expect(all).toContain(text);
    expect(all).toContain('24 Oct 2026, 00:00 UTCfailed16');
  });
});

describe('search and filters', () => {
  test.for([
    ['q', 'origin', 3],
    ['q', 'ORIGIN matches', 1],
    ['q', 'feed is known', 1],
    ['q', 'no such thing', 0],
    ['owner', 'no owner', 2],
    ['owner', 'ops-analytics', 5],
    ['kind', 'schema', 2],
    ['tag', 'feed', 2],
    ['state', 'errored', 1],
  ] as const)('%s: %s', async ([name, value, count]) => {
    const { page: on, url, misdeeds } = await openPage(browser, page);
    const field = on.locator(`#filters [name=${name}]`);
    if (name === 'q') await field.fill(value);
    else if (name === 'state') await on.locator(`#filters [value=${value}]`).check();
    else await field.selectOption(value);
    const found = await on.locator('details.x:not([hidden])').count();
    expect(found).toBe(count);
    expect(await on.locator('#filters output').textContent()).toBe(`${count} of 7 shown`);
    expect(await on.locator('#nothing').isVisible()).toBe(count === 0);
    // The view is in the address: it is the same when the address is opened.
    const again = await openPage(browser, page, { hash: on.url().slice(url.length) });
    expect(await again.page.locator('details.x:not([hidden])').count()).toBe(count);
    await on.locator('#filters [type=reset]').click();
    await expect.poll(() => on.locator('details.x:not([hidden])').count()).toBe(7);
    expect(misdeeds).toEqual([]);
  });

  test('a count leads to what it counts', async () => {
    const { page: on } = await openPage(browser, page);
    await on.locator('.tally a.warned').click();
    await expect
      .poll(() => shownRows(on))
      .toEqual(["rows.duplicates('date', 'origin') is at most 1%"]);
  });

  test('a row that was opened is in the address', async () => {
    const { page: on, url } = await openPage(browser, page);
    await box(on, failed.title).locator('> summary').click();
    const hash = on.url().slice(url.length);
    expect(hash).toMatch(/^#at=x[0-9a-f]{10}$/);
    const again = await openPage(browser, page, { hash });
    await expect.poll(() => again.page.locator('.x[open]').count()).toBe(1);
  });
});

test('without its script, the page has it all', async () => {
  const { page: on, misdeeds } = await openPage(browser, page, { javaScriptEnabled: false });
  expect(await on.locator('#filters').isVisible()).toBe(false);
  await box(on, failed.title).locator('> summary').click();
  expect(await box(on, failed.title).locator('.sql code').isVisible()).toBe(true);
  expect(misdeeds).toEqual([]);
});

test('its policy lets nothing else run, load or be styled', async () => {
  let asked = 0;
  const server = createServer((_, response) => {
    asked += 1;
    response.end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const place = `http://127.0.0.1:${port}/a`;
  const injected = [
    '<script>window.ran = true</script>',
    `<script src="${place}"></script>`,
    '<p onclick="window.ran = true" id="injected" style="color: red">text</p>',
    `<img src="${place}"><link rel="stylesheet" href="${place}">`,
    `<iframe src="${place}"></iframe>`,
  ];
  const { page: on, misdeeds } = await openPage(
    browser,
    page.replace('</main>', `${injected.join('')}</main>`),
  );
  await on.locator('#injected').click();
  expect(await on.evaluate('window.ran')).toBeUndefined();
  const refused = misdeeds.filter((one) => one.includes('Content Security Policy'));
  expect(refused.length).toBeGreaterThan(injected.length);
  expect(asked).toBe(0);
  server.close();
});

test('what has no room in the page is unpacked where it is opened', async () => {
  const large = renderPage(largeReport(3000), null);
  expect(Buffer.byteLength(large)).toBeLessThan(3_000_000);
  const { page: on, misdeeds } = await openPage(browser, large);
  await on.locator('#filters [name=q]').fill('number 2999');
  const row = on.locator('.x:visible').filter({ hasText: 'number 2999' });
  expect(await row.locator('.in[data-p]').count()).toBe(1);
  expect(await row.locator('.sql').count()).toBe(0);
  await row.locator('> summary').click();
  await expect.poll(() => row.locator('.sql code').textContent()).toContain('select avg("delay")');
  expect(misdeeds).toEqual([]);
});

test('the SQL of what passed is packed before its details are', async () => {
  const sql = `select avg("delay") -- ${'long '.repeat(2000)}`;
  const many = Array.from({ length: 50 }, (_, at) => outcomeOf({ title: `number ${at}`, sql }));
  const { page: on, misdeeds } = await openPage(
    browser,
    renderPage(reportOf([contractOf(many)]), null),
  );
  await on.locator('#filters [name=q]').fill('number 42');
  const row = on.locator('.x:visible');
  expect(await row.locator('.how').count()).toBe(1);
  expect(await row.locator('.sql').count()).toBe(0);
  await row.locator('> summary').click();
  await expect.poll(() => row.locator('.sql code').textContent()).toContain('select avg("delay")');
  expect(misdeeds).toEqual([]);
});

describe.for(['light', 'dark'] as const)('in %s colours', (colorScheme) => {
  test.for([1440, 390])('nobody is shut out, and nothing is cut at %i pixels', async (width) => {
    const viewport = { width, height: 900 };
    const opened = await openPage(browser, page, { colorScheme, viewport, bypassCSP: true });
    const { page: on } = opened;
    await on.evaluate(() => {
      for (const one of document.querySelectorAll('details')) one.open = true;
    });
    expect(await axeViolations(on)).toEqual([]);
    expect(await pixelsBeyond(on)).toBeLessThanOrEqual(0);
  });
});

test('the theme can be chosen against the system', async () => {
  const { page: on } = await openPage(browser, page, { colorScheme: 'light' });
  const background = () =>
    on.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const light = await background();
  await on.locator('#theme').selectOption('dark');
  expect(await background()).not.toBe(light);
  await on.reload();
  expect(await on.locator('#theme').inputValue()).toBe('dark');
  expect(await background()).not.toBe(light);
});

test('what broke is on paper with its details', async () => {
  const { page: on } = await openPage(browser, page);
  await on.evaluate(() => dispatchEvent(new Event('beforeprint')));
  await on.emulateMedia({ media: 'print' });
  expect(await box(on, failed.title).locator('.sql code').isVisible()).toBe(true);
  expect(await on.locator('#filters').isVisible()).toBe(false);
});
