import type { Family } from '../../metric/expression.ts';
import { type ColumnConstraint, columnConstraint } from './column-constraint.ts';
import { constraint } from './constraint.ts';
import type { Contradiction } from './contradictions.ts';
import type { Said } from './merge.ts';
import { mergeColumn } from './merge-column.ts';
import type { Rule } from './read-rule.ts';
import type { RuleReference } from './rule-reference.ts';
import type { Statement } from './statement.ts';
import type { Unmerged } from './unmerged.ts';

/** A statement of a rule that every row must keep. */
export interface SaidByRule {
  readonly rule: RuleReference;
  readonly says: Statement;
}

/** A column's constraint, and the rules about it that exclude each other. */
export interface ColumnWithContradictions {
  readonly merged: ColumnConstraint;
  readonly contradictions: readonly Contradiction[];
}

/** Merges what rules say of one column; `statements` are those about it, and `rules` those that read it. */
export function ofColumn(
  column: string,
  statements: readonly SaidByRule[],
  rules: readonly Rule[],
  open: readonly Unmerged[],
): ColumnWithContradictions {
  const stated = statements.flatMap(({ rule, says }): readonly Said[] =>
    says.kind === 'column' ? [{ ...says.constraint, by: [rule] }] : [],
  );
  const said = [...stated, ...neededTypes(column, stated, rules)];
  const { parts, contradictions } = mergeColumn(column, said);
  const optional = statements.some(({ says }) => says.kind === 'optional');
  // Which columns a user's SQL reads is not known.
  const complete = !open.some(({ columns }) => columns.length === 0 || columns.includes(column));
  return { merged: columnConstraint(column, optional, complete, parts), contradictions };
}

/** The types that declared expectations can read, whether rows must keep them or not, where the schema takes more. */
function neededTypes(
  column: string,
  stated: readonly Said[],
  rules: readonly Rule[],
): readonly Said[] {
  const allowed = stated.flatMap((one) => (one.kind === 'type' ? [one.value] : []))[0];
  const isNarrower = (families: readonly Family[]) =>
    allowed === undefined || allowed.some((one) => !families.includes(one));
  return rules.flatMap(({ rule, node }) =>
    node.metric.needs.flatMap((need) =>
      need.column === column && need.families !== null && isNarrower(need.families)
        ? [{ ...constraint('type', need.families), by: [rule] }]
        : [],
    ),
  );
}
