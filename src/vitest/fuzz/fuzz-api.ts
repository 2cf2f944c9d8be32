import '../../system/require-node.ts';

// The public surface of assay/fuzz, and nothing else.
export {
  FuzzError,
  type FuzzErrorCode,
  StepError,
  type StepErrorCode,
} from '../../fuzz/fuzz-error.ts';
export type { Broken, Invariant, InvariantCase } from '../../fuzz/invariant.ts';
export type {
  OpenStep,
  Step,
  StepColumn,
  StepOptions,
  StepOutput,
  StepTable,
} from '../../fuzz/step.ts';
export { type SqlStepOptions, sqlStep } from '../../fuzz/steps/sql-step.ts';
export * from '../../generate/generate-api.ts';
