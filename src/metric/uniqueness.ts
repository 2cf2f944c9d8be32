import { rowsSubject } from './counts.ts';
import { and, column, countIf, notNull, type Scalar } from './expression.ts';
import type { CountMetric, Scope } from './metric.ts';
import { measuring, type Subject } from './subject.ts';

/**
 * Counts the excess rows: those beyond the first of each group that share a value, so 2 for a, a, a, b, NULL, NULL.
 * NULL is ignored; `nulls()` counts it. A share is of the values that are not NULL.
 */
export const duplicates = (subject: Subject): CountMetric =>
  measuring(subject, { name: 'duplicates' }, 'count', excess([subject.value], 'skip'));

/** Requires that no value occurs twice. NULL is ignored. */
export const unique = (subject: Subject): CountMetric =>
  measuring(subject, { name: 'unique' }, 'count', excess([subject.value], 'skip'), {
    condition: { kind: 'unique', of: [subject.value], nulls: 'skip' },
  });

/**
 * Counts the excess rows over several columns together. Rows with a NULL in one of them are ignored, also in the base
 * of a share.
 */
export function rowDuplicates(scope: Scope, names: readonly string[]): CountMetric {
  const { of, subject } = tuple(scope, names);
  return measuring(subject, { name: 'duplicates', args: names }, 'count', excess(of, 'skip'), {
    of: countIf(and(...of.map(notNull))),
  });
}

/**
 * Requires several columns to be a key as in a database: no two rows are equal, and a row with a NULL in one of them is
 * a violation.
 */
export function key(scope: Scope, names: readonly string[]): CountMetric {
  const { of, subject } = tuple(scope, names);
  return measuring(subject, { name: 'key', args: names }, 'count', excess(of, 'violate'), {
    of: { kind: 'count' },
    condition: { kind: 'unique', of, nulls: 'violate' },
  });
}

/** Returns several columns of a scope as one subject. */
const tuple = (scope: Scope, names: readonly string[]) => ({
  of: names.map(column),
  subject: { ...rowsSubject(scope), columns: names },
});

const excess = (of: readonly Scalar[], nulls: 'skip' | 'violate') =>
  ({ kind: 'duplicates', of, nulls }) as const;
