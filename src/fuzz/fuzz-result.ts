import type { MadeTableFault } from '../generate/faults/spoiled-tables.ts';
import type { Row } from '../generate/row-domain.ts';
import type { Broken } from './invariant.ts';
import type { StepOutput } from './step.ts';

/** A law that the step is held to. `run` is that it ends with a table, whatever it is given. */
export interface FuzzProperty {
  /** Unique within its fuzz test. */
  readonly id: string;
  /** The name of its test. */
  readonly title: string;
  readonly kind: 'run' | 'rule' | 'invariant';
}

/** Generated input: the rows of each table, and the faults that were made in them. */
export interface FuzzCase {
  readonly tables: Readonly<Record<string, readonly Row[]>>;
  readonly made: readonly MadeTableFault[];
}

/** The smallest input that was found to break a property. */
export interface Counterexample extends FuzzCase {
  /** The step's result; null where it did not end with a table. */
  readonly output: StepOutput | null;
  readonly broken: Broken;
  /** Makes the same input again: the options `seed` and `path` of `fuzz`. Null for one that was kept in a file. */
  readonly replay: { readonly seed: number; readonly path: string } | null;
  /** The number of the input that broke it first, from 1, and of the times that it was made smaller. */
  readonly found: number;
  readonly shrinks: number;
  /** True if the search for a smaller one was ended by its limit of time. */
  readonly isCut: boolean;
}

/** The result of one property. */
export interface FuzzResult {
  readonly property: FuzzProperty;
  /** The inputs for which it could be judged. */
  readonly judged: number;
  /** The smallest counter-example; null if none was found. */
  readonly counterexample: Counterexample | null;
  /** The reason why it could not be judged at all; null if it was. */
  readonly problem: string | null;
}
