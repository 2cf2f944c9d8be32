import type { ColumnDescription, Session } from '../engine/engine.ts';
import { column } from '../metric/expression.ts';
import { approximate, type Numeric } from '../value/numeric.ts';
import type { FirstValues } from './first-rows.ts';

/** The facts that show if a column may be in order. */
interface Times {
  readonly name: string;
  readonly family: ColumnDescription['family'];
  readonly filled: number;
}

/** The values from which no chance puts them in order, and the most rows that are put beside each other. */
const [fewest, mostRows] = [20, 1_000_000] as const;

/**
 * Returns the names of the columns of dates or timestamps of which each value is after the one before it, in the order of the rows, as in a log. There
 * are none where the rows have no order.
 */
export async function orderedColumns(
  session: Session,
  rows: number,
  columns: readonly Times[],
  first: ReadonlyMap<ColumnDescription, FirstValues>,
): Promise<ReadonlySet<string>> {
  if (session.unordered !== null || rows > mostRows) return new Set();
  const may = new Set(columns.filter(mayBeOrdered).map(({ name }) => name));
  const some = session.columns.filter((one) => may.has(one.name) && first.get(one)?.neverFalls);
  const ordered: string[] = [];
  for (const { name } of some) if ((await descents(session, name)) === 0) ordered.push(name);
  return new Set(ordered);
}

const mayBeOrdered = ({ family, filled }: Times) =>
  (family === 'date' || family === 'timestamp') && filled >= fewest;

/** Returns the number of values that are not above the one before them. */
async function descents(session: Session, name: string): Promise<number> {
  const sql = session.dialect.grouped(
    { kind: 'descents', of: column(name) },
    { relation: session.relation, filter: null, per: [] },
    session,
  );
  const [row] = await session.query(sql);
  return approximate((row?.value ?? Number.NaN) as Numeric);
}
