import type { ColumnDescription } from '../../engine/engine.ts';
import type { MeasuredColumn } from '../profile.ts';

/** A relation between columns of a row that may hold in all rows. */
export interface Relation {
  readonly kind: 'order' | 'sum' | 'product';
  /** The columns, in the order of the values that {@link Relation.holds} takes; the last is the one that the others bound or make up. */
  readonly columns: readonly string[];
  /** True for values of a row that keep it. */
  readonly holds: (values: readonly number[]) => boolean;
  /** An SQL predicate that is true for rows that keep it. */
  readonly sql: string;
  /** The expectation, as code without a severity: `"column('low').atMost(column('high'))"`. */
  readonly rule: string;
}

/** A relation that all rows keep, or nearly all. */
export interface FoundRelation {
  readonly columns: readonly string[];
  readonly rule: string;
  /** The number of rows without a NULL in its columns. */
  readonly rows: number;
  /** The number of those that do not keep it. */
  readonly broken: number;
  /** True if so few rows may keep it by chance. */
  readonly isByChance: boolean;
}

/** Relations between the columns of a dataset. */
export interface FoundRelations {
  readonly relations: readonly FoundRelation[];
  /** A sentence on columns among which none was looked for, without a full stop; null if there are none. */
  readonly leftOut: string | null;
}

/** A column of which relations are looked for, with its values in the first rows; NULL is NaN. */
export interface RelatedColumn {
  readonly column: ColumnDescription;
  readonly facts: MeasuredColumn;
  readonly values: readonly number[];
  /** The most decimal places of its values; 0 for times. */
  readonly places: number;
}
