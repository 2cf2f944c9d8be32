import { type Dirent, lstat, readdir, realpath, type Stats, stat } from 'node:fs';
import host, { type PlatformPath, resolve } from 'node:path';
import type { GlobOptions } from 'tinyglobby';
import { beginsWith, namesIn, pathFrom, pathWithin } from '../../../system/paths.ts';
import { realPathOf } from '../../../system/real-path.ts';
import { DatasetError } from '../../dataset.ts';

/** True if a path is a glob. Only `*`, `**`, `?`, `[a-c]` and `{a,b}` are special. */
export const isGlob = (path: string): boolean => /[*?[{]/.test(path);

/** A glob: the folder before its first wildcard, which is taken literally, and the pattern below it. */
export interface Glob {
  readonly folder: string;
  readonly pattern: string;
}

/** Splits a glob into its folder and pattern. The project's own path is taken literally. */
export function globOf(path: string, root: string, form: PlatformPath = host): Glob {
  const isAbsolute = form.isAbsolute(path);
  const isBelow = isAbsolute && beginsWith(path, root, form);
  const below = isBelow
    ? path.slice(root.endsWith(form.sep) ? root.length : root.length + 1)
    : path;
  const parts = namesIn(below, form);
  const first = parts.findIndex(isGlob);
  const fixed = parts.slice(0, first).join('/');
  const folder =
    isAbsolute && !isBelow ? fixed.replace(/^(?:[A-Za-z]:)?$/, '$&/') : form.join(root, fixed);
  const pattern = parts
    .slice(first)
    .filter((part) => part !== '' && part !== '.')
    .join('/');
  return { folder, pattern: pattern.replaceAll(/[()]|^!/g, '\\$&') };
}

/** True if a glob goes up with `..` after its first wildcard. */
export function goesUp(path: string): boolean {
  const parts = path.split(/[\\/]/);
  const first = parts.findIndex(isGlob);
  return first >= 0 && parts.slice(first).some((part) => part.split(/[{},]/).includes('..'));
}

/** Escapes a path, so that as a glob it matches itself only. */
export const quoteGlob = (path: string): string => path.replaceAll(/[*?[{]/g, '[$&]');

/**
 * Lists the paths that a pattern matches, in the same order on every machine, since DuckDB takes the columns from the
 * first file. Pipes and broken links are included, so that the caller can report them.
 */
export async function matchGlob(glob: Glob): Promise<readonly string[]> {
  const unread: string[] = [];
  const found = await pathsMatching(glob, recordingFs(unread)).catch(() => []);
  if (unread[0] !== undefined) {
    throw new DatasetError(
      'DATASET_UNREADABLE',
      `The folder ${unread[0]} may not be read by this user, and may hold files of the dataset.`,
    );
  }
  return found
    .map((path) => path.replace(/\/$/, ''))
    .toSorted((one, other) => (one < other ? -1 : 1));
}

/** Returns the files of a list, relative to one folder, that a pattern matches, in the same order on every machine. */
export async function matchListed(
  pattern: string,
  files: readonly string[],
): Promise<readonly string[]> {
  const folder = resolve('listed');
  const found = await pathsMatching({ pattern, folder }, holding(folder, files));
  return found
    .map((path) => pathFrom(folder, path).replace(/\/$/, ''))
    .toSorted((one, other) => (one < other ? -1 : 1));
}

/** Returns true if a glob will match a file once it exists. */
export async function wouldMatch({ pattern, folder }: Glob, file: string): Promise<boolean> {
  const root = realPathOf(folder);
  const inner = pathWithin(root, realPathOf(file));
  if (inner === null || inner === '') return false;
  return (await pathsMatching({ pattern, folder: root }, holding(root, [inner]))).length > 0;
}

async function pathsMatching({ pattern, folder }: Glob, fs: GlobFs): Promise<readonly string[]> {
  // Loaded here, for most datasets are a file and every start would wait for it.
  const { glob } = await import('tinyglobby');
  return glob(pattern, {
    cwd: folder,
    absolute: true,
    // Of `*` nobody expects folders; of `*.parquet` everybody takes them for files.
    onlyFiles: !/\.[^/*]*$/.test(pattern),
    expandDirectories: false,
    fs,
  });
}

type GlobFs = NonNullable<GlobOptions['fs']>;
type Done<Value> = (error: Error | null, value: Value) => void;

/**
 * Returns a file system for the glob library, which would silently skip what it can't read. With this one it lists
 * broken links and pipes as files, and unreadable folders are recorded.
 */
const recordingFs = (unread: string[]) => ({
  readdir: ((path: string, options: { readonly withFileTypes: true }, done: Done<Dirent[]>) => {
    readdir(path, options, (error, entries) => {
      if (error?.code === 'EACCES' || error?.code === 'EPERM') unread.push(path);
      done(error, entries?.map(asFile) ?? []);
    });
  }) as unknown as typeof readdir,
  realpath: ((path: string, done: Done<string>) => {
    realpath(path, (error, real) => done(null, error ? path : real));
  }) as unknown as typeof realpath,
  stat: ((path: string, done: Done<Stats>) => {
    stat(path, (error, status) => (error ? lstat(path, done) : done(null, status)));
  }) as unknown as typeof stat,
});

/** A file system in which a folder holds some files, which need not exist. */
function holding(root: string, files: readonly string[]): GlobFs {
  const folders = new Map<string, Map<string, boolean>>();
  for (const names of files.map((file) => namesIn(file)))
    for (const [depth, name] of names.entries()) {
      const folder = names.slice(0, depth).join('/');
      const entries = folders.get(folder) ?? new Map<string, boolean>();
      folders.set(folder, entries.set(name, depth < names.length - 1));
    }
  return {
    readdir: ((path: string, _: object, done: Done<readonly object[]>) => {
      const entries = folders.get((pathWithin(root, path) ?? '').replace(/\/$/, '')) ?? [];
      done(
        null,
        [...entries].map(([name, isFolder]) => entryOf(name, isFolder)),
      );
    }) as unknown as typeof readdir,
  };
}

const entryOf = (name: string, isFolder: boolean) => ({
  name,
  isFile: () => !isFolder,
  isDirectory: () => isFolder,
  isSymbolicLink: () => false,
});

function asFile(entry: Dirent): Dirent {
  if (entry.isFile() || entry.isDirectory() || entry.isSymbolicLink()) return entry;
  return Object.assign(Object.create(entry) as Dirent, { isFile: () => true });
}
