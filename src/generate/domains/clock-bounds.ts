import { constraint } from '../../contract/constraints/constraint.ts';
import type { Said } from '../../contract/constraints/merge.ts';
import type { RuleReference } from '../../contract/constraints/rule-reference.ts';
import type { Comparison, Predicate, Scalar } from '../../metric/expression.ts';
import type { Requirement } from '../../metric/requirement.ts';

const negated: Readonly<Record<Comparison, Comparison>> = {
  '<': '>=',
  '<=': '>',
  '>': '<=',
  '>=': '<',
  '=': '<>',
  '<>': '=',
};

/** Reads a comparison of a column's dates with the clock as a bound at a given clock; null for any other requirement. */
export function clockBounds(
  { holds }: Extract<Requirement, { kind: 'each' }>,
  rule: RuleReference,
  now: Date,
): readonly { readonly column: string; readonly value: Said }[] | null {
  const compared = comparisonIn(holds);
  if (compared === null || compared.left.kind !== 'column') return null;
  const { left, op, right } = compared;
  if (right.kind !== 'now' || op === '=' || op === '<>') return null;
  const exclusive = op === '<' || op === '>';
  const side = op === '<' || op === '<=' ? 'maximum' : 'minimum';
  return [
    { column: left.name, value: { ...constraint(side, { value: now, exclusive }), by: [rule] } },
  ];
}

interface Compared {
  readonly left: Scalar;
  readonly op: Comparison;
  readonly right: Scalar;
}

function comparisonIn(node: Predicate): Compared | null {
  if (node.kind === 'compare') return node;
  if (node.kind !== 'not' || node.term.kind !== 'compare') return null;
  return { ...node.term, op: negated[node.term.op] };
}
