import { namesIn } from '../../system/paths.ts';
import { DatasetError } from '../dataset.ts';

/**
 * Checks a path that a list of files gives, before it is a path of this machine: it must not lead out of the folder.
 *
 * @throws {DatasetError} `DATASET_UNREADABLE` for an absolute path, `..`, an empty name or a NUL.
 */
export function checkListedPath(path: string, list: string): string {
  const isUnsafe = (name: string) => name === '' || name === '.' || name === '..';
  if (path.includes('\0') || namesIn(path).some(isUnsafe) || /^[a-z]:/i.test(path))
    throw new DatasetError(
      'DATASET_UNREADABLE',
      `${list} names a file outside of its folder: ${JSON.stringify(path)} is no path to read.`,
    );
  return path;
}
