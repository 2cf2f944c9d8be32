import type { DeclaredTerms } from '../contract/terms.ts';
import type { DeclaredColumn } from '../outcome/declared-columns.ts';
import type { Outcome } from '../outcome/outcome.ts';
import type { FuzzedProperty, ReportedFuzz } from '../outcome/reported-fuzz.ts';
import type { Measurement } from '../plan/trace.ts';
import type { BaselineMode } from '../reference/baseline-settings.ts';
import type { WantedEntries } from '../reference/obsolete-entries.ts';
import type { Recording } from '../reference/recording.ts';
import type { RunSettings } from '../run/run-options.ts';

/** The context that the plugin provides to its workers. */
export interface AssayContext {
  /** The name of the contracts project. */
  readonly project: string;
  /** The root of relative paths. */
  readonly root: string;
  readonly settings: RunSettings & { readonly now: string };
  /** The way in which the run treats recorded baselines; it only reads them unless given. */
  readonly baselines?: BaselineMode;
  /** The form in which a worker reports the progress of a long scan; it reports none unless given. */
  readonly progress?: ProgressMode;
}

/**
 * The form of progress: one line that is overwritten, or a new line for each tenth if Vitest has a window of its own at
 * the bottom.
 */
export type ProgressMode = 'line' | 'lines';

/** A call of `verify` as plain data, stored on the file's task. */
export interface Declaration {
  readonly contract: string;
  readonly dataset: string;
  readonly expectations: number;
  readonly terms: DeclaredTerms;
  readonly columns: readonly DeclaredColumn[];
  /** Paths and globs of the data, absolute or from the root. */
  readonly watch: readonly string[];
  /** `file:line:column` of the contract and a digest of what it expects: two contracts that differ in it are two. */
  readonly identity: string;
  /** The place of the `verify` call: `file:line`. */
  readonly calledAt: string | null;
  /** True if the call came after its file was collected, so that its tests are lost. */
  readonly late: boolean;
  /** The dataset of the call of `verify.each`, if this is one of its partitions. */
  readonly partOf?: string;
}

/** A contract that was created while a test file was loaded. */
export interface MadeContract {
  readonly contract: string;
  /** A digest of what it expects, as in a `Declaration`. */
  readonly identity: string;
  /** The place where it was created, from the root: `file:line`. */
  readonly madeAt: string;
  /** True if the file itself created it, and not a module that it imports. */
  readonly isOwn: boolean;
}

/** The baseline of a call of `verify`: the entries that its expectations compare with. */
export interface DeclaredBaseline extends WantedEntries {
  /** The absolute path of the baseline file. */
  readonly path: string;
  readonly contract: string;
}

/** A call of `fuzz` as plain data, stored on the file's task. */
export interface DeclaredFuzz {
  readonly name: string;
  /** The absolute paths of the step's files. */
  readonly watch: readonly string[];
}

/** A property of a step, stored on its test, with what all tests of its suite share. */
export interface FuzzedTest
  extends Pick<ReportedFuzz, 'step' | 'runs' | 'tried' | 'seed' | 'durationMs' | 'leftOut'> {
  readonly property: FuzzedProperty;
}

/** The record that every file of a shard carries, so that a merge can find what is missing. */
export interface ShardRecord {
  /** The number of the shard, from 1. */
  readonly index: number;
  readonly count: number;
  /** The contract files of the whole run, as paths from the root. */
  readonly files: readonly string[];
}

declare module 'vitest' {
  interface ProvidedContext {
    assay: AssayContext;
    /** The name of the plugin's contracts project, in its project of fuzz tests. */
    assayFuzz: string;
  }
  interface TaskMeta {
    /** The outcome of an expectation's test; `notRun` until it has one. */
    assay?: Outcome;
    /** The `verify` calls of a file. */
    assayDeclared?: readonly Declaration[];
    /** The contracts that were created while a file was loaded. */
    assayMade?: readonly MadeContract[];
    /** The measurements of a file's `verify` calls. */
    assayMeasured?: readonly Measurement[];
    /** The baselines of a file's `verify` calls. */
    assayBaselines?: readonly DeclaredBaseline[];
    /** The baseline entries that a file's `verify` calls recorded. The run's end writes them. */
    assayRecorded?: readonly Recording[];
    /** The result of a property of a step; `notRun` until it has one. */
    assayFuzz?: FuzzedTest;
    /** The `fuzz` calls of a file. */
    assayFuzzed?: readonly DeclaredFuzz[];
    /** The record of the shard, on every file of its run. */
    assayShard?: ShardRecord;
  }
}
