import type { Dirent } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { namesIn, pathWithin } from '../../system/paths.ts';
import type { FileSource } from '../dataset.ts';
import { globOf, isGlob, wouldMatch } from '../files/find/glob.ts';
import { foldersIn, type PartitionFolder } from '../files/find/partition-folders.ts';
import { absolute } from '../files/location.ts';

/**
 * Returns the folders of some keys in which a source reads no file, though it would read one that lay there: those of a day
 * whose files were not written, or have another ending. Each is given by the folders of its keys. They are found beside
 * the folders of the files that it reads, `paths`.
 */
export async function emptyFolders(
  { locations }: FileSource,
  paths: readonly string[],
  keys: readonly string[],
  root: string,
): Promise<readonly (readonly PartitionFolder[])[]> {
  const read = new Set(paths.map((path) => idOf(foldersIn(path), keys)));
  const empty = new Map<string, readonly PartitionFolder[]>();
  for (const example of examplesOf(paths, keys)) {
    for (const folder of await foldersLike(example, keys)) {
      const file = join(folder, ...example.below);
      const folders = foldersIn(file).filter(({ key }) => keys.includes(key));
      const id = idOf(folders, keys);
      if (!read.has(id) && (await isAmong(file, locations, root))) empty.set(id, folders);
    }
  }
  return [...empty.values()];
}

const idOf = (folders: readonly PartitionFolder[], keys: readonly string[]): string =>
  JSON.stringify(keys.map((key) => folders.find((one) => one.key === key)?.value));

/** A path of files of which the keys have other values in other paths. */
interface Example {
  /** The folder that holds the first key's folders. */
  readonly above: string;
  /** The names from there to the last key's folder. */
  readonly names: readonly string[];
  /** The names below that folder. */
  readonly below: readonly string[];
}

/** Returns one example of all paths that differ in the values of the keys, and in what is below them. */
function examplesOf(paths: readonly string[], keys: readonly string[]): readonly Example[] {
  const examples = new Map<string, Example>();
  for (const path of paths) {
    const names = namesIn(path);
    const isKey = (name: string) => keyOf(name, keys) !== null;
    const first = names.findIndex(isKey);
    const last = names.findLastIndex(isKey);
    if (first < 0) continue;
    const between = names.slice(first, last + 1);
    const above = names.slice(0, first).join('/');
    const id = [above, ...between.map((name) => keyOf(name, keys) ?? name)].join('/');
    if (!examples.has(id))
      examples.set(id, { above: `${above}/`, names: between, below: names.slice(last + 1) });
  }
  return [...examples.values()];
}

/** Returns `'day='` for a folder of one of the keys; null for another. */
const keyOf = (name: string, keys: readonly string[]): string | null => {
  const key = keys.find((one) => name.startsWith(`${one}=`));
  return key === undefined ? null : `${key}=`;
};

/** Lists the folders on this disk that are like an example, whatever the values of their keys. */
async function foldersLike(
  { above, names }: Example,
  keys: readonly string[],
): Promise<readonly string[]> {
  let found = [above];
  for (const name of names) {
    const begin = keyOf(name, keys);
    const next = found.map(async (folder) =>
      (await entriesOf(folder))
        .filter((one) => one.isDirectory())
        .filter((one) => (begin === null ? one.name === name : one.name.startsWith(begin)))
        .map((one) => join(folder, one.name)),
    );
    found = (await Promise.all(next)).flat();
  }
  return found;
}

const entriesOf = (folder: string): Promise<readonly Dirent[]> =>
  readdir(folder, { withFileTypes: true }).catch(() => []);

/** True if a source would read a file, by the globs and folders that it was given. */
async function isAmong(file: string, locations: readonly string[], root: string): Promise<boolean> {
  for (const location of locations) {
    const isRead = isGlob(location)
      ? await wouldMatch(globOf(location, root), file)
      : pathWithin(absolute(location, root), file) !== null;
    if (isRead) return true;
  }
  return false;
}
