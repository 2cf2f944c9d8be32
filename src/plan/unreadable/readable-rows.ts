import type { Unreadable } from '../../dataset/dataset.ts';
import type { Session } from '../../engine/engine.ts';
import { isFoundBy } from '../../metric/aggregate.ts';
import type { Metric } from '../../metric/metric.ts';
import { columnsNamedBy, sqlReadBy } from '../../metric/metric-reads.ts';
import { looksForPersons } from '../passes/streamed-rows.ts';

/** The columns of a metric that have fields that can't be read, and what is true for the rows without such a field. */
export interface ReadableRows {
  /** In the order of the dataset. There is at least one. */
  readonly columns: readonly string[];
  /** SQL predicates that are all true for a row whose fields in these columns were read. */
  readonly where: readonly string[];
}

/** The part of a session that shows which columns a metric reads. */
type Columns = Pick<Session, 'columns' | 'unreadable' | 'checkExpression'>;

/**
 * Returns the rows that a metric can be measured over, since each field that it reads in them was read; null if those are all rows.
 * The user's own SQL must have passed its check.
 */
export async function readableRows(metric: Metric, session: Columns): Promise<ReadableRows | null> {
  const { unreadable = null } = session;
  if (unreadable === null || isFoundBy(metric.value, 'source')) return null;
  // A date that can't be read must not hide the person in its row; the field itself is no value to find one by.
  if (looksForPersons(metric.value)) return null;
  const named = new Set([
    ...columnsNamedBy(metric),
    ...(await columnsInSql(metric, unreadable, session)),
  ]);
  const columns = session.columns
    .map(({ name }) => name)
    .filter((name) => named.has(name) && unreadable.columns.has(name));
  const where = columns.flatMap((name) => unreadable.columns.get(name)?.isRead ?? []);
  return columns.length === 0 ? null : { columns, where };
}

/** Returns the columns that the SQL of a metric reads; all of them if the engine does not say which. */
async function columnsInSql(metric: Metric, { columns }: Unreadable, session: Columns) {
  // What is ours is in a scope already, and names no column of the dataset.
  const own = new Set([...columns.values()].map(({ isRead }) => isRead));
  const texts = sqlReadBy(metric).filter((text) => !own.has(text));
  const checked = await Promise.all(
    texts.map((text) => session.checkExpression(text, 'predicate')),
  );
  return checked.flatMap(({ reads }) => reads ?? session.columns.map(({ name }) => name));
}
