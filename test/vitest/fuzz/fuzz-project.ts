import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import process from 'node:process';
import type { Report } from '../../../src/outcome/report.ts';
import { outerEnvironment } from '../../support/package.ts';

const repository = resolve(import.meta.dirname, '../../..');
const vitest = join(repository, 'node_modules/vitest/vitest.mjs');

/** A folder with files of a user who fuzzes steps with this project's sources. */
export interface FuzzProject {
  readonly root: string;
  /** Runs Vitest, and returns what it printed and the report as JSON. */
  run(args: readonly string[], env?: NodeJS.ProcessEnv): Promise<FuzzRun>;
  remove(): Promise<void>;
}

/** A run of Vitest that has ended. */
export interface FuzzRun {
  readonly code: number | null;
  readonly output: string;
  readonly report: Report;
}

const config = (fuzz: string): string => `${
  fuzz === ''
    ? ''
    : `import { contracts } from ${JSON.stringify(join(repository, 'src/vitest/plugin/contracts-plugin.ts'))};`
}
export default {
  plugins: [${fuzz === '' ? '' : `contracts({ fuzz: ${fuzz} })`}],
  resolve: {
    alias: [
      { find: 'assay/fuzz', replacement: ${JSON.stringify(join(repository, 'src/vitest/fuzz/fuzz-api.ts'))} },
      { find: /^assay$/, replacement: ${JSON.stringify(join(repository, 'src/index.ts'))} },
    ],
  },
  test: { include: ['**/*.test.ts'], fileParallelism: false, isolate: false },
};
`;

/** Makes a folder with these files. `fuzz` is the option of the plugin, as source text; without it there is no plugin. */
export async function fuzzProject(
  files: Readonly<Record<string, string>>,
  fuzz = '',
): Promise<FuzzProject> {
  const root = await mkdtemp(join(tmpdir(), 'fuzz-'));
  for (const [file, text] of Object.entries({ 'vitest.config.ts': config(fuzz), ...files })) {
    await mkdir(dirname(join(root, file)), { recursive: true });
    await writeFile(join(root, file), text);
  }
  return {
    root,
    run: async (args, env = {}) => {
      const reporters = ['default', join(repository, 'reporters/json.ts')];
      const ended = await processOf(
        [vitest, 'run', ...reporters.map((name) => `--reporter=${name}`), ...args],
        root,
        { ...outerEnvironment(), ...env },
      );
      const report = await readFile(join(root, 'assay-report/contracts.json'), 'utf8').catch(
        () => 'null',
      );
      return { ...ended, report: JSON.parse(report) };
    },
    remove: () => rm(root, { recursive: true, force: true }),
  };
}

const processOf = (args: readonly string[], cwd: string, env: NodeJS.ProcessEnv) =>
  new Promise<Pick<FuzzRun, 'code' | 'output'>>((done, fail) => {
    const child = spawn(process.execPath, args, { cwd, env });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => {
        output += chunk;
      });
    child.on('error', fail);
    child.on('close', (code) => done({ code, output }));
  });
