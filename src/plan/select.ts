import type {
  EngineValue,
  FusedAggregate,
  GroupedAggregate,
  Session,
  ShownAggregate,
} from '../engine/engine.ts';
import { type Aggregate, isFoundBy } from '../metric/aggregate.ts';
import type { Metric, Scope } from '../metric/metric.ts';

/** Returns SQL that computes a single metric's value. */
export const selectOf = (
  metric: Pick<Metric, 'value' | 'scope' | 'name'>,
  session: Session,
): string =>
  fusedSelect(
    [{ aggregate: metric.value, where: metric.scope.where }],
    metric.scope,
    session,
    () => metric.name,
  ).sql;

/**
 * Returns SQL that shows a metric of any kind, as a person would write it. Throws `Declined` if SQL can't express it.
 */
export function shownSql(
  metric: Pick<Metric, 'value' | 'scope' | 'name' | 'violating'>,
  session: Session,
): string {
  if (metric.violating !== null) session.dialect.predicate(metric.violating, session);
  if (!isGrouped(metric.value)) return selectOf(metric, session);
  const sql = groupedSelect(metric.value, metric.scope, session);
  const aliases = segmentAliases(metric.scope.per);
  if (metric.scope.where.length === 0 || aliases.length === 0) return sql;
  const list = [...aliases, 'value'].map((name) => `found.${name} as ${name}`).join(', ');
  const isSame = aliases.map((alias) => `found.${alias} is not distinct from scope.${alias}`);
  return `select ${list} from (${sql}) as found join (${fusedSelect([], metric.scope, session).sql}) as scope on ${isSame.join(' and ')}`;
}

/**
 * Returns SQL that computes an aggregate of grouped or sorted rows, with a row for each segment, those without a row in
 * the scope included.
 */
export function groupedSelect(
  aggregate: GroupedAggregate,
  { where, per }: Scope,
  session: Session,
): string {
  const from = { relation: session.relation, filter: filterSql(where, session), per };
  return session.dialect.grouped(aggregate, from, session);
}

/** An item of a SELECT list: an aggregate and its scope. */
export interface Item {
  readonly aggregate: Aggregate;
  readonly where: readonly string[];
}

/** A fused SELECT over the rows, in which equal items are computed once. */
export interface FusedSelect {
  readonly sql: string;
  /** The column that answers each item. */
  readonly answers: ReadonlyMap<Item, string>;
}

/** True if an aggregate can be measured in one SELECT with others. */
export const isFusible = (aggregate: Aggregate): aggregate is FusedAggregate =>
  isFoundBy(aggregate, 'scan');

/** True for numbers that need the rows grouped or sorted first. */
export const isGrouped = (aggregate: Aggregate): aggregate is GroupedAggregate =>
  isShown(aggregate) || isFoundBy(aggregate, 'pairing');

/** True for those of which rows or groups can be shown. */
export const isShown = (aggregate: Aggregate): aggregate is ShownAggregate =>
  isFoundBy(aggregate, 'grouping', 'sorting', 'rowOrder');

/** Returns the rows of a scope as an SQL condition; null for all rows. */
export function filterSql(where: readonly string[], session: Session): string | null {
  if (where.length === 0) return null;
  return where
    .map((text) => session.dialect.predicate({ kind: 'sql', text }, session))
    .join(' and ');
}

/** Returns the column aliases of a segment's values. */
export const segmentAliases = (per: readonly string[]): readonly string[] =>
  per.map((_, at) => `s${at}`);

/**
 * Returns one SELECT for all items over the rows, with a row for each segment. A segment without rows in the scope is
 * left out: HAVING applies the scope to segments, since CASE applies it to the rows. Throws `Declined` if the dialect
 * can't express an item.
 */
export function fusedSelect(
  items: readonly Item[],
  scope: Scope,
  session: Session,
  nameOf = (at: number) => `m${at}`,
): FusedSelect {
  const { dialect, relation } = session;
  const columns = new Map<string, string>();
  const answers = new Map<Item, string>();
  for (const item of items) {
    if (!isFusible(item.aggregate))
      throw new TypeError(`${item.aggregate.kind} is not for a fused SELECT`);
    const text = dialect.aggregate(item.aggregate, filterSql(item.where, session), session);
    const alias = columns.get(text) ?? nameOf(columns.size);
    columns.set(text, alias);
    answers.set(item, alias);
  }
  const segments = scope.per.map((name, at) => `${dialect.identifier(name)} as s${at}`);
  const list = [...segments, ...[...columns].map(([text, alias]) => `${text} as ${alias}`)].join(
    ', ',
  );
  const filter = filterSql(scope.where, session);
  const having =
    filter === null || scope.per.length === 0
      ? ''
      : ` having count(case when ${filter} then 1 end) > 0`;
  const groupBy =
    scope.per.length === 0
      ? ''
      : ` group by ${scope.per.map((_, at) => at + 1).join(', ')}${having}`;
  return { sql: `select ${list} from ${relation}${groupBy}`, answers };
}

/** Returns the identity of a segment in its dataset, from the dialect's key of each of its values. */
export const segmentKey = (keys: readonly EngineValue[]): string => keys.join(' ');

/** Adds to each row of a query the keys of its segment. */
export function keyed(sql: string, aliases: readonly string[], { dialect }: Session): string {
  if (aliases.length === 0) return sql;
  const keys = aliases.map((alias) => `${dialect.segmentKey(alias)} as key_${alias}`);
  return `select *, ${keys.join(', ')} from (${sql}) as keyed`;
}
