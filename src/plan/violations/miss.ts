import type { ExpectationNode } from '../../contract/expectation.ts';
import type { EngineValue, ShownRows } from '../../engine/engine.ts';
import type { Sample, ViolatingValues } from '../../outcome/outcome.ts';
import type { Measured, SegmentValue } from '../measure-request.ts';

/** The limits of a sample: rows, columns, and characters of a value. */
export const most = { rows: 10, columns: 6, characters: 80 } as const;

/** An expectation that missed its bound. */
export interface Miss {
  readonly node: ExpectationNode;
  readonly measured: Measured;
  /** The segments that miss it. */
  readonly segments: readonly SegmentValue[];
  /** The number of violating rows; null if it is not known. */
  readonly violations: number | null;
}

/** Returns SQL predicates that are all true for the rows that an expectation was measured over. */
export const measuredWhere = ({
  node: { metric },
  measured,
}: Pick<Miss, 'node' | 'measured'>): readonly string[] => [
  ...metric.scope.where,
  ...(measured.readable?.where ?? []),
];

/** Some of the violating rows, as they were found. The door masks and words them. */
export type FoundRows =
  /** Texts that the engine has masked. */
  | {
      readonly kind: 'masked';
      readonly columns: readonly string[];
      readonly rows: Sample['rows'];
    }
  /** Values as they are. `ofColumns` are the columns with values of the metric's own columns, under whatever name. */
  | {
      readonly kind: 'values';
      readonly columns: readonly string[];
      readonly rows: readonly (readonly EngineValue[])[];
      readonly ofColumns: readonly string[];
      readonly shows: Sample['shows'];
    }
  | { readonly kind: 'segments'; readonly segments: readonly SegmentValue[] };

/** The rows found for a miss, and the SQL that shows the rest. */
export interface Blame {
  readonly found: FoundRows | null;
  readonly sql: string | null;
  /** The values of all violating rows; absent if they were not counted. */
  readonly values?: ViolatingValues;
  /** The count of a second look, if it differs from the measured one. */
  readonly recounted?: number | null;
}

/** Returns the form in which the engine may return columns. The door decides it. */
export type CellsOf = (columns: readonly string[]) => ShownRows;
