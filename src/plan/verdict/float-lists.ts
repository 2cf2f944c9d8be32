import type { ExpectationNode } from '../../contract/expectation.ts';
import type { ColumnDescription } from '../../engine/engine.ts';
import type { Predicate } from '../../metric/expression.ts';
import { verdictOfInterval } from '../../value/bound.ts';
import { floatColumns, isFloat } from './float-notes.ts';

/**
 * Returns why an expectation can't fail because no FLOAT equals a listed number, as in `notIn([0.1])`; null if it can
 * fail. The 0.1 that a person sees in a FLOAT column is another number, so it would never be found.
 */
export function floatListProblem(
  { metric: { violating }, bound }: ExpectationNode,
  columns: readonly ColumnDescription[],
): string | null {
  const floats = floatColumns(columns);
  if (floats.size === 0 || violating === null || !isNeverTrue(violating, floats)) return null;
  if (verdictOfInterval({ low: 0, high: 0 }, 1, bound) !== true) return null;
  return 'no data can miss it: it looks for values in a FLOAT column, and none of those listed is a FLOAT. Math.fround() gives the nearest one: [-999.9].map(Math.fround).';
}

type Floats = ReadonlySet<string>;

/** True if a predicate is false or unknown for every row. */
function isNeverTrue(predicate: Predicate, floats: Floats): boolean {
  switch (predicate.kind) {
    case 'oneOf':
      return (
        predicate.of.kind === 'column' &&
        floats.has(predicate.of.name) &&
        predicate.values.every((value) => typeof value === 'number' && !isFloat(value))
      );
    case 'and':
      return predicate.terms.some((term) => isNeverTrue(term, floats));
    case 'or':
      return predicate.terms.every((term) => isNeverTrue(term, floats));
    case 'not':
      return isAlwaysTrue(predicate.term, floats);
    default:
      return false;
  }
}

/** True if a predicate is true for every row, as `not` is if its term is false or unknown. */
const isAlwaysTrue = (predicate: Predicate, floats: Floats): boolean =>
  predicate.kind === 'not' && isNeverTrue(predicate.term, floats);
