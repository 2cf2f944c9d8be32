import type { Family } from '../../metric/expression.ts';
import { literal } from '../sql/quote.ts';

/**
 * One way to read text as values of a type. Its SQL has no CASE in it: DuckDB's time for a SELECT grows with the
 * square of the columns that have one.
 */
export interface Reading {
  /** The SQL type it makes. */
  readonly type: string;
  /** What a text should have been, for a problem's sentence. */
  readonly words: string;
  /** SQL that tells whether a text, not NULL, is written as such a value. */
  readonly fits: (column: string) => string;
  /** SQL that gives the value of a text that fits, and NULL for NULL and for empty text. */
  readonly cast: (column: string) => string;
}

/** The text itself is judged, not what a cast makes of it: DuckDB's round 3.7 to 4 and take 1_000, 0x10, '2020-01-01 junk'. */
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

export const boolean = patternReading('BOOLEAN', 'true or false', '(?i:true|false|t|f|1|0)');
export const integer = (type: string) => patternReading(type, 'a whole number', '[+-]?[0-9]+');
export const date = patternReading('DATE', 'a date such as 2024-12-31', day);
export const time = patternReading('TIME', 'a time such as 23:59:59', clock);

const instantWords = 'a date or time such as 2024-12-31T23:59:59Z';
/** Without a zone it is UTC. */
export const timestamp = patternReading('TIMESTAMP', instantWords, `${day}(?:[T ]${clock})?`);
/** A cast to TIMESTAMP would leave the offset out without a word. */
export const zonedTimestamp = patternReading(
  'TIMESTAMP',
  instantWords,
  `${day}(?:[T ]${clock}${zone}?)?`,
  (column: string) => `timezone('UTC', try_cast(${column} as TIMESTAMPTZ))`,
);

const anyClock = (digits: number) => String.raw`\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d{1,${digits}}0*)?)?`;
const anyZone = String.raw`(?:[Zz]| ?[+-]\d{2}(?::?\d{2})?)`;
const anyInstant = (digits: number) => `${day}(?:[Tt ]${anyClock(digits)}${anyZone}?)?`;

/** ISO 8601 in letters that DuckDB's casts take: with seconds, a point before their fraction, and no space behind them. */
function spelledOut(column: string): string {
  const withSeconds = `regexp_replace(${column}, '^(\\s*[0-9/-]+[Tt ]\\d{1,2}:\\d{2})( ?[Zz+-]|\\s*$)', '\\1:00\\2')`;
  return `upper(replace(replace(replace(${withSeconds}, ',', '.'), ' +', '+'), ' -', '-'))`;
}

/** The other spellings of ISO 8601: a zone behind minutes, small letters, a comma. Slower, so tried after the plain ones. */
export const anyTimestamp = patternReading(
  'TIMESTAMP',
  instantWords,
  anyInstant(6),
  (column: string) => `timezone('UTC', try_cast(${spelledOut(column)} as TIMESTAMPTZ))`,
);

/** Reads digits that microseconds would lose, of the years 1677 to 2262 alone. */
export const nanoTimestamp = patternReading(
  'TIMESTAMP_NS',
  instantWords,
  anyInstant(9),
  (column: string) => `try_cast(${spelledOut(column)} as TIMESTAMP_NS)`,
);

/** Ways to read points in time, the plainest and fastest first. */
export const instants = [timestamp, zonedTimestamp, anyTimestamp, nanoTimestamp] as const;

/** 1e400 is a number that no DOUBLE holds: it would be read as infinity. */
export const float = (type: string, pattern = anyNumber): Reading => {
  const cast = (column: string) => `try_cast(${column} as ${type})`;
  const fits = (column: string) =>
    `(${matches(column, pattern)} and isfinite(${cast(column)}) or ${matches(column, '[+-]?(?i:nan|inf|infinity)')})`;
  return Object.freeze({ type, words: 'a number', fits, cast });
};

const anyNumber = String.raw`[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?`;

const asJson = (column: string) => `try_cast(${column} as JSON)`;
export const json: Reading = Object.freeze({
  type: 'JSON',
  words: 'JSON',
  fits: (column: string) => `${asJson(column)} is not null`,
  cast: asJson,
});

/** Numbers as a person means them who names no type: 007 is a code, and so is +49. */
const plainInteger = patternReading('BIGINT', 'a whole number', '-?(?:0|[1-9][0-9]*)');
const plainNumber = float(
  'DOUBLE',
  String.raw`-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?`,
);
const plainBoolean = patternReading('BOOLEAN', 'true or false', '(?i:true|false)');

function typeOfFormat(format: string): string {
  if (/%-?n/.test(format)) return 'TIMESTAMP_NS';
  return /%-?[HIMSfgpcXTsLQR]/.test(format) ? 'TIMESTAMP' : 'DATE';
}

/** Dates in a format of the user's, in the letters of strptime. */
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

/** What a text column may be read as, tried in this order. */
export interface Candidates {
  readonly readings: readonly Reading[];
  /** Whether it stays text where some value is none of them; else such a record is a problem. */
  readonly orText: boolean;
}

/** What a column may be read as; without families nothing is known of it. */
export function candidatesFor(
  families: readonly Family[],
  dateFormat: string | undefined,
): Candidates {
  const dates = dateFormat === undefined ? [date, ...instants] : [strptimeReading(dateFormat)];
  if (families.length === 0) {
    return { readings: [plainBoolean, plainInteger, plainNumber, ...dates], orText: true };
  }
  const has = (...any: readonly Family[]) => any.some((family) => families.includes(family));
  const isText = has('text');
  const readings = [
    ...(has('boolean') ? [isText ? plainBoolean : boolean] : []),
    ...(has('integer') ? (isText ? [plainInteger] : [integer('BIGINT'), integer('HUGEINT')]) : []),
    ...(has('float', 'decimal') ? [isText ? plainNumber : float('DOUBLE')] : []),
    ...(has('date', 'timestamp') ? dates : []),
    ...(has('struct', 'list', 'map') ? [json] : []),
  ];
  return { readings, orText: isText || readings.length === 0 };
}
