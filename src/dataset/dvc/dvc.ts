import { type OptionRules, text } from '../../value/option-rules.ts';
import { checkOptions } from '../check-options.ts';
import type { Dataset } from '../dataset.ts';
import { revision } from '../versions/revision-rule.ts';
import { versionedDataset } from '../versions/versioned-dataset.ts';
import { wantedFiles } from '../versions/wanted-files.ts';

/** Options of {@link dvc}. */
export interface DvcOptions {
  /**
   * A revision of git at which the `.dvc` file or `dvc.lock` is read. The default is the working tree: what `dvc checkout`
   * would bring, which need not be what lies there.
   */
  readonly rev?: string;
  /** The folder of the DVC repository, or one within it, from which the path starts. The default is the project's folder. */
  readonly repo?: string;
}

const rules: OptionRules<DvcOptions> = { rev: revision, repo: text };

/**
 * Reads files that DVC tracks: a file, a folder, files within it or a glob, at any revision and without Python. A dataset
 * of files in place of the path says how they are read. Else their extensions decide, and a folder's files must be of one
 * format.
 *
 * The content comes from the cache of DVC, else from the remote if that is a folder of this machine or on S3 (by
 * `@aws-sdk/client-s3`, which the project installs). It is compared with the MD5 that DVC recorded, as DVC 2 or 3
 * computed it, and content that is nowhere is an error that says what to run. What DVC left to git (`cache: false`) is
 * read with `git()`.
 *
 * @example
 * dvc('data/raw.csv', { rev: 'v1' })
 * dvc(parquet('data/features', { hivePartitioning: true }))
 */
export function dvc(location: string | Dataset, options: DvcOptions = {}): Dataset {
  const { rev = null, repo } = checkOptions('dvc', options, rules);
  const wanted = wantedFiles('dvc', location);
  const label = rev === null ? `${wanted.location} of DVC` : `${wanted.location} at ${rev}`;
  return versionedDataset({
    call: 'dvc',
    label,
    wanted,
    watch: rev === null && repo === undefined ? [`${wanted.location}.dvc`] : [],
    key: [wanted.location, rev, repo ?? null],
    find: async (root) => {
      const { findDvcVersion } = await import('./find-dvc-version.ts');
      return findDvcVersion(wanted, { rev, repo, root, label });
    },
  });
}
