import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';

export const root = resolve(import.meta.dirname, '../..');

/** All that there are, now and later. */
export const reporters = readdirSync(join(root, 'reporters'))
  .filter((name) => name.endsWith('.ts'))
  .filter((name) => readFileSync(join(root, 'reporters', name), 'utf8').includes('export default'))
  .map((name) => basename(name, '.ts'));

const config = `
import { contracts } from '${root}/src/vitest/plugin/contracts-plugin.ts';
export default {
  plugins: [contracts({ quarantine: { folder: 'quarantine', clean: true }, cache: 'kept' })],
  ssr: { resolve: { conditions: ['assay-source'] } },
  server: { fs: { strict: false } },
};`;

/** Makes a project of a folder, with these files. */
export function makeProject(folder: string, files: Readonly<Record<string, string>>): void {
  mkdirSync(join(folder, 'node_modules'));
  for (const name of ['vitest', 'zod'])
    symlinkSync(join(root, 'node_modules', name), join(folder, 'node_modules', name));
  symlinkSync(root, join(folder, 'node_modules/assay'));
  const all = { 'package.json': '{ "type": "module" }', 'vitest.config.ts': config, ...files };
  for (const [name, text] of Object.entries(all)) writeFileSync(join(folder, name), text);
}

/** Runs its contracts, and gives all that was printed. */
export function runContracts(
  folder: string,
  env: NodeJS.ProcessEnv = {},
  ...more: readonly string[]
) {
  const args = [
    join(root, 'node_modules/vitest/vitest.mjs'),
    'run',
    '--project=contracts',
    ...more,
  ];
  const outer = Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^(VITEST|NODE_|TEST|CI$|GITHUB_|GITLAB_)/.test(name),
    ),
  );
  const { stdout, stderr, status } = spawnSync(process.execPath, args, {
    cwd: folder,
    encoding: 'utf8',
    env: { ...outer, NO_COLOR: '1', ...env },
    maxBuffer: 2 ** 28,
  });
  return { output: stdout + stderr, status };
}

/** What a run wrote: all but these and, which is data too, the quarantine. */
export function writtenFiles(
  folder: string,
  ours: ReadonlySet<string>,
): readonly (readonly [name: string, text: string])[] {
  const given = new Set([
    ...ours,
    'node_modules',
    'quarantine',
    'package.json',
    'vitest.config.ts',
  ]);
  return readdirSync(folder)
    .filter((name) => !given.has(name))
    .flatMap((name) => filesIn(join(folder, name)))
    .map((path) => [
      path.slice(folder.length + 1),
      readFileSync(path, 'latin1') + readFileSync(path, 'utf8'),
    ]);
}

const filesIn = (path: string): readonly string[] => {
  try {
    return readdirSync(path).flatMap((name) => filesIn(join(path, name)));
  } catch {
    return [path];
  }
};
