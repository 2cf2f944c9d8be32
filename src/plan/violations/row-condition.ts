import { Declined, type Session } from '../../engine/engine.ts';
import { type Aggregate, type Blaming, traitsOf } from '../../metric/aggregate.ts';
import type { Metric } from '../../metric/metric.ts';
import { satisfies } from '../../value/bound.ts';
import { approximate } from '../../value/numeric.ts';
import { filterSql } from '../select.ts';
import type { Miss } from './samples.ts';

/** Which rows violate an expectation that was missed. */
export type RowCondition =
  /** SQL over the rows and their number, and how many rows it must be true for; null where that is not known. */
  | {
      readonly kind: 'rows';
      readonly sql: string;
      readonly count: number | null;
      /** It looks at other rows too, after which the engine has them in another order. */
      readonly shuffles: boolean;
    }
  /** No single row is to blame: a mean, a gap, too few rows of a kind. */
  | { readonly kind: 'none' }
  /** There are such rows, and it is not known which. */
  | { readonly kind: 'unknown'; readonly why: string };

/** `number` is the column that holds the number of each row in the dataset's order. */
export function rowCondition(
  { node, measured }: Miss,
  session: Session,
  number: string,
): RowCondition {
  const { metric } = node;
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
  if (isBlamedBesideOthers(value)) return rows(besideOthers(value, metric, session, number), true);
  // Where none of the rows that it counts would be better still, they are what is too many; else they are too few.
  const isExcess = metric.condition || satisfies({ value: 0, of: one?.of ?? 0 }, node.bound);
  if (metric.violating === null || !isExcess) return { kind: 'none' };
  if (measured.met !== null) {
    const { numbers = null } = measured.met;
    if (numbers !== null)
      return rows(numbers.length === 0 ? 'false' : `${number} in (${numbers.join(', ')})`);
    return { kind: 'unknown', why: `they were judged by ${measured.by}, and are too many to keep` };
  }
  try {
    const violating = session.dialect.predicate(metric.violating, session);
    return rows(and(filterSql(scope.where, session), violating));
  } catch (error) {
    if (!(error instanceof Declined)) throw error;
    return { kind: 'unknown', why: 'no SQL tells them from the others' };
  }
}

const isBlamedBesideOthers = (value: Aggregate): value is Blaming<'compared'> =>
  traitsOf(value).blames === 'compared';

/** The rows that are found by a look at others. */
function besideOthers(
  value: Blaming<'compared'>,
  metric: Metric,
  session: Session,
  number: string,
): string {
  switch (value.kind) {
    case 'duplicates':
      return beyondFirst(value, metric, session, number);
    case 'descents':
      return notAbove(value, metric, session, number);
  }
}

const and = (...conditions: readonly (string | null)[]) =>
  conditions
    .filter((part) => part !== null)
    .map((part) => `(${part})`)
    .join(' and ');

/** The rows of a group of equal values but its first one, and those without a whole key where they violate it. */
function beyondFirst(
  { of, nulls }: Extract<Aggregate, { kind: 'duplicates' }>,
  { scope }: Metric,
  session: Session,
  number: string,
): string {
  const keys = of.map((one) => session.dialect.scalar(one, session));
  const filter = filterSql(scope.where, session);
  const groups = [
    ...(filter === null ? [] : [`(${filter}) is true`]),
    ...scope.per.map((name) => session.dialect.identifier(name)),
    ...keys,
  ];
  const isIncomplete = keys.map((key) => `${key} is null`).join(' or ');
  const place = `row_number() over (partition by ${groups.join(', ')} order by ${number})`;
  return and(filter, `case when ${isIncomplete} then ${nulls === 'violate'} else ${place} > 1 end`);
}

/** Rows whose value is not above that of the row before. */
function notAbove(
  { of }: Extract<Aggregate, { kind: 'descents' }>,
  { scope }: Metric,
  session: Session,
  number: string,
): string {
  const filter = filterSql(scope.where, session);
  const scalar = session.dialect.scalar(of, session);
  const value = filter === null ? scalar : `case when ${filter} then ${scalar} end`;
  const per = scope.per.map((name) => session.dialect.identifier(name));
  const partition = per.length === 0 ? '' : `partition by ${per.join(', ')} `;
  const descends = `${value} <= lag(${value} ignore nulls) over (${partition}order by ${number})`;
  const nan = session.dialect.predicate({ kind: 'isNaN', of }, session);
  return nan === 'false' ? descends : `(${descends} or ${and(filter, nan)})`;
}
