import type { Digest } from '../../store/log/record.ts';
import type { GatedCall } from './gated-call.ts';

/** The context that a gate provides to the workers of its run, as plain data. */
export interface GateContext {
  /** The name of the dataset. */
  readonly name: string;
  /** The tag or digest that is promoted, as it was given. */
  readonly from: string;
  /** The snapshot that is promoted. */
  readonly digest: Digest;
  /** The snapshots that the dataset's tags named when the gate began. */
  readonly tags: Readonly<Record<string, Digest>>;
  /** The store: an absolute folder, or `s3://bucket/prefix`. */
  readonly store: string;
  /** The way in which the files of the snapshot are read, and where those in place lie, by their real paths. */
  readonly files: {
    readonly format: string;
    readonly options: string;
    readonly paths: readonly string[];
  };
  /** The snapshots that contracts are checked against besides. */
  readonly others: readonly OtherSnapshot[];
  /** The least share of mutants that a contract catches; null if no policy asks for one. */
  readonly mutationScore: number | string | null;
}

/** A snapshot that a contract is checked against besides, for policies that compare. */
export interface OtherSnapshot {
  readonly tag: string;
  readonly digest: Digest;
  /** True to measure every expectation that the candidate misses. */
  readonly missed: boolean;
  /** The expectations to measure in any case: ids, names or titles. */
  readonly metrics: readonly string[];
}

declare module 'vitest' {
  interface ProvidedContext {
    /** The gate whose run this is; there is none in an ordinary run. */
    assayGate: GateContext;
  }
  interface TaskMeta {
    /** The `verify` calls of a file, as a gate sees them. */
    assayGated?: readonly GatedCall[];
  }
}
