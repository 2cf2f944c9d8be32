import type { ExpectationNode } from '../../contract/expectation.ts';
import type { EngineValue, ShownRows } from '../../engine/engine.ts';
import type { Sample } from '../../outcome/outcome.ts';
import type { Measured, SegmentValue } from '../measure-request.ts';

/** How many rows are shown, how many columns of them, how much of a value. */
export const most = { rows: 10, columns: 6, characters: 80 } as const;

/** An expectation that missed its bound, and what was found of it. */
export interface Miss {
  readonly node: ExpectationNode;
  readonly measured: Measured;
  /** The segments that miss it. */
  readonly segments: readonly SegmentValue[];
  /** How many rows violate it; null where that is not known. */
  readonly violations: number | null;
}

/** Some of what violates an expectation, as it was found: the door masks and words it. */
export type FoundRows =
  /** Texts that the engine has masked as it was asked to. */
  | {
      readonly kind: 'masked';
      readonly columns: readonly string[];
      readonly rows: Sample['rows'];
    }
  /** Values as they are. `ofColumns`: columns that hold values of the metric's own columns, by whatever name. */
  | {
      readonly kind: 'values';
      readonly columns: readonly string[];
      readonly rows: readonly (readonly EngineValue[])[];
      readonly ofColumns: readonly string[];
      readonly shows: Sample['shows'];
    }
  | { readonly kind: 'segments'; readonly segments: readonly SegmentValue[] };

/** What was found of a miss, and the SQL that shows the rest. */
export interface Blame {
  readonly found: FoundRows | null;
  readonly sql: string | null;
  /** How many rows a second look counted, where it counted others than were measured. */
  readonly recounted?: number | null;
}

/** Asks of the door in which form the engine may hand over columns. */
export type CellsOf = (columns: readonly string[]) => ShownRows;
