import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { renderProfile } from '../../../reporters/html/profile/profile-page.ts';
import { openDataset } from '../../../src/engine/engines.ts';
import { csv } from '../../../src/index.ts';
import { profileDocument } from '../../../src/profile/summary/profile-document.ts';
import { openChromium } from '../../support/chromium.ts';
import { axeViolations, openPage, pixelsBeyond } from './browser.ts';

let browser: Browser;
const root = mkdtempSync(join(tmpdir(), 'profile-'));

const months = Object.fromEntries(
  [0, 1, 2, 3, 4].map((file) => [
    `month${file}.csv`,
    `id,city,email,amount\n${Array.from({ length: 80 }, (_, at) =>
      [
        file * 80 + at,
        file === 3 ? 'Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch' : 'Oslo',
        `person${at}@example.org`,
        file === 4 ? '' : at % 9,
      ].join(','),
    ).join('\n')}\n`,
  ]),
);

async function pageOf(path: string, within: string): Promise<string> {
  const session = await openDataset(csv(path), [], { root: within, now: new Date(0) });
  try {
    return renderProfile(await profileDocument(session, path));
  } finally {
    await session.close();
  }
}

const pages = new Map<string, string>();

beforeAll(async () => {
  browser = await openChromium();
  for (const [name, text] of Object.entries(months)) writeFileSync(join(root, name), text);
  pages.set('a set of files', await pageOf('month*.csv', root));
  pages.set('one file', await pageOf('examples/first-hour/messy.csv', process.cwd()));
}, 60_000);
afterEach(async () => {
  await Promise.all(browser.contexts().map((context) => context.close()));
});
afterAll(async () => {
  await browser.close();
  rmSync(root, { recursive: true, force: true });
});

describe.for(['one file', 'a set of files'])('the profile of %s', (name) => {
  const page = () => pages.get(name) ?? '';

  test('is small', () => {
    expect(page()).toContain('Profile');
    expect(page().length).toBeLessThan(150_000);
  });

  test.for(['light', 'dark'] as const)('is legible and asks nothing: %s', async (colorScheme) => {
    const { page: on, misdeeds } = await openPage(browser, page(), {
      colorScheme,
      bypassCSP: true,
    });
    expect(await on.locator('h1').isVisible()).toBe(true);
    expect(await pixelsBeyond(on)).toBe(0);
    expect(misdeeds).toEqual([]);
    expect(await axeViolations(on)).toEqual([]);
  });

  test.for(['light', 'dark'] as const)('fits a phone: %s', async (colorScheme) => {
    const viewport = { width: 390, height: 844 };
    const { page: on, misdeeds } = await openPage(browser, page(), { colorScheme, viewport });
    expect(await pixelsBeyond(on)).toBe(0);
    expect(misdeeds).toEqual([]);
  });
});

test('the page of a set lists how its files differ', async () => {
  const { page: on } = await openPage(browser, pages.get('a set of files') ?? '');
  expect(await on.locator('#files + ul li').allTextContents()).toEqual([
    'amount in month4.csv: 100% NULL, 0 in the others',
    'city in month3.csv: Oslo 0, 100% in the others',
  ]);
});
