import type { Digest, OutcomeCounts } from '../log/record.ts';

/** A promotion, as its evidence states it. */
export interface Promotion {
  /** The name of the dataset. */
  readonly name: string;
  /** The tag that moved. */
  readonly tag: string;
  /** The tag or digest that the snapshot was promoted from. */
  readonly source: string;
  readonly snapshot: Digest;
  /** The snapshot that the tag named before; null for a new tag. */
  readonly replaces: Digest | null;
  /** The outcome document that the gate judged by. */
  readonly outcome: { readonly digest: Digest; readonly counts: OutcomeCounts };
  /** The names of the contracts that were checked. */
  readonly contracts: readonly string[];
  /** The policies that the gate held, as data. */
  readonly policies: Readonly<Record<string, unknown>>;
  /** The names of those who approved. */
  readonly approvers: readonly string[];
  /** The git commit of the project; null if there is none. */
  readonly commit: string | null;
  /** When it was promoted, as ISO 8601 in UTC with milliseconds. */
  readonly at: string;
  /** The number of its record in the log, and the digest of the record before; null for the first. */
  readonly log: { readonly sequence: number; readonly previous: Digest | null };
  /** The program that judged. */
  readonly tool: { readonly name: string; readonly version: string };
}
