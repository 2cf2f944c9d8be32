import { mergeFacts } from '../../dataset/scratch/merge-footers.ts';
import type { ColumnStatistics, PartStatistics } from '../../engine/engine.ts';

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
    return [name, mergeFacts(ofParts)] as const;
  });
  return { rows, columns: new Map(columns) };
}
