import type { Draw } from './random.ts';

/** The distribution that a column follows. */
export interface Followed {
  /** Draws its values; null where only its share of NULL is followed. */
  readonly draw: Draw | null;
  readonly nulls: number;
}
