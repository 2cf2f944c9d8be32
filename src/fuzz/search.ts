import type fc from 'fast-check';
import type { FuzzCase, FuzzProperty } from './fuzz-result.ts';
import type { Laws } from './hold-case.ts';

/** A search for inputs that break properties. */
export interface Search {
  readonly cases: fc.Arbitrary<FuzzCase>;
  /** The step opened once for each input that may run at the same time, with the laws that it is held to. */
  readonly lanes: readonly [Laws, ...Laws[]];
  readonly properties: readonly FuzzProperty[];
  /** Counter-examples that were kept, which are tried first. */
  readonly kept: readonly FuzzCase[];
  readonly runs: number;
  readonly seed: number;
  /** The path of a counter-example to start at; null to search. */
  readonly path: string | null;
  /** The milliseconds for making one counter-example smaller. */
  readonly shrinkTime: number;
}
