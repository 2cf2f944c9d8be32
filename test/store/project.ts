import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { inFolder, storeOn } from '../../src/store/open-store.ts';
import type { Store } from '../../src/store/store.ts';

/** A project in a temporary folder, with a store in it. */
export interface Project {
  readonly root: string;
  readonly store: Store;
  /** Writes a file of the project, and returns its path. */
  write(path: string, text: string): string;
}

/** Makes a project, which goes away with the test. */
export function makeProject(files: Readonly<Record<string, string>> = {}): Project {
  const root = mkdtempSync(join(tmpdir(), 'assay-store-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const write = (path: string, text: string) => {
    const at = join(root, path);
    mkdirSync(dirname(at), { recursive: true });
    writeFileSync(at, text);
    return at;
  };
  // Caches lie beside those of other tools, and not among the system's temporary files.
  mkdirSync(join(root, 'node_modules'));
  for (const [path, text] of Object.entries(files)) write(path, text);
  return { root, store: storeOn(inFolder('.assay', root), root), write };
}
