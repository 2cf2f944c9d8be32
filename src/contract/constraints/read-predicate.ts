import { not, type Predicate, type Scalar } from '../../metric/expression.ts';
import { type Constraint, constraint, type TextPattern } from './constraint.ts';
import { readComparison } from './read-comparison.ts';

/** A predicate over the values of one column: what of it is said as constraints, and what is left. All must hold. */
export interface PredicateReading {
  readonly constraints: readonly Constraint[];
  readonly rest: readonly Predicate[];
}

const says = (...constraints: readonly Constraint[]): PredicateReading => ({
  constraints,
  rest: [],
});
const left = (predicate: Predicate): PredicateReading => ({ constraints: [], rest: [predicate] });

const together = (readings: readonly PredicateReading[]): PredicateReading => ({
  constraints: readings.flatMap(({ constraints }) => constraints),
  rest: readings.flatMap(({ rest }) => rest),
});

/** Reads what must be true of a value of the one column that the predicate is about. */
export function readPredicate(node: Predicate): PredicateReading {
  switch (node.kind) {
    case 'always':
      return says();
    case 'and':
      return together(node.terms.map(readPredicate));
    case 'not':
      return readNegated(node.term);
    case 'isNull':
      return isColumn(node.of) ? says(constraint('never', true)) : left(node);
    case 'isNaN':
      return isColumn(node.of) ? says(constraint('onlyNaN', true)) : left(node);
    case 'compare':
      return comparison(node);
    case 'oneOf':
      return isColumn(node.of) ? says(constraint('enum', node.values)) : left(node);
    case 'matches':
      return isColumn(node.of) ? says(constraint('pattern', patternOf(node))) : left(node);
    case 'multipleOf':
      return isColumn(node.of) ? says(step(node.step)) : left(node);
    case 'or':
    case 'isInfinite':
    case 'sql':
    case 'judged':
      return left(node);
  }
}

/** Reads what must not be true of it. */
function readNegated(node: Predicate): PredicateReading {
  switch (node.kind) {
    case 'always':
      return says(constraint('never', true));
    case 'or':
      return together(node.terms.map(readNegated));
    case 'not':
      return readPredicate(node.term);
    case 'isNull':
      return isColumn(node.of) ? says(constraint('required', true)) : left(not(node));
    case 'isNaN':
      return isColumn(node.of) ? says(constraint('notNaN', true)) : left(not(node));
    case 'isInfinite':
      return isColumn(node.of) ? says(constraint('notInfinite', true)) : left(not(node));
    case 'oneOf':
      return isColumn(node.of) ? says(constraint('notEnum', node.values)) : left(not(node));
    case 'matches':
      return isColumn(node.of) ? says(constraint('notPattern', patternOf(node))) : left(not(node));
    case 'and':
    case 'compare':
    case 'multipleOf':
    case 'sql':
    case 'judged':
      return left(not(node));
  }
}

function comparison(node: Extract<Predicate, { kind: 'compare' }>): PredicateReading {
  const constraints = readComparison(node);
  return constraints === null ? left(node) : says(...constraints);
}

const isColumn = (of: Scalar): boolean => of.kind === 'column';

/** A step of 1 is exact, and so is each step of bigints; of others the sign says nothing. */
const step = (of: number | bigint): Constraint => {
  if (of === 1 || of === 1n) return constraint('integer', true);
  return constraint('multipleOf', of < 0 ? -of : of);
};

function patternOf({
  source,
  flags,
}: {
  readonly source: string;
  readonly flags: string;
}): TextPattern {
  const bare = source.replace(/\\[^1-9k]|\[(?:\\.|[^\]\\])*\]/gs, 'x');
  return { source, flags, regular: !/\(\?<?[=!]|\\[1-9k]/.test(bare) };
}
