import { printArgument } from '../metric/subject.ts';
import { isRecord, isTexts } from '../value/option-rules.ts';
import { UsageError } from './usage.ts';

/** The values that commander has for a flag. */
export type Given = string | boolean | readonly string[];

/** Returns a text as the value of a flag that is given once; null for what is none. */
export const textOf = (value: unknown) => (typeof value === 'string' ? [value] : null);

/** A flag without a value is written alone. */
export const isGiven = (value: unknown) => (value === true ? [] : null);

/** Returns the values of a flag that may be repeated. */
export const listOf = (given: Given): readonly string[] =>
  Array.isArray(given) ? given : [String(given)];

const oneOrAll = ([first, ...more]: readonly string[]) =>
  more.length === 0 ? first : [first, ...more];

/**
 * Returns the option of date formats: one, a list of them, or those of each column.
 *
 * @throws {UsageError} for formats with a column beside others without one.
 */
export function dateFormats(given: readonly string[]) {
  const isOfColumn = (format: string) => /^[^%]+=/.test(format);
  if (!given.some(isOfColumn)) return oneOrAll(given);
  if (!given.every(isOfColumn))
    throw new UsageError(
      '--date-format is given for a column and for all: give each with its column, COLUMN=FORMAT.',
    );
  const pairs = given.map((pair) => named('--date-format', pair));
  return Object.fromEntries(
    [...Map.groupBy(pairs, ([column]) => column)].map(([column, those]) => [
      column,
      oneOrAll(those.map(([, format]) => format)),
    ]),
  );
}

/**
 * Returns a mark within numbers, or those of columns.
 *
 * @throws {UsageError} for several marks that do not each name another column.
 */
export function marks(flag: string, given: readonly string[]) {
  const [only = '', ...more] = given;
  if (more.length === 0 && !only.includes('=')) return only;
  const pairs = given.map((pair) => named(flag, pair));
  const byColumn = new Map(pairs);
  if (byColumn.size === pairs.length) return Object.fromEntries(byColumn);
  throw new UsageError(`${flag} is given twice for a column: give one mark for each.`);
}

/** Returns the parts of `column=value`. */
export function named(flag: string, pair: string): readonly [string, string] {
  const at = pair.indexOf('=');
  if (at > 0 && at < pair.length - 1) return [pair.slice(0, at), pair.slice(at + 1)];
  throw new UsageError(`${flag} ${printArgument(pair)} names no column: write ${flag} COLUMN=…`);
}

/** Returns formats of dates as flags give them, each with its column where they have columns. */
export function writtenFormats(value: unknown): readonly string[] | null {
  if (typeof value === 'string') return [value];
  if (isTexts(value)) return value;
  if (!isRecord(value)) return null;
  return Object.entries(value).flatMap(([column, formats]) =>
    (isTexts(formats) ? formats : [String(formats)]).map((format) => `${column}=${format}`),
  );
}

/**
 * Returns the option `at`: a list of keys if it is written as one, in JSON.
 *
 * @throws {UsageError} for a list that is not one of texts.
 */
export function keysOf(given: Given): unknown {
  const text = String(given);
  if (!text.startsWith('[')) return text;
  const keys = listIn(text);
  if (isTexts(keys) && keys.length > 0) return keys;
  throw new UsageError(
    `--at ${printArgument(text)} is no list of keys: write one as --at '["data","v1.2"]', or keys without a dot as --at data.items.`,
  );
}

/** Returns the option `names`: a list in JSON if one of them has a comma, else the parts between commas. */
export function namesOf(given: Given): readonly string[] {
  const text = String(given);
  const list = text.startsWith('[') ? listIn(text) : undefined;
  return isTexts(list) ? list : text.split(',');
}

/** Returns names as {@link namesOf} reads them. */
export function writtenNames(names: readonly string[]): string {
  const text = names.join(',');
  const isPlain =
    names.length > 0 && !text.startsWith('[') && names.every((name) => !name.includes(','));
  return isPlain ? text : JSON.stringify(names);
}

function listIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
