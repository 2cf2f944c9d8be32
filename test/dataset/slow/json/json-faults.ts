import type { Reader } from '../../../../src/dataset/dataset.ts';
import { identifier } from '../../../../src/dataset/sql/quote.ts';
import { mostListed } from '../record-location.ts';
import { hasDuplicateKey } from './json-duplicate-keys.ts';

/** SQL that is true for an object. It is never NULL. */
const isObject = "coalesce(json_type(json) = 'OBJECT', false)";

/**
 * Removes rows that are no object, name a key twice, or have a number with decimal places that loses whole digits from a table of
 * JSON values. The other rows keep their numbers, by which their lines are found.
 */
export async function removeFaults(reader: Reader, table: string, twice: readonly number[]) {
  const named = reader.freshName();
  await reader.insert(
    named,
    [{ name: 'r', type: 'BIGINT' }],
    twice.map((row) => [row]),
  );
  const rounded = await roundedRows(reader, table);
  const isRounded = `(rowid in (${[-1, ...rounded].join(', ')}))`;
  const isTwice = `rowid in (select r from ${identifier(named)})`;
  const isFault = `(not ${isObject} or ${isTwice} or ${isRounded})`;
  const rows = await reader.query(
    `select rowid as r, json_type(json) as t, ${hasDuplicateKey('json')} as own, ${isTwice} as twice, count(*) over () as n from ${table} where ${isFault} order by rowid limit ${mostListed}`,
  );
  if (rows.length > 0) await reader.query(`delete from ${table} where ${isFault}`);
  const message = (type: unknown, own: unknown, twice: unknown) =>
    type === null
      ? 'the line is not valid JSON'
      : type === 'OBJECT'
        ? twice !== true
          ? 'a number has decimal places and more digits before them than DOUBLE holds without rounding. Write it as text, or with at most 15 digits before the point'
          : `${own === true ? 'the record' : 'an object in the record'} names one of its keys twice`
        : `the record is not an object but ${kinds[String(type)] ?? 'a number'}`;
  return {
    listed: rows.map(({ r, t, own, twice }) => ({
      row: Number(r),
      column: null,
      message: message(t, own, twice),
    })),
    count: Number(rows[0]?.n ?? 0),
  };
}

/** Returns the rows with a number that has decimal places, and whose whole digits are not those of the DOUBLE next to it. */
async function roundedRows(reader: Reader, table: string): Promise<readonly number[]> {
  const rows = await reader.query(
    `select rowid as r, json::varchar as t from ${table} where regexp_matches(json::varchar, '[0-9]{16}[.]') order by r`,
  );
  return rows.flatMap(({ r, t }) =>
    losesDigits(JSON.parse(String(t), keepText)) ? [Number(r)] : [],
  );
}

/** Keeps the texts of numbers in place of them; the reviver of `JSON.parse` is given those of values that are not nested. */
const keepText = (_: string, value: unknown, context?: { readonly source?: string }) =>
  typeof value === 'number' ? { number: context?.source ?? String(value) } : value;

function losesDigits(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { number } = value as { readonly number?: unknown };
  return typeof number === 'string' && /^-?\d+\.\d+$/.test(number)
    ? isOther(number)
    : Object.values(value).some(losesDigits);
}

function isOther(text: string): boolean {
  const double = Number(text);
  if (Math.abs(double) < 2 ** 53 || !Number.isFinite(double)) return false;
  const [whole = '', places = ''] = text.split('.');
  if (/[1-9]/.test(places)) return true;
  return BigInt(whole) !== BigInt(double) && BigInt(whole) !== BigInt(wholeOf(String(double)));
}

/** Returns a number as JavaScript writes it without its exponent. */
function wholeOf(written: string): string {
  const [digits = '', exponent = '0'] = written.split('e');
  const [whole = '', places = ''] = digits.split('.');
  return `${whole}${places}`.padEnd(whole.length + Number(exponent), '0');
}

const kinds: Readonly<Record<string, string>> = {
  ARRAY: 'an array',
  VARCHAR: 'text',
  BOOLEAN: 'true or false',
  NULL: 'null',
};
