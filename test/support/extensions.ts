import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { promisify } from 'node:util';
import { DuckDBInstance } from '@duckdb/node-api';

const run = promisify(execFile);

/** The version whose extensions PyPI has; @duckdb/node-api and this are raised together. */
const version = '1.5.5';

const wheels = { sqlite_scanner: 'sqlite-scanner', httpfs: 'httpfs' } as const;

const cache = join(import.meta.dirname, '../../node_modules/.cache/assay-extensions');

/**
 * The folder with DuckDB's sqlite and httpfs extensions, fetched from PyPI once: DuckDB's own registry can't be
 * reached from everywhere. Pass it as `extensionDirectory`.
 */
export async function extensionDirectory(): Promise<string> {
  const platform = await enginePlatform();
  const folder = join(cache, `v${version}`, platform);
  await mkdir(folder, { recursive: true });
  for (const [name, wheel] of Object.entries(wheels)) {
    const target = join(folder, `${name}.duckdb_extension`);
    if (!existsSync(target)) await download(`duckdb-extension-${wheel}`, name, target);
  }
  return cache;
}

/** As Vitest's globalSetup: the workers inherit the environment. */
export async function setup(): Promise<void> {
  process.env.ASSAY_EXTENSION_DIRECTORY = await extensionDirectory();
}

async function enginePlatform(): Promise<string> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  try {
    const reader = await connection.runAndReadAll(
      'select version(), (select platform from pragma_platform())',
    );
    const [engine, platform] = reader.getRows()[0]?.map(String) ?? [];
    if (engine !== `v${version}` || platform === undefined)
      throw new Error(
        `@duckdb/node-api runs DuckDB ${engine}, and the extensions are for v${version}: raise both together.`,
      );
    return platform;
  } finally {
    connection.disconnectSync();
    instance.closeSync();
  }
}

async function download(wheel: string, name: string, target: string): Promise<void> {
  const scratch = await mkdtemp(join(cache, 'download-'));
  try {
    const pip = ['-m', 'pip', 'download', '--quiet', '--no-deps', '--dest', scratch];
    await run('python3', [...pip, `${wheel}==${version}`]);
    const [file] = await readdir(scratch);
    await run('python3', ['-m', 'zipfile', '-e', join(scratch, String(file)), scratch]);
    const inside = `${wheel.replaceAll('-', '_')}/extensions/v${version}/${name}.duckdb_extension`;
    // Renamed at the end, so that another process never loads half a file.
    await copyFile(join(scratch, inside), join(scratch, name));
    await rename(join(scratch, name), target);
  } catch (error) {
    throw new Error(`The wheel ${wheel} ${version} can't be had from PyPI with python3 -m pip.`, {
      cause: error,
    });
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}
