import type { Leaf, SchemaField } from './parquet-leaves.ts';
import { converted, logical } from './parquet-support.ts';
import { structIn } from './thrift.ts';

/** The range of values that the engine reads correctly. It silently reads values beyond it as others. */
export interface ReadableRange {
  /** The size of each value in bytes. */
  readonly width: number;
  /** Words for a value beyond the range, as the end of a sentence. */
  readonly beyond: string;
  /** True if the least and greatest value in the footer decide for all values. */
  readonly isOrdered: boolean;
  fits(value: DataView, at: number): boolean;
}

/**
 * Returns the range that the values of a column must be in; null if the engine reads all values correctly, or fails on
 * the others.
 */
export function readableRange({ field }: Leaf): ReadableRange | null {
  const { type, length } = field;
  if (type === 'INT96') return int96;
  if (type === 'FIXED_LEN_BYTE_ARRAY')
    return field.converted === converted.INTERVAL && length === 12 ? interval : null;
  if (type !== 'INT32' && type !== 'INT64') return null;
  const limits = limitsOf(field);
  return limits && (type === 'INT32' ? int32(limits) : int64(limits));
}

interface Limits {
  readonly least: bigint;
  readonly most: bigint;
  readonly beyond: string;
}

const day = 86_400_000n;

function limitsOf(field: SchemaField): Limits | null {
  const time = (units: bigint): Limits => ({
    least: 0n,
    most: day * units,
    beyond: 'a TIME that is none of a day',
  });
  const integer = (bits: bigint, isSigned: boolean): Limits => ({
    least: isSigned ? -(2n ** (bits - 1n)) : 0n,
    most: 2n ** (bits - (isSigned ? 1n : 0n)) - 1n,
    beyond: `a number that has more than the ${bits} bits of its type`,
  });
  switch (field.converted) {
    case converted.INT_8:
      return integer(8n, true);
    case converted.INT_16:
      return integer(16n, true);
    case converted.UINT_8:
      return integer(8n, false);
    case converted.UINT_16:
      return integer(16n, false);
    case converted.DECIMAL: {
      const end = 10n ** BigInt(Math.max(0, Math.min(field.precision, 38)));
      const beyond = `a DECIMAL of more than its ${field.precision} digits`;
      return { least: 1n - end, most: end - 1n, beyond };
    }
    case converted.TIME_MILLIS:
      return time(1n);
    case converted.TIME_MICROS:
      return time(1000n);
  }
  if (field.logical === logical.TIME) return time(perMillisecond(field));
  return null;
}

/** Returns the number of units of a TIME or TIMESTAMP in a millisecond. */
export const perMillisecond = ({ parameters }: SchemaField): bigint =>
  isInNanoseconds(parameters) ? 1_000_000n : structIn(structIn(parameters, 2), 2) ? 1000n : 1n;

const isInNanoseconds = (parameters: SchemaField['parameters']) =>
  structIn(structIn(parameters, 2), 3) !== undefined;

/** True if the values may be finer than the microsecond to which the engine reads them. */
export const isFiner = ({ field }: Leaf): boolean =>
  isInNanoseconds(field.parameters) &&
  (field.logical === logical.TIME ||
    // Without a zone the engine keeps nanoseconds.
    (field.logical === logical.TIMESTAMP && field.parameters.get(1) === true));

const int32 = ({ least, most, beyond }: Limits): ReadableRange => {
  const [low, high] = [Number(least), Number(most)];
  return {
    width: 4,
    beyond,
    isOrdered: true,
    fits: (value, at) => {
      const number = value.getInt32(at, true);
      return number >= low && number <= high;
    },
  };
};

const int64 = ({ least, most, beyond }: Limits): ReadableRange => ({
  width: 8,
  beyond,
  isOrdered: true,
  fits: (value, at) => {
    const number = value.getBigInt64(at, true);
    return number >= least && number <= most;
  },
});

/** The days of the Julian calendar before 1970. */
const before1970 = 2_440_588;
const microsecondsOfDay = 86_400_000_000n;
/** The engine's last timestamp, in microseconds since 1970. No timestamp before the day `plainlyBefore` reaches it. */
const last = 2n ** 63n - 2n;
const plainlyBefore = 106_600_000;

const int96: ReadableRange = {
  width: 12,
  beyond: 'an INT96 timestamp before 4714 BC or after 294246 AD',
  isOrdered: false,
  fits: (value, at) => {
    // The engine takes the day for one without a sign, and its microseconds for some that have room.
    const day = value.getInt32(at + 8, true);
    if (day < 0) return false;
    const days = day - before1970;
    if (days < plainlyBefore) return true;
    return BigInt(days) * microsecondsOfDay + value.getBigInt64(at, true) / 1000n <= last;
  },
};

/** The range of an INTERVAL. Its months and days are stored unsigned, and read as signed. */
const interval: ReadableRange = {
  width: 12,
  beyond: 'an INTERVAL of more months or days than 2147483647',
  isOrdered: false,
  fits: (value, at) => value.getInt32(at, true) >= 0 && value.getInt32(at + 4, true) >= 0,
};
