import type { EngineValue } from '../../engine/engine.ts';
import { maskedText } from '../../privacy/masked-text.ts';
import { exactNumber, isDecimal } from '../../value/numeric.ts';
import { most } from '../violations/miss.ts';
import { holdsPersonal, type Masks } from './masking.ts';

/** Returns a value that has been read as text, or masked. */
export function shownValue(
  value: EngineValue,
  name: string,
  { columns, looks, personal }: Masks,
): string | null {
  if (value === null) return null;
  if (columns.has(name) || personal?.has(name) || (looks && holdsPersonal(value)))
    return maskedText;
  if (value instanceof Date) return value.toISOString().replace('T00:00:00.000Z', '');
  return printed(value).slice(0, most.characters);
}

function printed(value: Exclude<EngineValue, Date | null>): string {
  if (typeof value !== 'object') return String(value);
  if (value instanceof Uint8Array) return `0x${Buffer.from(value).toString('hex')}`;
  if (isDecimal(value)) return exactNumber(value);
  return nested(value);
}

/** Prints an object or a list as JSON does, but each number with all its digits, and NaN as itself. */
function nested(value: unknown): string {
  if (typeof value === 'bigint' || typeof value === 'number') return String(value);
  if (isDecimal(value)) return exactNumber(value);
  if (Array.isArray(value)) return `[${value.map(nested).join(',')}]`;
  if (typeof value !== 'object' || value === null || 'toJSON' in value || ArrayBuffer.isView(value))
    return JSON.stringify(value) ?? 'null';
  const fields = Object.entries(value).map(([key, of]) => `${JSON.stringify(key)}:${nested(of)}`);
  return `{${fields.join(',')}}`;
}
