import type {
  DuckDBArrayType,
  DuckDBDecimalType,
  DuckDBEnumType,
  DuckDBListType,
  DuckDBMapType,
  DuckDBStructType,
  DuckDBType,
  DuckDBValue,
} from '@duckdb/node-api';
import { withArticle } from '../../../value/kind-in-words.ts';
import { isNumeric, toDecimal } from '../../../value/numeric.ts';
import type { DuckDB } from '../connection/duckdb-api.ts';
import { typeName } from './duckdb-types.ts';

/** Why a value can't be stored: the words that follow "row 3, column 'x' ", without the value. */
export class Unfit extends Error {}

const kindOf = (value: unknown) =>
  value instanceof Date ||
  value instanceof Uint8Array ||
  value instanceof Set ||
  value instanceof Map
    ? value.constructor.name
    : Array.isArray(value)
      ? 'array'
      : typeof value;

function unfit(value: unknown, type: DuckDBType): never {
  // The members of an ENUM and the names within a STRUCT would bury the message.
  const name = type.toString().replace(/^(ENUM|STRUCT|MAP)\(.*$/s, '$1');
  throw new Unfit(`holds ${withArticle(kindOf(value))} that ${name} can't hold without loss`);
}

type Accept = (value: unknown, type: DuckDBType, api: DuckDB) => DuckDBValue;

const small =
  (least: number, most: number): Accept =>
  (value, type) => {
    const number = typeof value === 'bigint' ? Number(value) : value;
    const fits = Number.isInteger(number) && Number(number) >= least && Number(number) <= most;
    return fits ? Number(number) : unfit(value, type);
  };

const big =
  (fits: (value: bigint) => bigint): Accept =>
  (value, type) => {
    const integer = Number.isSafeInteger(value) ? BigInt(value as number) : value;
    return typeof integer === 'bigint' && fits(integer) === integer ? integer : unfit(value, type);
  };

const double: Accept = (value, type) => (typeof value === 'number' ? value : unfit(value, type));
const single: Accept = (value, type) =>
  typeof value === 'number' && Object.is(Math.fround(value), value) ? value : unfit(value, type);

/** A lone surrogate would come back as another character. */
const text: Accept = (value, type) =>
  typeof value === 'string' && value.isWellFormed() ? value : unfit(value, type);

const enumerated: Accept = (value, type) =>
  typeof value === 'string' && Object.hasOwn((type as DuckDBEnumType).valueIndexes, value)
    ? value
    : unfit(value, type);

const boolean: Accept = (value, type) => (typeof value === 'boolean' ? value : unfit(value, type));

function milliseconds(value: unknown, type: DuckDBType): number {
  if (!(value instanceof Date)) return unfit(value, type);
  if (Number.isNaN(value.getTime())) throw new Unfit('holds an Invalid Date');
  return value.getTime();
}

const date: Accept = (value, type, api) => {
  const days = milliseconds(value, type) / 86_400_000;
  return Number.isInteger(days) ? new api.DuckDBDateValue(days) : unfit(value, type);
};

const micros = (value: unknown, type: DuckDBType) => BigInt(milliseconds(value, type)) * 1000n;

const decimal: Accept = (value, type, api) => {
  const { width, scale } = type as DuckDBDecimalType;
  if (!isNumeric(value) || (typeof value === 'number' && !Number.isFinite(value)))
    return unfit(value, type);
  const { digits, scale: places } = toDecimal(value);
  const spare = 10n ** BigInt(Math.max(places - scale, 0));
  if (digits % spare !== 0n) return unfit(value, type);
  const scaled = (digits / spare) * 10n ** BigInt(Math.max(scale - places, 0));
  if (scaled >= 10n ** BigInt(width) || scaled <= -(10n ** BigInt(width)))
    return unfit(value, type);
  return new api.DuckDBDecimalValue(scaled, width, scale);
};

const uuid: Accept = (value, type, api) => {
  if (typeof value !== 'string' || !/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(value))
    return unfit(value, type);
  return api.DuckDBUUIDValue.fromUint128(BigInt(`0x${value.replaceAll('-', '')}`));
};

const binary: Accept = (value, type, api) =>
  value instanceof Uint8Array ? new api.DuckDBBlobValue(value) : unfit(value, type);

const list: Accept = (value, type, api) => {
  const items: unknown = value instanceof Set ? [...value] : value;
  if (!Array.isArray(items)) return unfit(value, type);
  const { valueType } = type as DuckDBListType;
  return api.listValue(items.map((item) => accept(item, valueType, api)));
};

const array: Accept = (value, type, api) => {
  const { valueType, length } = type as DuckDBArrayType;
  if (!Array.isArray(value) || value.length !== length) return unfit(value, type);
  return api.arrayValue(value.map((item) => accept(item, valueType, api)));
};

const struct: Accept = (value, type, api) => {
  if (kindOf(value) !== 'object') return unfit(value, type);
  const { entryNames } = type as DuckDBStructType;
  const given = value as Readonly<Record<string, unknown>>;
  if (Object.keys(given).some((name) => !entryNames.includes(name))) return unfit(value, type);
  const entry = (name: string) =>
    accept(given[name], (type as DuckDBStructType).typeForEntry(name), api);
  return api.structValue(Object.fromEntries(entryNames.map((name) => [name, entry(name)])));
};

const map: Accept = (value, type, api) => {
  const { keyType, valueType } = type as DuckDBMapType;
  const entries: unknown = value instanceof Map ? [...value] : value;
  if (!Array.isArray(entries)) return unfit(value, type);
  return api.mapValue(
    entries.map((entry) => ({
      key: accept(entry[0], keyType, api),
      value: accept(entry[1], valueType, api),
    })),
  );
};

const accepts: Readonly<Record<string, Accept>> = {
  BOOLEAN: boolean,
  TINYINT: small(-128, 127),
  SMALLINT: small(-32_768, 32_767),
  INTEGER: small(-(2 ** 31), 2 ** 31 - 1),
  UTINYINT: small(0, 255),
  USMALLINT: small(0, 65_535),
  UINTEGER: small(0, 2 ** 32 - 1),
  BIGINT: big((value) => BigInt.asIntN(64, value)),
  UBIGINT: big((value) => BigInt.asUintN(64, value)),
  HUGEINT: big((value) => BigInt.asIntN(128, value)),
  UHUGEINT: big((value) => BigInt.asUintN(128, value)),
  FLOAT: single,
  DOUBLE: double,
  DECIMAL: decimal,
  VARCHAR: text,
  ENUM: enumerated,
  UUID: uuid,
  DATE: date,
  TIMESTAMP: (value, type, api) => new api.DuckDBTimestampValue(micros(value, type)),
  TIMESTAMP_TZ: (value, type, api) => new api.DuckDBTimestampTZValue(micros(value, type)),
  TIMESTAMP_MS: (value, type, api) =>
    new api.DuckDBTimestampMillisecondsValue(BigInt(milliseconds(value, type))),
  BLOB: binary,
  LIST: list,
  ARRAY: array,
  STRUCT: struct,
  MAP: map,
};

/** A JavaScript value as DuckDB's, only where the column's type can hold it as it is; else throws {@link Unfit}. */
export function accept(value: unknown, type: DuckDBType, api: DuckDB): DuckDBValue {
  if (value === null || value === undefined) return null;
  const take = accepts[typeName(type, api)];
  if (!take)
    throw new Unfit(
      `is of type ${type}, for which there is no value in JavaScript: insert text and cast it`,
    );
  return take(value, type, api);
}
