import type { TitledExpectation } from '../../contract/titled-expectations.ts';
import type { DriftFinding } from '../../metric/drift/finding.ts';
import type { Measured, Unmeasured } from '../measure-request.ts';
import type { Miss } from '../violations/miss.ts';
import type { Verdict } from './judge-bound.ts';

/** The result of one expectation, as plain data, before any of it is shown. */
export type Judged =
  /** It can't be judged. */
  | {
      readonly kind: 'problem';
      readonly one: TitledExpectation;
      readonly problem: Unmeasured['problem'];
      /** True if it was not run, and is no error of the data or the contract. */
      readonly isNotRun: boolean;
      /** The column that is missing or of another type; null if that is not what is wrong. */
      readonly column: string | null;
      readonly drift: DriftFinding | null;
      readonly durationMs: number;
    }
  /** Its column is absent, and the schema allows that. */
  | { readonly kind: 'absent'; readonly one: TitledExpectation; readonly column: string }
  /** There are too few earlier runs to judge it by, and it allows that. */
  | {
      readonly kind: 'young';
      readonly one: TitledExpectation;
      readonly problem: Unmeasured['problem'];
      readonly durationMs: number;
    }
  | {
      readonly kind: 'judged';
      readonly one: TitledExpectation;
      readonly measured: Measured;
      /** The pass that measured it; null if none was needed. */
      readonly pass: string | null;
      readonly durationMs: number;
      readonly verdict: Verdict;
      /** The miss; null if the bound holds. */
      readonly miss: Miss | null;
    };

/** Returns the misses of all expectations that missed their bound. */
export const missesOf = (judged: readonly Judged[]): readonly Miss[] =>
  judged.flatMap((one) => missOf(one) ?? []);

/** Returns the miss of an expectation; null if its bound holds or was not judged. */
export const missOf = (judged: Judged): Miss | null =>
  judged.kind === 'judged' ? judged.miss : null;
