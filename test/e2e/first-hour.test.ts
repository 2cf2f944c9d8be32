import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import process from 'node:process';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { type Ended, runIn } from '../support/fixture.ts';

// A stranger follows examples/first-hour/README.md in an empty folder, with the packed package and each package manager.

const root = resolve(import.meta.dirname, '../..');
const example = join(root, 'examples/first-hour');
const page = readFileSync(join(example, 'README.md'), 'utf8');
const { devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  readonly devDependencies: Readonly<Record<string, string>>;
};

/** The commands of the page for each package manager. */
const steps = [...page.matchAll(/^```sh\n(.*?)^```/gms)].map(([, text = '']) =>
  text.trim().split('\n'),
);

/** The package managers that no machine has to have. */
const managers = join(root, 'node_modules/.cache/assay-package-managers');
const pinned = ['pnpm@12.23.0', 'yarn@1.22.22'];
const stores: Readonly<Record<string, readonly string[]>> = {
  npm: ['--prefer-offline'],
  pnpm: ['--store-dir', join(managers, 'pnpm-store')],
  yarn: ['--cache-folder', join(managers, 'yarn-cache'), '--silent'],
};

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

beforeAll(async () => {
  mkdirSync(managers, { recursive: true });
  writeFileSync(join(managers, 'package.json'), '{ "private": true }');
  const { code, output } = await runIn(managers, 'npm', [
    'install',
    '--prefer-offline',
    '--ignore-scripts',
    ...pinned,
  ]);
  expect(code, output).toBe(0);
});

/** Runs a line of the page; the names of packages are those under test, and what is installed lies in the test's cache. */
async function ran(folder: string, line: string): Promise<Ended> {
  const [manager = '', ...words] = line.split(' ');
  const isInstalling = words.some((word) => word === '-D');
  const args = words.map((word) => {
    if (!isInstalling) return word;
    if (word === 'assay') return inject('tarball');
    return word === 'vitest' ? `vitest@${devDependencies.vitest}` : word;
  });
  const flags = isInstalling ? (stores[manager] ?? []) : [];
  const bin = join(managers, 'node_modules/.bin');
  const PATH = [dirname(process.execPath), bin, process.env.PATH].join(delimiter);
  return await runIn(folder, 'env', [
    `PATH=${PATH}`,
    'NPM_CONFIG_FUND=false',
    manager,
    ...args,
    ...flags,
  ]);
}

const counts = [
  ['duplicate numbers', /order_id.*\b40 of 3,040 rows/],
  ['dates in three formats', /305 of 3,040 rows \(10\.03%\)[\s\S]*215 values[\s\S]*90 values/],
  ['broken e-mail addresses', /email.*\b30 of 3,040 rows/],
  ['two ways to write one word', /notIn\(\['toys'\]\).*\b88 of 3,040 rows/],
  ['blanks at the end', /untrimmed\(\).*\b59 of 3,040/],
  ['a word for a missing value', /notIn\(\['N\/A'\]\).*\b31 of 3,040 rows/],
  ['negative quantities', /column\('quantity'\)\.atLeast\(0\).*\b12 of 3,040 rows/],
  ['decimal commas', /discount.*3,040 of 3,040 rows/],
] as const;

/** What Yarn says of itself around each command. */
const ofYarn = /^(?:yarn run v|warning package\.json|\$ |Done in )/;

const lines = (text: string) =>
  text
    .split('\n')
    .filter((line) => !ofYarn.test(line))
    .join('\n')
    .trim()
    .split('\n');
const tooWide = (text: string) => lines(text).filter((line) => [...line].length > 80);

test('the page has three steps for each package manager', () => {
  expect(steps.map((one) => [one[0]?.split(' ')[0], one.length])).toEqual([
    ['npm', 3],
    ['pnpm', 3],
    ['yarn', 3],
  ]);
});

describe.each(steps.map((one) => [one[0]?.split(' ')[0] ?? '', one] as const))(
  'with %s',
  (name, [install = '', init = '', run = '']) => {
    test('eight faults are found with their counts, on one screen', async ({ annotate }) => {
      const folder = mkdtempSync(join(tmpdir(), `assay-first-${name}-`));
      folders.push(folder);
      copyFileSync(join(example, 'messy.csv'), join(folder, 'messy.csv'));
      const timed = async (line: string) => {
        const before = performance.now();
        const ended = await ran(folder, line);
        await annotate(`${line}: ${((performance.now() - before) / 1000).toFixed(1)} s`, 'time');
        expect(ended.code, ended.output).toBe(0);
        return ended;
      };
      await timed(install);

      const { output: said } = await timed(init);
      const screen = said.slice(said.indexOf('\n\n')).trim();
      expect(screen).toContain('messy.csv: 3,040 rows, 13 columns');
      expect(screen.match(/^\? .*$/gm)).toHaveLength(9);
      expect(lines(screen).length).toBeLessThan(25);
      expect(tooWide(said)).toEqual([]);

      const { output } = await timed(run);
      expect(output).toContain('! 9 warned');
      for (const [fault, found] of counts) expect(output, fault).toMatch(found);
      expect(lines(output).length, output).toBeLessThanOrEqual(40);
      expect(tooWide(output)).toEqual([]);
    });
  },
);

test('init names the package that Yarn leaves out, and writes nothing', async () => {
  const [, , yarn = []] = steps;
  const folder = mkdtempSync(join(tmpdir(), 'assay-first-lacking-'));
  folders.push(folder);
  copyFileSync(join(example, 'messy.csv'), join(folder, 'messy.csv'));
  const [install = '', init = ''] = yarn;
  await ran(folder, install.replace(/ vite$/, ''));
  const { code, output } = await ran(folder, init);
  expect(output.replace(/\s+/g, ' ')).toContain('yarn add -D vite, and run this again.');
  expect(code).not.toBe(0);
  expect(readFileSync(join(folder, 'package.json'), 'utf8')).not.toContain('contracts');
});
