import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathWithin } from '../../system/paths.ts';
import { DatasetError } from '../dataset.ts';
import { findRepository, type Repository } from '../git/repository.ts';
import { commitOf } from '../git/revision.ts';
import { runGit } from '../git/run-git.ts';
import { treeOf } from '../git/tree.ts';

/** The files of a repository at a revision, or in its working tree, among them those of DVC. */
export interface Tracked {
  /** The paths of `.dvc` files and `dvc.lock`s, from the top. */
  readonly names: readonly string[];
  /** Returns the text of a file; null if there is none. */
  readonly read: (name: string) => Promise<string | null>;
}

const isOfDvc = (name: string) => /(?:^|\/)(?:[^/]+\.dvc|dvc\.lock)$/.test(name);

/** Lists the files of DVC that were committed at a revision. */
export async function trackedAt(top: string, rev: string): Promise<Tracked> {
  const repository = await findRepository(top, top);
  const commit = await commitOf(repository, rev);
  // A DVC repository may be a folder of the git repository.
  const below = pathWithin(repository.top, top) ?? '';
  const start = below === '' ? '' : `${below}/`;
  const tree = (await treeOf(repository, commit)).filter(({ path }) => path.startsWith(start));
  const ids = new Map(tree.map(({ path, id }) => [path.slice(start.length), id]));
  return {
    names: [...ids.keys()].filter(isOfDvc),
    read: async (name) => {
      const id = ids.get(name);
      return id === undefined ? null : textOf(repository, id, name);
    },
  };
}

async function textOf({ folder }: Repository, id: string, name: string): Promise<string> {
  const { code, text } = await runGit(folder, ['cat-file', 'blob', id]);
  if (code === 0) return text;
  throw new DatasetError(
    'DATASET_UNREADABLE',
    `The content of ${name} is not in the repository: run git fetch.`,
  );
}

/** Lists the files of DVC in a working tree. */
export async function trackedNow(top: string): Promise<Tracked> {
  const names: string[] = [];
  const walk = async (folder: string) => {
    for (const entry of await readdir(join(top, folder), { withFileTypes: true })) {
      const name = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory() && !/^(?:\.git|\.dvc|node_modules|\.venv)$/.test(entry.name))
        await walk(name);
      else if (entry.isFile() && isOfDvc(name)) names.push(name);
    }
  };
  await walk('');
  return {
    names: names.toSorted(),
    read: (name) => readFile(join(top, name), 'utf8').catch(() => null),
  };
}
