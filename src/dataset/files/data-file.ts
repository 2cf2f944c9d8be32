import { accessSync, constants, realpathSync, statSync } from 'node:fs';
import { namesHoldBackslashes, pathWithin } from '../../system/paths.ts';
import { DatasetError } from '../dataset.ts';
import { exactPath } from '../sql/quote.ts';

/** A file of a dataset. */
export interface DataFile {
  /** The real path, or the URL. */
  readonly path: string;
  /** The name of the file in messages. */
  readonly shown: string;
  /** The path as listed, with links not resolved and with slashes; relative to the project if it lies there. */
  readonly listed: string;
  readonly remote: boolean;
  /** The size in bytes; 0 if it is not known. */
  readonly size: number;
}

/** The kind of files that a source reads. */
export interface FileKind {
  /** The name of the source, such as `'parquet'`. */
  readonly source: string;
  /** The glob for the files of a folder; absent if the source takes no folder. */
  readonly inFolder?: string;
  /** The glob that messages suggest for a folder's files, `'*.parquet'`. */
  readonly suggestion: string;
  /** Returns true if a file of 0 bytes is a valid file without records, and not one that was cut short. */
  readonly mayBeEmpty?: (path: string) => boolean;
  /** Looks at the first bytes of a file. Returns a note on them, or null; throws for a file of another format. */
  readonly lookAt?: (file: DataFile) => string | null;
  /** True if table formats such as Delta store their rows in such files. */
  readonly isOfTables?: boolean;
  /** True if each query reads the files again, so that they must not change during the run. */
  readonly isReadInPlace?: boolean;
  /** Returns a digest of a file without reading all of it; by default all bytes are read. */
  readonly digest?: (path: string) => Promise<string>;
}

/**
 * Returns a local file; `real` is its real path, where that is known. Throws if it is not a file that this user may read.
 * Of thousands of files each question to the system counts, and in a promise it takes five times as long.
 */
export function localFile(
  at: string,
  shown: string,
  root: string,
  { source, suggestion, mayBeEmpty }: FileKind,
  real: string | null = realPath(at),
): DataFile {
  const status = orNull(() => statSync(at));
  if (!status?.isFile() || real === null) {
    throw unreadable(`${shown} is not a regular file, so ${source}() can't read it.`);
  }
  const isReadable = orNull(() => accessSync(at, constants.R_OK)) !== null;
  if (!isReadable) {
    throw unreadable(`${shown} may not be read by this user: its permissions forbid it.`);
  }
  if (namesHoldBackslashes() && real.includes('\\') && exactPath(real) !== real) {
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

/** Returns a path with links resolved; null if it leads nowhere. */
export const realPath = (path: string): string | null => orNull(() => realpathSync.native(path));

function orNull<T>(ask: () => T): T | null {
  try {
    return ask();
  } catch {
    return null;
  }
}

/** Returns a path relative to the project, if it lies there; else the path as it is. */
export const shownPath = (path: string, root: string): string => pathWithin(root, path) ?? path;

const unreadable = (message: string) => new DatasetError('DATASET_UNREADABLE', message);

/** Returns the path by which the engine reads a file. */
export const enginePath = ({ path, remote }: DataFile): string => (remote ? path : exactPath(path));

/** Returns a file's path for SQL that a person runs in the project's folder, without credentials. */
export const pathInSql = ({ listed, shown, remote }: DataFile): string =>
  remote ? shown : exactPath(listed);

/** Returns a file's path, as {@link pathInSql} does, for ATTACH and other statements that take no globs. */
export const pathToAttach = ({ listed, shown, remote }: DataFile): string =>
  remote ? shown : listed;
