import type fc from 'fast-check';
import type { Comparison } from '../../../metric/expression.ts';
import type { ColumnDomain, Row, RowDomain } from '../../row-domain.ts';
import { arbitraryOf } from '../arbitrary-of.ts';
import { counted, type Making } from '../making.ts';
import { absent, placeArbitrary } from '../place.ts';
import type { CountedFilter } from '../rejections.ts';
import { type Scalar, ScalarArbitrary } from '../scalar.ts';
import type { Cell, Cells } from './cells.ts';
import { compareValues, holds, identity, isNil } from './compare.ts';
import { IndexArbitrary } from './links.ts';

/** A column as rows are drawn by it. */
export interface Column {
  readonly name: string;
  readonly domain: ColumnDomain;
  readonly making: Making;
  readonly arbitrary: fc.Arbitrary<unknown>;
  /** The values that the column's own rules leave; null for values with parts. */
  readonly scalar: Scalar | null;
}

/** A comparison of two columns by their places. */
export interface PlacedRelation {
  readonly left: number;
  readonly op: Comparison;
  readonly right: number;
  readonly filter: CountedFilter<readonly Cell[]>;
}

/** All that the rows of a table are drawn by. Columns are named by their places. */
export interface Table {
  readonly columns: readonly Column[];
  /** Columns that are equal together in no two rows; one with a NULL is equal to none. */
  readonly keys: readonly (readonly number[])[];
  readonly increasing: readonly number[];
  readonly relations: readonly PlacedRelation[];
  readonly filters: readonly CountedFilter<Row>[];
}

/** Makes a table of a domain; `linked` are the columns whose values come from another table. */
export function tableOf(
  domain: RowDomain,
  making: Omit<Making, 'column'>,
  linked: readonly string[],
): Table {
  const columns = domain.columns.map((one) => columnOf(one, making, linked.includes(one.name)));
  const placeOf = (name: string) => columns.findIndex((column) => column.name === name);
  const unique = domain.columns.flatMap((one) => (one.unique ? [[one.name]] : []));
  const keys = [...domain.keys, ...unique].map((names) => names.map(placeOf));
  return {
    columns,
    keys: [...new Map(keys.map((places) => [places.join(), places])).values()],
    increasing: domain.columns.flatMap((one, at) => (one.increasing ? [at] : [])),
    relations: domain.relations.map(({ left, op, right }) => {
      const places = { left: placeOf(left), op, right: placeOf(right) };
      const accepts = (row: readonly Cell[]) => isKept(places, row);
      const of = { ...making, column: `${left} and ${right}` };
      return { ...places, filter: counted({ accepts, rule: `${left} ${op} ${right}` }, of) };
    }),
    filters: domain.filters.map((filter) => counted(filter, { ...making, column: 'its rows' })),
  };
}

function columnOf(
  domain: ColumnDomain,
  makingOfAll: Omit<Making, 'column'>,
  isLinked: boolean,
): Column {
  const making = { ...makingOfAll, column: domain.name };
  // Who counts upwards needs a value in each row.
  const place = domain.increasing ? { ...domain, nil: 'never' as const } : domain;
  const values = domain.domain && arbitraryOf(domain.domain, making);
  const arbitrary = placeArbitrary(place, isLinked ? new IndexArbitrary() : values);
  const scalar = values instanceof ScalarArbitrary ? values.scalar : null;
  return { name: domain.name, domain, making, arbitrary, scalar };
}

const isKept = ({ left, op, right }: Omit<PlacedRelation, 'filter'>, row: readonly Cell[]) =>
  holds(row[left]?.value, op, row[right]?.value);

/** The rows of cells, as a zod schema takes them. */
export const rowsFrom = ({ columns }: Table, cells: Cells): Row[] =>
  cells.map((row) => rowFrom(columns, row));

/** A row of cells. */
export function rowFrom(columns: readonly Column[], row: readonly Cell[]): Row {
  const made: Record<string, unknown> = {};
  for (let at = 0; at < columns.length; at++) {
    const value = row[at]?.value;
    const name = columns[at]?.name ?? '';
    if (value === absent) continue;
    if (name === '__proto__') Object.defineProperty(made, name, { value, enumerable: true });
    else made[name] = value;
  }
  return made;
}

/** The identity of a row under a key; null where a NULL is in it, which is equal to none. */
export function keyOf(key: readonly number[], row: readonly Cell[]): string | null {
  const values = key.map((at) => row[at]?.value);
  if (values.some(isNil)) return null;
  return values.length === 1 ? identity(values[0]) : JSON.stringify(values.map(identity));
}

/** True if rows keep all that the table says of them. */
export function isValid(table: Table, cells: Cells): boolean {
  const { columns, keys, increasing, relations, filters } = table;
  return (
    cells.every(
      (row) =>
        relations.every(({ filter }) => filter.accepts(row)) &&
        (filters.length === 0 || filters.every(({ accepts }) => accepts(rowFrom(columns, row)))),
    ) &&
    keys.every((key) => {
      const found = cells.map((row) => keyOf(key, row)).filter((one) => one !== null);
      return new Set(found).size === found.length;
    }) &&
    increasing.every((at) =>
      cells.every(
        (row, index) =>
          index === 0 || compareValues(cells[index - 1]?.[at]?.value, row[at]?.value) < 0,
      ),
    )
  );
}
