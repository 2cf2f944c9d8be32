import '../../system/require-node.ts';

// The public surface of assay/mutants, and nothing else.
export type { Fault } from '../../generate/faults/fault.ts';
export type {
  CaughtBy,
  ColumnScore,
  Mutant,
  MutantReport,
  MutantState,
  Rate,
  Score,
  Suggestion,
} from '../../mutants/mutant.ts';
export type { MutantOptions } from '../../mutants/mutant-options.ts';
export { MutantsError, type MutantsErrorCode } from '../../mutants/mutants-error.ts';
export { type MutantsOptions, mutantsOf } from '../../mutants/mutants-of.ts';
export { type VerifyMutantsOptions, verifyMutants } from './verify-mutants.ts';
