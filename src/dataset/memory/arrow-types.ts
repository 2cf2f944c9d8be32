import { identifier } from '../sql/quote.ts';

/** The part of apache-arrow's Vector that is used. */
export interface ArrowVector {
  readonly length: number;
  readonly data: readonly ArrowData[];
  get(index: number): unknown;
  getChildAt(index: number): ArrowVector | null;
}

/** A chunk of a vector. */
export interface ArrowData {
  readonly length: number;
  readonly values: ArrayLike<unknown>;
}

/** The part of apache-arrow's DataType that is used. */
export interface ArrowType {
  readonly typeId: number;
  readonly bitWidth?: number;
  readonly isSigned?: boolean;
  readonly unit?: number;
  readonly timezone?: string | null;
  readonly precision?: number;
  readonly scale?: number;
  readonly dictionary?: ArrowType;
  readonly children?: readonly ArrowField[] | null;
}

/** The part of apache-arrow's Field that is used. */
export interface ArrowField {
  readonly name: string;
  readonly type: ArrowType;
}

/** The way in which a column is copied into the engine. */
export interface ArrowStorage {
  /** The SQL type of the copied values; null if there is none. */
  readonly type: string | null;
  readonly read: (vector: ArrowVector) => (index: number) => unknown;
  /** Returns SQL that casts the copied values to the type of the column, if it differs. */
  readonly cast?: (column: string) => string;
}

const plain = (type: string | null): ArrowStorage => ({
  type,
  read: (vector) => (at) => vector.get(at),
});

/**
 * Returns a storage that reads values from the buffer. For instants and decimals, apache-arrow's `get()` does not
 * return exact values.
 */
function raw(
  type: string,
  value: (values: ArrayLike<unknown>, index: number) => unknown,
  cast?: (column: string) => string,
): ArrowStorage {
  const read = (vector: ArrowVector) => (at: number) => {
    if (vector.get(at) === null) return null;
    let index = at;
    for (const { length, values } of vector.data) {
      if (index < length) return value(values, index);
      index -= length;
    }
    return null;
  };
  return { type, read, ...(cast && { cast }) };
}

const item = (values: ArrayLike<unknown>, index: number) => values[index];

/** Returns the storage for an Arrow type; null for a type that is not supported. The numbers are Arrow's type ids. */
export function arrowStorage(type: ArrowType): ArrowStorage | null {
  switch (type.typeId) {
    case 1:
      return plain(null);
    case 2:
      return plain(`${type.isSigned ? '' : 'U'}${integers[type.bitWidth ?? 0]}`);
    case 3:
      return plain(type.precision === 2 ? 'DOUBLE' : 'FLOAT');
    case 4:
    case 15:
    case 19:
      return plain('BLOB');
    case 5:
    case 20:
      return plain('VARCHAR');
    case 6:
      return plain('BOOLEAN');
    case 7:
      return decimal(type);
    case 8:
      return type.unit === 0
        ? raw('INTEGER', item, (column) => `date '1970-01-01' + ${column}`)
        : raw('BIGINT', item, (column) => `epoch_ms(${column})`);
    case 9:
      return time(type);
    case 10:
      return timestamp(type);
    case 12:
    case 16:
      return list(type);
    case 13:
      return struct(type);
    case -1:
      return ofDictionary(type);
    default:
      return null;
  }
}

const integers: Readonly<Record<number, string>> = {
  8: 'TINYINT',
  16: 'SMALLINT',
  32: 'INTEGER',
  64: 'BIGINT',
};

/** Returns the storage for the values of a dictionary; `get()` resolves the keys. */
function ofDictionary({ dictionary }: ArrowType): ArrowStorage | null {
  const isPlain =
    dictionary !== undefined && [2, 3, 4, 5, 6, 15, 19, 20].includes(dictionary.typeId);
  return isPlain ? arrowStorage(dictionary) : null;
}

function decimal({ precision = 0, scale = 0, bitWidth = 128 }: ArrowType): ArrowStorage | null {
  if (precision > 38 || scale < 0 || scale > precision) return null;
  const words = bitWidth / 32;
  return raw(`DECIMAL(${precision},${scale})`, (values, index) => {
    let digits = 0n;
    for (let word = words - 1; word >= 0; word--)
      digits = (digits << 32n) | BigInt(values[index * words + word] as number);
    return { digits: BigInt.asIntN(bitWidth, digits), scale };
  });
}

/** Microseconds in a tick of each unit: second, millisecond, microsecond. */
const perTick = [1_000_000, 1000, 1];

function time({ unit = 0 }: ArrowType): ArrowStorage | null {
  const factor = perTick[unit];
  if (factor === undefined) return null;
  return raw(
    'BIGINT',
    whole,
    (column) => `time '00:00:00' + to_microseconds(${column} * ${factor})`,
  );
}

const whole = (values: ArrayLike<unknown>, index: number) => BigInt(values[index] as number);

function timestamp({ unit = 0, timezone }: ArrowType): ArrowStorage {
  const factor = perTick[unit];
  const instant = (column: string) =>
    factor === undefined ? `make_timestamp_ns(${column})` : `make_timestamp(${column} * ${factor})`;
  // A zone is that in which the instants are to be shown: they are kept in UTC.
  return raw('BIGINT', whole, (column) =>
    timezone ? `timezone('UTC', ${instant(column)}::timestamp)` : instant(column),
  );
}

/** Returns the storage for values within a list or struct, where a cast is not possible. */
function nested(type: ArrowType): ArrowStorage | null {
  const kept = arrowStorage(type);
  if (kept === null) return null;
  if (!kept.cast) return { ...kept, type: kept.type ?? 'VARCHAR' };
  const milliseconds = millisecondsOf(type);
  return (
    milliseconds && raw(type.typeId === 8 && type.unit === 0 ? 'DATE' : 'TIMESTAMP', milliseconds)
  );
}

function millisecondsOf({ typeId, unit = 0, timezone }: ArrowType) {
  const day = 86_400_000;
  const factor = typeId === 8 ? [day, 1][unit] : typeId === 10 && !timezone && [1000, 1][unit];
  if (!factor) return null;
  return (values: ArrayLike<unknown>, index: number) => new Date(Number(values[index]) * factor);
}

function list({ children }: ArrowType): ArrowStorage | null {
  const [field] = children ?? [];
  const kept = field ? nested(field.type) : null;
  if (kept === null) return null;
  const read = (vector: ArrowVector) => (at: number) => {
    const items = vector.get(at) as ArrowVector | null;
    if (items === null) return null;
    const get = kept.read(items);
    return Array.from({ length: items.length }, (_, index) => get(index));
  };
  return { type: `${kept.type}[]`, read };
}

function struct({ children }: ArrowType): ArrowStorage | null {
  const fields = children ?? [];
  const kept = fields.map(({ type }) => nested(type));
  const names = new Set(fields.map(({ name }) => name.toLowerCase()));
  if (fields.length === 0 || names.size < fields.length || kept.includes(null)) return null;
  const read = (vector: ArrowVector) => {
    const getters = kept.map((one, index) => {
      const child = vector.getChildAt(index);
      return one && child ? one.read(child) : () => null;
    });
    return (at: number) =>
      vector.get(at) === null
        ? null
        : Object.fromEntries(fields.map(({ name }, index) => [name, getters[index]?.(at)]));
  };
  const types = fields.map(({ name }, index) => `${identifier(name)} ${kept[index]?.type}`);
  return { type: `STRUCT(${types.join(', ')})`, read };
}
