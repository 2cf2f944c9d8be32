import { DatasetError } from '../dataset.ts';
import { namesInWords } from '../listed-names.ts';
import { literal } from '../sql/quote.ts';
import type { Reading } from './text-types.ts';

/** The letters of `strptime` that give a year. */
const yearLetters = 'YyGcx';
const letters = 'aAbBcdfgGhHIjmMnpSTuUVwWxXyYzZ%';

/**
 * Refuses a format of dates that the engine does not know, or that has no year: it would be 1900.
 *
 * @throws {DatasetError} `DATASET_INVALID`.
 */
export function checkFormat(format: string): void {
  const used = lettersOf(format);
  const unknown = used.find((letter) => letter === '' || !letters.includes(letter));
  const hasYear = used.some((letter) => yearLetters.includes(letter));
  if (unknown === undefined && hasYear) return;
  const fault =
    unknown === undefined ? 'has no year' : `has %${unknown}, which strptime does not know`;
  throw new DatasetError(
    'DATASET_INVALID',
    `The date format ${JSON.stringify(format)} ${fault}: write one such as '%d/%m/%Y'.`,
  );
}

/** Returns the letters behind the percent signs of a format; an empty one for a sign at the end. */
const lettersOf = (format: string): readonly string[] =>
  [...format.matchAll(/%-?(.?)/gsu)].map(([, letter = '']) => letter);

/** The types of dates, from that which holds least. */
const types = ['DATE', 'TIMESTAMP', 'TIMESTAMP_NS'] as const;

function typeOf(format: string): string {
  const used = lettersOf(format);
  if (used.includes('n')) return 'TIMESTAMP_NS';
  return used.some((letter) => 'HIMSfgpcXTzZ'.includes(letter)) ? 'TIMESTAMP' : 'DATE';
}

/** Returns the type that holds what texts in any of some formats say. */
const typeOfAll = (formats: readonly string[]): string =>
  types.findLast((type) => formats.some((format) => typeOf(format) === type)) ?? 'DATE';

/**
 * Returns the reading for dates in the formats of a user, in the letters of `strptime`. A text that two formats read differently
 * is not valid: nothing says which of them it has.
 */
export function formattedDate(formats: readonly string[], type = typeOfAll(formats)): Reading {
  const [only = '', ...others] = new Set(formats);
  return others.length === 0 ? ofFormat(only, type) : ofFormats([only, ...others], type);
}

function ofFormat(format: string, type: string): Reading {
  const parsed = (column: string) => `try_strptime(${column}, ${literal(format)})`;
  const cast = (column: string) => castTo(type, format, parsed(column));
  const mayLose = type !== typeOf(format);
  // The engine takes fewer than four digits for %Y: 24 would be the year 24.
  const hasYear = (column: string) =>
    lettersOf(format).includes('Y')
      ? ` and (year(${cast(column)}) >= 1000 or ${isShaped(column, format)})`
      : '';
  // Without a digit it may be a word that the engine takes in any format, such as 'infinity', of which it makes 1900.
  const fits = (column: string) =>
    `${mayLose ? isKept(cast(column), parsed(column)) : `${cast(column)} is not null`}${hasYear(column)} and regexp_matches(${column}, '[0-9]')`;
  const plainTests = (column: string, value = cast(column)) => [
    `year(${value}) >= 1000`,
    `${column} >= '0'`,
    `${column} < ':'`,
  ];
  const words = `a date in the format ${format}`;
  return Object.freeze({ type, words, fits, cast, ...(!mayLose && { plainTests }) });
}

/** Returns SQL that is true if a value is what was parsed: a DATE would lose the time of day, a TIMESTAMP nanoseconds. */
const isKept = (value: string, parsed: string) => `coalesce(${value} = ${parsed}, false)`;

/** Returns SQL that casts what was parsed. Of times beyond nanoseconds the engine fails, unless they are text. */
const castTo = (type: string, format: string, parsed: string): string =>
  type === 'TIMESTAMP_NS' && typeOf(format) !== type
    ? `try_cast(cast(${parsed} as varchar) as ${type})`
    : `try_cast(${parsed} as ${type})`;

function ofFormats(formats: readonly string[], type: string): Reading {
  const whole = typeOfAll(formats);
  const parsed = (column: string) =>
    formats
      .map((format) =>
        castTo(whole, format, `try_strptime(${shaped(column, format)}, ${literal(format)})`),
      )
      .join(', ');
  // Of the formats that read the text, since NULL is left out.
  const first = (column: string) => `least(${parsed(column)})`;
  const last = (column: string) => `greatest(${parsed(column)})`;
  const isOne = (column: string) => `${first(column)} = ${last(column)}`;
  const cast = (column: string) =>
    type === whole ? first(column) : `try_cast(${first(column)} as ${type})`;
  const fits = (column: string) =>
    `coalesce(${isOne(column)}${type === whole ? '' : ` and ${isKept(cast(column), first(column))}`}, false)`;
  const named = namesInWords(formats, 5);
  return Object.freeze({
    type,
    words: `a date in one of the formats ${named}`,
    fits,
    cast,
    ...(type === whole && { plainTests: (column: string) => [isOne(column)] }),
    refused: {
      words: `one date, since two of the formats ${named} read it differently`,
      is: (column: string) => `${first(column)} <> ${last(column)}`,
    },
  });
}

/** Returns SQL for a text that has the shape of a format; NULL for another, which the engine is slow to find out. */
const shaped = (column: string, format: string) =>
  `nullif(regexp_extract(${column}, ${literal(`^${shapeOf(format)}$`)}), '')`;

const isShaped = (column: string, format: string) =>
  `regexp_full_match(${column}, ${literal(shapeOf(format))})`;

/** The texts that a letter of a format may stand for, as a pattern; those of the others have any. */
const shapes: Readonly<Record<string, string>> = {
  ...Object.fromEntries([...'dmyHIMS'].map((letter) => [letter, '[0-9]{1,2}'])),
  Y: '[0-9]{4}',
  ...Object.fromEntries([...'cxG'].map((letter) => [letter, '.*[0-9].*'])),
  j: '[0-9]{1,3}',
  f: '[0-9]+',
  g: '[0-9]{1,3}',
  n: '[0-9]{1,9}',
  '%': '%',
};

/** True for a text that has the shape of a format, whatever its numbers are. */
export const hasShape = (text: string, format: string): boolean =>
  new RegExp(`^${shapeOf(format)}$`, 'u').test(text);

/** Returns a pattern that all texts in a format match, in which a year has its four digits. */
function shapeOf(format: string): string {
  const parts = [...format.matchAll(/%-?(?<letter>.)|\s+|(?<other>.)/gsu)].map(
    ({ groups = {} }) => {
      if (groups.letter !== undefined) return shapes[groups.letter] ?? '.*';
      return groups.other === undefined ? '\\s*' : escaped(groups.other);
    },
  );
  return `\\s*${parts.join('')}\\s*`;
}

const escaped = (text: string) => text.replace(/[\\^$.*+?()[\]{}|/]/, '\\$&');
