import { type Dirent, lstat, readdir, realpath, type Stats, stat } from 'node:fs';
import { join, sep } from 'node:path';
import { DatasetError } from './dataset.ts';

/** `*`, `**`, `?`, `[a-c]` and `{a,b}` are all that means something in a glob here. */
export const isGlob = (path: string): boolean => /[*?[{]/.test(path);

/** The folders up to the first star are taken as they are. */
export function fixedPart(path: string): string {
  const parts = path.split(/[\\/]/);
  const first = parts.findIndex(isGlob);
  return parts.slice(0, first).join('/') || '/';
}

/** Whether a glob leads up again behind its first star, by a folder of its own or one of `{a,..}`. */
export function goesUp(path: string): boolean {
  const parts = path.split(/[\\/]/);
  const first = parts.findIndex(isGlob);
  return first >= 0 && parts.slice(first).some((part) => part.split(/[{},]/).includes('..'));
}

/** The rest of a path, as a pattern beneath its {@link fixedPart}. */
export const patternPart = (path: string): string =>
  path
    .slice(fixedPart(path).length)
    .split(sep)
    .join('/')
    .replace(/^\/+/, '')
    .replaceAll(/[()]|^!/g, '\\$&');

/**
 * What a pattern matches under a folder, in one order on every machine: DuckDB takes its columns from the first file.
 * Whatever has a fitting name is in it, though it be no file or lead nowhere, for somebody to say so.
 */
export async function globbed(pattern: string, folder: string): Promise<readonly string[]> {
  // Loaded here, for most datasets are a file and every start would wait for it.
  const { glob } = await import('tinyglobby');
  const unread: string[] = [];
  const found = await glob(pattern, {
    cwd: folder,
    absolute: true,
    // Of `*` nobody expects folders; of `*.parquet` everybody takes them for files.
    onlyFiles: !/\.[^/*]*$/.test(pattern),
    expandDirectories: false,
    fs: telling(unread),
  }).catch(() => []);
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

type Done<Value> = (error: Error | null, value: Value) => void;

/**
 * The file system as a glob sees it, which leaves out in silence what it can't read: here a link that leads nowhere and
 * a pipe are files, and a folder that may not be read is told.
 */
const telling = (unread: string[]) => ({
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

function asFile(entry: Dirent): Dirent {
  if (entry.isFile() || entry.isDirectory() || entry.isSymbolicLink()) return entry;
  return Object.assign(Object.create(entry) as Dirent, { isFile: () => true });
}

/** Whether a real path lies in a folder, whose path is real as well. */
export const liesIn = (path: string, folder: string): boolean =>
  path.startsWith(folder.endsWith(sep) ? folder : join(folder, sep));
