import { canonicalJson } from '../canonical-json.ts';
import { digestOf } from '../digest.ts';
import type { Digest } from '../log/record.ts';
import type { Snapshot } from './snapshot-record.ts';

/** The part of a snapshot that its digest covers. */
export interface SnapshotContent extends Pick<Snapshot, 'format' | 'options'> {
  readonly files: readonly Pick<Snapshot['files'][number], 'name' | 'bytes' | 'digest'>[];
}

/**
 * Returns the digest of a snapshot: of its files' names, sizes and bytes, and of the way in which they are read. The same
 * content has the same digest, wherever it lies and whenever it was recorded.
 */
export const contentDigestOf = ({ format, options, files }: SnapshotContent): Digest =>
  digestOf(
    canonicalJson({
      format,
      options,
      files: files.map(({ name, bytes, digest }) => ({ name, bytes, digest })),
    }),
  );
