import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { promisify } from 'node:util';

const root = resolve(import.meta.dirname, '../..');
const run = promisify(execFile);

/** npm, as a user's shell runs it: what npm and Vitest tell their own children is not theirs. */
async function npm(cwd: string, ...args: readonly string[]): Promise<string> {
  const { stdout } = await run('npm', args, { cwd, env: outerEnvironment(), maxBuffer: 2 ** 26 });
  return stdout;
}

/** The environment without what npm, Vitest and CI add to it: a user at a desk has none of it. */
export function outerEnvironment(): NodeJS.ProcessEnv {
  const inner =
    /^(?:npm_|VITEST|VITE_|NODE_ENV$|TEST$|PROD$|DEV$|MODE$|BASE_URL$|SSR$|ASSAY_|INIT_CWD$|FORCE_COLOR$|CI$|GITHUB_ACTIONS$)/;
  const entries = Object.entries(process.env).filter(
    ([name]) => !inner.test(name) || name.startsWith('npm_config_'),
  );
  const PATH = (process.env.PATH ?? '')
    .split(delimiter)
    .filter((folder) => !folder.includes('node_modules'))
    .join(delimiter);
  return { ...Object.fromEntries(entries), PATH, NO_COLOR: '1' };
}

/** The packed package: `ASSAY_TARBALL`, the tarball in the root where it is newer than all that it holds, else packed now. */
async function tarball(into: string): Promise<string> {
  const given = process.env.ASSAY_TARBALL;
  if (given) return resolve(given);
  const { name, version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as {
    readonly name: string;
    readonly version: string;
  };
  const packed = join(root, `${name}-${version}.tgz`);
  const at = await modified(packed);
  if (at !== null && at > (await newestSource())) return packed;
  await npm(root, 'pack', '--pack-destination', into);
  return join(into, `${name}-${version}.tgz`);
}

async function modified(path: string): Promise<number | null> {
  try {
    return (await stat(path)).mtimeMs;
  } catch {
    return null;
  }
}

async function newestSource(): Promise<number> {
  const folders = ['src', 'reporters'].map((folder) => join(root, folder));
  const listed = folders.map((one) => readdir(one, { recursive: true, withFileTypes: true }));
  const files = (await Promise.all(listed)).flat();
  const times = await Promise.all(
    files.filter((file) => file.isFile()).map((file) => modified(join(file.parentPath, file.name))),
  );
  return Math.max(
    ...times.map((time) => time ?? 0),
    (await modified(join(root, 'package.json'))) ?? 0,
  );
}

/** What a user installs, in an empty folder: the package, Vitest, and Node 24 for machines with an older one. */
async function install(folder: string, tgz: string): Promise<void> {
  const own = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as {
    readonly devDependencies: Readonly<Record<string, string>>;
  };
  const manifest = { name: 'fresh', private: true, type: 'module', allowScripts: { node: true } };
  await writeFile(join(folder, 'package.json'), JSON.stringify(manifest));
  const vitest = `vitest@${own.devDependencies.vitest}`;
  const node = `node@${own.devDependencies.node}`;
  await npm(
    folder,
    'install',
    '--save-dev',
    '--prefer-offline',
    '--no-audit',
    '--no-fund',
    tgz,
    vitest,
    node,
  );
}

/** An empty folder with all of that installed, and how to be rid of it. */
export async function freshInstallation(): Promise<{
  readonly folder: string;
  readonly tarball: string;
  readonly remove: () => Promise<void>;
}> {
  const folder = await mkdtemp(join(tmpdir(), 'assay-e2e-'));
  const remove = () => rm(folder, { recursive: true, force: true, maxRetries: 5 });
  try {
    const packed = await tarball(folder);
    await install(folder, packed);
    return { folder, tarball: packed, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}
