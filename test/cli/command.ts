import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');

/** Where all projects of this process lie; to be removed when its tests have ended. */
export const projects = mkdtempSync(join(tmpdir(), 'assay-cli-'));

/** An empty project that has assay. */
export function project(files: Readonly<Record<string, string | Uint8Array>> = {}): string {
  const folder = mkdtempSync(join(projects, 'project-'));
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(root, join(folder, 'node_modules/assay'));
  symlinkSync(join(root, 'node_modules/vitest'), join(folder, 'node_modules/vitest'));
  for (const [path, text] of Object.entries({ 'package.json': '{ "type": "module" }', ...files })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

export interface Ran {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Run the command in a folder, from its sources. */
export function assay(folder: string, ...args: readonly string[]): Ran {
  const main = join(root, 'src/cli/main.ts');
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--conditions=assay-source', main, ...args],
    { cwd: folder, encoding: 'utf8', env: { ...process.env, NO_COLOR: '1', VITEST: undefined } },
  );
  return { status, stdout, stderr };
}

/** A file of the datasets that real people plot. */
export const vega = (name: string): string => join(root, 'node_modules/vega-datasets/data', name);
