import type { Outcome } from '../../outcome/outcome.ts';
import type { Declaration, MadeContract } from '../worker-context.ts';

/** The end of an expectation's test. */
export interface TestRecord {
  /** The outcome that the test carries; `notRun` if it never had a result. */
  readonly outcome: Outcome;
  /** True if the run's filters, `.only` and `.skip` selected the test when its file was collected. */
  readonly selected: boolean;
  readonly state: 'passed' | 'failed' | 'skipped' | 'pending';
  /** The first line of the error of a suite around it; null if none failed. */
  readonly suiteError: string | null;
}

/** A test file with contracts, or of the contracts project. */
export interface ModuleRecord {
  /** The path from the root. */
  readonly path: string;
  readonly project: string;
  readonly declared: readonly Declaration[];
  /** The contracts that were created while it was loaded. */
  readonly made: readonly MadeContract[];
  /** True for a file of the contracts project, whose files must verify contracts. */
  readonly isContractFile: boolean;
  readonly tests: readonly TestRecord[];
  /** True if collecting it failed, which Vitest itself reports. */
  readonly failed: boolean;
  /** True if a test in it is marked `.only`. */
  readonly containsOnly: boolean;
}

/** The contract files and results of a run. */
export interface RunRecord {
  /** The files that the run was to execute. */
  readonly modules: readonly ModuleRecord[];
  /** The files of earlier runs in watch mode, whose contracts keep their names. */
  readonly others: readonly ModuleRecord[];
  /** The number of selected tests in files without contracts. */
  readonly otherTests: number;
  /** The filters of the run, as a user writes them. */
  readonly filters: readonly string[];
  readonly interrupted: boolean;
  /** True if a file filter or a shard left out some contract files of the project. */
  readonly isPartial: boolean;
  readonly isShard: boolean;
  /** True if the run merges reports. The runs that wrote them have reported what was left out. */
  readonly merged: boolean;
  /** The paths of contract files that were to run and never did. */
  readonly missing: readonly string[];
  readonly allowNoneSelected: boolean;
}

/** The codes of problems of a run. */
export type ManifestProblemCode =
  | 'BASELINE_NOT_WRITTEN'
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

/** A problem that fails a run although its tests may pass. */
export interface ManifestProblem {
  readonly code: ManifestProblemCode;
  /** The file that it is about; null if the file never ran. */
  readonly module: ModuleRecord | null;
  readonly message: string;
}

/** Tests without a result, each with its reason. */
export type NotRunReasons = ReadonlyMap<TestRecord, NonNullable<Outcome['problem']>>;
