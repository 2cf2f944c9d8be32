import type { ColumnStatistics, PartStatistics } from '../../engine/engine.ts';
import { compareNumeric, type Numeric } from '../../value/numeric.ts';

interface PartColumn {
  readonly rows: number;
  readonly column: ColumnStatistics;
}

/**
 * Merges the statistics of several files, in the order of their rows. A column is unknown if a file has no statistics
 * of it.
 */
export function mergeStatistics(parts: readonly PartStatistics[]): PartStatistics {
  const [first, ...more] = parts;
  if (first && more.length === 0) return first;
  const rows = parts.reduce((sum, part) => sum + part.rows, 0);
  const names = [...(first?.columns.keys() ?? [])].filter((name) =>
    parts.every(({ columns }) => columns.has(name)),
  );
  const columns = names.map((name) => {
    const ofParts = parts.flatMap((part): readonly PartColumn[] => {
      const column = part.columns.get(name);
      return column === undefined ? [] : [{ rows: part.rows, column }];
    });
    return [name, mergeColumn(ofParts)] as const;
  });
  return { rows, columns: new Map(columns) };
}

function mergeColumn(all: readonly PartColumn[]): ColumnStatistics {
  const filled = all
    .filter(({ rows, column }) => column.nulls !== rows)
    .map(({ column }) => column);
  const dictionaries = all.map(({ column }) => column.dictionary);
  return {
    nulls: sum(all.map(({ column }) => column.nulls)),
    least: extreme(
      filled.map(({ least }) => least),
      -1,
    ),
    greatest: extreme(
      filled.map(({ greatest }) => greatest),
      1,
    ),
    ascends: filled.every((column, at) => column.ascends && isAbove(column, filled[at - 1])),
    dictionary: dictionaries.includes(null) ? null : Math.max(0, ...dictionaries.map(Number)),
    bytes: all.reduce((bytes, { column }) => bytes + column.bytes, 0),
  };
}

const sum = (counts: readonly (number | null)[]): number | null =>
  counts.reduce((all, one) => (all === null || one === null ? null : all + one), 0);

function extreme(values: readonly (Numeric | null)[], sign: 1 | -1): Numeric | null {
  const known = values.filter((value) => value !== null);
  if (known.length < values.length) return null;
  return known.toSorted((one, other) => compareNumeric(other, one) * sign)[0] ?? null;
}

function isAbove({ least }: ColumnStatistics, before: ColumnStatistics | undefined): boolean {
  if (before === undefined) return true;
  if (least === null || before.greatest === null) return false;
  return compareNumeric(before.greatest, least) < 0;
}
