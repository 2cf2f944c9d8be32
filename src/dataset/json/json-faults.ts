import type { Reader } from '../dataset.ts';
import { mostListed, type RowProblem } from '../files/record-location.ts';
import { identifier } from '../sql/quote.ts';
import { hasDuplicateKey, objectsWithDuplicateKeys } from './json-duplicate-keys.ts';

/** SQL that is true for an object. It is never NULL. */
const isObject = "coalesce(json_type(json) = 'OBJECT', false)";

/** Records that are no rows, since they are no objects or name a key twice. */
export interface Faults {
  readonly listed: readonly RowProblem[];
  readonly count: number;
  /** SQL conditions on the value `json`; all are true for a record that was kept. */
  readonly kept: readonly string[];
}

/**
 * Removes rows that are no object or name a key twice from a table of JSON values. The other rows keep their numbers,
 * by which their lines are found.
 */
export async function removeFaults(
  reader: Reader,
  table: string,
  twice: readonly number[],
): Promise<Faults> {
  const named = await rowTable(reader, twice);
  const isFault = `(not ${isObject} or rowid in (select r from ${named}))`;
  const rows = await reader.query(
    `select rowid as r, json_type(json) as t, ${hasDuplicateKey('json')} as own, count(*) over () as n from ${table} where ${isFault} order by rowid limit ${mostListed}`,
  );
  if (rows.length > 0) await reader.query(`delete from ${table} where ${isFault}`);
  return {
    listed: rows.map(({ r, t, own }) => faultOf(Number(r), t, own)),
    count: Number(rows[0]?.n ?? 0),
    kept: keptSql(rows.length > 0, twice.length > 0),
  };
}

/** Makes a table `r` of row numbers, and returns its name. */
export async function rowTable(reader: Reader, rows: readonly number[]): Promise<string> {
  const name = reader.freshName();
  await reader.insert(
    name,
    [{ name: 'r', type: 'BIGINT' }],
    rows.map((row) => [row]),
  );
  return identifier(name);
}

/** Returns the SQL conditions of records that are kept where there are faults, or keys that are named twice. */
export const keptSql = (hasFaults: boolean, hasTwice: boolean): readonly string[] => [
  ...(hasFaults ? [isObject] : []),
  ...(hasTwice ? [`not exists (${objectsWithDuplicateKeys('json')})`] : []),
];

/** Returns the fault of a record by the type of its JSON, and by whether it names one of its own keys twice. */
export const faultOf = (row: number, type: unknown, own: unknown): RowProblem => ({
  row,
  column: null,
  message:
    type === null
      ? 'the line is not valid JSON'
      : type === 'OBJECT'
        ? `${own === true ? 'the record' : 'an object in the record'} names one of its keys twice`
        : `the record is not an object but ${kinds[String(type)] ?? 'a number'}`,
});

const kinds: Readonly<Record<string, string>> = {
  ARRAY: 'an array',
  VARCHAR: 'text',
  BOOLEAN: 'true or false',
  NULL: 'null',
};
