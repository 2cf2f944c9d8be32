import { Declined, orDeclined, type Session } from '../../engine/engine.ts';
import { type Aggregate, type Blaming, traitsOf } from '../../metric/aggregate.ts';
import { satisfies } from '../../value/bound.ts';
import { approximate } from '../../value/numeric.ts';
import { looksForPersons } from '../passes/streamed-rows.ts';
import { filterSql } from '../select.ts';
import { type Miss, measuredWhere } from './miss.ts';

/** The rows that violate a missed expectation. */
export type RowCondition =
  /**
   * SQL over the rows and their numbers, with the number of rows for which it must be true; null if that is not known.
   */
  | {
      readonly kind: 'rows';
      readonly sql: string;
      readonly count: number | null;
      /** True if it looks beyond its own row, at others or at a list of them, which changes the engine's row order. */
      readonly shuffles: boolean;
    }
  /** No single row is to blame: a mean, a gap, too few rows of a kind. */
  | { readonly kind: 'none' }
  /** There are such rows, but they can't be identified. */
  | { readonly kind: 'unknown'; readonly why: string };

/**
 * Returns the rows that violate a missed expectation. `number` is the column with each row's position in the dataset.
 */
export function rowCondition(miss: Miss, session: Session, number: string): RowCondition {
  const { node, measured } = miss;
  const { metric } = node;
  const where = measuredWhere(miss);
  const { value, scope } = metric;
  const [one] = measured.segments;
  const isCut = scope.per.length > 0;
  const count = isCut || one === undefined || one.value === null ? null : approximate(one.value);
  const rows = (sql: string, shuffles = false): RowCondition => ({
    kind: 'rows',
    sql,
    count,
    shuffles,
  });
  if (isBlamedBesideOthers(value)) {
    const from = { filter: filterSql(where, session), per: scope.per };
    const sql = orDeclined(() => session.dialect.counted(value, from, number, session));
    return sql === null ? { kind: 'unknown', why: unsaid } : rows(sql, true);
  }
  // Where none of the rows that it counts would be better still, they are what is too many; else they are too few.
  const isExcess = metric.condition || satisfies({ value: 0, of: one?.of ?? 0 }, node.bound);
  if (metric.violating === null || !isExcess) return { kind: 'none' };
  if (looksForPersons(metric.violating))
    return { kind: 'unknown', why: 'they hold persons whose rows were erased, and are not copied' };
  if (measured.met !== null) {
    const { numbers = null } = measured.met;
    if (numbers !== null)
      return rows(numbers.length === 0 ? 'false' : `${number} in (${numbers.join(', ')})`, true);
    return { kind: 'unknown', why: `they were judged by ${measured.by}, and are too many to keep` };
  }
  try {
    const violating = session.dialect.predicate(metric.violating, session);
    return rows(and(filterSql(where, session), violating));
  } catch (error) {
    if (!(error instanceof Declined)) throw error;
    return { kind: 'unknown', why: unsaid };
  }
}

const isBlamedBesideOthers = (value: Aggregate): value is Blaming<'compared'> =>
  traitsOf(value).blames === 'compared';

const unsaid = 'no SQL tells them from the others';

const and = (...conditions: readonly (string | null)[]) =>
  conditions
    .filter((part) => part !== null)
    .map((part) => `(${part})`)
    .join(' and ');
