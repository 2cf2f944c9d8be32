import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { openChromium } from '../test/support/chromium.ts';
import { terminalSvg } from './terminal-svg.ts';

// Makes the pictures of the first hour that the documentation shows, from real runs of the built package over
// examples/first-hour/messy.csv: npm run pictures
const root = resolve(import.meta.dirname, '..');
const pictures = join(root, 'docs/pictures');
const folder = mkdtempSync(join(tmpdir(), 'assay-pictures-'));

/** Returns what a command prints to a terminal with colours; one that fails is an error. */
function ran(...args: readonly string[]): string {
  const env = { ...process.env, FORCE_COLOR: '1' };
  const ended = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8', env });
  if (ended.status !== 0) throw new Error(`${args.join(' ')}: ${ended.stdout}${ended.stderr}`);
  return `${ended.stdout}${ended.stderr}`.replaceAll(folder, '~/shop');
}

try {
  mkdirSync(pictures, { recursive: true });
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(root, join(folder, 'node_modules/assay'));
  symlinkSync(join(root, 'node_modules/vitest'), join(folder, 'node_modules/vitest'));
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  copyFileSync(join(root, 'examples/first-hour/messy.csv'), join(folder, 'messy.csv'));

  const assay = join(root, 'dist/src/cli/main.js');
  const init = ran(assay, 'init', 'messy.csv');
  writeFileSync(join(pictures, 'first-screen.svg'), terminalSvg(init));
  const run = ran(join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--project', 'contracts');
  writeFileSync(join(pictures, 'first-run.svg'), terminalSvg(run));

  ran(assay, 'profile', 'messy.csv', '--html', 'profile.html');
  const browser = await openChromium();
  const page = await browser.newPage({
    viewport: { width: 1000, height: 900 },
    colorScheme: 'light',
  });
  await page.goto(pathToFileURL(join(folder, 'profile.html')).href);
  await page.screenshot({ path: join(pictures, 'profile.png') });
  await browser.close();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
