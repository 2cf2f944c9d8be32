import type { Unit } from '../contract/quantity.ts';
import {
  type Aggregate,
  and,
  countIf,
  type Family,
  not,
  notNull,
  type Predicate,
  type Scalar,
} from './expression.ts';
import type { Metric, Scope } from './metric.ts';

/** What a metric is about: a value of each row, in a scope. */
export interface Subject {
  readonly scope: Scope;
  /** As it is written, `"rows.where('distance > 2000').column('delay')"`. */
  readonly label: string;
  readonly value: Scalar;
  /** The columns that the value is computed from. */
  readonly columns: readonly string[];
}

export const numeric: readonly Family[] = ['integer', 'float', 'decimal'];
export const textual: readonly Family[] = ['text', 'json'];
export const temporal: readonly Family[] = ['date', 'timestamp'];

interface Wording {
  readonly name: string;
  readonly args?: readonly unknown[];
  /** The column types it can read; any unless given. */
  readonly families?: readonly Family[];
}

function frame(subject: Subject, { name, args = [], families }: Wording) {
  return {
    name,
    label: `${subject.label}.${name}(${args
      .filter((arg) => arg !== undefined)
      .map(printArgument)
      .join(', ')})`,
    scope: subject.scope,
    needs: [
      ...subject.scope.per.map((column) => ({ column, families: null })),
      ...subject.columns.map((column) => ({ column, families: families ?? null })),
    ],
  };
}

/** A number computed from the values that are not NULL. */
export function measuring<U extends Unit>(
  subject: Subject,
  wording: Wording,
  unit: U,
  value: Aggregate,
): Metric & { readonly unit: U } {
  return Object.freeze({
    ...frame(subject, wording),
    unit,
    value,
    of: countIf(notNull(subject.value)),
    condition: false,
    violating: null,
  });
}

/** How many rows are so; a share is of all rows of the scope, or of those that are `judged`. */
export function counting(
  subject: Subject,
  wording: Wording,
  counted: Predicate,
  judged: Predicate | null = null,
): Metric & { readonly unit: 'count' } {
  return Object.freeze({
    ...frame(subject, wording),
    unit: 'count',
    value: countIf(counted),
    of: judged ? countIf(judged) : ({ kind: 'count' } as const),
    condition: false,
    violating: counted,
  });
}

/** A test that every row is to pass; the rows that are not `judged` (NULL, unless said otherwise) are left out. */
export function holding(
  subject: Subject,
  wording: Wording,
  holds: Predicate,
  judged: Predicate = notNull(subject.value),
): Metric & { readonly unit: 'count' } {
  const violating = and(judged, not(holds));
  return Object.freeze({
    ...frame(subject, wording),
    unit: 'count',
    value: countIf(violating),
    of: countIf(judged),
    condition: true,
    violating,
  });
}

/** Write an argument as in the contract file. */
export function printArgument(value: unknown): string {
  if (typeof value === 'string')
    return `'${value.replace(/[\\']/g, '\\$&').replace(/\n/g, '\\n')}'`;
  if (typeof value === 'bigint') return `${value}n`;
  if (value instanceof Date) return `'${value.toISOString().replace('T00:00:00.000Z', '')}'`;
  if (Array.isArray(value)) {
    const shown = value.slice(0, 8).map(printArgument).join(', ');
    return value.length > 8 ? `[${shown}, … ${value.length} values]` : `[${shown}]`;
  }
  if (value instanceof RegExp) return String(value);
  if (typeof value === 'object' && value !== null)
    return 'label' in value ? String(value.label) : '{…}';
  return String(value);
}
