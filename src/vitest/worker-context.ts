import type { Outcome } from '../outcome/outcome.ts';
import type { Measurement } from '../plan/trace.ts';
import type { RunSettings } from './run-options.ts';

/** What the plugin tells its workers. */
export interface AssayContext {
  /** The contracts project. */
  readonly project: string;
  /** What relative paths start from. */
  readonly root: string;
  readonly settings: RunSettings & { readonly now: string };
  /** How a worker tells how far a long scan is; not at all unless given. */
  readonly progress?: ProgressMode;
}

/** One line that is written over, or a new line for each tenth, where Vitest has a window of its own at the bottom. */
export type ProgressMode = 'line' | 'lines';

/** What a contract says of itself. */
export interface DeclaredTerms {
  readonly owner: string | null;
  readonly description: string | null;
  readonly version: string | null;
  readonly classification: string | null;
  readonly links: Readonly<Record<string, string>>;
}

/** One call of `verify`, as a test file declares it: plain data, kept on the file's task. */
export interface Declaration {
  readonly contract: string;
  readonly dataset: string;
  readonly expectations: number;
  readonly terms: DeclaredTerms;
  /** Paths and globs of the data, absolute or from the root. */
  readonly watch: readonly string[];
  /** `file:line:column` of the contract and a digest of what it expects: two contracts that differ in it are two. */
  readonly identity: string;
  /** Where `verify` was called: `file:line`. */
  readonly calledAt: string | null;
  /** The call came when its file was collected already, so that its tests are lost. */
  readonly late: boolean;
}

/** A contract that came to be while a test file was loaded. */
export interface MadeContract {
  readonly contract: string;
  /** A digest of what it expects, as in a `Declaration`. */
  readonly identity: string;
  /** The place where it was made, as a path from the root: `file:line`. */
  readonly madeAt: string;
  /** True if the file itself made it, and not a module that it imports. */
  readonly isOwn: boolean;
}

/** What every file of a shard carries, so that a merge can tell what is missing. */
export interface ShardRecord {
  /** From 1. */
  readonly index: number;
  readonly count: number;
  /** Contract files of the whole run, as paths from the root. */
  readonly files: readonly string[];
}

declare module 'vitest' {
  interface ProvidedContext {
    assay: AssayContext;
  }
  interface TaskMeta {
    /** On a test: how its expectation ended; `notRun` until it answers. */
    assay?: Outcome;
    /** On a file: its calls of `verify`. */
    assayDeclared?: readonly Declaration[];
    /** On a file: the contracts that were made while it was loaded. */
    assayMade?: readonly MadeContract[];
    /** On a file: how each of them was measured. */
    assayMeasured?: readonly Measurement[];
    /** On every file of a run in shards. */
    assayShard?: ShardRecord;
  }
}
