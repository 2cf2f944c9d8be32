import { add } from '../../metric/additive-state.ts';
import type { Comparison, Literal, Predicate, Scalar } from '../../metric/expression.ts';
import { not } from '../../metric/expression.ts';
import type { Numeric } from '../../value/numeric.ts';
import { type Constraint, constraint, type TextPattern } from './constraint.ts';
import { isNumber } from './literals.ts';

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
      return readComparison(node);
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

const turned: Readonly<Record<Comparison, Comparison>> = {
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
  '=': '=',
  '<>': '<>',
};

type Compare = Extract<Predicate, { kind: 'compare' }>;

/** A comparison with a constant, whichever side it is on. */
function readComparison(node: Compare): PredicateReading {
  const limit = constantOf(node.right);
  if (limit !== null) return readLimit(node.left, node.op, limit) ?? left(node);
  const first = constantOf(node.left);
  return (first !== null ? readLimit(node.right, turned[node.op], first) : null) ?? left(node);
}

/** The constant that a scalar is; a sum of constants is one. */
function constantOf(of: Scalar): Literal | null {
  if (of.kind === 'literal') return of.value;
  if (of.kind !== 'add') return null;
  const [first = null, ...others] = of.terms.map(constantOf);
  if (!isNumber(first) || !others.every(isNumber)) return null;
  const sum = others.reduce<Numeric>(add, first);
  return isNumber(sum) ? sum : null;
}

function readLimit(of: Scalar, op: Comparison, limit: Literal): PredicateReading | null {
  switch (of.kind) {
    case 'column':
      return valueLimit(op, limit);
    case 'length':
      return of.of.kind === 'column' && typeof limit === 'number' ? lengthLimit(op, limit) : null;
    case 'literal':
    case 'now':
    case 'elapsed':
    case 'add':
    case 'sql':
      return null;
  }
}

function valueLimit(op: Comparison, value: Literal): PredicateReading | null {
  if (op === '=') return says(constraint('enum', [value]));
  if (op === '<>' || typeof value === 'string' || typeof value === 'boolean') return null;
  if (Number.isNaN(value instanceof Date ? value.getTime() : value)) return null;
  const exclusive = op === '<' || op === '>';
  const kind = op === '<' || op === '<=' ? 'maximum' : 'minimum';
  return says(constraint(kind, { value, exclusive }));
}

/** Lengths are whole: a limit between two of them is rounded inwards. */
function lengthLimit(op: Comparison, limit: number): PredicateReading | null {
  if (!Number.isFinite(limit)) return null;
  const least = constraint('minLength', op === '>' ? Math.floor(limit) + 1 : Math.ceil(limit));
  const most = constraint('maxLength', op === '<' ? Math.ceil(limit) - 1 : Math.floor(limit));
  switch (op) {
    case '>':
    case '>=':
      return says(least);
    case '<':
    case '<=':
      return says(most);
    case '=':
      return says(least, most);
    case '<>':
      return null;
  }
}
