import type { Outcome } from '../../outcome/outcome.ts';
import type { Declaration, MadeContract } from '../worker-context.ts';

/** What became of an expectation's test. */
export interface TestRecord {
  /** As the test carries it; `notRun` where it never answered. */
  readonly outcome: Outcome;
  /** Whether the run's filters, `.only` and `.skip` left it in when its file was collected. */
  readonly selected: boolean;
  readonly state: 'passed' | 'failed' | 'skipped' | 'pending';
  /** The first line of what a suite around it failed with, outside of its tests. */
  readonly suiteError: string | null;
}

/** A test file with contracts in it, or that should have some. */
export interface ModuleRecord {
  /** Path below the root. */
  readonly path: string;
  readonly project: string;
  readonly declared: readonly Declaration[];
  /** Contracts that came to be while it was loaded. */
  readonly made: readonly MadeContract[];
  /** True for a file of the contracts project, whose files are there to verify contracts. */
  readonly isContractFile: boolean;
  readonly tests: readonly TestRecord[];
  /** Whether collecting it failed, which Vitest reports itself. */
  readonly failed: boolean;
  /** Whether something in it is marked `.only`. */
  readonly containsOnly: boolean;
}

/** A run, as far as contracts are concerned. */
export interface RunRecord {
  /** Those that the run was to execute. */
  readonly modules: readonly ModuleRecord[];
  /** Those of earlier runs, in watch mode: their contracts keep their names. */
  readonly others: readonly ModuleRecord[];
  /** Selected tests in files that have nothing to do with contracts. */
  readonly otherTests: number;
  /** The filters of the run, as a user writes them. */
  readonly filters: readonly string[];
  readonly interrupted: boolean;
  /** True if a file filter or a shard left out some contract files of the project. */
  readonly isPartial: boolean;
  readonly isShard: boolean;
  /** Whether its reports are merged: what was left out was told when it ran. */
  readonly merged: boolean;
  /** Contract files, as paths, that were to run and never showed up. */
  readonly missing: readonly string[];
  readonly allowNoneSelected: boolean;
}

export type ManifestProblemCode =
  | 'CONTRACT_NAME_TAKEN'
  | 'CONTRACT_UNVERIFIED'
  | 'FILE_EMPTY'
  | 'FILE_LOST'
  | 'FILE_UNMATCHED'
  | 'FILTER_UNMATCHED'
  | 'NONE_SELECTED'
  | 'OUTCOME_LOST'
  | 'REGISTERED_LATE'
  | 'SHARD_MISSING'
  | 'SHARD_REPEATED'
  | 'SHARDS_DIFFER'
  | 'VERDICT_LOST'
  | 'VERIFIED_TWICE';

/** Why a run is red although its tests may be green. */
export interface ManifestProblem {
  readonly code: ManifestProblemCode;
  /** Null where the file that it is about never showed up. */
  readonly module: ModuleRecord | null;
  readonly message: string;
}

/** Tests without an answer, each with its reason. */
export type NotRunReasons = ReadonlyMap<TestRecord, NonNullable<Outcome['problem']>>;
