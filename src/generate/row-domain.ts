import type { ColumnConstraint } from '../contract/constraints/column-constraint.ts';
import type { Relation } from '../contract/constraints/relations.ts';
import type { Contract } from '../contract/contract.ts';
import type { Place } from './domain.ts';

/** A row, as a zod schema takes it. */
export type Row = Readonly<Record<string, unknown>>;

/** A column that rows are made of. */
export interface ColumnDomain extends Place {
  readonly name: string;
  /** No two rows hold one value; NULL is left out. */
  readonly unique: boolean;
  /** Each value is above that of the row before. */
  readonly increasing: boolean;
  /** All that the contract says of the column. */
  readonly constraint: ColumnConstraint;
}

/** All that rows of a contract are made from. */
export interface RowDomain {
  readonly contract: Contract;
  readonly columns: readonly ColumnDomain[];
  /** Columns that are equal together in no two rows. */
  readonly keys: readonly (readonly string[])[];
  /** Comparisons of two columns that hold in each row. */
  readonly relations: readonly Relation[];
  /** Tests of whole rows; rows that they refuse are drawn again. */
  readonly filters: readonly RowFilter[];
  /** Titles of rules that JavaScript can't test, such as those in SQL: rows may violate them. */
  readonly unjudged: readonly string[];
}

/** A test of a row that only running it can answer, and the title of its rule. */
export interface RowFilter {
  readonly accepts: (row: Row) => boolean;
  readonly rule: string;
}
