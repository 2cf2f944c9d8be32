import type { Reader, ReadProblem, Unreadable, UnreadPattern } from '../dataset.ts';
import type { RowProblem } from '../files/record-location.ts';
import { textPatternSql } from './text-pattern.ts';
import type { Reading } from './text-types.ts';

/** The most patterns that are listed of a column. Fields of others are only counted. */
const mostPatterns = 4;

/** The most fields that are reported one by one, each with its line. Of more, their patterns are. */
const mostSingly = 3;

/** True if there are so many unreadable fields that their patterns say more than a list of them. */
export function needPatterns(counts: Iterable<number>): boolean {
  let fields = 0;
  for (const count of counts) fields += count;
  return fields > mostSingly;
}

/** Columns with fields that can't be read, and the SELECTs that give these fields. */
export interface UnreadTexts {
  readonly columns: readonly { readonly name: string; readonly reading: Reading }[];
  /**
   * SELECTs of the place of the column (`i`), the text (`t`), the row (`r`), and true for a text that looks valid and is not
   * (`refused`).
   */
  readonly selects: readonly string[];
}

/** The first field of a pattern, by its row. */
export interface PatternRow extends RowProblem {
  readonly column: string;
  readonly pattern: Pick<UnreadPattern, 'shape' | 'wanted' | 'count'>;
}

/** A problem of a row, or the first field of a pattern. */
export type MaybePattern = RowProblem & Partial<Pick<PatternRow, 'pattern'>>;

/** Counts the fields that can't be read by their shapes, in the engine. It returns the most frequent shapes of each column. */
export async function countPatterns(
  reader: Reader,
  { columns, selects }: UnreadTexts,
): Promise<readonly PatternRow[]> {
  if (selects.length === 0) return [];
  const shapes = `select i, refused, r, ${textPatternSql('t')} as shape from (${selects.join(' union all ')})`;
  const rows = await reader.query(
    `select i, refused, shape, count(*) as n, min(r) as first from (${shapes}) group by i, refused, shape qualify row_number() over (partition by i order by count(*) desc, min(r)) <= ${mostPatterns} order by i, n desc, first`,
  );
  return rows.flatMap(({ i, refused, shape, n, first }) => {
    const column = columns[Number(i)];
    if (column === undefined) return [];
    const { name, reading } = column;
    const { words } = (refused === true ? reading.refused : undefined) ?? reading;
    return {
      row: Number(first),
      column: name,
      message: unreadText(words, String(shape)),
      pattern: { shape: String(shape), wanted: words, count: Number(n) },
    };
  });
}

/** Returns the sentence on a field that can't be read, without its text. */
export const unreadText = (wanted: string, shape: string): string =>
  `the value is not ${wanted}: it is written like ${shape}`;

/** A pattern of a column, with the place of its first field. */
export interface PlacedPattern extends Pick<ReadProblem, 'file' | 'line' | 'column'> {
  readonly pattern: PatternRow['pattern'];
}

/** Adds the patterns to the columns of which they are. */
export function withPatterns(
  unreadable: Unreadable | null,
  placed: readonly PlacedPattern[],
): Unreadable | null {
  if (unreadable === null || placed.length === 0) return unreadable;
  const columns = [...unreadable.columns].map(([name, column]) => {
    const patterns = placed
      .filter((one) => one.column === name)
      .map(({ pattern, file, line }): UnreadPattern => ({ ...pattern, file, line }))
      .toSorted((one, other) => other.count - one.count);
    return [name, patterns.length === 0 ? column : { ...column, patterns }] as const;
  });
  return { ...unreadable, columns: new Map(columns) };
}
