import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { pypiPackages } from './pypi-packages.ts';

const run = promisify(execFile);

/** The releases of DVC that the tests run: of its layout today, and of the one before. */
const releases = {
  3: ['dvc==3.67.1'],
  // Later releases of these lack names that it imports.
  2: ['dvc==2.58.2', 'pathspec==0.11.2', 'dulwich==0.22.8'],
} as const;

/** The command `dvc` of a release, run in a folder. It returns what it writes. */
export type Dvc = (...args: readonly string[]) => Promise<string>;

/** Returns the command `dvc` from PyPI, with settings of its own in a scratch folder. */
export async function dvcTool(
  release: keyof typeof releases,
  folder: string,
  scratch: string,
): Promise<Dvc> {
  const packages = await pypiPackages(releases[release]);
  const env = {
    ...process.env,
    PYTHONPATH: packages,
    PATH: `${join(packages, 'bin')}:${process.env.PATH}`,
    DVC_NO_ANALYTICS: '1',
    DVC_GLOBAL_CONFIG_DIR: join(scratch, 'global'),
    DVC_SYSTEM_CONFIG_DIR: join(scratch, 'system'),
    DVC_SITE_CACHE_DIR: join(scratch, 'site'),
    GIT_CONFIG_GLOBAL: '/dev/null',
  };
  return async (...args) =>
    (await run('python3', ['-m', 'dvc', ...args, '-q'], { cwd: folder, env })).stdout;
}
