import type { ExpectationNode } from '../expectation.ts';
import type { SoftConstraint } from './contract-constraints.ts';
import { type Required, requiredBy } from './required-by.ts';
import type { RuleReference } from './rule-reference.ts';
import { type Statement, statementsOf } from './statement.ts';

/** A rule of a contract, with the expectation that it is. */
export interface Rule {
  readonly rule: RuleReference;
  readonly node: ExpectationNode;
}

/** A rule that says something of single rows. */
export interface ReadRule extends Rule, Required {
  readonly says: readonly Statement[];
  readonly isHard: boolean;
}

/** Reads what a rule requires of single rows; nothing where it is about all of them together. */
export function readRule({ rule, node }: Rule): readonly ReadRule[] {
  const required = requiredBy(node);
  if (required === null) return [];
  const { where, per } = node.metric.scope;
  // What holds of the rows of each segment holds of all rows; two equal rows may lie in two segments.
  const isEverywhere =
    where.length === 0 && (per.length === 0 || required.requirement.kind === 'each');
  const isHard = isEverywhere && node.severity === 'error' && required.tolerance === null;
  return [{ rule, node, ...required, says: statementsOf(required.requirement), isHard }];
}

/** A rule that some rows may break, as a constraint with what it allows. */
export function softIn({ isHard, rule, node, ...required }: ReadRule): readonly SoftConstraint[] {
  const { requirement, tolerance, says } = required;
  if (isHard) return [];
  return [
    { rule, severity: node.severity, tolerance, scope: node.metric.scope, says, requirement },
  ];
}
