import { literal } from '../sql/quote.ts';

/**
 * A way to read text as values of a type. Its SQL has no CASE: DuckDB's time for a SELECT grows with the square of the
 * number of columns that have one.
 */
export interface Reading {
  /** The SQL type of the values. */
  readonly type: string;
  /** Words for a valid text, such as `'a whole number'`, for messages. */
  readonly words: string;
  /** Returns SQL that is true if a text (not NULL) is a valid value of the type. */
  readonly fits: (column: string) => string;
  /**
   * Returns SQL conditions that are all true for valid texts alone, for most of them, and faster than `fits`. A text for which one
   * of them is false or NULL may be valid. `value` is SQL for what `cast` returns, where a query has it at hand. Absent if there is
   * no such way.
   */
  readonly plainTests?: (column: string, value?: string) => readonly string[];
  /** Returns SQL for the value of a valid text; NULL for NULL and for empty text. */
  readonly cast: (column: string) => string;
  /** The texts that look valid and are not, for a reason of their own. Absent if there are none. */
  readonly refused?: RefusedTexts;
}

/** Texts that look valid and are refused, since they can be read as two values, or only with a loss. */
export interface RefusedTexts {
  /** Words for the reason, which follow "the value is not": `'one date: ...'`. */
  readonly words: string;
  /** Returns SQL that is true for such a text. */
  readonly is: (column: string) => string;
}

const castTo = (type: string) => (column: string) => `try_cast(${column} as ${type})`;

/**
 * Returns a reading for texts that match a regular expression. The text itself is checked, since DuckDB's casts accept
 * too much: they round 3.7 to 4 and take `1_000`, `0x10` and `'2020-01-01 junk'`.
 */
export function patternReading(
  type: string,
  words: string,
  pattern: string,
  cast: (column: string) => string = castTo(type),
  plainTests?: Reading['plainTests'],
): Reading {
  const fits = (column: string) => `${matches(column, pattern)} and ${cast(column)} is not null`;
  return Object.freeze({ type, words, fits, cast, ...(plainTests && { plainTests }) });
}

/** Returns SQL that is true if a text (not NULL) is valid, which looks at it closely only where a plain test does not hold. */
export function fitsSql({ fits, plainTests }: Reading, text: string, value?: string): string {
  const whole = fits(text);
  return plainTests
    ? `coalesce(nullif(${plainTests(text, value).join(' and ')}, false), ${whole})`
    : whole;
}

/**
 * Returns SQL that is true for a text which the engine prints back as it is. It then has no other spelling of the value, and
 * nothing beside it.
 */
export const isPrinted =
  (cast: Reading['cast']): NonNullable<Reading['plainTests']> =>
  (column, value = cast(column)) => [`cast(${value} as varchar) = ${column}`];

/** Returns SQL that is true for a text that matches a regular expression as a whole, but for white space around it. */
export const matches = (column: string, pattern: string) =>
  `regexp_full_match(${column}, ${literal(`\\s*(?:${pattern})\\s*`)})`;

const isSpelledOut = (column: string) => [`${column} in ('true', 'false')`];

/** The engine prints years before 1 and after 9999, and infinity, with words and digits that no date here has. */
const isPrintedDay =
  (type: string): NonNullable<Reading['plainTests']> =>
  (column, value = castTo(type)(column)) => [
    ...isPrinted(castTo(type))(column, value),
    `${value} >= ${type} '0001-01-01'`,
    `${value} < ${type} '10000-01-01'`,
  ];

const day = String.raw`\d{4}[-/]\d{1,2}[-/]\d{1,2}`;
const clock = String.raw`\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,6}0*)?)?`;
const zone = String.raw`(?:Z| ?[+-]\d{2}(?::?\d{2})?)`;

/** Reads `true`, `false`, `t`, `f`, `1` and `0`. */
export const boolean = patternReading(
  'BOOLEAN',
  'true or false',
  '(?i:true|false|t|f|1|0)',
  undefined,
  isSpelledOut,
);
/** Reads dates such as `2024-12-31`. */
export const date = patternReading(
  'DATE',
  'a date such as 2024-12-31',
  day,
  undefined,
  isPrintedDay('DATE'),
);
/** Reads times of day such as `23:59:59`. */
export const time = patternReading('TIME', 'a time such as 23:59:59', clock);

const instantWords = 'a date or time such as 2024-12-31T23:59:59Z';
/** Reads instants without a zone, as UTC. */
export const timestamp = patternReading(
  'TIMESTAMP',
  instantWords,
  `${day}(?:[T ]${clock})?`,
  undefined,
  isPrintedDay('TIMESTAMP'),
);
/** Reads instants that may have a zone. The cast goes by TIMESTAMPTZ, since one to TIMESTAMP ignores the offset. */
export const zonedTimestamp = patternReading(
  'TIMESTAMP',
  instantWords,
  `${day}(?:[T ]${clock}${zone}?)?`,
  (column: string) => `timezone('UTC', try_cast(${column} as TIMESTAMPTZ))`,
);

const anyClock = (digits: number) => String.raw`\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d{1,${digits}}0*)?)?`;
const anyZone = String.raw`(?:[Zz]| ?[+-]\d{2}(?::?\d{2})?)`;
const anyInstant = (digits: number) => `${day}(?:[Tt ]${anyClock(digits)}${anyZone}?)?`;

/**
 * Returns SQL that rewrites an ISO 8601 text for DuckDB's casts: with seconds, a point before their fraction, and no
 * space before the zone.
 */
function spelledOut(column: string): string {
  const withSeconds = `regexp_replace(${column}, '^(\\s*[0-9/-]+[Tt ]\\d{1,2}:\\d{2})( ?[Zz+-]|\\s*$)', '\\1:00\\2')`;
  return `upper(replace(replace(replace(${withSeconds}, ',', '.'), ' +', '+'), ' -', '-'))`;
}

/**
 * Reads all spellings of ISO 8601: a zone after minutes, small letters, a decimal comma. It is slower, so it is tried
 * after the plain ones.
 */
export const anyTimestamp = patternReading(
  'TIMESTAMP',
  instantWords,
  anyInstant(6),
  (column: string) => `timezone('UTC', try_cast(${spelledOut(column)} as TIMESTAMPTZ))`,
);

/** Reads instants with nanoseconds, for the years 1677 to 2262. */
export const nanoTimestamp = patternReading(
  'TIMESTAMP_NS',
  instantWords,
  anyInstant(9),
  (column: string) => `try_cast(${spelledOut(column)} as TIMESTAMP_NS)`,
);

/** The readings of instants, the simplest and fastest first. */
export const instants = [timestamp, zonedTimestamp, anyTimestamp, nanoTimestamp] as const;

const asJson = (column: string) => `try_cast(${column} as JSON)`;
/** Reads any JSON text. */
export const json: Reading = Object.freeze({
  type: 'JSON',
  words: 'JSON',
  fits: (column: string) => `${asJson(column)} is not null`,
  cast: asJson,
});

/** Reads `true` and `false` in columns without a declared type. */
export const plainBoolean = patternReading(
  'BOOLEAN',
  'true or false',
  '(?i:true|false)',
  undefined,
  isSpelledOut,
);
