import { type Literal, literal } from '../../metric/expression.ts';
import { keyOf, type Scope } from '../../metric/metric.ts';
import { anyNumber } from '../../metric/range.ts';
import {
  comparing,
  numeric,
  type Operand,
  printArgument,
  type Subject,
  temporal,
} from '../../metric/subject.ts';
import { type BoundKind, bound } from '../../value/bound.ts';
import { ContractError } from '../../value/contract-error.ts';
import { parseQuantity, type Quantity } from '../../value/quantity.ts';
import { condition } from '../expectation.ts';
import { refuseUnmissable } from '../unmissable.ts';

const subjects = new WeakMap<object, Subject>();

/** Identifies a column when it is used as the limit of another. */
export function rememberColumn(column: object, subject: Subject): void {
  subjects.set(column, subject);
}

const subjectOf = (limit: unknown): Subject | undefined =>
  typeof limit === 'object' && limit !== null ? subjects.get(limit) : undefined;

/** Returns the limit for a row's value: a constant of the unit, or another column of the same row. */
export function operand(limit: unknown, unit: 'number' | 'instant', subject: Subject): Operand {
  const column = subjectOf(limit);
  if (!column) {
    const value = constant(parseQuantity(limit, unit));
    return { value: literal(value), label: printArgument(value), columns: [] };
  }
  return ofSameRows(column, subject);
}

/** Returns what a row's value is compared with, as {@link operand} does. A column is not compared with itself. */
export function comparand(
  limit: unknown,
  unit: 'number' | 'instant',
  subject: Subject,
  method: string,
): Operand {
  const found = operand(limit, unit, subject);
  if (keyOf(found.value) !== keyOf(subject.value)) return found;
  throw new ContractError(
    'BOUND_INVALID',
    `${subject.label}.${method}(...) compares the column with itself, which is the same for every row: give another column.`,
  );
}

/** Returns the other column that a measure takes. */
export function otherColumn(other: unknown, method: string, subject: Subject): Operand {
  const column = subjectOf(other);
  if (!column)
    throw new ContractError(
      'CONTRACT_INVALID',
      `.${method}(...) takes another column: .${method}(column('name')).`,
    );
  if (keyOf(column.value) === keyOf(subject.value))
    throw new ContractError(
      'CONTRACT_INVALID',
      `${subject.label}.${method}(...) takes another column, and not the column itself.`,
    );
  return ofSameRows(column, subject);
}

function ofSameRows(column: Subject, subject: Subject): Operand {
  const { where, per } = column.scope;
  if (where.length + per.length > 0 && !isSameScope(column.scope, subject.scope)) {
    throw new ContractError(
      'CONTRACT_INVALID',
      `${subject.label} can't be compared with ${column.label}: a limit is a column of the same rows, so write ${bare(column)}.`,
    );
  }
  return column;
}

function constant(quantity: Quantity): Literal {
  if (quantity.kind === 'instant') return new Date(quantity.milliseconds);
  if (quantity.kind === 'number' && typeof quantity.value !== 'object') return quantity.value;
  throw new TypeError(`A ${quantity.kind} is no limit of a row.`);
}

const isSameScope = (one: Scope, other: Scope) => JSON.stringify(one) === JSON.stringify(other);

const bare = ({ label }: Subject) => label.slice(label.lastIndexOf('.column(') + 1);

/** Returns the condition of `between`, for limits that are numbers or dates. */
export function betweenLimits(subject: Subject) {
  return (low: unknown, high: unknown) => {
    const unit = [low, high].some(isDate) ? 'instant' : 'number';
    const from = comparand(low, unit, subject, 'between');
    const to = comparand(high, unit, subject, 'between');
    if (isAbove(from, to)) {
      throw new ContractError(
        'BOUND_INVALID',
        `between(${from.label}, ${to.label}) can never hold: the minimum is above the maximum.`,
      );
    }
    refuseEndless(subject, 'between', [low, high]);
    const areColumns = from.columns.length > 0 && to.columns.length > 0;
    const families = areColumns ? undefined : { number: numeric, instant: temporal }[unit];
    const wording = { name: 'between', args: [from, to], families };
    const limits = [['>=', from] as const, ['<=', to] as const];
    return condition(comparing(subject, wording, limits));
  };
}

/** Refuses limits that every number satisfies. */
export function refuseEndless(
  { label }: Subject,
  kind: BoundKind,
  limits: readonly unknown[],
): void {
  const areNumbers = limits.every((limit) => ['number', 'bigint'].includes(typeof limit));
  if (areNumbers)
    refuseUnmissable({ label, unit: 'number', range: anyNumber }, bound(kind, limits, 'number'));
}

const isDate = (limit: unknown) => typeof limit === 'string' || limit instanceof Date;

const isAbove = ({ value: low }: Operand, { value: high }: Operand) =>
  low.kind === 'literal' && high.kind === 'literal' && low.value > high.value;
