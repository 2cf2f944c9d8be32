import type { Cell, Column, ColumnType, Table } from './case.ts';
import { rowCount } from './table.ts';

export const sqlTypes: Readonly<Record<ColumnType, string>> = {
  integer: 'bigint',
  bigint: 'bigint',
  number: 'double',
  text: 'varchar',
  boolean: 'boolean',
  date: 'date',
  timestamp: 'timestamp',
};

/** SQLite's declared types; a column of mixed values is declared as what most of it is: integers. */
export const sqliteTypes: Readonly<Record<Column['type'], string>> = {
  integer: 'integer',
  bigint: 'integer',
  number: 'real',
  text: 'text',
  boolean: 'boolean',
  date: 'date',
  timestamp: 'datetime',
  mixed: 'integer',
};

const text = (value: string): string => `'${value.replaceAll("'", "''")}'`;

/** So many hours before now, as ISO 8601 without an offset. */
const instant = (hours: number, now: Date): string =>
  new Date(now.getTime() - hours * 3_600_000).toISOString().replace('Z', '');

export function sqlLiteral(cell: Cell, now: Date): string {
  if (cell === null) return 'null';
  if (typeof cell === 'string') return text(cell);
  if (typeof cell !== 'object') return String(cell);
  if ('integer' in cell) return cell.integer;
  if ('number' in cell) return `${text(cell.number)}::double`;
  return text(instant(cell.hoursAgo, now));
}

export function sqliteLiteral(cell: Cell, now: Date): string {
  if (typeof cell === 'boolean') return cell ? '1' : '0';
  if (typeof cell !== 'object' || cell === null || !('number' in cell))
    return sqlLiteral(cell, now);
  const written = { Infinity: '9e999', '-Infinity': '-9e999', '-0': '-0.0' } as const;
  if (cell.number === 'NaN') throw new Error('SQLite keeps no NaN.');
  return written[cell.number];
}

/** RFC 4180: the empty text is quoted, NULL is nothing. */
export function csvText(table: Table, now: Date): string {
  const names = Object.keys(table.columns).map(csvField);
  const lines = Array.from({ length: rowCount(table) }, (_, at) =>
    Object.values(table.columns).map(({ values }) => csvCell(values[at] ?? null, now)),
  );
  return [names, ...lines].map((fields) => `${fields.join(',')}\n`).join('');
}

function csvCell(cell: Cell, now: Date): string {
  if (cell === null) return '';
  if (typeof cell === 'string') return cell === '' ? '""' : csvField(cell);
  if (typeof cell !== 'object') return String(cell);
  if ('integer' in cell) return cell.integer;
  if ('number' in cell) return cell.number;
  return instant(cell.hoursAgo, now);
}

const csvField = (value: string): string =>
  /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;

/** One array; NaN and infinities are written bare, as Python's json writes them. */
export function jsonText(table: Table, now: Date): string {
  const rows = Array.from({ length: rowCount(table) }, (_, at) => {
    const fields = Object.entries(table.columns).map(
      ([name, { values }]) => `${JSON.stringify(name)}: ${jsonCell(values[at] ?? null, now)}`,
    );
    return `  { ${fields.join(', ')} }`;
  });
  return `[${rows.length > 0 ? `\n${rows.join(',\n')}\n` : ''}]\n`;
}

function jsonCell(cell: Cell, now: Date): string {
  if (typeof cell !== 'object' || cell === null) return JSON.stringify(cell);
  if ('integer' in cell) return cell.integer;
  if ('number' in cell) return cell.number;
  return JSON.stringify(instant(cell.hoursAgo, now));
}

/** A cell as JavaScript holds it. */
export function jsCell(cell: Cell, type: Column['type'], now: Date): unknown {
  if (cell === null || typeof cell === 'boolean') return cell;
  if (typeof cell === 'string') return isTime(type) ? utc(cell) : cell;
  if (typeof cell === 'number') return type === 'bigint' ? BigInt(cell) : cell;
  if ('integer' in cell) return BigInt(cell.integer);
  if ('number' in cell) return Number(cell.number);
  return utc(instant(cell.hoursAgo, now));
}

const utc = (iso: string): Date => new Date(iso.includes('T') ? `${iso}Z` : `${iso}T00:00:00Z`);

const isTime = (type: Column['type']): boolean => type === 'date' || type === 'timestamp';
