import type {
  DuckDBBlobValue,
  DuckDBDataChunk,
  DuckDBDateValue,
  DuckDBDecimalValue,
  DuckDBGeometryValue,
  DuckDBListType,
  DuckDBListValue,
  DuckDBMapType,
  DuckDBMapValue,
  DuckDBStructType,
  DuckDBStructValue,
  DuckDBTimestampMillisecondsValue,
  DuckDBTimestampNanosecondsValue,
  DuckDBTimestampSecondsValue,
  DuckDBTimestampValue,
  DuckDBType,
  DuckDBUnionType,
  DuckDBUnionValue,
  DuckDBValue,
  DuckDBVariantValue,
} from '@duckdb/node-api';
import { fromJson } from '../../../value/from-json.ts';
import { compareNumeric, parseDecimal } from '../../../value/numeric.ts';
import type { EngineRow, EngineValue } from '../../engine.ts';
import type { DuckDB } from '../connection/duckdb-api.ts';
import { durationText } from '../dialect/durations.ts';
import { isJson, type TypeName, typeName } from './duckdb-types.ts';

export type { EngineRow };

/** DuckDB's value as ours; null where its own is ours already. */
type Conversion = ((value: never, type: DuckDBType, api: DuckDB) => EngineValue) | null;

const text = (value: object) => String(value);

const bytes = ({ bytes: held }: DuckDBBlobValue | DuckDBGeometryValue) => new Uint8Array(held);

const millisecondsOfDay = 86_400_000;
/** The last instant that a `Date` can hold, in milliseconds. */
const lastDate = 8.64e15;

/** An instant that a `Date` can't hold comes as its milliseconds since 1970, ±Infinity where it is infinite. */
function instant(milliseconds: number): Date | number {
  return Math.abs(milliseconds) <= lastDate ? new Date(milliseconds) : milliseconds;
}

function date({ days }: DuckDBDateValue): Date | number {
  if (Math.abs(days) === 2 ** 31 - 1) return days * Infinity;
  return instant(days * millisecondsOfDay);
}

const largest = 2n ** 63n - 1n;

/** A finer part than a millisecond is cut off towards the past, so that the order of instants is kept. */
function ticks(count: bigint, perMillisecond: bigint): Date | number {
  if (count === largest || count === -largest) return Number(count) * Infinity;
  const whole = count / perMillisecond;
  return instant(Number(count < 0n && whole * perMillisecond !== count ? whole - 1n : whole));
}

const seconds = ({ seconds: count }: DuckDBTimestampSecondsValue) =>
  count === largest || count === -largest ? ticks(count, 1n) : ticks(count * 1000n, 1n);

const list = ({ items }: DuckDBListValue, type: DuckDBType, api: DuckDB): EngineValue =>
  items.map((item) => engineValue(item, (type as DuckDBListType).valueType, api));

function struct({ entries }: DuckDBStructValue, type: DuckDBType, api: DuckDB): EngineValue {
  const types = type as DuckDBStructType;
  return Object.fromEntries(
    Object.entries(entries).map(([name, value]) => [
      name,
      engineValue(value, types.typeForEntry(name), api),
    ]),
  );
}

function map({ entries }: DuckDBMapValue, type: DuckDBType, api: DuckDB): EngineValue {
  const { keyType, valueType } = type as DuckDBMapType;
  return entries.map(({ key, value }) => [
    engineValue(key, keyType, api),
    engineValue(value, valueType, api),
  ]);
}

const union = ({ tag, value }: DuckDBUnionValue, type: DuckDBType, api: DuckDB): EngineValue =>
  engineValue(value, (type as DuckDBUnionType).memberTypeForTag(tag), api);

/** A VARIANT may hold any type in any row: it comes as the text of its value. */
const variant = ({ value }: DuckDBVariantValue): EngineValue =>
  value === null || typeof value === 'boolean' || typeof value === 'number' ? value : String(value);

