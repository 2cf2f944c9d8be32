import type { Family } from '../metric/expression.ts';
import type { Numeric } from '../value/numeric.ts';

/** A column as the engine describes it. */
export interface ColumnDescription {
  readonly name: string;
  /** The engine's own word, `'DECIMAL(10,2)'`. */
  readonly type: string;
  readonly family: Family;
  /** True for floating-point numbers of 32 bits. */
  readonly isFloat32?: boolean;
  /** True for a field of another column, which is no column of the dataset itself. */
  readonly isWithin?: boolean;
  /** Known to hold neither NaN nor infinity, so that no query need look out for them. */
  readonly isFinite?: boolean;
}

/** A value as an engine hands it over: counts, big integers and decimals exact, instants as `Date`s. */
export type EngineValue =
  | Numeric
  | string
  | boolean
  | null
  | Date
  | Uint8Array
  | readonly EngineValue[]
  | { readonly [name: string]: EngineValue };

/** A row of a result, by the names of its columns. */
export type EngineRow = Readonly<Record<string, EngineValue>>;

/** All that an expression's SQL depends on beside the expression. */
export interface DialectContext {
  readonly columns: readonly ColumnDescription[];
  readonly now: Date;
}

/** The rows of a scope, cut into segments. */
export interface GroupedFrom {
  readonly relation: string;
  readonly filter: string | null;
  readonly per: readonly string[];
}
