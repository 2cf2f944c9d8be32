import { closest } from '../../value/closest.ts';
import { DatasetError } from '../dataset.ts';
import type { Repository } from './repository.ts';
import { runGit } from './run-git.ts';

/**
 * Returns the id of the commit that a revision names.
 *
 * @throws {DatasetError} `DATASET_NOT_FOUND` for an unknown one, with what a shallow clone lacks; `DATASET_INVALID` for
 * one that is both a branch and a tag.
 */
export async function commitOf(repository: Repository, rev: string): Promise<string> {
  const { folder } = repository;
  const { code, text, error } = await runGit(folder, ['rev-parse', '--verify', `${rev}^{commit}`]);
  if (/is ambiguous/.test(error) && code === 0)
    throw new DatasetError(
      'DATASET_INVALID',
      `The revision '${rev}' is the name of several things in the repository: write refs/heads/${rev} or refs/tags/${rev}.`,
    );
  if (code === 0 && /^[\da-f]{40,64}$/.test(text)) return text;
  throw new DatasetError(
    'DATASET_NOT_FOUND',
    `The repository ${repository.top} has no revision '${rev}'${await advice(folder, rev)}.`,
  );
}

async function advice(folder: string, rev: string): Promise<string> {
  const [, remote, branch] = /^([^/]+)\/(.+)$/.exec(rev) ?? [];
  const remotes = (await runGit(folder, ['remote'])).text.split('\n');
  const fetch =
    remote !== undefined && remotes.includes(remote)
      ? `git fetch ${remote} ${branch}`
      : 'git fetch --unshallow';
  const shallow = await runGit(folder, ['rev-parse', '--is-shallow-repository']);
  if (shallow.text === 'true')
    return `, and it is a shallow clone, which has only the last commits: write fetch-depth: 0 for actions/checkout, or run ${fetch}`;
  if (!fetch.endsWith('unshallow')) return `: run ${fetch}`;
  const refs = await runGit(folder, ['for-each-ref', '--format=%(refname:short)']);
  const near = closest(rev, refs.text.split('\n').filter(Boolean));
  return near === undefined
    ? ': write a branch, a tag or a commit that it has'
    : `: did you mean '${near}'?`;
}
