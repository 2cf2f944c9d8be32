import { notNull, sql } from './expression.ts';
import { type CountMetric, frozen, type Scope } from './metric.ts';
import { fromZero } from './range.ts';
import { counting, holding, printArgument, type Subject } from './subject.ts';

/** The subject of metrics about whole rows. It has no value that could be NULL. */
export function rowsSubject(scope: Scope): Subject {
  const where = scope.where.map((text) => `.where(${printArgument(text)})`).join('');
  const per = scope.per.length > 0 ? `.per(${scope.per.map(printArgument).join(', ')})` : '';
  return {
    scope,
    label: `rows${where}${per}`,
    value: { kind: 'literal', value: true },
    columns: [],
  };
}

/** Counts the rows of the scope. A share is of all rows of the dataset. */
export const count = (scope: Scope): CountMetric =>
  frozen({
    ...counting(rowsSubject(scope), { name: 'count' }, { kind: 'always' }),
    // A segment without a row is none.
    range: scope.per.length > 0 ? { low: 1, high: null } : fromZero,
    value: { kind: 'count' },
    of: { kind: 'rows' },
    violating: null,
  });

/** Requires the SQL predicate to be true. Rows for which it is NULL can't be judged and are ignored. */
export const satisfy = (scope: Scope, text: string): CountMetric =>
  holding(
    rowsSubject(scope),
    { name: 'satisfy', args: [text], parameters: [text] },
    { kind: 'sql', text },
    notNull(sql(text)),
  );
