import host, { type PlatformPath, win32 } from 'node:path';
import { fileURLToPath } from 'node:url';

// Paths of this machine as text: what is shown, compared and split. Each function takes the form of the paths, so that
// tests try the one of Windows on every system. Only this file and the ones that a test lists know of separators.

/** Returns a path with slashes on every system. Where `\` is a character of names, it stays. */
export const slashed = (path: string, form: PlatformPath = host): string =>
  form.sep === '/' ? path : path.replaceAll('\\', '/');

/** Returns a file's path from the root, with slashes on every system. */
export const pathFrom = (root: string, file: string, form: PlatformPath = host): string =>
  slashed(form.relative(root, file), form);

/** Returns a file's path from a folder, with slashes; null where it lies elsewhere. The folder itself is `''`. */
export function pathWithin(folder: string, file: string, form: PlatformPath = host): string | null {
  const path = pathFrom(folder, file, form);
  const isOutside = path === '..' || path.startsWith('../') || form.isAbsolute(path);
  return isOutside ? null : path;
}

/** True if an absolute path begins with a folder. Neither is resolved: links and `..` are the caller's to remove. */
export function beginsWith(path: string, folder: string, form: PlatformPath = host): boolean {
  const start = comparable(folder, form);
  return comparable(path, form).startsWith(start.endsWith('/') ? start : `${start}/`);
}

/** Windows has two separators, and spells its drives in either case. */
const comparable = (path: string, form: PlatformPath): string =>
  form.sep === '/' ? path : slashed(path, form).replace(/^[a-z]:/, (drive) => drive.toUpperCase());

/** Returns the names that a path consists of; what stands in front of its first separator may be empty. */
export const namesIn = (path: string, form: PlatformPath = host): readonly string[] =>
  slashed(path, form).split('/');

/** Returns the separators of paths, as they stand within the brackets of a regular expression. */
export const separatorClass = (form: PlatformPath = host): string =>
  form.sep === '/' ? '/' : String.raw`/\\`;

/** True if a name may hold a backslash here, which elsewhere separates names. */
export const namesHoldBackslashes = (form: PlatformPath = host): boolean => form.sep === '/';

/**
 * Returns the path that a `file:` URL names.
 *
 * @throws {TypeError} where it names none on this machine.
 */
export const pathOfUrl = (url: string, form: PlatformPath = host): string =>
  fileURLToPath(url, { windows: form === win32 });
