import type { ExpectationNode } from '../../contract/expectation.ts';
import type { ColumnDescription } from '../../engine/engine.ts';
import type { Predicate } from '../../metric/expression.ts';
import { decides } from '../../value/bound.ts';
import { floatColumns, isFloat } from './float-notes.ts';

/**
 * Says why an expectation can't fail that counts values of a FLOAT column which no FLOAT can have, as in `notIn([0.1])`;
 * null where it can. The 0.1 that a person sees in such a column is another number, so that none would ever be found.
 */
export function floatListProblem(
  { metric: { violating }, bound }: ExpectationNode,
  columns: readonly ColumnDescription[],
): string | null {
  const floats = floatColumns(columns);
  if (floats.size === 0 || violating === null || !isNeverTrue(violating, floats)) return null;
  if (decides({ low: 0, high: 0 }, 1, bound) !== true) return null;
  return 'no data can miss it: it looks for values in a FLOAT column, and none of those listed is a FLOAT. Math.fround() gives the nearest one: [-999.9].map(Math.fround).';
}

type Floats = ReadonlySet<string>;

/** Whether a predicate is false or unknown for every row. */
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

/** Whether a predicate is true for every row: `not` is, of what is false or unknown. */
const isAlwaysTrue = (predicate: Predicate, floats: Floats): boolean =>
  predicate.kind === 'not' && isNeverTrue(predicate.term, floats);
