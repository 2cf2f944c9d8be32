import { DatasetError } from '../dataset.ts';
import { checkListedPath } from '../versions/safe-names.ts';
import type { Repository } from './repository.ts';
import { runGit } from './run-git.ts';

/** An entry of a commit: a file, a link, or another repository. */
export interface TreeEntry {
  readonly path: string;
  readonly kind: 'file' | 'link' | 'submodule';
  /** The id of the object, SHA-1 or SHA-256 by its length. */
  readonly id: string;
}

const kinds: Readonly<Record<string, TreeEntry['kind']>> = {
  '120000': 'link',
  '160000': 'submodule',
};

/** Lists all files of a commit. */
export async function treeOf(
  { folder }: Repository,
  commit: string,
): Promise<readonly TreeEntry[]> {
  const { code, text, error } = await runGit(folder, [
    'ls-tree',
    '-r',
    '-z',
    '--full-tree',
    commit,
  ]);
  if (code !== 0)
    throw new DatasetError(
      'DATASET_UNREADABLE',
      `The files of the commit ${commit} can't be listed: ${error.split('\n')[0]}.`,
    );
  return text
    .split('\0')
    .filter(Boolean)
    .map((entry) => entryOf(entry, commit));
}

function entryOf(entry: string, commit: string): TreeEntry {
  const [, mode = '', id = '', path = ''] = /^(\d+) \w+ ([\da-f]+)\t(.*)$/s.exec(entry) ?? [];
  return {
    path: checkListedPath(path, `The commit ${commit.slice(0, 12)}`),
    kind: kinds[mode] ?? 'file',
    id,
  };
}
