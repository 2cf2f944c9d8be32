import { realpath, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { pathWithin } from '../../system/paths.ts';
import { realPathOf } from '../../system/real-path.ts';
import { DatasetError } from '../dataset.ts';
import { goesUp } from '../files/find/glob.ts';
import { absolute } from '../files/location.ts';
import { runGit } from './run-git.ts';

/** A git repository, and the folder of it that paths start from. */
export interface Repository {
  /** The folder that git runs in, with links resolved. */
  readonly folder: string;
  /** The folder of its working tree, or the repository itself if it is bare. */
  readonly top: string;
  /** The folder of its objects, which working trees share. */
  readonly gitFolder: string;
}

/** Finds the repository that a folder lies in. */
export async function findRepository(repo: string | undefined, root: string): Promise<Repository> {
  const given = repo === undefined ? root : absolute(repo, root);
  const shown = repo === undefined ? 'The folder of the project' : `The repository '${repo}'`;
  const status = await stat(given).catch(() => null);
  if (!status?.isDirectory())
    throw new DatasetError('DATASET_NOT_FOUND', `${shown} does not exist: there is no ${given}.`);
  const folder = await realpath(given);
  const { code, text, error } = await runGit(folder, [
    'rev-parse',
    '--path-format=absolute',
    '--is-bare-repository',
    '--git-common-dir',
  ]);
  const [isBare, gitFolder = ''] = text.split('\n');
  if (code !== 0) throw notRepository(shown, given, error);
  if (isBare === 'true') return { folder, top: folder, gitFolder };
  const work = await runGit(folder, ['rev-parse', '--show-toplevel']);
  if (work.code !== 0) throw notRepository(shown, given, work.error);
  return { folder, top: await realpath(work.text), gitFolder };
}

function notRepository(shown: string, given: string, error: string): DatasetError {
  const why = /dubious ownership/.test(error)
    ? `git refuses it, since another user owns it: run git config --global --add safe.directory ${given}`
    : `git says: ${error.split('\n')[0]?.replace(/^fatal: /, '')}`;
  return new DatasetError(
    'DATASET_UNREADABLE',
    `${shown} can't be read as a git repository (${why}). Name the repository with repo.`,
  );
}

/** Returns a path from the top of the repository, with slashes; the top itself is `''`. */
export function pathInRepository(
  { folder, top }: Repository,
  location: string,
  label: string,
): string {
  if (goesUp(location))
    throw new DatasetError(
      'DATASET_INVALID',
      `${label} goes up with .. after its first wildcard: write that folder before it.`,
    );
  const place = resolve(absolute(location, folder));
  const within = pathWithin(top, place) ?? pathWithin(top, realPathOf(place));
  if (within === null)
    throw new DatasetError(
      'DATASET_INVALID',
      `${label} lies outside of the repository ${top}: name its own repository with repo.`,
    );
  return within;
}
