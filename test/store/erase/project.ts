import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ledgerKey } from '../../../src/store/erase/ledger-key.ts';
import { openStore } from '../../../src/store/open-store.ts';
import type { Store } from '../../../src/store/store.ts';

/** A project with a store, in a folder of its own. */
export interface Project {
  readonly root: string;
  readonly store: Store;
  readonly keyText: string;
  readonly key: ReturnType<typeof ledgerKey>;
  write(path: string, text: string | Uint8Array): void;
  /** All bytes of all files below a folder of the project, as Latin-1 text. */
  bytes(below?: string): string;
  remove(): void;
}

export async function makeProject(): Promise<Project> {
  const root = mkdtempSync(join(tmpdir(), 'assay-project-'));
  mkdirSync(join(root, 'node_modules'));
  const keyText = randomBytes(32).toString('hex');
  return {
    root,
    store: await openStore('.assay', { root, env: {} }),
    keyText,
    key: ledgerKey(keyText, 'a test'),
    write: (path, text) => {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    },
    bytes: (below = '') =>
      readdirSync(join(root, below), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
        .join('\n'),
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}
