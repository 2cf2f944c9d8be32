import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { parse } from 'yaml';
import { workflowHere } from '../../../src/cli/init/workflow.ts';

/** The workflow for a folder with some files, and the commands of its steps. */
async function made(files: Readonly<Record<string, string>>) {
  const folder = mkdtempSync(join(tmpdir(), 'assay-workflow-'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const cwd = process.cwd();
  process.chdir(folder);
  onTestFinished(() => {
    process.chdir(cwd);
    rmSync(folder, { recursive: true });
  });
  const { text, doubt } = await workflowHere();
  const { steps } = parse(text).jobs.contracts;
  return { steps, doubt };
}

const run = 'vitest run --project contracts';

test.each([
  ['package-lock.json', '', ['npm ci', `npx ${run}`], 'npm'],
  ['README.md', '', ['npm ci', `npx ${run}`], 'npm'],
  ['pnpm-lock.yaml', '', ['pnpm install --frozen-lockfile', `pnpm exec ${run}`], 'pnpm'],
  [
    'yarn.lock',
    '# yarn lockfile v1\n',
    ['corepack enable', 'yarn install --frozen-lockfile', `yarn ${run}`],
    'yarn',
  ],
  [
    'yarn.lock',
    '__metadata:\n  version: 8\n',
    ['corepack enable', 'yarn install --immutable', `yarn ${run}`],
    'yarn',
  ],
  ['bun.lock', '', ['bun install --frozen-lockfile', `bunx ${run}`], undefined],
  ['bun.lockb', '', ['bun install --frozen-lockfile', `bunx ${run}`], undefined],
])('a project with %s (%j) installs by it', async (lock, text, commands, cache) => {
  const { steps, doubt } = await made({ [lock]: text, 'package.json': '{}' });
  const ran = steps.flatMap((step: { run?: string }) => step.run?.split(' --reporter')[0] ?? []);
  expect([ran, doubt]).toEqual([commands, '']);
  const node = steps.find((step: { uses?: string }) => step.uses?.includes('setup-node'));
  expect(node.with).toEqual({ 'node-version': 24, ...(cache && { cache }) });
});

test('pnpm is of the version that package.json names, or the latest', async () => {
  const action = async (manifest: object) =>
    (await made({ 'pnpm-lock.yaml': '', 'package.json': JSON.stringify(manifest) })).steps[1];
  expect(await action({ packageManager: 'pnpm@10.4.1' })).toEqual({
    uses: 'pnpm/action-setup@v4',
  });
  expect(await action({})).toEqual({
    uses: 'pnpm/action-setup@v4',
    with: { version: 'latest' },
  });
});

test('lock files of two managers are said, unless package.json names one', async () => {
  const locks = { 'package-lock.json': '{}', 'yarn.lock': '' };
  expect((await made(locks)).doubt).toContain('lock files of npm and yarn, and it takes npm');
  const manifest = { 'package.json': '{ "packageManager": "yarn@4.5.0" }' };
  const named = await made({ ...locks, ...manifest });
  expect([named.doubt, named.steps[1].run]).toEqual(['', 'corepack enable']);
});
