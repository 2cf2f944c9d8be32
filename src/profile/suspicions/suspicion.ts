import type { MeasuredColumn, Profile } from '../profile.ts';

/** The kinds of faults that a profile can suspect. */
export type SuspicionKind =
  | 'duplicates'
  | 'dates'
  | 'decimal comma'
  | 'number'
  | 'case'
  | 'blanks'
  | 'missing word'
  | 'placeholder'
  | 'negative'
  | 'format'
  | 'relation'
  | 'rare'
  | 'constant'
  | 'empty';

/** A fault that the facts of a dataset suggest, with the number of rows that it is in. */
export interface Suspicion {
  readonly kind: SuspicionKind;
  /** The column that it lies in. */
  readonly column: string;
  /** The number of rows that have it. */
  readonly rows: number;
  /** A sentence about it, without a full stop, that names no column and no value that looks personal. */
  readonly said: string;
  /**
   * The expectation that those rows do not keep, as code without a severity, `"column('word').notIn(['toys'])"`; null where no rule
   * can say it.
   */
  readonly rule: string | null;
  /** The values that should not count among those that the column may have. */
  readonly values?: readonly string[];
}

/** True for a suspicion that a column of text should be of another type, or of one format: what its values are is then open. */
export const isOfForm = ({ kind }: Suspicion): boolean =>
  kind === 'decimal comma' || kind === 'number' || kind === 'dates' || kind === 'format';

/** Looks for one kind of fault in the facts of a column. */
export type Suspect = (
  column: MeasuredColumn,
  profile: Profile<MeasuredColumn>,
) => readonly Suspicion[];
