import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Dataset, ReadProblem } from '../../src/dataset/dataset.ts';
import type { Session } from '../../src/engine/engine.ts';
import { type Given, opened } from './opened.ts';

/** A folder with these files, gone after the test. */
export function folder(files: Readonly<Record<string, string | Uint8Array>> = {}): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'test-')));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), content);
  }
  return root;
}

/** A dataset over one file of this content. */
export function openFile(
  name: string,
  content: string | Uint8Array,
  source: (path: string) => Dataset,
  given: Omit<Given, 'root'> = {},
): Promise<Session> {
  return opened(source(name), { ...given, root: folder({ [name]: content }) });
}

/** Problems as a person reads them. */
export const told = ({ problems }: { readonly problems: readonly ReadProblem[] }) =>
  problems.map(
    ({ file, line, column, message }) =>
      `${file}${line === null ? '' : `:${line}`}${column === null ? '' : ` "${column}"`}: ${message}`,
  );
