import '../../system/require-node.ts';

// The public surface of assay/constraints, and nothing else.
export type { Literal } from '../../metric/expression.ts';
export type { Requirement } from '../../metric/requirement.ts';
export type { ColumnConstraint } from './column-constraint.ts';
export type {
  Constraint,
  ConstraintKind,
  ConstraintValues,
  RangeEnd,
  TextPattern,
} from './constraint.ts';
export { constraintsOf } from './constraints-of.ts';
export type { ContractConstraints, SoftConstraint } from './contract-constraints.ts';
export type { Contradiction } from './contradictions.ts';
export type { Relation } from './relations.ts';
export type { RuleReference, Stated } from './rule-reference.ts';
export type { Statement } from './statement.ts';
export type { Unmerged, UnmergedReason } from './unmerged.ts';
