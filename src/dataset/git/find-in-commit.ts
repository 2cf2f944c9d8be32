import { basename } from 'node:path';
import { closest } from '../../value/closest.ts';
import { DatasetError } from '../dataset.ts';
import { isGlob } from '../files/find/glob.ts';
import { selectListed } from '../versions/select-listed.ts';
import type { Wanted } from '../versions/wanted-files.ts';
import { pathInRepository, type Repository } from './repository.ts';
import { runGit } from './run-git.ts';
import { type TreeEntry, treeOf } from './tree.ts';

/** The files of a commit that a path stands for, in order. */
export interface FoundEntries {
  readonly entries: readonly TreeEntry[];
  readonly notes: readonly string[];
}

/** Finds the files that a path, a folder or a glob stands for in a commit. Throws if there is none. */
export async function findInCommit(
  repository: Repository,
  commit: string,
  { location, source }: Wanted,
  { label, rev }: { readonly label: string; readonly rev: string },
): Promise<FoundEntries> {
  const path = pathInRepository(repository, location, label);
  const tree = await treeOf(repository, commit);
  const readable = tree.filter(({ kind }) => kind !== 'submodule');
  const names = readable.map((entry) => entry.path);
  const selected = await selectListed(names, path, {
    label,
    call: 'git',
    format: source?.format ?? null,
  });
  if (selected === null) throw await notFound(repository, tree, path, { label, rev });
  const byPath = new Map(readable.map((entry) => [entry.path, entry]));
  const entries = selected.paths.flatMap((name) => byPath.get(name) ?? []);
  const link = entries.find(({ kind }) => kind === 'link');
  if (link !== undefined)
    throw invalid(
      `${link.path} at ${rev} is a symbolic link, which git keeps without what it leads to: name that file.`,
    );
  return { entries, notes: [...selected.notes, ...submoduleNotes(tree, path)] };
}

/** Notes repositories within a folder or glob: files of theirs may be meant, and are in none of this one's commits. */
function submoduleNotes(tree: readonly TreeEntry[], path: string): readonly string[] {
  const fixed = path.split('/').slice(0, path.split('/').findIndex(isGlob)).join('/');
  const folder = isGlob(path) ? fixed : path;
  return tree
    .filter(({ kind, path: name }) => kind === 'submodule' && isWithin(name, folder))
    .map(({ path: name }) => `${name} is a submodule, and its files are not read.`);
}

const isWithin = (path: string, folder: string) =>
  folder === '' || path === folder || path.startsWith(`${folder}/`);

async function notFound(
  { top }: Repository,
  tree: readonly TreeEntry[],
  path: string,
  { label, rev }: { readonly label: string; readonly rev: string },
): Promise<DatasetError> {
  const above = tree.find(({ kind, path: name }) => kind !== 'file' && isWithin(path, name));
  if (above?.kind === 'submodule')
    return invalid(
      `${label} lies in the submodule ${above.path}, which has commits of its own: name that repository with repo.`,
    );
  if (above !== undefined)
    return invalid(
      `${label} is reached by the symbolic link ${above.path}, which git keeps without what it leads to: name the folder itself.`,
    );
  const hint = await hintOf(top, tree, path);
  return new DatasetError(
    'DATASET_NOT_FOUND',
    `${label} does not exist: the commit has ${isGlob(path) ? 'no file that matches it' : `no ${path}`}${hint ?? `. Was it committed at ${rev}?`}`,
  );
}

async function hintOf(
  top: string,
  tree: readonly TreeEntry[],
  path: string,
): Promise<string | null> {
  const names = tree.map((entry) => entry.path);
  if (names.includes(`${path}.dvc`))
    return `, but ${path}.dvc: DVC tracks it, so read it with dvc().`;
  if (isGlob(path)) return null;
  const args = ['log', '-1', '--all', '--diff-filter=AM', '--format=%h', '--', path];
  const { text: commit } = await runGit(top, args);
  if (/^[\da-f]{4,}$/.test(commit))
    return `. The commit ${commit} has one: name a revision with it.`;
  const near =
    names.find((name) => basename(name) === basename(path)) ?? closest(path, names.slice(0, 1000));
  return near === undefined ? null : `. Did you mean '${near}'?`;
}

const invalid = (message: string) => new DatasetError('DATASET_INVALID', message);
