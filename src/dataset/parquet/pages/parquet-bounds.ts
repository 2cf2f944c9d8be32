import type { Numeric } from '../../../value/numeric.ts';
import type { FooterColumn } from '../../dataset.ts';
import type { SchemaField } from './parquet-leaves.ts';
import { perMillisecond } from './parquet-range.ts';
import { converted, logical } from './parquet-support.ts';

/** Decodes the bound of a column chunk; null if it says nothing, as what is NaN or infinite does. */
export interface ValueBounds {
  readonly kind: NonNullable<FooterColumn['kind']>;
  decode(bytes: Uint8Array): Numeric | null;
}

/**
 * Returns the way to decode the bounds that a footer has of a column; null if they can't be put in order, or might be cut
 * short. Integers, decimals, doubles, dates and timestamps have bounds, in the types in which the engine reads them.
 */
export function boundsOf(field: SchemaField): ValueBounds | null {
  const { type } = field;
  if (type === 'FLOAT')
    return { kind: 'float', decode: ofWidth(4, (view) => real(view.getFloat32(0, true))) };
  if (type === 'DOUBLE')
    return { kind: 'float', decode: ofWidth(8, (view) => real(view.getFloat64(0, true))) };
  if (field.converted === converted.DECIMAL) return decimals(field);
  if (type !== 'INT32' && type !== 'INT64') return null;
  const whole = wholeNumbers(field);
  const micros = microsecondsPer(field);
  if (micros === null)
    return integers.has(field.converted) &&
      field.logical !== logical.NULL &&
      field.logical !== logical.TIME
      ? { kind: 'integer', decode: whole }
      : null;
  return {
    kind: 'instant',
    decode: (bytes) => {
      const units = whole(bytes);
      return units === null ? null : instant(units, micros);
    },
  };
}

/** The engine takes an infinite bound for none, as it does NaN. */
const real = (value: number) => (Number.isFinite(value) ? value : null);

function ofWidth<Value>(width: number, read: (view: DataView) => Value) {
  return (bytes: Uint8Array): Value | null =>
    bytes.length === width ? read(new DataView(bytes.buffer, bytes.byteOffset, width)) : null;
}

const unsigned: ReadonlySet<number> = new Set([
  converted.UINT_8,
  converted.UINT_16,
  converted.UINT_32,
  converted.UINT_64,
]);
/** -1 stands for none. */
const integers: ReadonlySet<number> = new Set([
  -1,
  ...unsigned,
  converted.INT_8,
  converted.INT_16,
  converted.INT_32,
  converted.INT_64,
]);

function wholeNumbers({ type, converted: kind }: SchemaField) {
  const isUnsigned = unsigned.has(kind);
  return type === 'INT32'
    ? ofWidth(4, (view) => BigInt(isUnsigned ? view.getUint32(0, true) : view.getInt32(0, true)))
    : ofWidth(8, (view) => (isUnsigned ? view.getBigUint64(0, true) : view.getBigInt64(0, true)));
}

function decimals({ type, scale }: SchemaField): ValueBounds | null {
  const decoded = (digits: bigint) => ({ digits, scale });
  if (type === 'INT32')
    return {
      kind: 'decimal',
      decode: ofWidth(4, (view) => decoded(BigInt(view.getInt32(0, true)))),
    };
  if (type === 'INT64')
    return { kind: 'decimal', decode: ofWidth(8, (view) => decoded(view.getBigInt64(0, true))) };
  if (type !== 'BYTE_ARRAY' && type !== 'FIXED_LEN_BYTE_ARRAY') return null;
  return {
    kind: 'decimal',
    decode: (bytes) =>
      bytes.length === 0 || bytes.length > mostDecimal ? null : decoded(bigEndian(bytes)),
  };
}

/** The bytes of a decimal of 38 digits. */
const mostDecimal = 16;

const bigEndian = (bytes: Uint8Array) =>
  BigInt.asIntN(bytes.length * 8, BigInt(`0x${Buffer.from(bytes).toString('hex')}`));

/** The number of microseconds in a unit of the column, as a fraction; null if it holds no instants. */
interface Micros {
  readonly times: bigint;
  readonly over: bigint;
  /** The units of an infinite instant. */
  readonly endless: bigint;
}

const endlessTime = 2n ** 63n - 1n;

function microsecondsPer(field: SchemaField): Micros | null {
  if (field.type === 'INT32')
    return field.converted === converted.DATE
      ? { times: 86_400_000_000n, over: 1n, endless: 2n ** 31n - 1n }
      : null;
  if (field.logical === logical.TIMESTAMP) {
    const per = perMillisecond(field);
    return per > 1000n
      ? { times: 1n, over: per / 1000n, endless: endlessTime }
      : { times: 1000n / per, over: 1n, endless: endlessTime };
  }
  if (field.converted === converted.TIMESTAMP_MILLIS)
    return { times: 1000n, over: 1n, endless: endlessTime };
  return field.converted === converted.TIMESTAMP_MICROS
    ? { times: 1n, over: 1n, endless: endlessTime }
    : null;
}

/** An infinite instant has no number, and a date may lie where no timestamp reaches. */
function instant(units: bigint, { times, over, endless }: Micros): bigint | null {
  if (isBeyond(units, endless)) return null;
  const micros = (units * times) / over;
  return isBeyond(micros, endlessTime) ? null : micros;
}

const isBeyond = (value: bigint, end: bigint) => value >= end || value <= -end;
