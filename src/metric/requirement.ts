import type { Predicate, Scalar, StructureCheck } from './expression.ts';

/**
 * The requirement of a condition. It keeps the rows that are judged and the predicate that must hold apart, for
 * merging, generating and exporting. The condition's metric says the same as one expression that counts violations.
 */
export type Requirement =
  /** A predicate that must be true for each row. `judged` selects the rows. */
  | {
      readonly kind: 'each';
      /** The value that is judged; the constant `true` for the row as a whole. */
      readonly of: Scalar;
      readonly judged: Predicate;
      readonly holds: Predicate;
      /** The named formats that `holds` tests for, `'email'`. */
      readonly formats: readonly string[];
    }
  /** No two rows are equal in all of these values. A row with a NULL among them is ignored, or violates it. */
  | {
      readonly kind: 'unique';
      readonly of: readonly Scalar[];
      readonly nulls: 'skip' | 'violate';
    }
  /** Each value is above the one before it, in the dataset's own order. */
  | { readonly kind: 'increasing'; readonly of: Scalar }
  /** The columns themselves satisfy the check. */
  | { readonly kind: 'structure'; readonly check: StructureCheck }
  /** Every record of the source can be read. */
  | { readonly kind: 'readable' };
