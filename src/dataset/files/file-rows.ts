import type { FileRows, UnknownFileRows } from '../dataset.ts';
import { identifier } from '../sql/quote.ts';

/** The columns in which the engine gives the place of a row in Parquet files, beside those of the files. */
export const places = { file: 'file_index', row: 'file_row_number' } as const;

/** Returns true if no column of the files hides the engine's own, which give the place of a row. */
export const mayBeNumbered = (names: readonly string[]): boolean =>
  hidingColumn(names) === undefined;

const hidingColumn = (names: readonly string[]): string | undefined =>
  names.find((name) => Object.values<string>(places).includes(name.toLowerCase()));

/** Returns the way to read rows with the file of each, or why a column hinders it; null for one file. */
export function fileRowsOf(
  shown: readonly string[],
  columns: readonly string[],
  rows: Omit<FileRows, 'shown'>,
): FileRows | UnknownFileRows | null {
  if (shown.length < 2) return null;
  const hiding = hidingColumn(columns);
  if (hiding === undefined) return { shown, ...rows };
  const reason = `The files were not compared with each other: the name of their column '${hiding}' is the one by which the engine gives the file of a row. Rename the column, or profile each file by itself.`;
  return { shown, reason };
}

/** Returns the item of a SELECT from Parquet files that gives the place of a row's file, from 0. */
export const fileIndex = (column: string): string =>
  `cast(${places.file} as bigint) as ${identifier(column)}`;

/** Returns SQL (to follow FROM) for the rows of Parquet files with the place of the file of each. */
export const withFileIndex = (rows: string, column: string): string =>
  `(select *, ${fileIndex(column)} from ${rows})`;

/** Returns the columns that not all files have, each with the places of the files without it. */
export function lackingColumns(
  files: readonly (readonly { readonly name: string }[])[],
): ReadonlyMap<string, readonly number[]> {
  const own = files.map((fields) => new Set(fields.map(({ name }) => name.toLowerCase())));
  const names = new Map(files.flat().map(({ name }) => [name.toLowerCase(), name]));
  const lacking = [...names].map(
    ([key, name]) => [name, own.flatMap((set, at) => (set.has(key) ? [] : [at]))] as const,
  );
  return new Map(lacking.filter(([, places]) => places.length > 0));
}
