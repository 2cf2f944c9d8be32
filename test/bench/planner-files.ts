import { copyFileSync, linkSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';

/**
 * The files under names of this run's own, so that one can be replaced while others read the data. Hard links: Assay reads
 * no files that lie elsewhere through symbolic ones.
 */
export function linkFiles(folder: string, files: readonly string[]): readonly string[] {
  mkdirSync(folder, { recursive: true });
  return files.map((file) => {
    const path = join(folder, basename(file));
    replaceFile(path, file);
    return path;
  });
}

/** Put another file in the place of this one, at once. */
export function replaceFile(path: string, other: string): void {
  const made = `${path}.new`;
  rmSync(made, { force: true });
  try {
    linkSync(other, made);
  } catch {
    // The data lie on another disk.
    copyFileSync(other, made);
  }
  // Renaming one link of a file onto another of the same leaves both.
  rmSync(path, { force: true });
  renameSync(made, path);
}
