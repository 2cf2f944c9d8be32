import { spawnSync } from 'node:child_process';
import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import { assay, project, projects } from './cli/command.ts';

vi.setConfig({ testTimeout: 120_000 });
afterAll(() => rmSync(projects, { recursive: true, force: true }));

const root = resolve(import.meta.dirname, '..');
const page = readFileSync(join(root, 'docs/first-contract.md'), 'utf8');

/** The blocks of the page that do something, in order. */
const blocks = [...page.matchAll(/^```(ts|js|text)\n(.*?)^```/gms)].map(
  ([, kind = '', text = '']) => ({
    kind,
    text,
  }),
);

const folder = project();
rmSync(join(folder, 'package.json'));
const made = spawnSync('npm', ['init', '-y'], { cwd: folder, encoding: 'utf8' });
copyFileSync(join(root, 'examples/first-contract/orders.csv'), join(folder, 'orders.csv'));

/** The files that a reader saves blocks of code in. */
const saved: Readonly<Record<string, string>> = {
  ts: 'contracts/orders.contract.ts',
  js: 'clean.mjs',
};

function ran(command: string): { readonly status: number | null; readonly said: string } {
  const [program, name, ...rest] = command.split(' ');
  const { status, stdout, stderr } =
    program === 'npx'
      ? assay(folder, ...rest)
      : spawnSync(process.execPath, [name ?? '', ...rest], { cwd: folder, encoding: 'utf8' });
  return { status, said: (stdout + stderr).trim() };
}

test('the page begins with what npm init writes', () => {
  expect(made.status, made.stderr).toBe(0);
  expect(page).toContain('npm init -y\n');
});

test('each command of the page prints what the page says', () => {
  const exits = blocks.flatMap(({ kind, text }) => {
    const path = saved[kind];
    if (path !== undefined) {
      writeFileSync(join(folder, path), text);
      return [];
    }
    const [, command = '', output = ''] = /^\$ (.*?)\n(.*)$/s.exec(text) ?? [];
    const { status, said } = ran(command);
    expect(said, command).toBe(output.trim());
    return [`${command.split(' ').slice(0, 3).join(' ')}: ${status}`];
  });
  expect(exits).toEqual([
    'npx assay init: 0',
    'npx assay check: 1',
    'node clean.mjs: 0',
    'npx assay check: 0',
    'npx assay docs: 0',
  ]);
});
