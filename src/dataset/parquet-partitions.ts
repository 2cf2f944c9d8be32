import type { ColumnHint } from './dataset.ts';
import type { DataFile } from './files.ts';
import { struct } from './quote.ts';

export interface Partition {
  readonly name: string;
  readonly values: readonly string[];
}

/** What the folders of the files say, `month=01`. */
export function partitionsOf(files: readonly DataFile[]): readonly Partition[] {
  const pairs = files.flatMap(({ path }) => [...path.matchAll(/([^/\\]+)=([^/\\]*)[/\\]/g)]);
  const byName = Map.groupBy(pairs, ([, name = '']) => name);
  return [...byName].map(([name, found]) => ({
    name,
    values: found.map(([, , value = '']) => value),
  }));
}

/** The contract decides whether month=01 is a number or a text; else DuckDB does. */
export function hiveTypes(partitions: readonly Partition[], hints: readonly ColumnHint[]): string {
  const types = partitions.flatMap(({ name, values }): (readonly [string, string])[] => {
    const families = hints.find((hint) => hint.name === name)?.families ?? [];
    if (families.includes('text')) return [[name, 'VARCHAR']];
    const isInteger =
      families.includes('integer') && values.every((value) => /^\d{1,18}$/.test(value));
    return isInteger ? [[name, 'BIGINT']] : [];
  });
  return types.length === 0 ? '' : `, hive_types=${struct(types)}`;
}

/** One file alone may have folders that read as another type than those of all: take the types that all have together. */
export function partitionTypes(
  partitions: readonly Partition[],
  described: readonly Readonly<Record<string, unknown>>[],
): string {
  const names = new Set(partitions.map(({ name }) => name));
  const types = described
    .map((row) => [String(row.column_name), String(row.column_type)] as const)
    .filter(([name]) => names.has(name));
  return types.length === 0 ? '' : `, hive_types=${struct(types)}`;
}

/** What a reader of the outcome must know of partitions that are not read. */
export const partitionNotes = ([first]: readonly Partition[]): readonly string[] =>
  first
    ? [
        `Folders are named like ${first.name}=${first.values[0]}: with { hivePartitioning: true } "${first.name}" is a column.`,
      ]
    : [];
