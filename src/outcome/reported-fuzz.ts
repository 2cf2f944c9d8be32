import { isLost, isRed, type Location, type State } from './outcome.ts';

/** A table of a counter-example, safe to show. */
export interface FuzzedTable {
  readonly title: string;
  /** The step's input, its output, or rows that show what is wrong. */
  readonly role: 'input' | 'output' | 'shown';
  readonly columns: readonly string[];
  /** The cells as text; null is NULL. Of a large table these are the first rows. */
  readonly rows: readonly (readonly (string | null)[])[];
  /** The number of rows that it has. */
  readonly count: number;
}

/** The smallest input that was found to break a property. */
export interface FuzzedExample {
  readonly tables: readonly FuzzedTable[];
  /** The faults that were made in the input, each as a phrase. */
  readonly faults: readonly string[];
  /** The search that found it, as a phrase. */
  readonly found: string;
  /** The options of `fuzz` that make the same input again; null for one that was kept in a file. */
  readonly replay: { readonly seed: number; readonly path: string } | null;
}

/** The result of one property of a fuzz test. */
export interface FuzzedProperty {
  /** Unique within its fuzz test. */
  readonly id: string;
  readonly title: string;
  /** `run` is that the step returns a table at all, `rule` a rule of the output contract. */
  readonly kind: 'run' | 'rule' | 'invariant';
  /** Never `warned`. */
  readonly state: State;
  /** The reason why it failed, could not be judged or was not run: a stable code, and a sentence. */
  readonly problem: { readonly code: string; readonly message: string } | null;
  readonly example: FuzzedExample | null;
  readonly location: Location | null;
}

/** A fuzz test: a step that was held to its properties by generated input. */
export interface ReportedFuzz {
  readonly name: string;
  /** The test file, relative to the root. */
  readonly file: string;
  /** The step's name: the path of its file, or its command. */
  readonly step: string;
  /** The state of its worst property. */
  readonly state: State;
  /** The number of inputs that the test asks for. */
  readonly runs: number;
  /** The number of inputs that were tried; null if the search did not end. */
  readonly tried: number | null;
  readonly seed: number;
  /** The milliseconds that the search took. */
  readonly durationMs: number;
  readonly properties: readonly FuzzedProperty[];
  /** The rules of the output contract that no handful of rows can show. */
  readonly leftOut: readonly { readonly title: string; readonly reason: string }[];
}

/** True if a property makes the run fail: it broke, could not be judged, or was lost. */
export const isBrokenProperty = (property: Pick<FuzzedProperty, 'state' | 'problem'>): boolean =>
  isRed(property) || isLost(property);
