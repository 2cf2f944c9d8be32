import { orDeclined, type Session } from '../../engine/engine.ts';
import type { ViolatingValues } from '../../outcome/outcome.ts';
import { orNone } from './found-rows.ts';
import type { CellsOf, FoundRows, Miss } from './miss.ts';

/** The most values that are listed. */
const mostValues = 6;

/** The most violating rows whose values are counted: each value has to be kept in memory for it. */
const mostRows = 1_000_000;

/**
 * Counts the rows of each value that violates an expectation about one column, in the form in which the value may be shown. Null
 * if it is about no single column, or the values may not be shown.
 */
export async function violatingValues(
  { node, violations }: Miss,
  { found, where }: { readonly found: FoundRows; readonly where: string },
  session: Session,
  cellsOf: CellsOf,
): Promise<ViolatingValues | null> {
  const names = new Set(node.metric.needs.map(({ column }) => column));
  const [column] = names;
  if (column === undefined || names.size > 1 || violations === null || violations > mostRows)
    return null;
  if (!session.columns.some(({ name }) => name === column)) return null;
  const cells = cellsOf([column]);
  const [cell] = cells.cells;
  if (cell === undefined) return null;
  const areShapes = cell.shown === 'masked';
  const all = areShapes ? null : allIn(found, column, violations);
  if (all !== null) return isToldBy(all.counts, cells.mask) ? all : null;
  const sql = areShapes
    ? shapesSql(column, where, cells, session)
    : orDeclined(() =>
        session.dialect.shownCounts(where, { ...cells, cells: [cell], most: mostValues }, session),
      );
  if (sql === null) return null;
  const rows = await orNone(session.query(sql));
  const [first] = rows ?? [];
  if (rows === null || first === undefined) return null;
  const counts = rows.map(({ m, n }) => [typeof m === 'string' ? m : null, Number(n)] as const);
  if (!isToldBy(counts, cells.mask)) return null;
  const listed = counts.reduce((sum, [, n]) => sum + n, 0);
  return { column, counts, others: Number(first.total) - listed, areShapes };
}

/** Returns the values of the rows that were found, if these are all that violate; null if there are more. */
function allIn(found: FoundRows, column: string, violations: number): ViolatingValues | null {
  if (found.kind !== 'masked' || found.rows.length !== violations) return null;
  const at = found.columns.indexOf(column);
  if (at < 0) return null;
  const groups = [...Map.groupBy(found.rows, (row) => row[at] ?? null)]
    .map(([value, rows]) => [value, rows.length] as const)
    .toSorted((one, other) => other[1] - one[1]);
  const counts = groups.slice(0, mostValues);
  const listed = counts.reduce((sum, [, rows]) => sum + rows, 0);
  return { column, counts, others: violations - listed, areShapes: false };
}

/** True if there is a value that may be shown among some. */
const isToldBy = (counts: ViolatingValues['counts'], mask: string): boolean =>
  counts.some(([text]) => text !== null && text !== mask);

/** Returns SQL for what the violating values are written like; null if not even that may be shown. */
function shapesSql(
  column: string,
  where: string,
  { relation, cells: [cell] }: ReturnType<CellsOf>,
  { dialect }: Session,
): string | null {
  if (cell?.hasShape !== true || dialect.textPattern === undefined) return null;
  // As a CASE, for the reason that the first rows are looked for by one.
  const shapes = `select ${dialect.textPattern(dialect.identifier(column))} as m from ${relation} where case when ${where} then true else false end`;
  return `select m, count(*) as n, sum(count(*)) over () as total from (${shapes}) as violating group by m order by n desc, m limit ${mostValues}`;
}