const conversions: Readonly<Record<TypeName, Conversion>> = {
  BOOLEAN: null,
  TINYINT: null,
  SMALLINT: null,
  INTEGER: null,
  BIGINT: null,
  HUGEINT: null,
  UTINYINT: null,
  USMALLINT: null,
  UINTEGER: null,
  UBIGINT: null,
  UHUGEINT: null,
  BIGNUM: null,
  FLOAT: null,
  DOUBLE: null,
  DECIMAL: ({ value, scale }: DuckDBDecimalValue) => ({ digits: value, scale }),
  VARCHAR: null,
  ENUM: null,
  UUID: text,
  DATE: date,
  TIMESTAMP: ({ micros }: DuckDBTimestampValue) => ticks(micros, 1000n),
  TIMESTAMP_S: seconds,
  TIMESTAMP_MS: ({ millis }: DuckDBTimestampMillisecondsValue) => ticks(millis, 1n),
  TIMESTAMP_NS: ({ nanos }: DuckDBTimestampNanosecondsValue) => ticks(nanos, 1_000_000n),
  TIMESTAMP_TZ: ({ micros }: DuckDBTimestampValue) => ticks(micros, 1000n),
  TIME: text,
  TIME_NS: text,
  TIME_TZ: text,
  INTERVAL: durationText,
  BLOB: bytes,
  BIT: text,
  STRUCT: struct,
  LIST: list,
  ARRAY: list,
  MAP: map,
  UNION: union,
  VARIANT: variant,
  GEOMETRY: bytes,
  SQLNULL: null,
  ANY: text,
  INVALID: text,
  STRING_LITERAL: null,
  INTEGER_LITERAL: null,
};

/** An exact value: integers beyond 32 bits as bigint, decimals as digits and scale, instants as `Date` in UTC. */
function engineValue(value: DuckDBValue, type: DuckDBType, api: DuckDB): EngineValue {
  if (value === null) return null;
  // Within other values it may be a text or a number, which a schema tells apart.
  if (isJson(type)) return parsedJson(String(value));
  const convert = conversions[typeName(type, api)];
  return convert === null ? (value as EngineValue) : convert(value as never, type, api);
}

/** Parses JSON. A number that a double does not hold stays the text that it is written as. */
function parsedJson(json: string): EngineValue {
  try {
    return fromJson(JSON.parse(json, keepDigits));
  } catch {
    return json;
  }
}

/** Gives a number that a double does not hold as it is written. `source` is absent for objects, and in older versions of Node for all. */
const keepDigits = (_key: string, value: unknown, written?: { readonly source?: string }) => {
  const source = written?.source;
  return typeof value === 'number' && source !== undefined && !isHeld(source, value)
    ? source
    : value;
};

/** True if a number is the one that is written, and none beside it. */
function isHeld(written: string, value: number): boolean {
  if (!Number.isFinite(value)) return false;
  return Number.isSafeInteger(value) || compareNumeric(parseDecimal(written), value) === 0;
}

/** Returns what reads the cells of a column of a chunk by their places. */
export function cellsOf(
  chunk: DuckDBDataChunk,
  index: number,
  api: DuckDB,
): (at: number) => EngineValue {
  const vector = chunk.getColumnVector(index);
  const { type } = vector;
  const convert = conversions[typeName(type, api)];
  return (at) => {
    const held = vector.getItem(at);
    return held === null || convert === null
      ? (held as EngineValue)
      : convert(held as never, type, api);
  };
}

/** The first `count` rows of a chunk, by the names given: a later column has no name and is left out. */
export function chunkRows(
  chunk: DuckDBDataChunk,
  names: readonly string[],
  count: number,
  api: DuckDB,
): EngineRow[] {
  const rows: Record<string, EngineValue>[] = [];
  for (let at = 0; at < count; at += 1) rows.push({});
  names.forEach((name, index) => {
    const vector = chunk.getColumnVector(index);
    const { type } = vector;
    const convert = conversions[typeName(type, api)];
    let at = 0;
    // A loop without a call for each cell, of which there are more than of anything else.
    for (const row of rows) {
      const held = vector.getItem(at);
      const value =
        held === null || convert === null
          ? (held as EngineValue)
          : convert(held as never, type, api);
      if (name === '__proto__') Object.defineProperty(row, name, { value, enumerable: true });
      else row[name] = value;
      at += 1;
    }
  });
  return rows;
}
