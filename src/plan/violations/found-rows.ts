import type { ExpectationNode } from '../../contract/expectation.ts';
import { EngineError, orDeclined, type Session, type ShownRows } from '../../engine/engine.ts';
import { type Aggregate, isFoundBy } from '../../metric/aggregate.ts';
import { sqlIn } from '../../metric/walk.ts';
import { filterSql, isShown } from '../select.ts';
import {
  type Blame,
  type CellsOf,
  type FoundRows,
  type Miss,
  measuredWhere,
  most,
} from './miss.ts';

/** Finds everything that needs no look at single rows: segments, rows that a pass has seen, groups of equal rows. */
export async function blameWithoutRows(miss: Miss, session: Session): Promise<Blame> {
  const { node, measured, segments } = miss;
  const { metric } = node;
  const { sql, met } = measured;
  if (metric.scope.per.length > 0) return { found: { kind: 'segments', segments }, sql };
  if (met) return { found: { ...met, kind: 'values', ofColumns: [], shows: 'rows' }, sql };
  if (!isShown(metric.value)) return { found: null, sql };
  const { columns, ...examples } = session.dialect.examples(
    metric.value,
    groupedFrom(miss, session),
    session,
  );
  const rows = await readValues(examples.sql, columns, session);
  const ofColumns = columns.filter(isValue(metric.value));
  const shows = metric.value.kind === 'duplicates' ? 'groups' : 'rows';
  return { found: rows && { kind: 'values', columns, rows, ofColumns, shows }, sql };
}

/** Finds the first rows that violate one expectation, with a query that ends when it has them. */
export async function firstRows(
  { node }: Miss,
  where: string,
  session: Session,
  cellsOf: CellsOf,
): Promise<Blame> {
  const columns = shownColumns(node, session);
  const cells = cellsOf(columns);
  const sql = orDeclined(() => session.dialect.firstRows(where, cells, session));
  const found =
    sql === null ? await plainRows(where, cells, session) : await readMasked(sql, columns, session);
  return { found, sql: violatingRows(where, session) };
}

async function readMasked(
  sql: string,
  columns: readonly string[],
  session: Session,
): Promise<FoundRows | null> {
  const rows = await orNone(session.query(sql));
  return rows && { kind: 'masked', columns, rows: rows.map(({ m }) => m as (string | null)[]) };
}

/**
 * Reads the rows as plain values, for an engine that can't test texts itself. Values of masked columns stay in the
 * engine, and values that look personal are masked after reading.
 */
async function plainRows(
  where: string,
  { relation, cells, mask }: ShownRows,
  session: Session,
): Promise<FoundRows | null> {
  const { dialect } = session;
  const list = cells.map(({ column, shown }) => {
    const quoted = dialect.identifier(column);
    return shown === 'masked'
      ? `case when ${quoted} is null then null else ${dialect.literal(mask)} end as ${quoted}`
      : quoted;
  });
  const sql = `select ${list.join(', ')} from ${relation} where ${where} limit ${most.rows}`;
  const columns = cells.map(({ column }) => column);
  const rows = await readValues(sql, columns, session);
  return rows && { kind: 'values', columns, rows, ofColumns: [], shows: 'rows' };
}

/**
 * Returns SQL that shows all rows for which a condition is true. Where the condition goes by marks of fields, they are columns of
 * what is read, and none to show.
 */
export function violatingRows(
  where: string,
  { relation, columns, dialect, unreadable }: Session,
): string {
  const hasMarks = unreadable?.hidden.some((name) => where.includes(name)) === true;
  const list = hasMarks ? columns.map(({ name }) => dialect.identifier(name)).join(', ') : '*';
  return `select ${list} from ${relation} where ${where}`;
}

/**
 * Returns a test for columns of values. In a list of groups, the last column is their size, which is not a value of the
 * data.
 */
const isValue = (value: Aggregate) => (_: string, at: number, columns: readonly string[]) =>
  !isFoundBy(value, 'grouping') || at < columns.length - 1;

const groupedFrom = (miss: Miss, session: Session) => ({
  relation: session.relation,
  filter: filterSql(measuredWhere(miss), session),
  per: miss.node.metric.scope.per,
});

/**
 * Returns the rows that violate an expectation as an SQL condition; null if no single row does, or a pass has seen
 * them.
 */
export function violatingSql(miss: Miss, session: Session): string | null {
  const {
    node: { metric },
    measured,
  } = miss;
  if (metric.violating === null || metric.scope.per.length > 0 || measured.met) return null;
  const violating = session.dialect.predicate(metric.violating, session);
  return [filterSql(measuredWhere(miss), session), violating]
    .filter((part) => part !== null)
    .join(' and ');
}

/** Returns the columns to show: those of the expectation first, then the others in the dataset's order. */
export function shownColumns({ metric }: ExpectationNode, { columns }: Session): readonly string[] {
  const names = columns.map(({ name }) => name);
  const texts = [...metric.scope.where, ...sqlIn(metric.violating)].join(' ');
  const words = new Set(texts.split(/[^\p{L}\p{N}_]+/u));
  const about = [
    ...metric.needs.map(({ column }) => column),
    ...names.filter((name) => words.has(name)),
  ];
  return [...new Set([...about, ...names])]
    .filter((name) => names.includes(name))
    .slice(0, most.columns);
}

async function readValues(sql: string, columns: readonly string[], session: Session) {
  const rows = await orNone(session.query(sql));
  return rows?.map((row) => columns.map((name) => row[name] ?? null)) ?? null;
}

/**
 * Returns null if a query for a sample fails. The verdict is valid without it: a value that can't be cast to text must
 * not make it an error.
 */
export async function orNone<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof EngineError) return null;
    throw error;
  }
}
