import '../src/system/require-node.ts';

// The public surface of assay/reporters/report, and nothing else: the document that a reporter is given.
export type { DeclaredTerms } from '../src/contract/terms.ts';
export * from '../src/outcome/outcome.ts';
export type { Report, ReportedContract, ReportedPass, RunProblem } from '../src/outcome/report.ts';
export type {
  FuzzedExample,
  FuzzedProperty,
  FuzzedTable,
  ReportedFuzz,
} from '../src/outcome/reported-fuzz.ts';
export type { BoundKind } from '../src/value/bound.ts';
export type { Unit } from '../src/value/quantity.ts';
