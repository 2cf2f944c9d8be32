import type { FooterColumn, Part } from '../../dataset/dataset.ts';
import type { Family } from '../../metric/expression.ts';
import type { ColumnDescription, ColumnStatistics, PartStatistics } from '../engine.ts';

/**
 * Returns what the footers of Parquet files say of these columns. Bounds are taken where the engine reads the column as
 * what the footer says it is. Those of doubles are taken from DuckDB's own files alone: it leaves them out where there is
 * a NaN, and other writers skip it.
 */
export function footerStatistics(
  parts: readonly Part[],
  columns: readonly ColumnDescription[],
): readonly PartStatistics[] {
  const usable = columns.filter(({ family }) => !repeated.includes(family));
  return parts.map(({ rows, writer, columns: told }) => {
    if (rows === 0) return { rows, columns: nothing(usable) };
    if (isRenamed(told, usable)) return { rows, columns: new Map() };
    const mayTellFloats = /^DuckDB version v1\./.test(writer);
    const byName = Map.groupBy(told, ({ name }) => name);
    const entries = usable.flatMap((column) => {
      const [only, ...others] = byName.get(column.name) ?? [];
      // Of two columns of one name nothing is known.
      return only === undefined || others.length > 0
        ? []
        : [[column.name, statisticsOf(only, column, mayTellFloats)] as const];
    });
    return { rows, columns: new Map(entries) };
  });
}

/**
 * True if the engine had to rename columns, since two of them differ by case alone: one may then have the name that
 * another has in the file. A column that is not made of others is listed under its own name.
 */
function isRenamed(told: readonly FooterColumn[], columns: readonly ColumnDescription[]): boolean {
  const names = new Set(told.map(({ name }) => name));
  return columns.some(({ name, family }) => !nested.includes(family) && !names.has(name));
}

/** A list that has no group around it is listed under its own name, and an empty one as a NULL. */
const repeated: readonly Family[] = ['list', 'map'];

const nested: readonly Family[] = ['struct', 'list', 'map', 'other'];

const nothing = (columns: readonly ColumnDescription[]) =>
  new Map(
    columns.map(({ name }) => [
      name,
      { nulls: 0, least: null, greatest: null, ascends: true, dictionary: 0, bytes: 0 },
    ]),
  );

function statisticsOf(
  { kind, nulls, least, greatest, ascends, dictionary, bytes }: FooterColumn,
  { family, type }: ColumnDescription,
  mayTellFloats: boolean,
): ColumnStatistics {
  const isTold =
    kind !== null &&
    kinds[family] === kind &&
    type !== 'TIMESTAMP_NS' &&
    (kind !== 'float' || mayTellFloats);
  const ends = isTold ? { least, greatest, ascends } : untold;
  return { nulls, ...ends, dictionary, bytes };
}

const untold = { least: null, greatest: null, ascends: false } as const;

/** The kinds of bounds by the families of the columns that they are of. */
const kinds: { readonly [family in Family]?: FooterColumn['kind'] } = {
  integer: 'integer',
  decimal: 'decimal',
  float: 'float',
  date: 'instant',
  timestamp: 'instant',
};
