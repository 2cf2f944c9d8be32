import type { Reader } from '../dataset.ts';
import { mostListed, type RowProblem } from '../files/record-location.ts';
import { identifier } from '../sql/quote.ts';
import { hasDuplicateKey, objectsWithDuplicateKeys } from './json-duplicate-keys.ts';
import { noJson } from './json-line-faults.ts';
import { hasRounded, roundedAt } from './json-rounded.ts';
import { mostShown } from './json-shown-records.ts';

/** SQL that is true for an object. It is never NULL. */
const isObject = "coalesce(json_type(json) = 'OBJECT', false)";

/** Records that are no rows, since they are no objects, name a key twice, or have a number that would be rounded. */
export interface Faults {
  readonly listed: readonly RowProblem[];
  readonly count: number;
  /** The rows of the first of them, ascending. */
  readonly rows: readonly number[];
  /** SQL conditions on the value `json`; all are true for a record that was kept. */
  readonly kept: readonly string[];
}

/**
 * Removes rows that are no object, name a key twice, or have a number that would be rounded from a table of JSON values. The
 * other rows keep their numbers, by which their lines are found.
 */
export async function removeFaults(
  reader: Reader,
  table: string,
  twice: readonly number[],
): Promise<Faults> {
  const named = await rowTable(reader, twice);
  const isTwice = `rowid in (select r from ${named})`;
  const isRounded = `(${isObject} and not ${isTwice} and ${hasRounded('json')})`;
  const suspects = `select rowid as r, json_type(json) as t, ${hasDuplicateKey('json')} as own, ${isTwice} as twice, ${isRounded} as rounded from ${table}`;
  const faults = identifier(reader.freshName());
  await reader.query(
    `create temp table ${faults} as select * from (${suspects}) where coalesce(t <> 'OBJECT', true) or twice or rounded`,
  );
  const rows = await reader.query(
    `select r, t, own, rounded, count(*) over () as n, count(*) filter (rounded) over () as m from ${faults} order by r limit ${mostShown + 1}`,
  );
  const listed: RowProblem[] = [];
  for (const { r, t, own, rounded } of rows.slice(0, mostListed)) {
    const place = rounded === true ? await roundedAt(reader, table, Number(r)) : null;
    listed.push(faultOf(Number(r), t, own, place));
  }
  if (rows.length > 0)
    await reader.query(`delete from ${table} where rowid in (select r from ${faults})`);
  await reader.query(`drop table ${faults}`);
  return {
    listed,
    count: Number(rows[0]?.n ?? 0),
    rows: rows.map(({ r }) => Number(r)),
    kept: keptSql({
      hasFaults: rows.length > 0,
      hasTwice: twice.length > 0,
      hasRounded: Number(rows[0]?.m ?? 0) > 0,
    }),
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

/** The kinds of faults that records have. */
interface FaultKinds {
  readonly hasFaults: boolean;
  readonly hasTwice: boolean;
  readonly hasRounded: boolean;
}

/** Returns the SQL conditions of records that are kept where there are faults, by their kinds. */
export const keptSql = (found: FaultKinds): readonly string[] => [
  ...(found.hasFaults ? [isObject] : []),
  ...(found.hasTwice ? [`not exists (${objectsWithDuplicateKeys('json')})`] : []),
  ...(found.hasRounded ? [`not (${hasRounded('json')})`] : []),
];

/**
 * Returns the fault of a record by the type of its JSON, by whether it names one of its own keys twice, and by the place of a number
 * that would be rounded.
 */
export const faultOf = (
  row: number,
  type: unknown,
  own: unknown,
  rounded: string | null,
): RowProblem => ({
  row,
  column: null,
  message:
    type === null
      ? noJson
      : rounded !== null
        ? `a number in ${JSON.stringify(rounded)} has decimal places and more digits before them than DOUBLE holds without rounding. Write it as text, or with at most 15 digits before the point`
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
