import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheFolder } from '../../system/cache-folder.ts';
import { DatasetError, type SourceFile } from '../dataset.ts';
import { bringFile, knownBy } from '../versions/bring-file.ts';
import { bringLfs, lfsPointer } from './lfs.ts';
import type { Repository } from './repository.ts';
import { objectStream, runGit } from './run-git.ts';
import type { TreeEntry } from './tree.ts';

/**
 * Brings the files of a commit into the cache, each in a folder of its content's id and under its own path, so that the
 * names of folders still give the values of columns.
 */
export async function bringBlobs(
  repository: Repository,
  entries: readonly TreeEntry[],
  { rev, root }: { readonly rev: string; readonly root: string },
): Promise<readonly SourceFile[]> {
  const sizes = await sizesOf(repository, entries, rev);
  const cache = cacheFolder(root, 'git');
  const files: SourceFile[] = [];
  for (const [index, { path, id }] of entries.entries()) {
    const shown = `${path} at ${rev}`;
    const target = join(cache, id, path);
    const algorithm = id.length === 40 ? 'sha1' : 'sha256';
    await bringFile(target, knownBy(algorithm, id, `blob ${sizes[index]}\0`), shown, () =>
      objectStream(repository.folder, id),
    );
    files.push({ path: await contentOf(repository, target, { path, shown, rev, cache }), shown });
  }
  return files;
}

/** Returns the file that has the content: the one that was brought, or what its pointer stands for. */
async function contentOf(
  repository: Repository,
  brought: string,
  { path, shown, rev, cache }: { path: string; shown: string; rev: string; cache: string },
): Promise<string> {
  await refuseEncrypted(brought, shown);
  const pointer = await lfsPointer(brought, shown);
  if (pointer === null) return brought;
  const target = join(cache, 'lfs', pointer.sha256, path);
  await bringLfs(repository, pointer, { target, shown, rev });
  return target;
}

/** Refuses what git-crypt has encrypted: its filter decrypts files only as they are checked out. */
async function refuseEncrypted(path: string, shown: string): Promise<void> {
  const file = await open(path);
  try {
    const { buffer } = await file.read(Buffer.alloc(10), 0, 10, 0);
    if (buffer.toString('latin1') === '\0GITCRYPT\0')
      throw new DatasetError(
        'DATASET_UNREADABLE',
        `${shown} is encrypted by git-crypt, and git() reads what was committed: read the file of the working tree.`,
      );
  } finally {
    await file.close();
  }
}

/** Returns the size of each object, which its id is a digest of. */
async function sizesOf(
  { folder, top }: Repository,
  entries: readonly TreeEntry[],
  rev: string,
): Promise<readonly string[]> {
  const input = entries.map(({ id }) => `${id}\n`).join('');
  const { text, error } = await runGit(folder, ['cat-file', '--batch-check=%(objectsize)'], input);
  const sizes = text.split('\n');
  return entries.map(({ path }, index) => {
    const size = sizes[index] ?? '';
    if (/^\d+$/.test(size)) return size;
    const why = error.split('\n')[0];
    throw new DatasetError(
      'DATASET_UNREADABLE',
      `The content of ${path} at ${rev} is not in the repository ${top}${why ? ` (${why})` : ''}: run git fetch, or clone it without --filter.`,
    );
  });
}
