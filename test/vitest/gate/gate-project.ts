import { spawn } from 'node:child_process';
import { access, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import process from 'node:process';
import { openStore } from '../../../src/store/open-store.ts';
import type { Store } from '../../../src/store/store.ts';
import { outerEnvironment } from '../../support/package.ts';

/** The folder of this repository. */
export const repository = resolve(import.meta.dirname, '../../..');

/** The way to run TypeScript of this repository. */
const node = ['--conditions=assay-source', '--disable-warning=ExperimentalWarning'];

/** A process that has ended. */
export interface Ended {
  readonly code: number | null;
  readonly output: string;
}

/** A folder of a user with contracts, data and a store. */
export interface GateProject {
  readonly root: string;
  store(): Promise<Store>;
  write(file: string, text: string): Promise<void>;
  has(file: string): Promise<boolean>;
  /** Records `data/trips.csv` with these fares as a snapshot. */
  record(fares: readonly (number | null)[], tag: string | null): Promise<string>;
  /** Runs `assay` with these arguments. */
  assay(...args: readonly string[]): Promise<Ended>;
  /** Runs `assay promote trips --from candidate --to production` with more arguments. */
  promote(...args: readonly string[]): Promise<Ended>;
  /** The same, with these variables in the environment. */
  promoteWith(env: Readonly<Record<string, string>>, ...args: readonly string[]): Promise<Ended>;
  /** Runs a script that may import from `repository`. */
  script(text: string): Promise<Ended>;
  remove(): Promise<void>;
}

const file = (path: string) => JSON.stringify(join(repository, path));

const promotion = ['promote', 'trips', '--from', 'candidate', '--to', 'production'] as const;

const vitestConfig = `
import { contracts } from ${file('src/vitest/plugin/contracts-plugin.ts')};
export default {
  plugins: [contracts()],
  resolve: { alias: [
    { find: /^assay$/, replacement: ${file('src/index.ts')} },
    { find: 'assay/store', replacement: ${file('src/store/store-api.ts')} },
  ] },
  test: { include: ['test/*.test.ts'], reporters: ['default', ${file('reporters/json.ts')}] },
};
`;

/** A contract on fares, as it is written in a contract file. */
export const contractOn = (
  dataset: string,
  {
    name = 'trips',
    verify = 'verify',
    expect = "column('fare').mean().between(5, 10), column('fare').max().atMost(20).warn()",
    options = '',
  } = {},
): string => `
import { contract, csv, snapshot, verify, z } from 'assay';
const it = contract('${name}', { schema: z.object({ id: z.int(), fare: z.number().nullable() }) },
  ({ rows, column }) => [${expect}]);
${verify}(it, ${dataset}${options === '' ? '' : `, ${options}`});
`;

/** Makes a folder of a user. The only contract file is on `snapshot('trips')` unless others are given. */
export async function gateProject(
  files: Readonly<Record<string, string>> = {},
): Promise<GateProject> {
  const root = await mkdtemp(join(tmpdir(), 'gate-'));
  const write = async (path: string, text: string) => {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  };
  const all = {
    'package.json': '{ "type": "module" }',
    'vitest.config.ts': vitestConfig,
    'contracts/trips.contract.ts': contractOn("snapshot('trips')"),
    'test/own.test.ts':
      "import { writeFileSync } from 'node:fs';\nimport { test } from 'vitest';\ntest('own', () => writeFileSync('own-ran', ''));",
    ...files,
  };
  for (const [path, text] of Object.entries(all)) await write(path, text);
  const run = (args: readonly string[], env = {}) => ended([...node, ...args], root, env);
  const main = join(repository, 'src/cli/main.ts');
  const assay = (...args: readonly string[]) => run([main, ...args]);
  const store = () => openStore('.assay', { root });
  return {
    root,
    write,
    store,
    assay,
    has: (path) =>
      access(join(root, path)).then(
        () => true,
        () => false,
      ),
    record: async (fares, tag) => {
      const lines = fares.map((fare, at) => `${at + 1},${fare ?? ''}`);
      await write('data/trips.csv', ['id,fare', ...lines, ''].join('\n'));
      const options = { copy: true, ...(tag !== null && { tag }) };
      return (await (await store()).create('trips', 'data/trips.csv', options)).digest;
    },
    promote: (...args) => assay(...promotion, ...args),
    promoteWith: (env, ...args) => run([main, ...promotion, ...args], env),
    script: async (text) => {
      await write('script.ts', text.replaceAll('REPOSITORY', repository));
      return run(['script.ts']);
    },
    remove: () => rm(root, { recursive: true, force: true }),
  };
}

const ended = (
  args: readonly string[],
  cwd: string,
  more: Readonly<Record<string, string>>,
): Promise<Ended> =>
  new Promise((done, fail) => {
    const child = spawn(process.execPath, args, {
      cwd,
      env: { ...outerEnvironment(), ...more },
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => {
        output += chunk;
      });
    child.on('error', fail);
    child.on('close', (code) => done({ code, output }));
  });
