import type { EngineValue } from '../engine/engine.ts';
import type { Observed } from '../metric/derivation.ts';

/** The number or state of a metric in one segment. */
export interface ObservedSegment extends Observed {
  readonly segment: readonly EngineValue[];
}

/** The observed metric of each segment, by the identity of the segment. */
export type Segments = ReadonlyMap<string, ObservedSegment>;
