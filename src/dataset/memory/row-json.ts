import { UnsupportedValue } from './unsupported-value.ts';

/**
 * Returns a value as JSON, for a column with values of several types. Bigints are written as numbers, Dates as ISO
 * 8601, Sets as arrays, and Maps with text as keys as objects.
 */
export function jsonText(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'number') return numberText(value);
  if (typeof value === 'bigint') return String(value);
  if (value instanceof Uint8Array)
    throw new UnsupportedValue('holds bytes beside values of other types, and JSON has no bytes');
  if (value instanceof Date || typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value) || value instanceof Set)
    return `[${Array.from(value, jsonText).join(',')}]`;
  const entries = (value instanceof Map ? textEntries(value) : Object.entries(value))
    .filter(([, item]) => item !== undefined || value instanceof Map)
    .map(([name, item]) => `${JSON.stringify(name)}:${jsonText(item)}`);
  return `{${entries.join(',')}}`;
}

function textEntries(map: ReadonlyMap<unknown, unknown>): [string, unknown][] {
  return [...map].map(([key, value]) => {
    if (typeof key !== 'string')
      throw new UnsupportedValue(
        'holds a Map that only JSON could hold, and keys of JSON are text',
      );
    return [key, value];
  });
}

function numberText(value: number): string {
  if (!Number.isFinite(value))
    throw new UnsupportedValue(
      `holds ${value} beside values of other types, and JSON has no such number`,
    );
  return Object.is(value, -0) ? '-0' : String(value);
}
