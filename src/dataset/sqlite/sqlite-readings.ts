import type { Family } from '../../metric/expression.ts';
import { date, instants, json, type Reading, time, timestamp } from '../typing/text-types.ts';
import type { Kinds, SqliteColumn } from './sqlite-columns.ts';

/**
 * A way to read the values of a SQLite column. They come as text behind a letter for the kind under which SQLite keeps
 * them: `i` integer, `r` real, `t` text, `b` a blob in hexadecimal, `x` a real that its digits do not tell exactly.
 */
export interface StoredReading extends Reading {
  /** How many values can be read so; null where only the texts themselves can tell. */
  readonly count: (kinds: Kinds) => number | null;
  /** SQL for DuckDB's own reading of such a column, by the type in which it reads it; undefined where it can't. */
  readonly direct: (column: SqliteColumn) => ((name: string) => string) | undefined;
}

const kind = (column: string) => `${column}[1]`;
const rest = (column: string) => `${column}[2:]`;
const itself = (name: string) => name;
const scanned = (type: string, sql: (name: string) => string = itself) => {
  return ({ scan }: SqliteColumn) => (scan === type ? sql : undefined);
};

const whole: StoredReading = {
  type: 'BIGINT',
  words: 'a whole number',
  fits: (column) => `${kind(column)} = 'i'`,
  cast: (column) => `try_cast(${rest(column)} as BIGINT)`,
  count: ({ integers }) => integers,
  direct: scanned('BIGINT'),
};

export const number: StoredReading = {
  type: 'DOUBLE',
  words: 'a number that DOUBLE holds',
  fits: (column) =>
    `(${kind(column)} = 'r' or ${kind(column)} = 'i' and try_cast(${rest(column)} as BIGINT) between -9007199254740992 and 9007199254740992)`,
  cast: (column) => `try_cast(${rest(column)} as DOUBLE)`,
  count: ({ integers, reals, large }) => integers + reals - large,
  direct: scanned('DOUBLE'),
};

/** SQLite has no boolean: it keeps 0 and 1. */
const bit: StoredReading = {
  type: 'BOOLEAN',
  words: '0 or 1',
  fits: (column) => `${column} in ('i0', 'i1')`,
  cast: (column) => `(${column} = 'i1')`,
  count: ({ integers, notBits }) => integers - notBits,
  direct: scanned('BIGINT', (name) => `(${name} = 1)`),
};

const text: StoredReading = {
  type: 'VARCHAR',
  words: 'text',
  fits: (column) => `${kind(column)} = 't'`,
  cast: rest,
  count: ({ texts }) => texts,
  direct: scanned('VARCHAR'),
};

const blob: StoredReading = {
  type: 'BLOB',
  words: 'a blob',
  fits: (column) => `${kind(column)} = 'b'`,
  cast: (column) => `unhex(${rest(column)})`,
  count: ({ blobs }) => blobs,
  direct: scanned('BLOB'),
};

/** Of a column that may hold text beside numbers. */
const any: StoredReading = {
  type: 'JSON',
  words: 'a value that JSON holds',
  fits: (column) =>
    `(${kind(column)} in ('i', 't') or ${kind(column)} = 'r' and isfinite(try_cast(${rest(column)} as DOUBLE)))`,
  cast: (column) =>
    `if(${kind(column)} = 't', to_json(${rest(column)}), try_cast(${rest(column)} as JSON))`,
  count: ({ integers, reals, texts }) => (reals === 0 ? integers + texts : null),
  direct: () => undefined,
};

/** What a text must be written as; SQLite's empty text is a value, and no date. */
const written = (reading: Reading): StoredReading => ({
  type: reading.type,
  words: reading.words,
  fits: (column) => `(${kind(column)} = 't' and ${reading.fits(rest(column))})`,
  cast: (column) => reading.cast(rest(column)),
  count: ({ texts }) => (texts === 0 ? 0 : null),
  direct: () => undefined,
});

/** A column that is declared DATE or TIMESTAMP, and in which all texts are written as SQLite writes them. */
const declaredTime = (type: 'DATE' | 'TIMESTAMP'): StoredReading => ({
  ...written(type === 'DATE' ? date : timestamp),
  count: ({ texts, oddTimes }) => (texts === 0 ? 0 : oddTimes === 0 ? texts : null),
  direct: scanned(type),
});

const times: readonly StoredReading[] = [date, ...instants].map(written);
const clock = written(time);
const document = written(json);

/** What a column may be read as, by what it is declared as and holds. */
export function declaredReadings({ scan, declared }: SqliteColumn): readonly StoredReading[] {
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

/** Where values are nothing of what they should be, they are what they are. */
export const anyReading: readonly StoredReading[] = [whole, number, text, blob, any];

/** What a column should be read as for a schema; none where the schema says nothing of it. */
export function wantedReadings(
  families: readonly Family[],
  { scan }: SqliteColumn,
): readonly StoredReading[] {
  const has = (...some: readonly Family[]) => some.some((family) => families.includes(family));
  const isFloat = scan === 'DOUBLE' && has('float', 'decimal');
  return [
    ...(has('boolean') ? [bit] : []),
    ...(has('integer') && !isFloat ? [whole] : []),
    ...(has('float', 'decimal') ? [number] : []),
    ...(has('text') ? [text] : []),
    ...(has('date', 'timestamp')
      ? [...(scan === 'DATE' || scan === 'TIMESTAMP' ? [declaredTime(scan)] : []), ...times]
      : []),
    ...(has('binary') ? [blob] : []),
    ...(has('struct', 'list', 'map') ? [document] : has('json') ? [any] : []),
  ];
}
