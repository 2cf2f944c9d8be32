import { counted } from '../../outcome/printable-text.ts';
import type { JudgedNoun } from '../../outcome/words/judged-noun.ts';

/** Returns the note on records that are no rows, beside a count of rows. */
export const leftOutText = (records: number): string =>
  `${counted(records, 'record')} that can't be read ${records === 1 ? 'is' : 'are'} left out`;

/** The most columns that a note names. */
const named = 3;

/**
 * Returns the note on fields that could not be read, beside a number of their columns. `rows` is how many rows were left out of
 * it; each has a field in one of the columns. Several elements may lie in the same row.
 */
export function unreadFieldsText(
  columns: readonly string[],
  rows: number,
  noun: JudgedNoun = 'row',
): string {
  const [only, ...others] = columns;
  const isOne = rows === 1;
  if (only !== undefined && others.length === 0 && noun === 'row')
    return `${counted(rows, 'field')} of '${only}' can't be read and ${isOne ? 'is' : 'are'} left out`;
  const more = columns.length - named;
  const list = columns.slice(0, named).map((name) => `'${name}'`);
  const last = more > 0 ? `${more} more columns` : (list.pop() ?? '');
  const what = noun === 'row' ? 'with a field' : 'of rows with a field';
  return `${counted(rows, noun)} ${what} of ${[list.join(', '), last].filter(Boolean).join(' or ')} that can't be read ${isOne ? 'is' : 'are'} left out`;
}
