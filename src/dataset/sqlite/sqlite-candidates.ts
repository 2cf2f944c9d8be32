import type { Family } from '../../metric/expression.ts';
import { identifier } from '../sql/quote.ts';
import type { Kinds, SqliteColumn } from './sqlite-columns.ts';
import {
  anyReading,
  declaredReadings,
  type StoredReading,
  wantedReadings,
} from './sqlite-readings.ts';

/** A column with the types that it may be read as: the best type of the first list that fits any value. */
export interface SqliteCandidate {
  readonly column: SqliteColumn;
  /** The types that the schema wants; empty if it says nothing. */
  readonly wanted: readonly StoredReading[];
  readonly readings: readonly (readonly StoredReading[])[];
}

/** An item of a SELECT, with its type. */
export interface Item {
  readonly sql: string;
  /** Null for a column of coded values, which are still to be read. */
  readonly type: string | null;
}

/** Returns a column with the types that it may be read as. */
export function candidateOf(column: SqliteColumn, families: readonly Family[]): SqliteCandidate {
  const wanted = wantedReadings(families, column);
  const lists = [wanted, declaredReadings(column), anyReading];
  return { column, wanted, readings: lists.filter((list) => list.length > 0) };
}

/** Returns the type of a column without values: the one that the schema wants, or else the declared one. */
export const emptyType = ({ readings }: SqliteCandidate): string =>
  readings[0]?.[0]?.type ?? 'VARCHAR';

/** Returns the first list with a reading for some value of these kinds. */
export const hopefulList = (
  { readings }: SqliteCandidate,
  kinds: Kinds,
): readonly StoredReading[] | undefined =>
  readings.find((list) => list.some((one) => one.count(kinds) !== 0));

/** Returns the first reading of a list that all values of these kinds may have. */
export const likelyReading = (
  list: readonly StoredReading[] | undefined,
  kinds: Kinds,
): StoredReading | undefined =>
  list?.find((one) => {
    const count = one.count(kinds);
    return count === null || count === kinds.values;
  });

/** Returns the item to select from the attached table; null if DuckDB would fail or lose something. */
export function directItem(candidate: SqliteCandidate): Item | null {
  const { column } = candidate;
  const { kinds } = column;
  if (kinds === null) return null;
  const name = identifier(column.name);
  if (kinds.values === 0) {
    const type = emptyType(candidate);
    return { sql: `null::${type}`, type };
  }
  const reading = likelyReading(hopefulList(candidate, kinds), kinds);
  if (reading?.count(kinds) === kinds.values) {
    const sql = reading.direct(column)?.(name);
    return sql === undefined ? null : { sql, type: reading.type };
  }
  const isText = column.scan === 'VARCHAR' && kinds.values === kinds.texts;
  return reading && isText ? { sql: `'t' || ${name}`, type: null } : null;
}
