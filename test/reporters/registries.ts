import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const cache = join(import.meta.dirname, '../../node_modules/.cache/assay-consumers');

/** A pure wheel, which Python imports as it is: put its path into PYTHONPATH. */
export const wheel = (name: string, version: string): Promise<string> =>
  once(`${name}-${version}.whl`, async (scratch) => {
    await download(scratch, ['--only-binary', ':all:', `${name}==${version}`]);
    return join(scratch, String((await readdir(scratch))[0]));
  });

/** The folder of a source distribution. */
export const sourceDistribution = (name: string, version: string): Promise<string> =>
  once(`${name}-${version}`, async (scratch) => {
    await download(scratch, ['--no-binary', ':all:', `${name}==${version}`]);
    const archive = String((await readdir(scratch))[0]);
    await run('tar', ['-xzf', join(scratch, archive), '-C', scratch]);
    return join(scratch, archive.replace(/\.tar\.gz$/, ''));
  });

const download = (to: string, what: readonly string[]) =>
  run('python3', ['-m', 'pip', 'download', '--quiet', '--no-deps', '--dest', to, ...what]);

/** Renamed at the end, so that another process never reads half of it. */
async function once(name: string, make: (scratch: string) => Promise<string>): Promise<string> {
  const target = join(cache, name);
  if (existsSync(target)) return target;
  await mkdir(cache, { recursive: true });
  const scratch = await mkdtemp(join(cache, 'download-'));
  try {
    const made = await make(scratch);
    const ready = join(scratch, 'ready');
    await cp(made, ready, { recursive: true });
    // Who was faster has the same there.
    await rename(ready, target).catch((error: unknown) => {
      if (!existsSync(target)) throw error;
    });
    return target;
  } catch (error) {
    throw new Error(`${name} can't be had from PyPI with python3 -m pip.`, { cause: error });
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}
