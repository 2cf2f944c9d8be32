import fc from 'fast-check';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { keyOf } from '../../../reporters/html/history.ts';
import { renderPage } from '../../../reporters/html/page.ts';
import type { Outcome } from '../../../src/outcome/outcome.ts';
import { visible } from '../../../src/outcome/printable-text.ts';
import type { Report, ReportedContract } from '../../../src/outcome/report.ts';
import { openChromium } from '../../support/chromium.ts';
import { contractOf, outcomeOf, reportOf } from '../example.ts';
import { hostile, hostileTexts } from '../hostile.ts';
import { openPage } from './browser.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openChromium();
});
afterAll(() => browser.close());

const strings = 10_000;
const ofAContract = 40;

/** Hostile texts, one after the other, in every place of an outcome that takes one. */
function outcome(next: () => string, contract: string, at: number): Outcome {
  return outcomeOf({
    contract,
    dataset: contract,
    id: `${next()}${at}`,
    title: next(),
    name: 'named',
    metric: next(),
    state: at % 2 === 0 ? 'failed' : 'errored',
    because: next(),
    tags: [next()],
    expected: next(),
    observed: next(),
    value: null,
    violations: 3,
    sample: {
      columns: [next(), next()],
      rows: [[next(), next()]],
      masked: [next()],
      shows: 'rows',
    },
    distribution: { kind: 'frequencies', values: [[next(), 3]], others: 0 },
    byFile: [{ file: next(), value: 1, of: 2 }],
    sql: next(),
    evidence: { exactness: 'exact', by: next(), pass: next(), interval: null, notes: [next()] },
    problem: { code: next(), message: next() },
    location: { file: next(), line: 1, column: 1 },
  });
}

/** A report that holds so many hostile texts. */
function hostileReport(texts: readonly string[]): Report {
  let used = 0;
  const next = () => texts[used++] ?? '';
  const contracts: ReportedContract[] = [];
  while (used < texts.length) {
    const contract = next();
    const outcomes = Array.from({ length: ofAContract }, (_, at) => outcome(next, contract, at));
    contracts.push(
      contractOf(outcomes, {
        file: next(),
        owner: next(),
        description: next(),
        version: next(),
        classification: next(),
        links: { [next()]: next(), runbook: 'javascript:alert(1)', data: 'data:text/html,x' },
        snapshot: next(),
        passes: [{ name: next(), metrics: [next()], sql: [next()], engineMs: 1, bytes: 1 }],
      }),
    );
  }
  return reportOf(contracts, [{ message: next(), file: next() }]);
}

const openAll = (on: Page) =>
  on.evaluate(() => {
    for (const one of document.querySelectorAll('details')) one.open = true;
  });

/** What the page shows of each expectation, as text. */
const shown = (on: Page) =>
  on.locator('details.x').evaluateAll((rows) =>
    rows.map((row) => {
      const text = (selector: string) => row.querySelector(selector)?.textContent ?? null;
      return {
        title: text('summary > code'),
        because: text('.why'),
        observed: text('.ob'),
        columns: [...row.querySelectorAll('.tb th')].map((cell) => cell.textContent),
        cells: [...row.querySelectorAll('.tb td')].map((cell) => cell.textContent),
        bars: [...row.querySelectorAll('.bars tbody th')].map((cell) => cell.textContent),
        sql: text('.sql code'),
      };
    }),
  );

const orEmpty = (text: string) => (text === '' ? 'empty' : visible(text));

/** Blanks at the ends of a cell are shown between quotes. */
const quotedAtBlanks = (text: string) => {
  const seen = orEmpty(text);
  return seen === seen.trim() ? seen : `'${seen}'`;
};

const expected = (outcomes: readonly Outcome[]) =>
  outcomes.map(({ title, because, observed, sample, distribution, byFile, sql }) => ({
    title: visible(title),
    because: visible(because ?? ''),
    observed: visible(observed ?? ''),
    columns: sample?.columns.map(visible),
    cells: sample?.rows.flat().map((cell) => quotedAtBlanks(cell ?? '')),
    bars: [
      ...(distribution?.kind === 'frequencies'
        ? distribution.values.map(([value]) => quotedAtBlanks(value ?? ''))
        : []),
      ...(byFile ?? []).map(({ file }) => visible(file)),
    ],
    sql: (sql ?? '').split('\n').map(visible).join('\n'),
  }));

/** Elements and attributes that no text may bring into being. */
const foreign = (on: Page) =>
  on.evaluate(() =>
    [...document.querySelectorAll('*')].flatMap((one) => {
      const isOwn =
        one.matches('script[type=module], script.pk, body > *, head > *, .x, .c') ||
        !one.matches('script, style, img, iframe, object, embed, base, link, textarea, image');
      const handlers = one
        .getAttributeNames()
        .filter((name) => name.startsWith('on') || name === 'style');
      const links = one.matches(
        'a:not([href^="#"], [href^="http:"], [href^="https:"], [href^="mailto:"])',
      );
      return isOwn && handlers.length === 0 && !links ? [] : [one.outerHTML.slice(0, 200)];
    }),
  );

test(`${strings} hostile texts are shown as what they are, and run nothing`, async () => {
  const texts = [...hostileTexts, ...fc.sample(hostile, strings - hostileTexts.length)];
  const batches = [texts.slice(0, 2500), texts.slice(2500, 5000), texts];
  for (const batch of batches) {
    const report = hostileReport(batch);
    const outcomes = report.contracts.flatMap((one) => one.outcomes);
    const history = new Map(
      outcomes.map((one) => [
        keyOf(one),
        [1, 2].map((at) => ({
          startedAt: `2026-11-0${at}T00:00:00.000Z`,
          state: one.state,
          value: one.title,
          observed: `${one.because}${at}`,
        })),
      ]),
    );
    const { page: on, misdeeds } = await openPage(browser, renderPage(report, history));
    await openAll(on);
    await expect.poll(() => on.locator('.in[data-p], .in:empty').count()).toBe(0);
    // The page puts the failed before the errored; contracts keep their order.
    const inOrder = report.contracts.flatMap((one) => [
      ...one.outcomes.filter(({ state }) => state === 'failed'),
      ...one.outcomes.filter(({ state }) => state === 'errored'),
    ]);
    expect(await shown(on)).toEqual(expected(inOrder));
    expect(await foreign(on)).toEqual([]);
    expect(misdeeds).toEqual([]);
    await on.context().close();
  }
});

test('a hostile owner can be filtered by, and linked to', async () => {
  const owners = fc.sample(hostile, 30);
  const report = reportOf(
    owners.map((owner, at) =>
      contractOf([outcomeOf({ contract: `c${at}` })], { contract: `c${at}`, owner }),
    ),
  );
  const html = renderPage(report, null);
  const { page: on, url, misdeeds } = await openPage(browser, html);
  const [owner = ''] = owners.filter((one) => one !== '');
  await on.locator('[name=owner]').selectOption(visible(owner));
  const count = owners.filter((one) => visible(one) === visible(owner)).length;
  expect(await on.locator('.x:not([hidden])').count()).toBe(count);
  const again = await openPage(browser, html, { hash: on.url().slice(url.length) });
  expect(await again.page.locator('.x:not([hidden])').count()).toBe(count);
  expect(misdeeds).toEqual([]);
});
