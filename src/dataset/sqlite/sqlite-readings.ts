import type { Family } from '../../metric/expression.ts';
import {
  date,
  fitsSql,
  instants,
  json,
  type Reading,
  time,
  timestamp,
} from '../typing/text-types.ts';
import type { Kinds, SqliteColumn } from './sqlite-columns.ts';

/**
 * A way to read the values of a SQLite column. They are coded as a letter for SQLite's kind and the value as text: `i`
 * integer, `r` real, `t` text, `b` a blob in hexadecimal, `x` a real that its digits do not represent exactly.
 */
export interface StoredReading extends Reading {
  /** Returns the number of values that can be read so; null if that depends on the texts themselves. */
  readonly count: (kinds: Kinds) => number | null;
  /** Returns SQL for a column that DuckDB reads itself; undefined if it can't be read so. */
  readonly direct: (column: SqliteColumn) => ((name: string) => string) | undefined;
  /**
   * Returns SQL for a value that DuckDB reads itself, of a column whose values nobody has seen: the query fails at a value
   * that can't be read so. Undefined if nothing would fail.
   */
  readonly guarded: (column: SqliteColumn) => Guarded | undefined;
}

/** SQL for a value that DuckDB reads itself, which fails a query at a value that can't be read so. */
export interface Guarded {
  /** Returns SQL for the value of what is stored, which `sql` has more than one use for. Absent if it needs none. */
  readonly cast?: (name: string) => string;
  /** Returns SQL for the value, or the failure. `cast` is the name of what {@link Guarded.cast} returns. */
  readonly sql: (name: string, cast: string) => string;
}

const kind = (column: string) => `${column}[1]`;
const rest = (column: string) => `${column}[2:]`;
const itself = (name: string) => name;
const scanned = (type: string, sql: (name: string) => string = itself) => {
  return ({ scan }: SqliteColumn) => (scan === type ? sql : undefined);
};

/** Returns SQL that fails a query. */
export const fail = "error('a value of another kind')";

const unguarded = () => undefined;
const guardedAs = (type: string, guard: Guarded = { sql: itself }) => {
  return ({ scan }: SqliteColumn) => (scan === type ? guard : undefined);
};

const whole: StoredReading = {
  type: 'BIGINT',
  words: 'a whole number',
  fits: (column) => `${kind(column)} = 'i'`,
  cast: (column) => `try_cast(${rest(column)} as BIGINT)`,
  count: ({ integers }) => integers,
  direct: scanned('BIGINT'),
  guarded: guardedAs('BIGINT'),
};

/** Reads reals, and integers that DOUBLE represents exactly. */
export const number: StoredReading = {
  type: 'DOUBLE',
  words: 'a number that DOUBLE holds',
  fits: (column) =>
    `(${kind(column)} = 'r' or ${kind(column)} = 'i' and try_cast(${rest(column)} as BIGINT) between -9007199254740992 and 9007199254740992)`,
  cast: (column) => `try_cast(${rest(column)} as DOUBLE)`,
  count: ({ integers, reals, large }) => integers + reals - large,
  direct: scanned('DOUBLE'),
  // The footer of what was written shows if some are too large: areExact() in sqlite-scan.ts.
  guarded: guardedAs('DOUBLE'),
};

/** Reads 0 and 1 as booleans, which SQLite does not have. */
const bit: StoredReading = {
  type: 'BOOLEAN',
  words: '0 or 1',
  fits: (column) => `${column} in ('i0', 'i1')`,
  cast: (column) => `(${column} = 'i1')`,
  count: ({ integers, notBits }) => integers - notBits,
  direct: scanned('BIGINT', (name) => `(${name} = 1)`),
  guarded: guardedAs('BIGINT', {
    sql: (name) => `if(${name} between 0 and 1 or ${name} is null, ${name} = 1, ${fail})`,
  }),
};

const text: StoredReading = {
  type: 'VARCHAR',
  words: 'text',
  fits: (column) => `${kind(column)} = 't'`,
  cast: rest,
  count: ({ texts }) => texts,
  direct: scanned('VARCHAR'),
  guarded: guardedAs('VARCHAR', { sql: (name) => `decode(encode(${name}))` }),
};

/** Reads integers as their digits, for a column that is declared to have both. Of digits alone SQLite keeps no text there. */
const textOrWhole: StoredReading = {
  type: 'VARCHAR',
  words: 'text or a whole number',
  fits: (column) => `${kind(column)} in ('i', 't')`,
  cast: rest,
  count: ({ integers, texts }) => integers + texts,
  direct: () => undefined,
  guarded: unguarded,
};

const blob: StoredReading = {
  type: 'BLOB',
  words: 'a blob',
  fits: (column) => `${kind(column)} = 'b'`,
  cast: (column) => `unhex(${rest(column)})`,
  count: ({ blobs }) => blobs,
  direct: scanned('BLOB'),
  guarded: unguarded,
};

