import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import axe from 'axe-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';

/** A page that was opened from disk, and what it did that it must not do. */
export interface Opened {
  readonly page: Page;
  readonly url: string;
  /** Requests but for the file itself, errors, what was written to the console, dialogs. */
  readonly misdeeds: readonly string[];
}

/** Write a page to disk and open it there. */
export async function openPage(
  browser: Browser,
  html: string,
  options: BrowserContextOptions & { readonly hash?: string } = {},
): Promise<Opened> {
  const { hash = '', ...context } = options;
  const file = join(mkdtempSync(join(tmpdir(), 'assay-html-')), 'contracts.html');
  writeFileSync(file, html);
  const url = pathToFileURL(file).href;
  const page = await (await browser.newContext(context)).newPage();
  const misdeeds: string[] = [];
  page.on('request', (request) => {
    const [asked = ''] = request.url().split('#');
    if (asked !== url && asked !== 'data:,') misdeeds.push(`request ${asked}`);
  });
  page.on('console', (message) => misdeeds.push(`console ${message.text()}`));
  page.on('pageerror', (error) => misdeeds.push(`error ${error.message}`));
  page.on('dialog', (dialog) => {
    misdeeds.push(`dialog ${dialog.message()}`);
    void dialog.dismiss();
  });
  await page.goto(url + hash);
  return { page, url, misdeeds };
}

/** Returns the violations that axe finds in a page, each with its elements. The page is opened with `bypassCSP`. */
export async function axeViolations(page: Page): Promise<readonly string[]> {
  await page.addScriptTag({ content: axe.source });
  return page.evaluate(async () => {
    const found = (await (globalThis as unknown as { axe: typeof axe }).axe.run()).violations;
    return found.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join('\n')}`);
  });
}

/** Returns the pixels by which a page is wider than its window. */
export const pixelsBeyond = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
