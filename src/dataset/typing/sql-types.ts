import { withWords } from './boolean-words.ts';
import { formattedDate } from './date-formats.ts';
import { exactDecimal, float, integer } from './number-readings.ts';
import type { Spelling } from './spelling.ts';
import {
  anyTimestamp,
  boolean,
  date,
  json,
  nanoTimestamp,
  type Reading,
  time,
  timestamp,
  zonedTimestamp,
} from './text-types.ts';

const integers = [
  'TINYINT',
  'SMALLINT',
  'INTEGER',
  'BIGINT',
  'HUGEINT',
  'UTINYINT',
  'USMALLINT',
  'UINTEGER',
  'UBIGINT',
  'UHUGEINT',
];

const aliases: Readonly<Record<string, string>> = {
  TEXT: 'VARCHAR',
  STRING: 'VARCHAR',
  BOOL: 'BOOLEAN',
  INT: 'INTEGER',
  LONG: 'BIGINT',
  DATETIME: 'TIMESTAMP',
  REAL: 'FLOAT',
};

const dates: Readonly<Record<string, readonly Reading[]>> = {
  DATE: [date],
  TIMESTAMP: [timestamp, zonedTimestamp, anyTimestamp],
  TIMESTAMP_NS: [nanoTimestamp],
};

/** Returns the readings for an SQL type that a user names; an empty list for text, undefined for an unknown type. */
export function readingsOf(type: string, spelling: Spelling = {}): readonly Reading[] | undefined {
  const name = nameOf(type);
  const [, precision, scale] = /^DECIMAL\((\d+),(\d+)\)$/.exec(name) ?? [];
  if (precision !== undefined) {
    const decimal = exactDecimal(Number(precision), Number(scale), spelling);
    return decimal && [decimal];
  }
  if (integers.includes(name)) return [integer(name, spelling)];
  if (isDateType(name) && spelling.formats) return [formattedDate(spelling.formats, name)];
  if (Object.hasOwn(dates, name)) return dates[name];
  switch (name) {
    case 'VARCHAR':
      return [];
    case 'BOOLEAN':
      return [withWords(boolean, spelling.booleans)];
    case 'DOUBLE':
    case 'FLOAT':
      return [float(name, spelling)];
    case 'TIME':
      return [time];
    case 'JSON':
      return [json];
    default:
      return undefined;
  }
}

/** Returns an SQL type as this project spells it. */
function nameOf(type: string): string {
  const upper = type.trim().toUpperCase();
  const decimal = upper.replace(
    /^(?:DECIMAL|NUMERIC)\s*\(\s*(\d+)\s*,\s*(\d+)\s*\)$/,
    'DECIMAL($1,$2)',
  );
  return aliases[decimal] ?? decimal;
}

/** True for an SQL type, as a user names it, whose texts may have a format of dates. */
export const isDateType = (type: string): boolean => Object.hasOwn(dates, nameOf(type));

/** True for an SQL type of numbers, as a user names it. */
export const isNumberType = (type: string): boolean =>
  /INT|DOUBLE|FLOAT|DECIMAL/.test(nameOf(type));

/** The types that {@link readingsOf} knows, for a message. */
export const knownTypes =
  'VARCHAR, BOOLEAN, INTEGER, BIGINT, HUGEINT, DOUBLE, DECIMAL(p, s), DATE, TIMESTAMP, TIMESTAMP_NS, TIME, JSON';
