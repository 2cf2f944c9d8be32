import '../../system/require-node.ts';

// The public surface of assay/fuzz, and nothing else.
export {
  FuzzError,
  type FuzzErrorCode,
  StepError,
  type StepErrorCode,
} from '../../fuzz/fuzz-error.ts';
export type { FuzzInput, FuzzOptions, StepFunction, StepRows } from '../../fuzz/fuzz-options.ts';
export type { Broken, Invariant, InvariantCase } from '../../fuzz/invariant.ts';
export type {
  OpenStep,
  Step,
  StepColumn,
  StepOptions,
  StepOutput,
  StepTable,
} from '../../fuzz/step.ts';
export { type CommandOptions, command } from '../../fuzz/steps/command/command.ts';
export type { FileFormat } from '../../fuzz/steps/command/exchange-files.ts';
export { type SqlStepOptions, sqlStep } from '../../fuzz/steps/sql-step.ts';
export * from '../../generate/generate-api.ts';
export { type Fuzz, fuzz } from './fuzz.ts';
