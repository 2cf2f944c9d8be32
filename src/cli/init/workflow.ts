import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { isRecord } from '../../value/option-rules.ts';

/** A package manager, as a workflow uses it. */
interface Manager {
  readonly name: string;
  readonly locks: readonly string[];
  /** The steps before Node is set up. */
  readonly before: readonly string[];
  /** The steps after that, which install the packages. */
  readonly install: readonly string[];
  /** The word before a command of an installed package. */
  readonly run: string;
  /** True if actions/setup-node can cache its packages. */
  readonly isCached: boolean;
}

/** The files of a project that say which version of a package manager it has. */
interface Shown {
  /** The text of a `yarn.lock`; empty if there is none. */
  readonly yarnLock: string;
  /** The field `packageManager` of package.json, such as `'pnpm@10.4.1'`; empty if there is none. */
  readonly declared: string;
}

const managersOf = ({ yarnLock, declared }: Shown): readonly Manager[] => [
  {
    name: 'npm',
    locks: ['package-lock.json', 'npm-shrinkwrap.json'],
    before: [],
    install: ['run: npm ci'],
    run: 'npx',
    isCached: true,
  },
  {
    name: 'pnpm',
    locks: ['pnpm-lock.yaml'],
    // The action takes the version of packageManager, and refuses two.
    before: [
      `uses: pnpm/action-setup@v4${declared === '' ? '\n        with:\n          version: latest' : ''}`,
    ],
    install: ['run: pnpm install --frozen-lockfile'],
    run: 'pnpm exec',
    isCached: true,
  },
  {
    name: 'yarn',
    locks: ['yarn.lock'],
    before: ['run: corepack enable'],
    // Only the lock files of Yarn 2 and later have metadata, and only those versions know --immutable.
    install: [
      `run: yarn install ${/^__metadata:/m.test(yarnLock) ? '--immutable' : '--frozen-lockfile'}`,
    ],
    run: 'yarn',
    isCached: true,
  },
  {
    name: 'bun',
    locks: ['bun.lock', 'bun.lockb'],
    before: [],
    install: ['uses: oven-sh/setup-bun@v2', 'run: bun install --frozen-lockfile'],
    run: 'bunx',
    isCached: false,
  },
];

/** A workflow that runs the contracts. */
interface Workflow {
  readonly text: string;
  /** A sentence on the package manager, with a space before; empty if there is no doubt of it. */
  readonly doubt: string;
}

/** Returns the workflow for the package manager of the current folder: that of package.json, or else of the lock file. */
export async function workflowHere(): Promise<Workflow> {
  const shown = {
    yarnLock: existsSync('yarn.lock') ? await readFile('yarn.lock', 'utf8') : '',
    declared: await declaredManager(),
  };
  const managers = managersOf(shown);
  const named = managers.find(({ name }) => shown.declared.startsWith(`${name}@`));
  const locked = managers.filter(({ locks }) => locks.some((lock) => existsSync(lock)));
  const manager = named ?? locked[0] ?? managers[0];
  if (manager === undefined) throw new Error('There is no package manager at all.');
  return { text: workflowOf(manager), doubt: named === undefined ? doubtOf(locked, manager) : '' };
}

function doubtOf(locked: readonly Manager[], { name }: Manager): string {
  if (locked.length < 2) return '';
  const all = locked.map((one) => one.name).join(' and ');
  return ` There are lock files of ${all}, and it takes ${name}: remove those that are not in use, or name one as packageManager in package.json, then delete the workflow and run init again.`;
}

async function declaredManager(): Promise<string> {
  if (!existsSync('package.json')) return '';
  const manifest: unknown = JSON.parse(await readFile('package.json', 'utf8'));
  const declared = isRecord(manifest) ? manifest.packageManager : undefined;
  return typeof declared === 'string' ? declared : '';
}

function workflowOf({ name, before, install, run, isCached }: Manager): string {
  const step = (text: string) => `      - ${text}\n`;
  return `name: contracts
on: [push, pull_request]
jobs:
  contracts:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
${before.map(step).join('')}      - uses: actions/setup-node@v4
        with:
          node-version: 24
${isCached ? `          cache: ${name}\n` : ''}${install.map(step).join('')}      - run: ${run} vitest run --project contracts --reporter=assay/reporters/terminal --reporter=assay/reporters/junit
      - uses: actions/upload-artifact@v4
        if: always()
        with:
          name: contracts
          path: assay-report/junit.xml
`;
}
