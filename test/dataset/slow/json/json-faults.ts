import type { Reader } from '../../../../src/dataset/dataset.ts';
import { identifier } from '../../../../src/dataset/sql/quote.ts';
import { mostListed } from '../record-location.ts';
import { hasDuplicateKey } from './json-duplicate-keys.ts';

/** SQL that is true for an object. It is never NULL. */
const isObject = "coalesce(json_type(json) = 'OBJECT', false)";

/**
 * Removes rows that are no object or name a key twice from a table of JSON values. The other rows keep their numbers,
 * by which their lines are found.
 */
export async function removeFaults(reader: Reader, table: string, twice: readonly number[]) {
  const named = reader.freshName();
  await reader.insert(
    named,
    [{ name: 'r', type: 'BIGINT' }],
    twice.map((row) => [row]),
  );
  const isFault = `(not ${isObject} or rowid in (select r from ${identifier(named)}))`;
  const rows = await reader.query(
    `select rowid as r, json_type(json) as t, ${hasDuplicateKey('json')} as own, count(*) over () as n from ${table} where ${isFault} order by rowid limit ${mostListed}`,
  );
  if (rows.length > 0) await reader.query(`delete from ${table} where ${isFault}`);
  const message = (type: unknown, own: unknown) =>
    type === null
      ? 'the line is not valid JSON'
      : type === 'OBJECT'
        ? `${own === true ? 'the record' : 'an object in the record'} names one of its keys twice`
        : `the record is not an object but ${kinds[String(type)] ?? 'a number'}`;
  return {
    listed: rows.map(({ r, t, own }) => ({
      row: Number(r),
      column: null,
      message: message(t, own),
    })),
    count: Number(rows[0]?.n ?? 0),
  };
}

const kinds: Readonly<Record<string, string>> = {
  ARRAY: 'an array',
  VARCHAR: 'text',
  BOOLEAN: 'true or false',
  NULL: 'null',
};
