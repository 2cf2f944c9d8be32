import type { Uncompared } from '../../outcome/drift/drift-table.ts';
import type { Drift, Sample } from '../../outcome/outcome.ts';

/** The difference of two datasets, as plain JSON. Values in it are masked as in outcomes. */
export interface Diff {
  readonly version: 1;
  readonly before: DiffSide;
  readonly after: DiffSide;
  /** True if the columns or the rows differ. The order of rows is no difference. */
  readonly isDifferent: boolean;
  readonly schema: SchemaDiff;
  readonly rows: KeyedRows | WholeRows;
  /** The numbers of each column: those of `after` first, in its order, then those that only `before` has. */
  readonly metrics: readonly ColumnMetrics[];
  /** The drift of the columns that both have; null if it was not asked for. */
  readonly drift: DiffDrift | null;
}

/** One of the two datasets. */
export interface DiffSide {
  readonly label: string;
  readonly rows: number;
}

/** A column with its type in the engine's words. */
export interface TypedColumn {
  readonly column: string;
  readonly type: string;
}

/** The difference of two lists of columns. */
export interface SchemaDiff {
  readonly added: readonly TypedColumn[];
  readonly removed: readonly TypedColumn[];
  /** The columns whose type changed. */
  readonly changed: readonly {
    readonly column: string;
    readonly before: string;
    readonly after: string;
  }[];
  /** True if the columns that both have come in another order. */
  readonly isReordered: boolean;
}

/** The rows of two datasets, matched by a key. */
export interface KeyedRows {
  readonly by: 'key';
  readonly key: readonly string[];
  /** The rows with a key that the other dataset does not have. */
  readonly added: number;
  readonly removed: number;
  /** The rows in which a column that both have holds another value. */
  readonly changed: number;
  readonly unchanged: number;
  /** The number of rows in which each column changed, for the columns that both have besides the key. */
  readonly columns: readonly { readonly column: string; readonly changed: number }[];
  /** The first keys of each kind, masked as samples are. */
  readonly samples: {
    readonly added: Sample;
    readonly removed: Sample;
    readonly changed: Sample;
  };
}

/** The rows of two datasets as multisets: a changed row is one that was removed and one that was added. */
export interface WholeRows {
  readonly by: 'row';
  /** The columns that both have, which were compared. */
  readonly columns: readonly string[];
  readonly added: number;
  readonly removed: number;
  readonly unchanged: number;
}

/** The numbers of a column on both sides; null where a side does not have it. */
export interface ColumnMetrics {
  readonly column: string;
  readonly before: SideMetrics | null;
  readonly after: SideMetrics | null;
}

/** The numbers of a column. NULL is skipped by all but `nulls`; one NaN makes `mean` NaN. */
export interface SideMetrics {
  readonly nulls: number;
  /** An estimate of the number of distinct values, some percent off; null if it was not asked for. */
  readonly distinctApproximately: number | null;
  /** The extremes of numbers, dates and timestamps, and the mean of numbers, as masked text; else null. */
  readonly min: string | null;
  readonly max: string | null;
  readonly mean: string | null;
}

/** The drift of the columns that two datasets have in common. */
export interface DiffDrift {
  /** The drift as `assay drift` measures it; null if there is none to measure. */
  readonly found: Drift | null;
  /** The reason why there is none; null if there is. */
  readonly problem: string | null;
  /** The columns that can't be compared. */
  readonly uncompared: readonly Uncompared[];
}
