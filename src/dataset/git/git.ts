import type { OptionRules } from '../../value/option-rules.ts';
import { text } from '../../value/option-rules.ts';
import { checkOptions } from '../check-options.ts';
import type { Dataset } from '../dataset.ts';
import { revision } from '../versions/revision-rule.ts';
import { versionedDataset } from '../versions/versioned-dataset.ts';
import { wantedFiles } from '../versions/wanted-files.ts';

/** Options of {@link git}. */
export interface GitOptions {
  /** A branch, a tag, a commit or whatever else names one, as `HEAD~1`. The default is `'HEAD'`, the last commit. */
  readonly rev?: string;
  /**
   * The folder of the repository, or a folder within it, from which the path starts; a bare repository too. The default
   * is the project's folder.
   */
  readonly repo?: string;
  /** The name of the dataset in reports and baselines; the path with its version unless given. */
  readonly label?: string;
}

const rules: OptionRules<GitOptions> = { rev: revision, repo: text, label: text };

/**
 * Reads files as they were committed to a git repository: a path, a folder or a glob, at any revision. A dataset of files
 * in place of the path says how they are read. Else their extensions decide, and a folder's files must be of one format.
 *
 * A revision such as `origin/main` is what this clone knows of it: a shallow clone, as CI makes one, knows little, and an
 * unknown revision is an error. The bytes are those that were committed, before filters and line ends that git changes
 * as it checks files out. They are brought into the cache (`node_modules/.cache/assay/git`) and compared with git's own
 * digest each time. A pointer of Git LFS is read as what it stands for, if `git lfs fetch` has brought that. A symbolic
 * link, and a path in a submodule, are errors.
 *
 * @example
 * git('data/trips.csv', { rev: 'origin/main' })
 * git(csv('data/*.csv', { delimiter: ';' }), { rev: 'v1.2.0' })
 */
export function git(location: string | Dataset, options: GitOptions = {}): Dataset {
  const { rev = 'HEAD', repo, label: own } = checkOptions('git', options, rules);
  const wanted = wantedFiles('git', location);
  const label = own ?? `${wanted.location} at ${rev}`;
  return versionedDataset({
    call: 'git',
    label,
    wanted,
    watch: [],
    key: [wanted.location, rev, repo ?? null],
    find: async (root) => {
      const { findGitVersion } = await import('./find-git-version.ts');
      return findGitVersion(wanted, { rev, repo, root, label });
    },
  });
}
