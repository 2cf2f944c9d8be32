import { DatasetError } from '../dataset.ts';

/** The order of the values of a key: smaller than 0 if the first comes before the second. */
export type CompareValues = (one: string, other: string) => number;

const isInteger = (text: string) => /^-?\d+$/.test(text);

/** Matches a date, a month, or a date with a time of day: each of them sorts as text where all are written alike. */
const dated = /^\d{4}-\d{2}(?:-\d{2}(?:[T ]\d{2}(?:[:-]\d{2}){0,2}Z?)?)?$/;

function isDate(text: string): boolean {
  if (!dated.test(text)) return false;
  const day = text.length === 7 ? `${text}-01` : text.slice(0, 10);
  const at = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(day);
}

const shapeOf = (text: string) => text.replaceAll(/\d/g, '0');

/**
 * Returns the order of the values that the folders of a key have, and of one to compare them with. They must be whole
 * numbers, or dates that are written alike: as text, `9` comes after `10`.
 *
 * @throws {DatasetError} `DATASET_INVALID` for other values, a mixture of them, and one number that is written in two ways.
 */
export function orderOf(
  key: string,
  folders: readonly string[],
  besides: readonly string[] = [],
): CompareValues {
  const values = [...folders, ...besides];
  const [first = '', ...others] = values;
  if (values.every(isInteger)) {
    refuseTwoSpellings(key, folders);
    return (one, other) =>
      Number(BigInt(one) > BigInt(other)) - Number(BigInt(one) < BigInt(other));
  }
  if (values.every(isDate) && others.every((other) => shapeOf(other) === shapeOf(first)))
    return (one, other) => Number(one > other) - Number(one < other);
  throw invalid(`The partitions by '${key}' have no order: ${whyNone(key, values)}.`);
}

function refuseTwoSpellings(key: string, values: readonly string[]): void {
  const known = new Map<bigint, string>();
  for (const value of values) {
    const before = known.get(BigInt(value));
    if (before !== undefined && before !== value)
      throw invalid(
        `The folders ${key}=${before}/ and ${key}=${value}/ are one number that is written in two ways: move the files of one into the other.`,
      );
    known.set(BigInt(value), value);
  }
}

function whyNone(key: string, values: readonly string[]): string {
  const isOrdered = (value: string) => isInteger(value) || isDate(value);
  const stranger = values.find((value) => !isOrdered(value));
  const wanted = 'newest, since and previous need dates that are written alike, or whole numbers';
  if (stranger !== undefined)
    return `${key}=${stranger}/ is neither a date such as 2026-11-30 nor a whole number; ${wanted}`;
  const [first = ''] = values;
  const other = values.find((value) => shapeOf(value) !== shapeOf(first)) ?? first;
  return `${key}=${first}/ and ${key}=${other}/ are not written alike; ${wanted}`;
}

const invalid = (message: string) => new DatasetError('DATASET_INVALID', message);
