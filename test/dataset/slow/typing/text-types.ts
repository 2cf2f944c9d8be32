import { literal } from '../../../../src/dataset/sql/quote.ts';

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
  /** Returns SQL for the value of a valid text; NULL for NULL and for empty text. */
  readonly cast: (column: string) => string;
  /** Texts that look valid and are refused. */
  readonly refused?: { readonly words: string; readonly is: (column: string) => string };
}

/**
 * Returns a reading for texts that match a regular expression. The text itself is checked, since DuckDB's casts accept
 * too much: they round 3.7 to 4 and take `1_000`, `0x10` and `'2020-01-01 junk'`.
 */
export function patternReading(
  type: string,
  words: string,
  pattern: string,
  cast: (column: string) => string = (column) => `try_cast(${column} as ${type})`,
): Reading {
  const fits = (column: string) => `${matches(column, pattern)} and ${cast(column)} is not null`;
  return Object.freeze({ type, words, fits, cast });
}

const matches = (column: string, pattern: string) =>
  `regexp_full_match(${column}, ${literal(`\\s*(?:${pattern})\\s*`)})`;

const day = String.raw`\d{4}[-/]\d{1,2}[-/]\d{1,2}`;
const clock = String.raw`\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,6}0*)?)?`;
const zone = String.raw`(?:Z| ?[+-]\d{2}(?::?\d{2})?)`;

/** Reads `true`, `false`, `t`, `f`, `1` and `0`. */
export const boolean = patternReading('BOOLEAN', 'true or false', '(?i:true|false|t|f|1|0)');
/** Returns the reading for whole numbers of an SQL type. */
export const integer = (type: string) => patternReading(type, 'a whole number', '[+-]?[0-9]+');
/** Reads dates such as `2024-12-31`. */
export const date = patternReading('DATE', 'a date such as 2024-12-31', day);
/** Reads times of day such as `23:59:59`. */
export const time = patternReading('TIME', 'a time such as 23:59:59', clock);

const instantWords = 'a date or time such as 2024-12-31T23:59:59Z';
/** Reads instants without a zone, as UTC. */
export const timestamp = patternReading('TIMESTAMP', instantWords, `${day}(?:[T ]${clock})?`);
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

/**
 * Returns the reading for numbers of a floating-point type. It refuses numbers such as 1e400, which would become
 * infinity.
 */
export const float = (type: string, pattern = anyNumber): Reading => {
  const cast = (column: string) => `try_cast(${column} as ${type})`;
  // A number without a fraction has the digits that are written, but for zeros before them. One so large has no fraction.
  // Zeros may stand behind those that tell it from its neighbours.
  const isRounded = (column: string) => {
    const written = `regexp_replace(${column}, '[.]([0-9]*?)0*$', '\\1')`;
    const digits = `regexp_replace(${written}, '^[^1-9]*|\\s+$', '', 'g')`;
    const value = `abs(${cast(column)})`;
    const shortest = `rtrim(replace(split_part(${value}::varchar, 'e', 1), '.', ''), '0')`;
    return `coalesce((${matches(column, '[+-]?[0-9]+')} or ${matches(column, '[+-]?[0-9]+[.][0-9]*')} and ${value} >= ${type === 'FLOAT' ? 2 ** 24 : 2 ** 53}) and ${digits} <> nullif(format('{:.0f}', ${value}::double), '0') and rtrim(${digits}, '0') <> ${shortest}, false)`;
  };
  const fits = (column: string) =>
    `(${matches(column, pattern)} and isfinite(${cast(column)}) and not ${isRounded(column)} or ${matches(column, '[+-]?(?i:nan|inf|infinity)')})`;
  const refused = {
    words: `a whole number that ${type} holds without rounding`,
    is: (column: string) => `isfinite(${cast(column)}) and ${isRounded(column)}`,
  };
  return Object.freeze({ type, words: 'a number', fits, cast, refused });
};

const anyNumber = String.raw`[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?`;

const asJson = (column: string) => `try_cast(${column} as JSON)`;
/** Reads any JSON text. */
export const json: Reading = Object.freeze({
  type: 'JSON',
  words: 'JSON',
  fits: (column: string) => `${asJson(column)} is not null`,
  cast: asJson,
});

/** Reads whole numbers in columns without a declared type. 007 and +49 stay text, since they are likely codes. */
export const plainInteger = patternReading('BIGINT', 'a whole number', '-?(?:0|[1-9][0-9]*)');
export const plainNumber = float(
  'DOUBLE',
  String.raw`(?:-?(?:(?:0|[1-9][0-9]*)(?:\.[0-9]*)?|\.[0-9]+)|\+(?:(?:0|[1-9][0-9]*)\.[0-9]*|\.[0-9]+))(?:[eE][+-]?[0-9]+)?`,
);
export const plainBoolean = patternReading('BOOLEAN', 'true or false', '(?i:true|false)');

function typeOfFormat(format: string): string {
  if (/%-?n/.test(format)) return 'TIMESTAMP_NS';
  return /%-?[HIMSfgpcXTsLQRzZ]/.test(format) ? 'TIMESTAMP' : 'DATE';
}

/** Returns the reading for dates in a user's format, in the letters of `strptime`. */
export function strptimeReading(format: string, type: string = typeOfFormat(format)): Reading {
  const parsed = (column: string) => `try_strptime(${column}, ${literal(format)})`;
  const cast = (column: string) => `try_cast(${parsed(column)} as ${type})`;
  // A DATE would lose the time of day, a TIMESTAMP nanoseconds.
  const mayLose = type !== typeOfFormat(format);
  const fits = (column: string) =>
    mayLose
      ? `coalesce(${cast(column)} = ${parsed(column)}, false)`
      : `${cast(column)} is not null`;
  return Object.freeze({ type, words: `a date in the format ${format}`, fits, cast });
}
