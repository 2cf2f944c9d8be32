import type { Predicate, Scalar, StructureCheck } from './expression.ts';

/**
 * The requirement of a condition, with the rows that it judges and the predicate that must hold kept apart. The condition's
 * metric says the same as one expression that counts violations, to measure it; the parts are there to merge, to generate
 * from and to export.
 */
export type Requirement =
  /** `holds` is true of each row for which `judged` is. */
  | {
      readonly kind: 'each';
      /** The value that is judged; the constant `true` where it is the row as a whole. */
      readonly of: Scalar;
      readonly judged: Predicate;
      readonly holds: Predicate;
      /** The named formats that `holds` tests for, `'email'`. */
      readonly formats: readonly string[];
    }
  /** No two rows are equal in all of these values. A NULL among them leaves a row out, or violates. */
  | {
      readonly kind: 'unique';
      readonly of: readonly Scalar[];
      readonly nulls: 'skip' | 'violate';
    }
  /** Each value is above the one before it, in the dataset's own order. */
  | { readonly kind: 'increasing'; readonly of: Scalar }
  /** The columns themselves are as the check says. */
  | { readonly kind: 'structure'; readonly check: StructureCheck }
  /** Every record of the source can be read. */
  | { readonly kind: 'readable' };
