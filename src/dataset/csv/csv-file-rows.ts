import type { FileRows, UnknownFileRows } from '../dataset.ts';
import { fileIndex, fileRowsOf, lackingColumns, places } from '../files/file-rows.ts';
import { readScratch } from '../scratch/write-scratch.ts';
import { identifier } from '../sql/quote.ts';
import type { CsvPiece } from './csv-piece.ts';

/**
 * Returns the way to read the rows of CSV files with the file of each, or why a column hinders it; null for one file.
 * `items` are the columns, as they are read from the scratch files.
 */
export function csvFileRows(
  pieces: readonly CsvPiece[],
  items: readonly string[],
  columns: readonly { readonly name: string }[],
): FileRows | UnknownFileRows | null {
  const files = pieces.flatMap((piece, at) => piece.files.map((file) => ({ ...file, piece: at })));
  const paths = pieces.map(({ path }) => path);
  const list = items.join(', ');
  const shown = files.map(({ file }) => file.shown);
  const names = columns.map(({ name }) => name);
  return fileRowsOf(shown, names, {
    lacking: () =>
      lackingColumns(files.map(({ source }) => source.names.map((name) => ({ name })))),
    relation(column) {
      // A file without rows begins where the next one does.
      const starts = files.flatMap(({ piece, from, to }, at) =>
        to > from ? [`(${piece}, ${from}, ${at})`] : [],
      );
      if (pieces.length === files.length || starts.length === 0)
        return `(select ${list}, ${fileIndex(column)} from ${readScratch(paths)})`;
      return `(select ${list}, __assay_at as ${identifier(column)} from ${readScratch(paths, `, ${places.row}=true`)} asof join (values ${starts.join(', ')}) as starts(__assay_piece, __assay_from, __assay_at) on ${places.file} = __assay_piece and ${places.row} >= __assay_from)`;
    },
  });
}
