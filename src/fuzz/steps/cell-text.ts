import { jsonText } from '../../dataset/memory/row-json.ts';
import type { Family } from '../../metric/expression.ts';

/** Returns a value as a file would hold it: an instant in ISO 8601 without `T` and `Z`, a nested value in JSON. */
export function cellText(value: unknown, family: Family | null): string {
  if (typeof value === 'string') return value.toWellFormed();
  if (value instanceof Date) return instantText(value, family);
  return typeof value === 'object' && value !== null ? jsonText(value) : String(value);
}

function instantText(value: Date, family: Family | null): string {
  const [day = '', time = ''] = value.toISOString().replace('Z', '').split('T');
  return family === 'date' && time === '00:00:00.000'
    ? day
    : `${day} ${time.replace(/\.000$/, '')}`;
}
