import type { OrderedValues } from '../distribution.ts';
import type { DriftBin } from './finding.ts';

/** A part of two distributions, with its rows in both. */
export interface ComparedBin extends Pick<DriftBin, 'kind' | 'from' | 'to' | 'category'> {
  readonly reference: number;
  readonly current: number;
}

/** The bins of two distributions and their rows: all that a binned method needs. */
export interface Binned {
  readonly bins: readonly Sizes[];
  readonly rows: Sizes;
}

/** Two distributions that are cut alike. */
export interface Compared {
  readonly kind: 'compared';
  /** The bins that have rows in the reference or in the current data. */
  readonly bins: readonly ComparedBin[];
  /** The rows in the bins. Each is at least 1. */
  readonly rows: Sizes;
  /** The values in order, without NULL and NaN; null of categories. */
  readonly ordered: { readonly reference: OrderedValues; readonly current: OrderedValues } | null;
}

/** The number of rows, or of values, in the reference and in the current data. */
export interface Sizes {
  readonly reference: number;
  readonly current: number;
}

/** The reason why two distributions have no drift that is a number: a sentence. */
export interface Incomparable {
  readonly kind: 'incomparable';
  readonly problem: string;
}

/** Returns that there is no number, and why. */
export const incomparable = (problem: string): Incomparable => ({ kind: 'incomparable', problem });
