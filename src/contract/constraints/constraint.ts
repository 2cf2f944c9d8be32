import type { Family, Literal } from '../../metric/expression.ts';

/** An end of the range that values lie in. */
export interface RangeEnd {
  readonly value: number | bigint | Date;
  /** True where the value itself lies outside. */
  readonly exclusive: boolean;
}

/** A regular expression, tested as `RegExp.prototype.test` does. */
export interface TextPattern {
  readonly source: string;
  readonly flags: string;
  /** True without lookaround and back-references: a generator can follow such a pattern, and RE2 can run it. */
  readonly regular: boolean;
}

/** The value of each kind of constraint, by the words of JSON Schema where it has one. */
export interface ConstraintValues {
  /** The column types that the values may have, one of them. */
  readonly type: readonly Family[];
  /** No value is NULL. */
  readonly required: true;
  readonly minimum: RangeEnd;
  readonly maximum: RangeEnd;
  /** Lengths are in code points. */
  readonly minLength: number;
  readonly maxLength: number;
  readonly pattern: TextPattern;
  readonly notPattern: TextPattern;
  /** The name of a format, as `column().format(name)` has it. */
  readonly format: string;
  readonly enum: readonly Literal[];
  readonly notEnum: readonly Literal[];
  /** Whole numbers, exactly. */
  readonly integer: true;
  /** Multiples as zod's multipleOf decides, which forgives the rounding of a division by a number. */
  readonly multipleOf: number | bigint;
  readonly notNaN: true;
  readonly notInfinite: true;
  readonly onlyNaN: true;
  /** NULL alone can pass. */
  readonly never: true;
  /** No two rows hold one value; NULL is left out. */
  readonly unique: true;
  /** Each value is above the one before it, in the dataset's own order. */
  readonly increasing: true;
}

/** The kinds of constraint. */
export type ConstraintKind = keyof ConstraintValues;

/** One thing that must hold of every value of a column that is not NULL. */
export type Constraint<K extends ConstraintKind = ConstraintKind> = {
  readonly [P in K]: { readonly kind: P; readonly value: ConstraintValues[P] };
}[K];

/** Makes a constraint of a kind. */
export const constraint = <K extends ConstraintKind>(
  kind: K,
  value: ConstraintValues[K],
): { readonly kind: K; readonly value: ConstraintValues[K] } => ({ kind, value });

/** True where a NULL can't pass the test by itself, so that who judges NULLs as well requires a value. */
export const refusesNull: Readonly<Record<ConstraintKind, boolean>> = {
  type: false,
  required: true,
  minimum: true,
  maximum: true,
  minLength: true,
  maxLength: true,
  pattern: true,
  notPattern: false,
  format: false,
  enum: true,
  notEnum: false,
  integer: true,
  multipleOf: true,
  notNaN: false,
  notInfinite: false,
  onlyNaN: true,
  never: false,
  unique: false,
  increasing: false,
};
