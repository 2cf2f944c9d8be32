import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { afterAll, beforeAll, expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'ci-reporter-'));
const failures = join(folder, 'failures');

const files = {
  'good.test.ts': "test('is well', () => {});",
  'bad.test.ts': `
    describe('a group', () => {
      test('is wrong', () => { expect(1, 'one\\nmore').toBe(2); });
      test('is well', () => {});
      afterAll(() => { throw new Error('in a hook'); });
    });
    test('leaves one behind', () => { void Promise.reject(new Error('nobody waits')); });`,
  'lost.test.ts': "import './nowhere.ts';",
};

let stdout: string;
beforeAll(() => {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const reporter = join(root, 'scripts/ci-reporter.ts');
  const args = [vitest, 'run', '--root', folder, '--globals', `--reporter=${reporter}`];
  const env = { ...process.env, ASSAY_CI_FAILURES: failures };
  ({ stdout } = spawnSync(process.execPath, args, { encoding: 'utf8', env }));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('each file has a line, with its number of tests', () => {
  const lines = stdout.match(/^(?:ok|FAILED).*$/gm)?.map((line) => line.replace(/[\d.]+ s/, ''));
  expect(lines?.map((line) => line.split(/\s+/)).toSorted()).toEqual([
    ['FAILED', '0', 'tests', 'lost.test.ts'],
    ['FAILED', '3', 'tests', 'bad.test.ts'],
    ['ok', '1', 'tests', 'good.test.ts'],
  ]);
});

test('each failure is a line of the file: of a test, a hook, a file that does not load, or none of them', () => {
  expect(readFileSync(failures, 'utf8').trim().split('\n').toSorted()).toEqual([
    'bad.test.ts > a group > is wrong: one',
    'bad.test.ts > a group: in a hook',
    expect.stringMatching(/^lost\.test\.ts: Cannot find module '\.\/nowhere\.ts'/),
    'outside of any test: nobody waits',
  ]);
});
