import type { Row } from '../generate/row-domain.ts';
import type { StepOutput, StepTable } from './step.ts';

/** A case for an invariant: a run of the step that has ended, and the way to run it again. */
export interface InvariantCase {
  readonly input: readonly StepTable[];
  readonly output: StepOutput;
  readonly run: (tables: readonly StepTable[]) => Promise<StepOutput>;
}

/** A law of a step. */
export interface Invariant {
  readonly kind: 'invariant';
  /** The name, as its test is called. */
  readonly name: string;
  /** Returns what is wrong in a sentence; null where the law holds, and undefined where the case says nothing of it. */
  readonly check: (given: InvariantCase) => Promise<Broken | null | undefined>;
}

/** A law that does not hold for a case. */
export interface Broken {
  readonly sentence: string;
  /** The rows that show it, below the input and the output; none where those say enough. */
  readonly shown: readonly { readonly title: string; readonly rows: readonly Row[] }[];
}
