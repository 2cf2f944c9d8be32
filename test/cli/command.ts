import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { width } from '../../src/outcome/printable-text.ts';

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
  /** The sentences on stderr, each in one line. */
  readonly stderr: string;
  /** All output as a terminal shows it, where sentences are broken at 80 columns. */
  readonly shown: string;
}

/** Undoes the breaks of lines: a line ended where the next word had no room. */
export function sentences(text: string): string {
  const lines: string[] = [];
  let last = '';
  for (const line of text.split('\n')) {
    const isIndentedAlike = /^ */.exec(line)?.[0] === /^ */.exec(last)?.[0];
    const [word = ''] = line.trimStart().split(' ');
    if (word !== '' && isIndentedAlike && width(last) + 1 + width(word) > 80)
      lines.push(`${lines.pop()} ${line.trimStart()}`);
    else lines.push(line);
    last = line;
  }
  return lines.join('\n');
}

/** Run the command in a folder, from its sources. */
export function assay(folder: string, ...args: readonly string[]): Ran {
  const main = join(root, 'src/cli/main.ts');
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--conditions=assay-source', main, ...args],
    { cwd: folder, encoding: 'utf8', env: { ...process.env, NO_COLOR: '1', VITEST: undefined } },
  );
  return { status, stdout, stderr: sentences(stderr), shown: stdout + stderr };
}

/** A file of the datasets that real people plot. */
export const vega = (name: string): string => join(root, 'node_modules/vega-datasets/data', name);
