import type { ColumnDescription, EngineValue, Session } from '../engine/engine.ts';

/** The most values that are looked at, so that of a table with many columns fewer rows are read. */
const mostCells = 100_000;

/** The first rows of some columns. */
export interface FirstRows {
  /** The number of rows. */
  readonly rows: number;
  /** The values of each column, in the order of the rows; NULL is left out. */
  readonly values: readonly (readonly NonNullable<EngineValue>[])[];
}

/** Reads columns in the first rows of a dataset: in so many rows, and in fewer where the columns are many. */
export async function readFirstRows(
  session: Session,
  columns: readonly ColumnDescription[],
  mostRows: number,
): Promise<FirstRows> {
  const most = Math.min(mostRows, Math.ceil(mostCells / columns.length));
  const list = columns.map(({ name }, at) => `${session.dialect.identifier(name)} as v${at}`);
  const found = await session.query(
    `select ${list.join(', ')} from ${session.relation} limit ${most}`,
  );
  return {
    rows: found.length,
    values: columns.map((_, at) =>
      found.map((row) => row[`v${at}`] ?? null).filter((value) => value !== null),
    ),
  };
}
