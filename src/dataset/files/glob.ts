import { type Dirent, lstat, readdir, realpath, type Stats, stat } from 'node:fs';
import { isAbsolute, join, sep } from 'node:path';
import { DatasetError } from '../dataset.ts';

/** `*`, `**`, `?`, `[a-c]` and `{a,b}` are all that means something in a glob here. */
export const isGlob = (path: string): boolean => /[*?[{]/.test(path);

/** A glob: the folder in front of its first star, which is taken as it is, and the pattern below it. */
export interface Glob {
  readonly folder: string;
  readonly pattern: string;
}

/** Splits a path that is a glob. Nothing of the project's own path is a pattern, for nobody wrote it as one. */
export function globOf(path: string, root: string): Glob {
  const within = root.endsWith(sep) ? root : `${root}${sep}`;
  const isBelow = isAbsolute(path) && path.startsWith(within);
  const parts = partsOf(isBelow ? path.slice(within.length) : path);
  const first = parts.findIndex(isGlob);
  const fixed = parts.slice(0, first).join('/');
  const folder = isAbsolute(path) && !isBelow ? fixed || '/' : join(root, fixed);
  const pattern = parts
    .slice(first)
    .filter((part) => part !== '' && part !== '.')
    .join('/');
  return { folder, pattern: pattern.replaceAll(/[()]|^!/g, '\\$&') };
}

const partsOf = (path: string) => path.split(sep === '/' ? '/' : /[\\/]/);

/** Whether a glob leads up again behind its first star, by a folder of its own or one of `{a,..}`. */
export function goesUp(path: string): boolean {
  const parts = path.split(/[\\/]/);
  const first = parts.findIndex(isGlob);
  return first >= 0 && parts.slice(first).some((part) => part.split(/[{},]/).includes('..'));
}

/** The glob that matches a path as it is written and no other. */
export const quoteGlob = (path: string): string => path.replaceAll(/[*?[{]/g, '[$&]');

/**
 * What a pattern matches under a folder, in one order on every machine: DuckDB takes its columns from the first file.
 * Whatever has a fitting name is in it, though it be no file or lead nowhere, for somebody to say so.
 */
export async function matchGlob({ pattern, folder }: Glob): Promise<readonly string[]> {
  // Loaded here, for most datasets are a file and every start would wait for it.
  const { glob } = await import('tinyglobby');
  const unread: string[] = [];
  const found = await glob(pattern, {
    cwd: folder,
    absolute: true,
    // Of `*` nobody expects folders; of `*.parquet` everybody takes them for files.
    onlyFiles: !/\.[^/*]*$/.test(pattern),
    expandDirectories: false,
    fs: recordingFs(unread),
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

function asFile(entry: Dirent): Dirent {
  if (entry.isFile() || entry.isDirectory() || entry.isSymbolicLink()) return entry;
  return Object.assign(Object.create(entry) as Dirent, { isFile: () => true });
}

/** Whether a real path lies in a folder, whose path is real as well. */
export const liesIn = (path: string, folder: string): boolean =>
  path.startsWith(folder.endsWith(sep) ? folder : join(folder, sep));
