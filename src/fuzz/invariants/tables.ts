import type { Row } from '../../generate/row-domain.ts';
import type { Broken } from '../invariant.ts';
import type { StepOutput, StepTable } from '../step.ts';

/** The tables of a step as its contracts describe them. */
export interface TableColumns {
  /** The columns of each input by its name; `'input'` where there is only one. */
  readonly input: ReadonlyMap<string, readonly string[]>;
  readonly output: readonly string[];
}

/** A column that an input and the output have. */
export interface SharedColumn {
  readonly table: string;
  readonly column: string;
}

/** Returns the values of a column in the rows of a table; NULL is left out. */
export const valuesOf = (rows: readonly Row[], column: string): readonly unknown[] =>
  rows.map((row) => row[column]).filter((value) => value !== null && value !== undefined);

/** Returns the rows of a table. */
export const rowsOfTable = (tables: readonly StepTable[], name: string): readonly Row[] =>
  tables.find((table) => table.name === name)?.rows ?? [];

/** Returns the tables with the rows of one of them changed. */
export const withRows = (
  tables: readonly StepTable[],
  name: string,
  change: (rows: readonly Row[]) => readonly Row[],
): readonly StepTable[] =>
  tables.map((table) => (table.name === name ? { ...table, rows: change(table.rows) } : table));

/** The most rows that a finding shows under one title. */
const most = 5;

/** Describes a broken law. Lists without rows are left out. */
export const broken = (
  sentence: string,
  ...shown: readonly (readonly [title: string, rows: readonly Row[]])[]
): Broken => ({
  sentence,
  shown: shown.flatMap(([title, rows]) =>
    rows.length === 0 ? [] : [{ title, rows: rows.slice(0, most) }],
  ),
});

/** Counts rows in words. */
export const rowsInWords = ({ length }: readonly unknown[]): string =>
  `${length} ${length === 1 ? 'row' : 'rows'}`;

/** Returns the first half of the rows, the greater one where their number is odd. */
export const firstHalf = (rows: readonly Row[]): readonly Row[] =>
  rows.slice(0, Math.ceil(rows.length / 2));

/** Returns the rows that {@link firstHalf} leaves. */
export const secondHalf = (rows: readonly Row[]): readonly Row[] =>
  rows.slice(Math.ceil(rows.length / 2));

/** A second output of the step, or what is wrong where it has none. */
export type Again = { readonly output: StepOutput } | { readonly broken: Broken };
