import type { Dirent } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { StoreError } from '../store-error.ts';

/** The names of the config file. */
const names = ['ts', 'mts', 'js', 'mjs'].map((ending) => `assay.config.${ending}`);

/** The entries of a folder that ends a project: nothing above it is part of it. */
const projectEntries: ReadonlySet<string> = new Set(['package.json', '.git']);

/**
 * Returns the path of a project's config file; null if it has none. A config that would be passed over is an error, since
 * policies would be passed over with it.
 *
 * @throws {StoreError} `STORE_USAGE` for several files, one of another ending, and one in a folder above.
 */
export async function findConfig(root: string): Promise<string | null> {
  const entries = await entriesOf(root);
  const found = configsIn(entries);
  const [file, ...more] = found;
  if (file === undefined) return refuseAbove(root, entries);
  if (more.length > 0)
    throw usage(
      `${root} has ${found.join(' and ')}, and one of them would be passed over: keep one.`,
    );
  if (names.includes(file)) return join(root, file);
  throw usage(`${join(root, file)} is not read: the names of the config are ${names.join(', ')}.`);
}

/** Refuses a folder inside of a project whose config lies above. */
async function refuseAbove(root: string, entries: readonly Dirent[]): Promise<null> {
  let [folder, inside] = [root, entries];
  while (dirname(folder) !== folder && !inside.some(({ name }) => projectEntries.has(name))) {
    folder = dirname(folder);
    inside = await entriesOf(folder);
    const [file] = configsIn(inside);
    if (file !== undefined)
      throw usage(
        `${root} has no config, and lies in the project of ${join(folder, file)}, whose store and policies would be passed over: run in ${folder}.`,
      );
  }
  return null;
}

const configsIn = (entries: readonly Dirent[]): readonly string[] =>
  entries
    .filter(
      (entry) =>
        !entry.isDirectory() &&
        /^assay\.config\.[cm]?[jt]s$|^assay\.config\.json$/.test(entry.name),
    )
    .map(({ name }) => name)
    .sort();

/** A folder that does not exist, or can't be listed, has nothing that could be read. */
const entriesOf = (folder: string): Promise<readonly Dirent[]> =>
  readdir(folder, { withFileTypes: true }).catch(() => []);

const usage = (message: string) => new StoreError('STORE_USAGE', message);
