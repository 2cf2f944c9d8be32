import '../system/require-node.ts';

// The public surface of assay/store, and nothing else.
export type { Approvers, ChampionPolicy, GatePolicies, Gates } from './config/gate-policies.ts';
export { defineConfig, type StoreConfig } from './config/store-config.ts';
export { storeExitCode, storeExitCodes } from './exit-codes.ts';
export type { NameState, TagState } from './log/name-state.ts';
export type {
  CreateEntry,
  Deprecation,
  Digest,
  ErasedSubject,
  EraseEntry,
  GateEvidence,
  Lineage,
  LogEntry,
  LogRecord,
  OutcomeCounts,
  PromoteEntry,
  PurgeEntry,
  RefuseEntry,
  RollbackEntry,
  TagMove,
} from './log/record.ts';
export { openStore } from './open-snapshot-store.ts';
export type { OpenStoreOptions } from './open-store.ts';
export type { Snapshot, SnapshotColumn, SnapshotFile } from './snapshot/snapshot-record.ts';
export type { CreateOptions, SnapshotStore } from './store.ts';
export { StoreError, type StoreErrorCode } from './store-error.ts';
export type { StoreProblem } from './store-problem.ts';
