import { resolve } from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { openChromium } from '../test/support/chromium.ts';

// Takes the picture of this project's own report that the documentation shows:
//
//     npx vitest run --project contracts --reporter=./reporters/html.ts
//     node scripts/report-picture.ts [report] [picture]
const [report = 'assay-report/contracts.html', picture = 'docs/reports/html.png'] =
  process.argv.slice(2);

const browser = await openChromium();
const page = await browser.newPage({
  viewport: { width: 1100, height: 1000 },
  colorScheme: 'light',
});
await page.goto(`${pathToFileURL(resolve(report)).href}#q=flights+delay&kind=declared`);
await page.locator('.x:visible > summary', { hasText: 'quantile(0.95)' }).click();
await page.evaluate(() => scrollTo(0, 0));
await page.screenshot({ path: picture, fullPage: true });
await browser.close();
