import type { Reader } from '../dataset.ts';
import { chooseTypes, type UntypedColumn } from './choose-types.ts';
import type { Reading } from './text-types.ts';

/** A text column with the type that a sample suggests. */
export interface GuessedColumn extends UntypedColumn {
  /** The reading that all rows are tried with; null to read text. */
  readonly reading: Reading | null;
  /** True if the column can't have a type, however the other rows look. By default a look at all of its texts decides. */
  readonly isSurelyText: boolean;
  /** True if all texts of the sample are plain ones of the reading, so that one which is not is a doubt. */
  readonly marksDoubts?: boolean;
}

/**
 * Guesses the types of columns by a sample of the rows, in a table with one text column each. The types of all rows are later ones
 * in the lists of candidates, or none, never earlier ones.
 */
export async function guessTypes(
  reader: Reader,
  sample: string,
  columns: readonly UntypedColumn[],
): Promise<readonly GuessedColumn[]> {
  const [row] = await reader.query(`select count(*) as n from ${sample}`);
  const chosen = await chooseTypes(reader, sample, Number(row?.n ?? 0), columns);
  return columns.map((column, at): GuessedColumn => {
    const { reading = null, wanted, isEmpty } = chosen[at] ?? {};
    const isOpen = reading === null && (isEmpty === true || wanted !== undefined);
    return { ...column, reading, isSurelyText: reading === null && !isOpen };
  });
}
