import { type Decimal, isDecimal } from '../../../value/numeric.ts';
import type { EngineValue } from '../../engine.ts';
import type { EngineRow } from './engine-values.ts';

/** A row for a source to read: integers as numbers where they fit, else as text, and instants as ISO 8601. */
export function jsonRow(row: EngineRow): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, json(value)]));
}

function json(value: EngineValue): unknown {
  if (typeof value === 'bigint')
    return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return Buffer.from(value).toString('hex');
  if (Array.isArray(value)) return value.map(json);
  if (typeof value !== 'object' || value === null) return value;
  return isDecimal(value) ? decimalText(value) : jsonRow(value as EngineRow);
}

function decimalText({ digits, scale }: Decimal): string {
  if (scale === 0) return String(digits);
  const text = String(digits < 0n ? -digits : digits).padStart(scale + 1, '0');
  return `${digits < 0n ? '-' : ''}${text.slice(0, -scale)}.${text.slice(-scale)}`;
}
