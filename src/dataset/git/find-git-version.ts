import type { FoundVersion } from '../versions/versioned-dataset.ts';
import type { Wanted } from '../versions/wanted-files.ts';
import { bringBlobs } from './bring-blobs.ts';
import { findInCommit } from './find-in-commit.ts';
import { findRepository } from './repository.ts';
import { commitOf } from './revision.ts';

/** Finds the files that a path stands for at a revision. */
export async function findGitVersion(
  wanted: Wanted,
  {
    rev,
    repo,
    root,
    label,
  }: {
    readonly rev: string;
    readonly repo: string | undefined;
    readonly root: string;
    readonly label: string;
  },
): Promise<FoundVersion> {
  const repository = await findRepository(repo, root);
  const commit = await commitOf(repository, rev);
  const { entries, notes } = await findInCommit(repository, commit, wanted, { label, rev });
  return {
    identity: entries.map(({ id, path }) => `${id} ${path}`).join('\n'),
    notes,
    bring: () => bringBlobs(repository, entries, { rev, root }),
  };
}
