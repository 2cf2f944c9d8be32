import type { Reader } from '../dataset.ts';
import type { TypedColumn } from './choose-types.ts';
import { textPattern } from './text-pattern.ts';

/** Returns the note on a column that stays text although the contract wants another type. */
export async function wantedNote(
  reader: Reader,
  table: string,
  { from, name, wanted }: TypedColumn,
): Promise<string> {
  const [row] = await reader.query(`select ${from} as t from ${table} where ${from} <> '' limit 1`);
  return `Column "${name}" is left as text: no value in it is ${wanted}; the first is written like ${textPattern(String(row?.t ?? ''))}.`;
}
