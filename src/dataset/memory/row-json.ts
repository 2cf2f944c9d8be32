import { UnsupportedValue } from './row-shape.ts';

/**
 * Returns a value as JSON, for a column with values of several types. Bigints are written as numbers, Dates as ISO
 * 8601.
 */
export function jsonText(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'number') return numberText(value);
  if (typeof value === 'bigint') return String(value);
  if (value instanceof Uint8Array)
    throw new UnsupportedValue('holds bytes beside values of other types, and JSON has no bytes');
  if (value instanceof Date || typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${Array.from(value, jsonText).join(',')}]`;
  const entries = Object.entries(value)
    .filter(([, item]) => item !== undefined)
    .map(([name, item]) => `${JSON.stringify(name)}:${jsonText(item)}`);
  return `{${entries.join(',')}}`;
}

function numberText(value: number): string {
  if (!Number.isFinite(value))
    throw new UnsupportedValue(
      `holds ${value} beside values of other types, and JSON has no such number`,
    );
  return Object.is(value, -0) ? '-0' : String(value);
}
