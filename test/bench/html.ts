import { mkdtempSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { withRun } from '../../reporters/html/history.ts';
import { readHistory, writeHistory } from '../../reporters/html/history-file.ts';
import { renderPage } from '../../reporters/html/page.ts';
import { openChromium } from '../support/chromium.ts';
import { benchmarkHistory, benchmarkReport } from './html-report.ts';

/**
 * What the HTML report of many expectations takes: to write, on disk, and until its filter reacts in Chromium.
 *
 *     node test/bench/html.ts [expectations] [runs]
 */
const expectations = Number(process.argv[2] ?? 3000);
const runs = Number(process.argv[3] ?? 9);

const median = (values: readonly number[]) =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

const folder = mkdtempSync(join(tmpdir(), 'assay-bench-'));
const page = join(folder, 'contracts.html');
const past = join(folder, 'history.json');
const report = benchmarkReport(expectations);
await writeHistory(past, benchmarkHistory(report));

/** As the reporter does it, in milliseconds. */
async function write(): Promise<{ readonly wall: number; readonly cpu: number }> {
  const [start, before] = [performance.now(), process.cpuUsage()];
  const history = withRun(readHistory(past), report);
  await writeHistory(past, history);
  writeFileSync(page, renderPage(report, history));
  const { user, system } = process.cpuUsage(before);
  return { wall: performance.now() - start, cpu: (user + system) / 1000 };
}

/** From the start of the navigation until what the filter left is painted, in milliseconds; the filter is used at once. */
async function open(browser: Browser): Promise<{ readonly first: number; readonly next: number }> {
  const tab = await browser.newPage();
  await tab.addInitScript(() => {
    const painted = () =>
      new Promise<number>((done) => {
        requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now())));
      });
    const search = (text: string) => {
      const field = document.querySelector('[name=q]');
      if (!(field instanceof HTMLInputElement)) throw new Error('There is no search field.');
      field.value = text;
      field.dispatchEvent(new Event('input', { bubbles: true }));
      return painted();
    };
    addEventListener('DOMContentLoaded', async () => {
      const first = await search('column 2999');
      const start = performance.now();
      Object.assign(window, { times: { first, next: (await search('column')) - start } });
    });
  });
  await tab.goto(pathToFileURL(page).href);
  const times = await tab.waitForFunction(
    () => Object.getOwnPropertyDescriptor(window, 'times')?.value,
  );
  const found = (await times.jsonValue()) as { readonly first: number; readonly next: number };
  await tab.close();
  return found;
}

const written = [];
for (let run = 0; run < runs; run += 1) written.push(await write());
const browser = await openChromium();
const opened = [];
for (let run = 0; run < runs; run += 1) opened.push(await open(browser));
await browser.close();

const size = statSync(page).size / 1e6;
const reporting = written.map(({ wall }) => wall / 1000);
const times = {
  'reporting, s': reporting,
  'reporting, s of CPU': written.map(({ cpu }) => cpu / 1000),
  'filter reacts after navigation, s': opened.map(({ first }) => first / 1000),
  'filter reacts to all rows, s': opened.map(({ next }) => next / 1000),
};
console.log(`${expectations} expectations, 50 past runs each, in a page of ${size.toFixed(2)} MB`);
console.log(`first  median  best of ${runs}`);
for (const [name, values] of Object.entries(times)) {
  const [first = Number.NaN] = values;
  const shown = [first, median(values), Math.min(...values)].map((value) => value.toFixed(2));
  console.log(`${shown.join('   ')}   ${name}`);
}

// Times are twice as long as they may be: the machine does other things as well.
const isTooMuch =
  size > 3 || median(reporting) > 1 || median(times['filter reacts after navigation, s']) > 2;
if (expectations <= 3000 && isTooMuch) {
  console.error('That is more than the report may take.');
  process.exitCode = 1;
}
