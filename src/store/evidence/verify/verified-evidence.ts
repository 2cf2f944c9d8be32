import type { Digest } from '../../log/record.ts';
import type { Statement } from '../statement.ts';

/** Evidence that was verified. */
export interface VerifiedEvidence {
  /** The digest of the file. */
  readonly digest: Digest;
  readonly statement: Statement;
  /** The names of the trusted keys whose signatures fit. */
  readonly signers: readonly string[];
  /** The names of the keys whose signatures were not verified, since no key was given. */
  readonly unverified: readonly string[];
}
