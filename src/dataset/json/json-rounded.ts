import type { Reader } from '../dataset.ts';
import { isRoundedSql } from '../typing/number-readings.ts';
import { learner } from './json-learner.ts';

/**
 * Returns SQL that is true for a JSON record with a number that has decimal places, and whole digits which DOUBLE does not hold.
 * It looks at the record as it is written, since the engine rounds such a number as soon as it takes it out of there.
 */
export function hasRounded(json: string): string {
  const text = `${json}::varchar`;
  const bare = `regexp_replace(${text}, '"(?:[^"\\\\]|\\\\.)*"', '"', 'g')`;
  const numbers = `regexp_extract_all(${bare}, '[0-9]{16,}[.][0-9]+(?:[eE][-+]?[0-9]+)?')`;
  const value = 'try_cast(x as DOUBLE)';
  const digits = "replace(regexp_replace(x, '[.]([0-9]*?)0*$', '.\\1'), '.', '')";
  const isOne = `not contains(lower(x), 'e') and isfinite(${value}) and abs(${value}) >= ${2 ** 53} and ${isRoundedSql(digits, value)}`;
  const any = `list_bool_or(list_transform(${numbers}, lambda x: ${isOne}))`;
  // Few records have such a number.
  return `case when regexp_matches(${text}, '[0-9]{16}[.][0-9]') then coalesce(${any}, false) else false end`;
}

/** Returns the place of the first such number in a row of a table of JSON values; null if it has none. */
export async function roundedAt(
  reader: Reader,
  table: string,
  row: number,
): Promise<string | null> {
  const [found] = await reader.query(
    `select json::varchar as t from ${table} where rowid = ${row}`,
  );
  const bytes = Buffer.from(`${String(found?.t)}\0`);
  const learned = learner();
  return learned.read(bytes, 0, bytes.length - 1, false) < 0 ? null : learned.roundedAt();
}
