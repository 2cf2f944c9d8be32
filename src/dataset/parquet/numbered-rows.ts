import type { Part } from '../dataset.ts';
import { places } from '../files/file-rows.ts';
import { identifier } from '../sql/quote.ts';

/**
 * Returns SQL (to follow FROM) for the rows of files with a column of their numbers, from 1. The engine knows the place
 * of a row in its file wherever it begins to read. The files before it have as many rows as their footers say.
 */
export function numberedRows(
  rows: string,
  column: string,
  files: readonly Pick<Part, 'rows'>[],
): string {
  let before = 1;
  const starts = files.map((file) => {
    const start = before;
    before += file.rows;
    return start;
  });
  const start =
    starts.length === 1 ? '1' : `([${starts.join(', ')}])[cast(${places.file} as bigint) + 1]`;
  return `(select *, cast(${places.row} + ${start} as bigint) as ${identifier(column)} from ${rows})`;
}