/** Reads text and numbers as JSON, for a column that has both. */
const any: StoredReading = {
  type: 'JSON',
  words: 'a value that JSON holds',
  fits: (column) =>
    `(${kind(column)} in ('i', 't') or ${kind(column)} = 'r' and isfinite(try_cast(${rest(column)} as DOUBLE)))`,
  cast: (column) =>
    `if(${kind(column)} = 't', to_json(${rest(column)}), try_cast(${rest(column)} as JSON))`,
  count: ({ integers, reals, texts }) => (reals === 0 ? integers + texts : null),
  direct: () => undefined,
  guarded: unguarded,
};

/** Returns the stored reading for texts. An empty text is a value in SQLite, and no date. */
const written = (reading: Reading): StoredReading => ({
  type: reading.type,
  words: reading.words,
  fits: (column) => `(${kind(column)} = 't' and ${reading.fits(rest(column))})`,
  cast: (column) => reading.cast(rest(column)),
  count: ({ texts }) => (texts === 0 ? 0 : null),
  direct: () => undefined,
  guarded: guardedAs('VARCHAR', {
    cast: reading.cast,
    sql: (name, cast) => `if(${name} is null or ${fitsSql(reading, name, cast)}, ${cast}, ${fail})`,
  }),
});

/** Returns the reading for a column declared DATE or TIMESTAMP whose texts are written as SQLite writes them. */
const declaredTime = (type: 'DATE' | 'TIMESTAMP'): StoredReading => ({
  ...written(type === 'DATE' ? date : timestamp),
  count: ({ texts, oddTimes }) => (texts === 0 ? 0 : oddTimes === 0 ? texts : null),
  direct: scanned(type),
  guarded: unguarded,
});

const times: readonly StoredReading[] = [date, ...instants].map(written);
const clock = written(time);
const document = written(json);

/** The names of types that hold integers, or booleans, which SQLite keeps as integers: `INT8`, `unsigned big int`, `tinyint(1)`. */
const integerName =
  /bool|(?<![a-z])(u|un|signed|tiny|small|medium|big|huge|short|long)*int(eger)?(8|16|32|64|128|2|4)?(unsigned)?(?![a-z0-9])/i;

/**
 * True for a column whose declared type says that it holds both integers and texts, as `INTEGER_OR_TEXT` does, or no integers
 * at all, as `POINT` and `INTERVAL` do. SQLite takes any name with INT in it for one of integers, and keeps texts that are none.
 */
const hasBoth = ({ scan, declared }: SqliteColumn): boolean =>
  scan === 'BIGINT' && (/char|clob|text|string|any/i.test(declared) || !integerName.test(declared));

/** Returns the readings for a column by its declared type. */
export function declaredReadings(column: SqliteColumn): readonly StoredReading[] {
  const { scan, declared } = column;
  if (hasBoth(column)) return [whole, number, textOrWhole, any];
  switch (scan) {
    case 'BIGINT':
      return /bool/i.test(declared) ? [bit, whole, number] : [whole, number];
    case 'DOUBLE':
      return [number];
    case 'DATE':
      return [declaredTime('DATE'), ...times, text, whole, number, any];
    case 'TIMESTAMP':
      return /^time$/i.test(declared.trim())
        ? [clock, text, whole, number, any]
        : [declaredTime('TIMESTAMP'), ...times, text, whole, number, any];
    case 'VARCHAR':
      // Of any other name, ANY and STRING too, SQLite keeps 12 as a number.
      return /char|clob|text/i.test(declared) ? [text] : [text, whole, number, any];
    default:
      return /blob/i.test(declared) ? [blob] : anyReading;
  }
}

/** The readings by the kind of the values, for a column in which no value has the expected type. */
export const anyReading: readonly StoredReading[] = [whole, number, text, blob, any];

/** Returns the readings that the schema wants for a column; empty if it says nothing. */
export function wantedReadings(
  families: readonly Family[],
  column: SqliteColumn,
): readonly StoredReading[] {
  const { scan } = column;
  const has = (...some: readonly Family[]) => some.some((family) => families.includes(family));
  const isFloat = scan === 'DOUBLE' && has('float', 'decimal');
  return [
    ...(has('boolean') ? [bit] : []),
    ...(has('integer') && !isFloat ? [whole] : []),
    ...(has('float', 'decimal') ? [number] : []),
    ...(has('text') ? [hasBoth(column) ? textOrWhole : text] : []),
    ...(has('date', 'timestamp')
      ? [...(scan === 'DATE' || scan === 'TIMESTAMP' ? [declaredTime(scan)] : []), ...times]
      : []),
    ...(has('binary') ? [blob] : []),
    ...(has('struct', 'list', 'map') ? [document] : has('json') ? [any] : []),
  ];
}
