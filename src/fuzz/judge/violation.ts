/** An expectation that an output of a step does not satisfy. */
export interface Violation {
  readonly id: string;
  readonly title: string;
  /** The finding, as an outcome of the contract words it: `"... is violated by 2 of 3 rows (66.7%), expected none"`. */
  readonly sentence: string;
  /** The positions of violating rows in the output, at most ten; none where the columns themselves are at fault. */
  readonly rows: readonly number[];
}

/** The number of violating rows that a violation names. */
export const mostRows = 10;
