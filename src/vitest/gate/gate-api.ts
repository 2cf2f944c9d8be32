// The public surface of assay/gate, and nothing else.
export type { Report } from '../../outcome/report.ts';
export type {
  Approvers,
  ChampionPolicy,
  GatePolicies,
  Gates,
} from '../../store/config/gate-policies.ts';
export type { Digest, LogRecord, PromoteEntry, RefuseEntry } from '../../store/log/record.ts';
export { StoreError, type StoreErrorCode } from '../../store/store-error.ts';
export { gate } from './gate.ts';
export type { GateOptions } from './gate-options.ts';
export type { GateReason } from './gate-reason.ts';
export type { GateResult, LeftOutContract, Promoted, Refused, Unjudged } from './gate-result.ts';
