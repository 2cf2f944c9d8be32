import type { Reader } from '../dataset.ts';
import { type Learner, learner } from './json-learner.ts';

/** The most bytes of records, and the most records, that are brought out of the engine at once. */
const [mostBytes, mostRecords] = [2 ** 24, 2048] as const;

/**
 * Learns what the values of a table of JSON objects are like, number by number: the engine's own structures do not say which
 * numbers lose digits. Null if no number in the records is so long or so large, or if they lie too deep.
 */
export async function relearn(reader: Reader, table: string): Promise<Learner | null> {
  const [row] = await reader.query(
    `select coalesce(bool_or(regexp_matches(json::varchar, '${long}')), false) as b, coalesce(max(strlen(json::varchar)), 1) as most, coalesce(max(rowid), -1) as last from ${table}`,
  );
  if (row?.b !== true) return null;
  const learned = learner();
  const step = Math.max(1, Math.min(mostRecords, Math.floor(mostBytes / Number(row.most))));
  for (let from = 0; from <= Number(row.last); from += step) {
    const records = await reader.query(
      `select json::varchar as t from ${table} where rowid between ${from} and ${from + step - 1} order by rowid`,
    );
    for (const { t } of records) {
      const bytes = Buffer.from(`${String(t)}\0`);
      const end = learned.read(bytes, 0, bytes.length - 1, false);
      if (end < 0) return null;
      learned.keep(bytes, 0, end);
    }
  }
  return learned;
}

/** A number that DOUBLE may not hold: of 16 digits or more before its point, or with an exponent of three. */
const long = '(?:^|[^0-9.])[0-9]{16}|[eE][+]?[0-9]{3}';
