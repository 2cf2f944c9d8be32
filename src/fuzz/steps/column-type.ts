import {
  mergeShapes,
  nullShape,
  sqlType,
  type ValueShape,
  valueShape,
} from '../../dataset/memory/row-shape.ts';
import type { Family } from '../../metric/expression.ts';
import { type Decimal, toDecimal } from '../../value/numeric.ts';

/** The types of columns without values. */
const declared: Readonly<Partial<Record<Family, string>>> = {
  boolean: 'BOOLEAN',
  integer: 'BIGINT',
  float: 'DOUBLE',
  decimal: 'DECIMAL(18,2)',
  date: 'DATE',
  timestamp: 'TIMESTAMP',
  binary: 'BLOB',
  json: 'JSON',
};

/**
 * Returns the SQL type of a step's column, from its family and its values:
 *
 * - numbers keep a number's type, the widest that one of them needs: BIGINT, HUGEINT, DECIMAL or DOUBLE;
 * - a date column is DATE, and TIMESTAMP where a value has a time;
 * - a column with a value of another family, such as a text among numbers, is VARCHAR, as it is in a file. Nested values
 *   of several types are JSON.
 *
 * A column without values has the type that is declared for it, or else one of its family.
 *
 * @throws {UnsupportedValue} for a value that is no data.
 */
export function columnType(
  family: Family | null,
  values: readonly unknown[],
  type?: string,
): string {
  const shape = values.reduce(
    (merged: ValueShape, value) => mergeShapes(merged, valueShape(value)),
    nullShape,
  );
  if (shape.kind === 'null') return type ?? (family && declared[family]) ?? 'VARCHAR';
  if (family === 'json') return 'JSON';
  const own = sqlType(shape) ?? 'VARCHAR';
  const isNested = values.some((value) => /^(?:list|map|struct)$/.test(valueShape(value).kind));
  if (isNested) return hasNoItems(shape) ? (type ?? own) : own;
  if (shape.kind === 'mixed') return 'VARCHAR';
  if (shape.kind === 'instant') return instantType(family, values);
  if (shape.kind === 'integer' || shape.kind === 'double') return numberType(family, values, own);
  return family === null || fits(family, shape.kind) ? own : 'VARCHAR';
}

const hasNoItems = (shape: ValueShape) => shape.kind === 'list' && shape.of.kind === 'null';

const kinds: Readonly<Partial<Record<Family, ValueShape['kind']>>> = {
  boolean: 'boolean',
  text: 'text',
  binary: 'binary',
};

const fits = (family: Family, kind: ValueShape['kind']) => kinds[family] === kind;

const isDay = (value: unknown) => value instanceof Date && value.getTime() % 86_400_000 === 0;

function instantType(family: Family | null, values: readonly unknown[]): string {
  if (family !== null && family !== 'date' && family !== 'timestamp') return 'VARCHAR';
  const areDays = values.every((value) => value === null || value === undefined || isDay(value));
  return family === 'date' && areDays ? 'DATE' : 'TIMESTAMP';
}

function numberType(family: Family | null, values: readonly unknown[], own: string): string {
  if (family === null || family === 'integer') return own;
  if (family === 'float') return own === 'HUGEINT' || values.some(isLarge) ? 'VARCHAR' : 'DOUBLE';
  return family === 'decimal' ? decimalType(values) : 'VARCHAR';
}

/** No DOUBLE holds it for certain. */
const isLarge = (value: unknown) =>
  typeof value === 'bigint' && !Number.isSafeInteger(Number(value));

function decimalType(values: readonly unknown[]): string {
  const numbers = values.filter((value) => typeof value === 'number' || typeof value === 'bigint');
  if (numbers.some((value) => typeof value === 'number' && !Number.isFinite(value)))
    return 'DOUBLE';
  const decimals = numbers.map((value) => toDecimal(value));
  const scale = decimals.reduce((most, decimal) => Math.max(most, decimal.scale), 2);
  const whole = decimals.reduce((most, decimal) => Math.max(most, wholeDigits(decimal)), 0);
  if (scale + whole > 38) return 'DOUBLE';
  return `DECIMAL(${scale + whole > 18 ? 38 : 18},${scale})`;
}

const wholeDigits = ({ digits, scale }: Decimal) =>
  Math.max(0, String(digits < 0n ? -digits : digits).length - scale);
