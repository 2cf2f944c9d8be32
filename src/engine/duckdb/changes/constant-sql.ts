import type { Edit } from '../../../value/edit.ts';
import { type ColumnDescription, Declined } from '../../engine.ts';
import { literal } from '../dialect/expressions.ts';

type Constant = Extract<Edit, { kind: 'constant' }>['value'];

/** Returns a constant in a column's type. NULL is one of every type. */
export function constantSql(value: Constant, { type, family }: ColumnDescription): string {
  const typed = (text: string) => `cast(${text} as ${type})`;
  if (value === null) return typed('null');
  if (typeof value === 'string' && type === 'VARCHAR') return literal(value);
  if (typeof value === 'boolean' && family === 'boolean') return literal(value);
  if (value instanceof Date && isInstantOf(value, { type, family })) return typed(literal(value));
  const isNumber = typeof value === 'number' || typeof value === 'bigint';
  if (isNumber && fits(value, { type, family })) return typed(numberSql(value));
  throw new Declined(`a column of ${type} can't hold it`);
}

type Typed = Pick<ColumnDescription, 'type' | 'family'>;

const day = 86_400_000;
/** The instants that nanoseconds reach, in milliseconds. */
const mostNanoseconds = 9_223_372_036_854;

function isInstantOf(value: Date, { type, family }: Typed): boolean {
  const at = value.getTime();
  if (family === 'date') return at % day === 0;
  if (family !== 'timestamp' || Number.isNaN(at)) return false;
  if (type === 'TIMESTAMP_NS') return Math.abs(at) < mostNanoseconds;
  return type !== 'TIMESTAMP_S' || at % 1000 === 0;
}

const numberSql = (value: number | bigint) =>
  typeof value === 'bigint' ? String(value) : `cast('${shown(value)}' as double)`;

const shown = (value: number) => (Object.is(value, -0) ? '-0' : String(value));

/** The bits of each type of integers; negative where it has a sign. */
const bits: Readonly<Record<string, number>> = {
  TINYINT: -8,
  SMALLINT: -16,
  INTEGER: -32,
  BIGINT: -64,
  HUGEINT: -128,
  UTINYINT: 8,
  USMALLINT: 16,
  UINTEGER: 32,
  UBIGINT: 64,
  UHUGEINT: 128,
};

function fits(value: number | bigint, { type, family }: Typed): boolean {
  if (family === 'float')
    return (
      type === 'DOUBLE' ||
      !Number.isFinite(Number(value)) ||
      Number.isFinite(Math.fround(Number(value)))
    );
  if (Object.is(value, -0)) return false;
  if (family === 'decimal') return fitsDecimal(value, type);
  const size = bits[type];
  if (size === undefined || !(typeof value === 'bigint' || Number.isInteger(value))) return false;
  const top = 2n ** BigInt(size < 0 ? -size - 1 : size);
  return BigInt(value) < top && BigInt(value) >= (size < 0 ? -top : 0n);
}

function fitsDecimal(value: number | bigint, type: string): boolean {
  const [, width = 0, scale = 0] = /^DECIMAL\((\d+),\s*(\d+)\)$/.exec(type) ?? [];
  const whole = Number(width) - Number(scale);
  if (typeof value === 'number' && Number(value.toFixed(Number(scale))) !== value) return false;
  return Math.abs(Number(value)) < 10 ** whole;
}
