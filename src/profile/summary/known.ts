import type { ColumnDescription } from '../../engine/engine.ts';
import type { Answers } from './ask.ts';

/** The facts that are known of a column before its values are looked at more closely. */
export interface Known {
  readonly column: ColumnDescription;
  readonly answers: Answers;
  readonly rows: number;
  /** Why no value may be shown; null if values may be. */
  readonly masked: string | null;
}
