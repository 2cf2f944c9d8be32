import '../system/require-node.ts';

// The public surface of assay/run, and nothing else.
export type { DeclaredTerms } from '../contract/terms.ts';
export type { Outcome, State } from '../outcome/outcome.ts';
export type { Report, ReportedContract, ReportedPass, RunProblem } from '../outcome/report.ts';
export type { ReportFormat } from '../outcome/report-files.ts';
export type { Measurement } from '../plan/trace.ts';
export { type Check, check } from './check.ts';
export type { ContractRun } from './contract-run.ts';
export { ContractError, type ContractErrorCode, enforce } from './enforce.ts';
export { exitCode } from './exit-status.ts';
export { reportOf } from './report-of.ts';
export type { ReportFiles } from './report-options.ts';
export { type RunContractOptions, runContract } from './run-contract.ts';
export { RunError, type RunErrorCode } from './run-error.ts';
export type { RunOptions } from './run-options.ts';
export { type MatcherContext, type MatcherResult, toKeep } from './to-keep.ts';
export {
  renderReport,
  type StartedReports,
  startReports,
  writeReports,
} from './write-reports.ts';
