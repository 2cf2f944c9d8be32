import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { DatasetError } from '../dataset.ts';
import { bringFile, knownBy } from '../versions/bring-file.ts';
import type { Repository } from './repository.ts';
import { runGit } from './run-git.ts';

/** The content that a pointer of Git LFS stands for. */
export interface LfsPointer {
  readonly sha256: string;
  readonly size: number;
}

/** A pointer is shorter than this, by its specification. */
const mostBytes = 1024;

/**
 * Returns the pointer that a file is; null for any other file.
 *
 * @throws {DatasetError} `DATASET_UNREADABLE` for a pointer that names no content.
 */
export async function lfsPointer(path: string, shown: string): Promise<LfsPointer | null> {
  if ((await stat(path)).size >= mostBytes) return null;
  const text = await readFile(path, 'utf8');
  if (!/^version https:\/\/(?:git-lfs\.github|hawser\.github)\.com\//.test(text)) return null;
  const sha256 = /^oid sha256:([\da-f]{64})$/m.exec(text)?.[1];
  const size = /^size (\d+)$/m.exec(text)?.[1];
  if (sha256 === undefined || size === undefined)
    throw new DatasetError(
      'DATASET_UNREADABLE',
      `${shown} is a pointer of Git LFS that names no content: commit the file anew.`,
    );
  return { sha256, size: Number(size) };
}

/** Brings the content of a pointer, which `git lfs` keeps beside the repository. */
export async function bringLfs(
  repository: Repository,
  { sha256 }: LfsPointer,
  { target, shown, rev }: { target: string; shown: string; rev: string },
): Promise<void> {
  const folder = await lfsFolder(repository);
  const object = join(folder, 'objects', sha256.slice(0, 2), sha256.slice(2, 4), sha256);
  if (!(await stat(object).catch(() => null))?.isFile())
    throw new DatasetError(
      'DATASET_UNREADABLE',
      `${shown} is a pointer of Git LFS, and its content is not on this machine: run git lfs fetch origin ${rev}.`,
    );
  await bringFile(target, knownBy('sha256', sha256), shown, () => createReadStream(object));
}

async function lfsFolder({ folder, gitFolder }: Repository): Promise<string> {
  const { text } = await runGit(folder, ['config', '--get', 'lfs.storage']);
  return resolve(gitFolder, text || 'lfs');
}
