import type { CsvFile } from './csv-file.ts';
import type { SelectTexts } from './csv-piece.ts';

/** The name of a column in a table of texts, by its position. */
export const textColumn = (index: number) => `c${index}`;

/** Returns SQL for the text of a dataset's column in a file; NULL where the file lacks the column. */
function ownText(source: CsvFile, name: string): string {
  const index = source.names.indexOf(name);
  return index < 0 ? 'cast(null as varchar)' : textColumn(index);
}

/** Returns the SELECT of items over the texts of columns, which are called `c0`, `c1`, ... by their place among them. */
export const selectTexts =
  (names: readonly string[], items: readonly string[]): SelectTexts =>
  (source, from) => {
    const isInOrder = names.every((name, at) => source.names[at] === name);
    if (isInOrder) return `select ${items.join(', ')} from ${from}`;
    const own = names.map((name, at) => `${ownText(source, name)} as ${textColumn(at)}`);
    return `select ${items.join(', ')} from (select ${own.join(', ')} from ${from})`;
  };
