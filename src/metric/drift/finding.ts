/** A part of a distribution, in the reference and in the current data. Shares are of all rows that were compared. */
export interface DriftBin {
  /** The kind of part: a range or a single number or instant, a category, or what is counted by itself. */
  readonly kind: 'range' | 'value' | 'category' | 'others' | 'null' | 'nan';
  /** The ends of a range, `to` excluded, or the value twice; null for what has none, and for an infinite end. */
  readonly from: number | null;
  readonly to: number | null;
  /** The category; null for what is none. */
  readonly category: string | null;
  /** The share of the rows in the reference and in the current data, 0 to 1. */
  readonly reference: number;
  readonly current: number;
  /** The part of the drift that it makes, in the unit of the method; null if the method is no sum of parts. */
  readonly contribution: number | null;
}

/** The range in which the drift lies with a stated confidence, given so few rows. */
export interface DriftInterval {
  readonly low: number;
  readonly high: number;
  /** The confidence, such as 0.95. */
  readonly level: number;
  readonly by: 'analytic' | 'bootstrap';
  /** The seed of a bootstrap; null for a formula. */
  readonly seed: number | null;
}

/** The probability of a drift at least as large if nothing has changed. */
export interface DriftPValue {
  readonly raw: number;
  /** The p-value corrected for the other tests of the run; null if it is not corrected. */
  readonly corrected: number | null;
  /** The number of tests that were corrected together. */
  readonly tests: number;
}

/** The drift of one of the columns that were compared together. */
export interface ColumnDrift {
  readonly column: string;
  readonly method: string;
  /** The drift; null if the column could not be compared, and `problem` then says why. */
  readonly value: number | null;
  /** The drift from which on the column counts as drifted. */
  readonly threshold: number;
  readonly isDrifted: boolean;
  readonly problem: string | null;
  readonly bins: readonly DriftBin[];
  readonly kind: 'ordered' | 'instants' | 'categories';
  /** True if its values are masked, so that its bins have neither ends nor categories. */
  readonly isMasked: boolean;
}

/** The drift of a column, or of all columns, from a reference. */
export interface DriftFinding {
  /** The name of the method, `'psi'`. */
  readonly method: string;
  /** The reason why this method was picked; null if the contract names it. */
  readonly picked: string | null;
  readonly kind: 'ordered' | 'instants' | 'categories';
  /** The rows that were compared. */
  readonly rows: { readonly reference: number; readonly current: number };
  readonly interval: DriftInterval | null;
  /** The smallest drift that so many rows can show at the level 0.05; null if it is unknown, as for many rare values. */
  readonly detectable: number | null;
  readonly pValue: DriftPValue | null;
  readonly bins: readonly DriftBin[];
  /** Each column, where several are compared; null for a single one. */
  readonly columns: readonly ColumnDrift[] | null;
}
