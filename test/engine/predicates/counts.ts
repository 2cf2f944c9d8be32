/** How a predicate came out over all rows. */
export interface Counts {
  /** Rows for which it is true; null where that is not asked. */
  readonly matching: number | null;
  /** Rows for which it is false. */
  readonly violating: number;
  /** Rows for which it is true or false. */
  readonly judged: number;
}

/** By the id of the case. */
export type CountsById = ReadonlyMap<string, Counts>;
