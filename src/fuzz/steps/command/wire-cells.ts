import type { Family } from '../../../metric/expression.ts';
import { parseDecimal } from '../../../value/numeric.ts';
import type { StepTable } from '../../step.ts';
import { scriptTable } from '../script-table.ts';
import { exactly } from '../step-value.ts';

/** The name of a column, and its kind; null where its values have several kinds. */
export type WireColumn = readonly [string, string | null];

/** A table as it goes over a pipe: columns with their kinds, and rows as lists. */
export interface WireTable {
  readonly name: string;
  readonly columns: readonly WireColumn[];
  readonly rows: readonly (readonly unknown[])[];
}

const kinds: Readonly<Record<string, Family>> = {
  BIGINT: 'integer',
  HUGEINT: 'integer',
  DOUBLE: 'float',
  VARCHAR: 'text',
  BOOLEAN: 'boolean',
  DATE: 'date',
  TIMESTAMP: 'timestamp',
};

/** Returns a step's table as it goes over a pipe. Its columns have the types that a SQL step sees. */
export function wireTable(table: StepTable): WireTable {
  const { name, columns, rows } = scriptTable(table);
  const typed = columns.map((column): WireColumn => [column.name, kindOf(column.type)]);
  const dates = typed.map(([, kind]) => kind === 'date');
  const cells = Array.from(rows, (row) =>
    row.map((cell, at) => (dates[at] && cell instanceof Date ? dayOf(cell) : cell)),
  );
  return { name, columns: typed, rows: cells };
}

const dayOf = (date: Date) => date.toISOString().split('T')[0];

const kindOf = (type: string): Family =>
  type.startsWith('DECIMAL') ? 'decimal' : (kinds[type] ?? 'json');

/** Prints a value as JSON: bigints as numbers, NaN and infinities as texts, instants in ISO 8601 without a zone. */
export function wireText(value: unknown): string {
  if (typeof value === 'bigint') return String(value);
  if (typeof value === 'number' && !Number.isFinite(value)) return `"${value}"`;
  if (typeof value === 'number' && Object.is(value, -0)) return '-0.0';
  if (value instanceof Date) return JSON.stringify(value.toISOString().replace('Z', ''));
  if (Array.isArray(value) || value instanceof Set || value instanceof Map)
    return `[${Array.from(value, wireText).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const entries = Object.entries(value).map(
    ([name, one]) => `${JSON.stringify(name)}:${wireText(one)}`,
  );
  return `{${entries.join(',')}}`;
}

/** Parses JSON. Integers that no number holds exactly become bigints. */
export const parseWire = (text: string): unknown => JSON.parse(text, exactInteger as never);

function exactInteger(_: string, value: unknown, context?: { readonly source?: string }): unknown {
  const source = context?.source;
  const isInteger = typeof value === 'number' && source !== undefined && /^-?\d+$/.test(source);
  return isInteger && !Number.isSafeInteger(value) ? BigInt(source) : value;
}

const isDecimalText = (value: unknown): value is string =>
  typeof value === 'string' && /^-?\d+(?:\.\d+)?$/.test(value);

const special: ReadonlySet<unknown> = new Set(['NaN', 'Infinity', '-Infinity']);

/** Returns a cell of an answer as a zod schema takes it: instants as `Date` in UTC. */
export function cellOf(value: unknown, kind: string | null): unknown {
  if (kind === 'float' && special.has(value)) return Number(value);
  if (kind === 'decimal' && isDecimalText(value)) return exactly(parseDecimal(value));
  if ((kind !== 'date' && kind !== 'timestamp') || typeof value !== 'string') return value;
  const hasZone = kind === 'date' || /(?:Z|[+-]\d\d:?\d\d)$/.test(value);
  const date = new Date(hasZone ? value : `${value}Z`);
  return Number.isNaN(date.getTime()) ? value : date;
}
