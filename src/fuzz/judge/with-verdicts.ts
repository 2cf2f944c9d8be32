import { column, compare, literal, type Predicate, type Scalar } from '../../metric/expression.ts';
import type { Requirement } from '../../metric/requirement.ts';
import { sqlIn } from '../../metric/walk.ts';

/** Returns the column that holds the verdicts of a predicate in SQL. */
type ColumnOf = (text: string) => string;

/** Puts columns of verdicts in the place of the SQL of a requirement, so that JavaScript can judge the rest of it. */
export function withVerdicts<R extends Requirement>(requirement: R, columnOf: ColumnOf): R {
  if (requirement.kind !== 'each' || sqlIn(requirement).length === 0) return requirement;
  const { judged, holds } = requirement;
  return {
    ...requirement,
    judged: ofPredicate(judged, columnOf),
    holds: ofPredicate(holds, columnOf),
  };
}

function ofPredicate(node: Predicate, columnOf: ColumnOf): Predicate {
  const scalar = (of: Scalar) => ofScalar(of, columnOf);
  const predicate = (term: Predicate) => ofPredicate(term, columnOf);
  switch (node.kind) {
    case 'sql':
      return compare(column(columnOf(node.text)), '=', literal(true));
    case 'and':
    case 'or':
      return { ...node, terms: node.terms.map(predicate) };
    case 'not':
      return { ...node, term: predicate(node.term) };
    case 'compare':
      return { ...node, left: scalar(node.left), right: scalar(node.right) };
    case 'always':
    case 'judged':
      return node;
    default:
      return { ...node, of: scalar(node.of) };
  }
}

function ofScalar(node: Scalar, columnOf: ColumnOf): Scalar {
  if (node.kind === 'sql') return column(columnOf(node.text));
  if (node.kind === 'add')
    return { ...node, terms: node.terms.map((one) => ofScalar(one, columnOf)) };
  return node.kind === 'length' || node.kind === 'elapsed'
    ? { ...node, of: ofScalar(node.of, columnOf) }
    : node;
}
