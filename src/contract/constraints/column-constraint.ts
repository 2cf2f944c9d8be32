import type { Family, Literal } from '../../metric/expression.ts';
import type { ConstraintKind, ConstraintValues, RangeEnd, TextPattern } from './constraint.ts';
import type { Stated } from './rule-reference.ts';

/**
 * Everything that a contract requires of the values of one column, merged: of several minimums the greatest is left, of
 * several lists of members what they share. Each part names the rules that say it. NULL is no value: `required` speaks of
 * it. A part is null, or an empty list, where no rule says anything.
 */
export interface ColumnConstraint {
  readonly column: string;
  /** True where the column may be missing from the dataset. */
  readonly optional: boolean;
  /** False where a rule in `unmerged` says more of the column than the parts here, so that its values are still to be judged. */
  readonly complete: boolean;
  /** The column types that all rules can read. */
  readonly type: Stated<readonly Family[]> | null;
  /** No value is NULL. */
  readonly required: Stated<true> | null;
  /** The least value; the exact next one where only whole numbers or multiples pass. */
  readonly minimum: Stated<RangeEnd> | null;
  /** The greatest value. */
  readonly maximum: Stated<RangeEnd> | null;
  /** The least number of code points. */
  readonly minLength: Stated<number> | null;
  /** The greatest number of code points. */
  readonly maxLength: Stated<number> | null;
  /** Patterns that all are found in each text. */
  readonly pattern: readonly Stated<TextPattern>[];
  /** Patterns that are found in no text. */
  readonly notPattern: readonly Stated<TextPattern>[];
  /** Formats by name. The pattern of one that has nothing else is in `pattern` too. */
  readonly format: readonly Stated<string>[];
  /** The members that are left, of which every other part takes each. */
  readonly enum: Stated<readonly Literal[]> | null;
  /** Values that none may be. */
  readonly notEnum: Stated<readonly Literal[]> | null;
  /** Values are whole numbers. */
  readonly integer: Stated<true> | null;
  /** Steps of which each value is a multiple. */
  readonly multipleOf: readonly Stated<number | bigint>[];
  readonly notNaN: Stated<true> | null;
  readonly notInfinite: Stated<true> | null;
  readonly onlyNaN: Stated<true> | null;
  /** NULL alone can pass. */
  readonly never: Stated<true> | null;
  /** No two rows hold one value. */
  readonly unique: Stated<true> | null;
  /** Each value is above the one before it. */
  readonly increasing: Stated<true> | null;
}

/** All that is said of a column, by kind. */
export type Parts = {
  readonly [K in ConstraintKind]: readonly Stated<ConstraintValues[K]>[];
};

/** The parts as a value with a name for each; of kinds that merge into one, the one. */
export const columnConstraint = (
  column: string,
  optional: boolean,
  complete: boolean,
  parts: Parts,
): ColumnConstraint => ({
  column,
  optional,
  complete,
  type: parts.type[0] ?? null,
  required: parts.required[0] ?? null,
  minimum: parts.minimum[0] ?? null,
  maximum: parts.maximum[0] ?? null,
  minLength: parts.minLength[0] ?? null,
  maxLength: parts.maxLength[0] ?? null,
  pattern: parts.pattern,
  notPattern: parts.notPattern,
  format: parts.format,
  enum: parts.enum[0] ?? null,
  notEnum: parts.notEnum[0] ?? null,
  integer: parts.integer[0] ?? null,
  multipleOf: parts.multipleOf,
  notNaN: parts.notNaN[0] ?? null,
  notInfinite: parts.notInfinite[0] ?? null,
  onlyNaN: parts.onlyNaN[0] ?? null,
  never: parts.never[0] ?? null,
  unique: parts.unique[0] ?? null,
  increasing: parts.increasing[0] ?? null,
});
