import { rowsSubject } from './counts.ts';
import { and, column, countIf, notNull, type Scalar } from './expression.ts';
import type { CountMetric, Scope } from './metric.ts';
import { measuring, type Subject } from './subject.ts';

/**
 * Excess rows: those beyond the first of each group that share a value. NULL is left out and counted by nulls().
 * For a, a, a, b, NULL, NULL it is 2; a share is of the values that are not NULL.
 */
export const duplicates = (subject: Subject): CountMetric =>
  measuring(subject, { name: 'duplicates' }, 'count', excess([subject.value], 'skip'));

/** No value twice. NULL is left out. */
export const unique = (subject: Subject): CountMetric =>
  measuring(subject, { name: 'unique' }, 'count', excess([subject.value], 'skip'), {
    condition: { kind: 'unique', of: [subject.value], nulls: 'skip' },
  });

/** Excess rows over several columns together; rows with a NULL in any of them are left out, of the base as well. */
export function rowDuplicates(scope: Scope, names: readonly string[]): CountMetric {
  const { of, subject } = tuple(scope, names);
  return measuring(subject, { name: 'duplicates', args: names }, 'count', excess(of, 'skip'), {
    of: countIf(and(...of.map(notNull))),
  });
}

/** A key as a database means it: no two rows alike, and a row with a NULL in any part violates it as well. */
export function key(scope: Scope, names: readonly string[]): CountMetric {
  const { of, subject } = tuple(scope, names);
  return measuring(subject, { name: 'key', args: names }, 'count', excess(of, 'violate'), {
    of: { kind: 'count' },
    condition: { kind: 'unique', of, nulls: 'violate' },
  });
}

/** Several columns of a scope as one subject. */
const tuple = (scope: Scope, names: readonly string[]) => ({
  of: names.map(column),
  subject: { ...rowsSubject(scope), columns: names },
});

const excess = (of: readonly Scalar[], nulls: 'skip' | 'violate') =>
  ({ kind: 'duplicates', of, nulls }) as const;
