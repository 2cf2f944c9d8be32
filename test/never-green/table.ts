import type { Cell, Column, ColumnType, Folder, Table } from './case.ts';

export const nan: Cell = { number: 'NaN' };
export const infinity: Cell = { number: 'Infinity' };
export const minusInfinity: Cell = { number: '-Infinity' };
export const minusZero: Cell = { number: '-0' };
export const hoursAgo = (hours: number): Cell => ({ hoursAgo: hours });
export const big = (digits: string): Cell => ({ integer: digits });

/** Columns as `{ 'amount number': [1.5, 2] }`: the name, then the type. */
export function table(
  columns: Readonly<Record<string, readonly Cell[]>>,
  more: Omit<Table, 'columns'> = {},
): Table {
  return { columns: columnsOf(columns), ...more };
}

type Written = Readonly<Record<string, readonly Cell[]>>;

const columnsOf = (columns: Written): Readonly<Record<string, Column>> =>
  Object.fromEntries(
    Object.entries(columns).map(([key, values]) => {
      const at = key.lastIndexOf(' ');
      return [key.slice(0, at), { type: key.slice(at + 1) as Column['type'], values }];
    }),
  );

/** Several files, each with its columns or a text; `declared` is what the contract says of them, `{ id: 'integer' }`. */
export const folder = (
  declared: Readonly<Record<string, ColumnType>>,
  files: Readonly<Record<string, Written | string>>,
  how: Omit<Folder, 'files'> = {},
): Table => ({
  columns: {},
  declared,
  folder: {
    ...how,
    files: Object.fromEntries(
      Object.entries(files).map(([path, held]) => [
        path,
        typeof held === 'string' ? held : columnsOf(held),
      ]),
    ),
  },
});

/** What the contract says of a table's columns. */
export function declaredColumns({
  columns,
  declared,
}: Table): Readonly<Record<string, ColumnType>> {
  if (declared) return declared;
  return Object.fromEntries(
    Object.entries(columns).map(([name, { type }]) => {
      if (type === 'mixed') throw new Error(`The contract must say what "${name}" is to hold.`);
      return [name, type];
    }),
  );
}

export const rowCount = ({ columns }: Table): number =>
  Math.max(0, ...Object.values(columns).map(({ values }) => values.length));
