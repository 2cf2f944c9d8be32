import { realpathSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

/**
 * Returns the absolute path of a file without links among its folders, also where it does not exist yet. A link in its
 * last place stays, since it is what a new file replaces.
 */
export function realPathOf(path: string): string {
  const absolute = resolve(path);
  const folder = dirname(absolute);
  return folder === absolute ? absolute : join(realFolder(folder), basename(absolute));
}

function realFolder(folder: string): string {
  try {
    return realpathSync(folder);
  } catch {
    return realPathOf(folder);
  }
}

/** Returns the paths by which a file is reached: its own, and that of the file that it links to. */
export function pathsTo(path: string): readonly string[] {
  const own = realPathOf(path);
  try {
    return [...new Set([own, realpathSync(own)])];
  } catch {
    return [own];
  }
}
