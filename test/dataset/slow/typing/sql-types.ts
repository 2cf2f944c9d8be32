import type { Spelling } from '../../../../src/dataset/typing/spelling.ts';
import { formattedDate, withMarks, withWords } from './spelled.ts';
import {
  anyTimestamp,
  boolean,
  date,
  float,
  integer,
  json,
  nanoTimestamp,
  patternReading,
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

const readings: Readonly<Record<string, readonly Reading[]>> = {
  BOOLEAN: [boolean],
  DOUBLE: [float('DOUBLE')],
  FLOAT: [float('FLOAT')],
  DATE: [date],
  TIMESTAMP: [timestamp, zonedTimestamp, anyTimestamp],
  TIMESTAMP_NS: [nanoTimestamp],
  TIME: [time],
  JSON: [json],
};

/** Returns the readings for an SQL type that a user names; an empty list for text, undefined for an unknown type. */
export function readingsOf(type: string, spelling: Spelling = {}): readonly Reading[] | undefined {
  const upper = type.trim().toUpperCase();
  const decimal = /^(?:DECIMAL|NUMERIC)\s*\(\s*(\d+)\s*,\s*(\d+)\s*\)$/.exec(upper);
  if (decimal)
    return exactDecimal(Number(decimal[1]), Number(decimal[2]))?.map((one) =>
      withMarks(one, spelling),
    );
  const name = aliases[upper] ?? upper;
  if (name === 'VARCHAR') return [];
  if (integers.includes(name)) return [withMarks(integer(name), spelling, true)];
  const isDate = name === 'DATE' || name.startsWith('TIMESTAMP');
  if (isDate && spelling.formats !== undefined && Object.hasOwn(readings, name))
    return [formattedDate(spelling.formats, name)];
  if (name === 'BOOLEAN') return [withWords(boolean, spelling.booleans)];
  if (name === 'DOUBLE' || name === 'FLOAT') return [withMarks(float(name), spelling)];
  return readings[name];
}

/**
 * Returns the reading for a DECIMAL. It refuses texts that have more digits than the scale, which DuckDB would round.
 */
function exactDecimal(precision: number, scale: number): readonly Reading[] | undefined {
  if (precision < 1 || precision > 38 || scale > precision) return undefined;
  const type = `DECIMAL(${precision},${scale})`;
  const places = `\\.\\d{0,${scale}}0*`;
  return [
    patternReading(
      type,
      `a number that ${type} holds without rounding`,
      `[+-]?(?:\\d+(?:${places})?|${places})`,
    ),
  ];
}
