import type { RowRange } from '../files/record-location.ts';
import { andMore } from '../listed-names.ts';
import { mostSampled, shownDelimiter } from './csv-delimiter.ts';
import type { CsvFile } from './csv-file.ts';
import type { ReadCsv } from './csv-piece.ts';

/** Reports each delimiter that was found, with the files that are split at it. */
export function delimiterNotes(sources: readonly CsvFile[]): readonly string[] {
  const found = Map.groupBy(
    sources.filter(({ isFound }) => isFound),
    ({ characters }) => characters.delimiter,
  );
  return [...found].map(([delimiter, files]) => {
    const which = andMore(files[0]?.file.shown ?? '', files.length - 1);
    const at = shownDelimiter(delimiter);
    const how = `found in ${files.length === 1 ? 'its' : 'their'} first ${mostSampled} records`;
    return `${which} ${files.length === 1 ? 'is' : 'are'} split at ${at}, ${how}: write { delimiter: ${at} } to fix it.`;
  });
}

/** Reports the lines that were left out: blank ones, since one may have been meant as a record, and comments. */
export const leftOutNotes = (loaded: readonly ReadCsv[]): readonly string[] => [
  ...leftOutNote(loaded, ({ blanks }) => blanks, 'blank line', ' between its records'),
  ...leftOutNote(loaded, ({ comments, source }) => comments + source.commentsAbove, 'comment', ''),
];

/** Reports the files without a row among others that have some: an export that was cut after its header looks like one. */
export function emptyFileNotes(loaded: readonly RowRange[]): readonly string[] {
  const [first, ...others] = loaded.filter(({ from, to }) => to === from);
  if (first === undefined || others.length + 1 === loaded.length) return [];
  return [
    `${andMore(first.file.shown, others.length)} ${others.length === 0 ? 'has' : 'have'} no row, beside files that have some.`,
  ];
}

function leftOutNote(
  loaded: readonly ReadCsv[],
  countOf: (one: ReadCsv) => number,
  what: string,
  where: string,
): readonly string[] {
  const [first, ...others] = loaded.filter((one) => countOf(one) > 0);
  if (!first) return [];
  const count = countOf(first);
  const more =
    others.length === 0
      ? ''
      : `, and ${others.length} more ${others.length === 1 ? 'file has' : 'files have'} some`;
  return [
    `${first.file.shown} has ${count} ${what}${count === 1 ? '' : 's'}${where}, which ${count === 1 && what === 'comment' ? 'is' : 'are'} left out${more}.`,
  ];
}
