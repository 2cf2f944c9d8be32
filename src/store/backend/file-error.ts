import { StoreError } from '../store-error.ts';

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'its permissions forbid it: run as a user who may write there',
  EPERM: 'its permissions forbid it: run as a user who may write there',
  EROFS: 'it is on a read-only file system: name a store that can be written',
  ENOSPC: 'the disk is full: make room, and run the same command again',
  EDQUOT: 'the quota of this user is used up: make room, and run the same command again',
  EIO: 'the disk reports an error: look at its health, and run the same command again',
  EMFILE: 'too many files are open: raise the limit (ulimit -n)',
  ENOTDIR: 'a file is in the place of a folder: name another store',
  EISDIR: 'a folder is in the place of a file: name another store',
};

/** Returns the code of an error of the file system; `'unknown'` if it has none. */
export const fileCode = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : 'unknown';

/** True for the error of a file that does not exist. */
export const isMissing = (error: unknown): boolean =>
  ['ENOENT', 'ENOTDIR'].includes(fileCode(error));

/** Returns the error of a store that could not be read or written, in which nothing has changed. */
export function unusable(
  what: string,
  shown: string,
  error: unknown,
  then = 'Nothing was changed.',
): StoreError {
  const code = fileCode(error);
  const reason = reasons[code] ?? `the system answered ${code}`;
  return new StoreError(
    'STORE_UNUSABLE',
    `The store ${shown} could not be ${what}: ${reason} (${code}). ${then}`,
  );
}

/** Returns the error of a write of which it is not known whether it landed. */
export const unknownWrite = (shown: string, key: string, error: unknown): StoreError =>
  new StoreError(
    'STORE_UNKNOWN',
    `It is not known whether ${key} was written to the store ${shown}: the system answered ${fileCode(error)}, and reading it back failed as well. Nothing was cleaned up: look at the log (assay log) before you try again.`,
  );
