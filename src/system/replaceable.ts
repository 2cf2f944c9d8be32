import { lstatSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { beginsWith } from './paths.ts';

/**
 * Returns true if a path is free, or names a file or a link to one. A device, a pipe or a folder must not be replaced:
 * without `/dev/null`, or with a file in its place, the machine is broken for everybody.
 */
export function isReplaceable(path: string): boolean {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) return true;
  // `/dev/stdout` is a link, and leads to a file where a shell redirects it.
  return found.isFile() && !(beginsWith(path, '/dev') && lstatSync(path).isSymbolicLink());
}

/**
 * Checks that a path may be replaced by a file.
 *
 * @throws {Error} for a device, a pipe or a folder.
 */
export function checkReplaceable(path: string): void {
  if (isReplaceable(path)) return;
  const refused = new Error(
    'it is a folder, a device or a pipe: name a file, which can be replaced.',
  );
  // Those who report a code, and not the text of an error, still say why.
  throw Object.assign(refused, { code: statSync(path).isDirectory() ? 'EISDIR' : 'EEXIST' });
}

/**
 * Removes a file, if there is one.
 *
 * @throws {Error} for a device, a pipe or a folder.
 */
export function removeFile(path: string): void {
  checkReplaceable(path);
  rmSync(path, { force: true });
}

/**
 * Replaces a file synchronously; missing folders are created. The old file is removed even if the new text can't be made
 * or written.
 *
 * @throws {Error} for a device, a pipe or a folder, and if the text can't be made or written.
 */
export function replaceNow(path: string, text: () => string): void {
  removeFile(path);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text());
}
