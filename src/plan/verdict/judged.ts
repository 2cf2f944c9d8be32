import type { TitledExpectation } from '../../contract/titled-expectations.ts';
import type { Measured, Unmeasured } from '../measure-request.ts';
import type { Miss } from '../violations/miss.ts';
import type { Verdict } from './judge-bound.ts';

/** What came of one expectation, as plain data, before anything of it is shown. */
export type Judged =
  /** It can't be judged. */
  | {
      readonly kind: 'problem';
      readonly one: TitledExpectation;
      readonly problem: Unmeasured['problem'];
      readonly durationMs: number;
    }
  /** It is about a column that the schema allows to be absent, and is. */
  | { readonly kind: 'absent'; readonly one: TitledExpectation; readonly column: string }
  | {
      readonly kind: 'judged';
      readonly one: TitledExpectation;
      readonly measured: Measured;
      /** The pass that measured it; null where none was needed. */
      readonly pass: string | null;
      readonly durationMs: number;
      readonly verdict: Verdict;
      /** Null where the bound holds. */
      readonly miss: Miss | null;
    };

/** The misses of those that missed their bound. */
export const missesOf = (judged: readonly Judged[]): readonly Miss[] =>
  judged.flatMap((one) => missOf(one) ?? []);

/** The miss of an expectation; null where it holds, or was not judged. */
export const missOf = (judged: Judged): Miss | null =>
  judged.kind === 'judged' ? judged.miss : null;
