import type { ColumnConstraint } from '../../contract/constraints/column-constraint.ts';
import type { ConstraintKind } from '../../contract/constraints/constraint.ts';
import type { Family } from '../../metric/expression.ts';
import type { Edit } from '../../value/edit.ts';

/** A column as a fault sees it. */
export interface FaultColumn {
  readonly name: string;
  /** The types that the values may have; null where any will do. */
  readonly families: readonly Family[] | null;
  /** All that the contract says of it. */
  readonly constraint: ColumnConstraint;
  /** True where its values are those of a key elsewhere. */
  readonly isForeignKey: boolean;
  /** The other columns of the rows. */
  readonly others: readonly Omit<FaultColumn, 'others'>[];
}

/** A change of one value, with the kinds of rule that every changed value breaks. */
export interface CellChange {
  readonly edit: Edit;
  /**
   * The claim. Each kind of constraint is one that the contract has of the column; `'foreignKey'` is claimed of columns
   * that are one. Empty where the changed value may be as valid.
   */
  readonly violates: readonly BrokenRule[];
}

/**
 * Something that goes wrong in real data. A fault is a value: use those of Assay by name, or write your own.
 *
 * @example
 * const cents: Fault = {
 *   kind: 'fault',
 *   name: 'cents',
 *   description: 'amounts in cents',
 *   changes: ({ name }) => (name === 'amount' ? [{ edit: { kind: 'scale', by: 100 }, violates: [] }] : []),
 * };
 */
export interface Fault {
  readonly kind: 'fault';
  readonly name: string;
  /** The thing that goes wrong, as a phrase. */
  readonly description: string;
  /** The changes that it can make to a value of a column; none where it does not fit. */
  readonly changes?: (column: FaultColumn) => readonly CellChange[];
  /** The change of whole rows: it repeats one, repeats one with a change, or moves one. */
  readonly rows?: readonly RowChange[];
}

/** A change of the list of rows. `nearly` repeats a row with one value changed that is in no key. */
export type RowChange = 'repeat' | 'nearly' | 'move';

/** A kind of rule that a fault breaks: of a column, or of rows and tables together. */
export type BrokenRule = ConstraintKind | 'key' | 'foreignKey';

/** A fault that was made, for the ground truth. Rows count from 0 in the data as it came out. */
export interface MadeFault {
  readonly fault: string;
  readonly row: number;
  /** Null where it concerns the whole row. */
  readonly column: string | null;
  /** The value before, and the one that the fault made of it; absent where it concerns the whole row. */
  readonly before?: unknown;
  readonly after?: unknown;
  /** The kinds of rule that are surely broken there; empty where the data may be as valid as before. */
  readonly violates: readonly BrokenRule[];
}
