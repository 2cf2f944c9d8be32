import { constants } from 'node:fs';
import { access as mayAccess, realpath, stat } from 'node:fs/promises';
import { isAbsolute, relative, sep } from 'node:path';
import { DatasetError } from '../dataset.ts';
import { exactPath } from '../sql/quote.ts';

/** A file to read. */
export interface DataFile {
  /** The real path, or the URL. */
  readonly path: string;
  /** As a person calls it. */
  readonly shown: string;
  /** The path that leads to it, through links too: below the project where it lies there, with slashes. */
  readonly listed: string;
  readonly remote: boolean;
  /** Bytes; 0 where it is not known. */
  readonly size: number;
}

export interface FileKind {
  /** `'parquet'`, as users write it. */
  readonly source: string;
  /** A glob for the files of a folder, where a folder may be given. */
  readonly inFolder?: string;
  /** The glob that messages suggest for a folder's files, `'*.parquet'`. */
  readonly suggestion: string;
  /** True if a file of 0 bytes is one without records, and not one that was cut short. */
  readonly mayBeEmpty?: (path: string) => boolean;
  /** True if table formats such as Delta keep their rows in such files. */
  readonly isOfTables?: boolean;
  /** True if each query reads the files anew, which must not change until the last one. */
  readonly isReadInPlace?: boolean;
}

/** A file of this machine's, which this user may read. Throws where it is none. */
export async function localFile(
  at: string,
  shown: string,
  root: string,
  { source, suggestion, mayBeEmpty }: FileKind,
): Promise<DataFile> {
  const status = await stat(at).catch(() => null);
  if (!status?.isFile()) {
    throw unreadable(`${shown} is not a regular file, so ${source}() can't read it.`);
  }
  const isReadable = await mayAccess(at, constants.R_OK).then(
    () => true,
    () => false,
  );
  if (!isReadable) {
    throw unreadable(`${shown} may not be read by this user: its permissions forbid it.`);
  }
  const real = await realpath(at);
  if (sep === '/' && real.includes('\\') && exactPath(real) !== real) {
    throw unreadable(
      `${shown} has a backslash as well as *, ? or [ in its path, and DuckDB could take another file for it: rename it.`,
    );
  }
  if (status.size === 0 && !mayBeEmpty?.(real)) {
    throw unreadable(
      `${shown} is empty (0 bytes), so it is no file for ${source}('${suggestion}'): was it cut short?`,
    );
  }
  return { path: real, shown, listed: shownPath(at, root), remote: false, size: status.size };
}

/** Relative to the project, where the file lies in it. */
export function shownPath(path: string, root: string): string {
  const inside = relative(root, path);
  return inside.startsWith('..') || isAbsolute(inside) ? path : inside.replaceAll(sep, '/');
}

const unreadable = (message: string) => new DatasetError('DATASET_UNREADABLE', message);

/** The path by which the engine reads a file. */
export const enginePath = ({ path, remote }: DataFile): string => (remote ? path : exactPath(path));

/** A file's path for SQL that a person runs in the project's folder, without credentials. */
export const pathInSql = ({ listed, shown, remote }: DataFile): string =>
  remote ? shown : exactPath(listed);

/** A file's path in such SQL for ATTACH and its kin, which know no globs. */
export const pathToAttach = ({ listed, shown, remote }: DataFile): string =>
  remote ? shown : listed;
