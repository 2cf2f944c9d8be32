import { add } from '../../metric/additive-state.ts';
import {
  type Comparison,
  type Literal,
  type Predicate,
  type Scalar,
  turned,
} from '../../metric/expression.ts';
import type { Numeric } from '../../value/numeric.ts';
import { type Constraint, constraint } from './constraint.ts';
import { isNumber } from './literals.ts';

type Compare = Extract<Predicate, { kind: 'compare' }>;

/** Reads a comparison of a column, or of its length, with a constant on either side; null where it compares anything else. */
export function readComparison({ left, op, right }: Compare): readonly Constraint[] | null {
  const limit = constantOf(right);
  if (limit !== null) return readLimit(left, op, limit);
  const first = constantOf(left);
  return first === null ? null : readLimit(right, turned[op], first);
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

function readLimit(of: Scalar, op: Comparison, limit: Literal): readonly Constraint[] | null {
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

function valueLimit(op: Comparison, value: Literal): readonly Constraint[] | null {
  if (op === '=') return [constraint('enum', [value])];
  if (op === '<>' || typeof value === 'string' || typeof value === 'boolean') return null;
  if (Number.isNaN(value instanceof Date ? value.getTime() : value)) return null;
  const exclusive = op === '<' || op === '>';
  const kind = op === '<' || op === '<=' ? 'maximum' : 'minimum';
  return [constraint(kind, { value, exclusive })];
}

/** Lengths are whole: a limit between two of them is rounded inwards. */
function lengthLimit(op: Comparison, limit: number): readonly Constraint[] | null {
  if (!Number.isFinite(limit)) return null;
  const least = constraint('minLength', op === '>' ? Math.floor(limit) + 1 : Math.ceil(limit));
  const most = constraint('maxLength', op === '<' ? Math.ceil(limit) - 1 : Math.floor(limit));
  switch (op) {
    case '>':
    case '>=':
      return [least];
    case '<':
    case '<=':
      return [most];
    case '=':
      return [least, most];
    case '<>':
      return null;
  }
}
