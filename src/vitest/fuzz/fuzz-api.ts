import '../../system/require-node.ts';

// The public surface of assay/fuzz, and nothing else.
export type { Broken, Invariant, InvariantCase } from '../../fuzz/invariant.ts';
export type {
  OpenStep,
  Step,
  StepColumn,
  StepOptions,
  StepOutput,
  StepTable,
} from '../../fuzz/step.ts';
export * from '../../generate/generate-api.ts';
