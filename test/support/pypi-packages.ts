import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

const cache = join(import.meta.dirname, '../../node_modules/.cache/assay-pypi');

/** A folder with packages, fetched from PyPI once. Pass it as `PYTHONPATH`. */
export async function pypiPackages(packages: readonly string[]): Promise<string> {
  const folder = join(cache, packages.join('-').replaceAll(/[^\w.]+/g, '-'));
  if (existsSync(folder)) return folder;
  await mkdir(cache, { recursive: true });
  const scratch = await mkdtemp(join(cache, 'install-'));
  try {
    const pip = ['-m', 'pip', 'install', '--quiet', '--target', scratch];
    await run('python3', [...pip, ...packages]);
    // Renamed at the end, so that another process never imports half a package; the first one wins.
    await rename(scratch, folder).catch(() => undefined);
    return folder;
  } catch (error) {
    throw new Error(`${packages.join(', ')} can not be had from PyPI with python3 -m pip.`, {
      cause: error,
    });
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}
