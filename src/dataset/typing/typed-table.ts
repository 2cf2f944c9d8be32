import type { Reader } from '../dataset.ts';
import { mentions, type ShownQuery } from '../reproduction.ts';
import { identifier } from '../sql/quote.ts';
import { replacing } from '../sql/selection.ts';
import { type CastTrial, castFailureSql } from './cast-failures.ts';
import type { TypedColumn } from './choose-types.ts';
import { textShape } from './text-shape.ts';

/** Returns SQL (to follow FROM) for the typed rows of a relation of text, without the rows that can't be read. */
export function shownTyped(
  relation: string,
  columns: readonly TypedColumn[],
  query: ShownQuery,
): string {
  const named = columns.map((column) => ({ ...column, from: identifier(column.name) }));
  const casts = named.flatMap(({ from, name, reading }) =>
    reading && mentions(query, name) ? [`${reading.cast(from)} as ${from}`] : [],
  );
  const suspects = suspectsOf(named);
  if (casts.length + suspects.length === 0) return relation;
  const where = suspects.length === 0 ? '' : ` where not ${castFailureSql(suspects).any}`;
  return `(select ${replacing(casts)} from ${relation}${where})`;
}

const suspectsOf = (columns: readonly TypedColumn[]): readonly CastTrial[] =>
  columns.flatMap(({ from, reading, hasProblems }) =>
    reading && hasProblems ? [{ from, reading }] : [],
  );

/** Returns the note on a column that stays text although the contract wants another type. */
export async function wantedNote(
  reader: Reader,
  table: string,
  { from, name, wanted }: TypedColumn,
): Promise<string> {
  const [row] = await reader.query(`select ${from} as t from ${table} where ${from} <> '' limit 1`);
  return `Column "${name}" is left as text: no value in it is ${wanted}; the first is written like ${textShape(String(row?.t ?? ''))}.`;
}
