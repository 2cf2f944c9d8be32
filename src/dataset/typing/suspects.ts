import type { Opened, Reader } from '../dataset.ts';
import type { TypedColumn } from './choose-types.ts';
import type { Reading } from './text-types.ts';
import { countUnread, type Marked, markPrefix, unreadableOf } from './unread-marks.ts';

/** A column some of whose coded values can't be read. */
export interface Suspect extends Marked {
  readonly from: string;
  readonly reading: Reading;
  /** SQL that is true for a coded value that can't be read. */
  readonly isUnread: string;
}

/** Returns SQL that is true for a coded value that can't be read. */
export const unreadSql = (from: string, { fits }: Reading): string =>
  `(${from} is not null and not (${fits(from)}))`;

/** Returns the columns that have values which can't be read, with their places among the marks. */
export function suspectsOf(columns: readonly TypedColumn[]): readonly Suspect[] {
  const prefix = markPrefix(columns);
  return columns
    .flatMap(({ from, name, reading, hasProblems }) =>
      reading && hasProblems ? [{ from, name, reading, isUnread: unreadSql(from, reading) }] : [],
    )
    .map((suspect, place) => ({ ...suspect, place, prefix }));
}

/** Counts the marked values of a relation, by the marks of its columns. */
export async function countSuspects(
  reader: Reader,
  suspects: readonly Suspect[],
  relation: string,
): Promise<Required<Pick<Opened, 'problemCount' | 'unreadable'>>> {
  const [row] = await reader.query(
    `select [${suspects.map(countUnread).join(', ')}] as counts from ${relation}`,
  );
  const counts = ((row?.counts ?? []) as readonly unknown[]).map(Number);
  return {
    problemCount: counts.reduce((sum, count) => sum + count, 0),
    unreadable: unreadableOf(
      suspects,
      new Map(suspects.map(({ name }, at) => [name, counts[at] ?? 0])),
    ),
  };
}
