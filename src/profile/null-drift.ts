import type { ColumnDescription, Session } from '../engine/engine.ts';

/** The most rows that are looked at, and the parts that they are cut into. */
const [mostRows, parts] = [4000, 4] as const;

/** The least rows of a part: the share in fewer says little. */
const fewest = 10;

/** The least and the greatest share of NULL in a part of the rows. */
export interface NullDrift {
  readonly least: number;
  readonly most: number;
}

/**
 * Returns the columns of which some parts of the first rows have more NULL than others, and than chance explains, by their names. Further rows may
 * well have as much more again.
 */
export async function nullDrifts(
  session: Session,
  columns: readonly ColumnDescription[],
): Promise<ReadonlyMap<string, NullDrift>> {
  if (columns.length === 0) return new Map();
  const list = columns.map(
    ({ name }, at) => `${session.dialect.identifier(name)} is null as v${at}`,
  );
  const rows = await session.query(
    `select ${list.join(', ')} from ${session.relation} limit ${mostRows}`,
  );
  return new Map(
    columns.flatMap(({ name }, at) => {
      const drift = driftOf(rows.map((row) => row[`v${at}`] === true));
      return drift === null ? [] : [[name, drift] as const];
    }),
  );
}

function driftOf(areNull: readonly boolean[]): NullDrift | null {
  const size = Math.floor(areNull.length / parts);
  if (size < fewest) return null;
  const shareIn = (some: readonly boolean[]) => some.filter(Boolean).length / some.length;
  const shares = Array.from({ length: parts }, (_, at) =>
    shareIn(areNull.slice(at * size, (at + 1) * size)),
  );
  const [least, most, all] = [Math.min(...shares), Math.max(...shares), shareIn(areNull)];
  const chance = 4 * Math.sqrt((all * (1 - all)) / size);
  return most - least > chance + 1 / size ? { least, most } : null;
}
