import type { SnapshotColumn } from './snapshot-record.ts';

/** The types of DuckDB, as patterns, with those of a Data Package's schema. */
const types: readonly (readonly [RegExp, string])[] = [
  [/\[\d*\]$/, 'array'],
  [/^(STRUCT|MAP|UNION|JSON)/, 'object'],
  [/^U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?$/, 'integer'],
  [/^(DOUBLE|FLOAT|DECIMAL|REAL)/, 'number'],
  [/^BOOLEAN$/, 'boolean'],
  [/^DATE$/, 'date'],
  [/^TIMESTAMP/, 'datetime'],
  [/^TIME/, 'time'],
  [/^(VARCHAR|UUID|ENUM)/, 'string'],
];

/** Returns the field of a Data Package's schema for a column. Dates are not said to be ISO 8601, since CSV may differ. */
export function fieldOf({ name, type }: SnapshotColumn): Readonly<Record<string, string>> {
  const found = types.find(([pattern]) => pattern.test(type))?.[1] ?? 'any';
  const isTime = ['date', 'datetime', 'time'].includes(found);
  return { name, type: found, ...(isTime && { format: 'any' }) };
}
