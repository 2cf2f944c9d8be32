import type { Outcome } from '../../../outcome/outcome.ts';
import type { Report } from '../../../outcome/report.ts';
import type { GateReason } from '../gate-reason.ts';
import type { GatedCall } from '../gated-call.ts';

/** The run of a gate's contracts, as its policies see it. */
export interface JudgedRun {
  /** The name of the dataset, and the tag that is promoted to. */
  readonly name: string;
  readonly to: string;
  readonly report: Report;
  /** The calls of `verify` of the run. */
  readonly calls: readonly GatedCall[];
  /** The tags of the dataset that name a snapshot. */
  readonly tags: ReadonlySet<string>;
  /** The tags that name the promoted snapshot itself. */
  readonly itself: ReadonlySet<string>;
  /** The keys that sign the evidence. */
  readonly keys: readonly unknown[];
  /** The names of those who approved. */
  readonly approvedBy: readonly string[];
  /** The names of those whose key signs the evidence. */
  readonly signedBy: ReadonlySet<string>;
}

/** The verdict of a policy on a run. */
export interface PolicyVerdict {
  /** The reasons to refuse the snapshot. */
  readonly refusals: readonly GateReason[];
  /** The reasons why it can't be judged. */
  readonly unjudged: readonly GateReason[];
  /** Remarks about a policy that holds, one sentence each. */
  readonly notes: readonly string[];
}

/** The verdict of a policy that holds. */
export const held: PolicyVerdict = { refusals: [], unjudged: [], notes: [] };

/** Returns the calls that check the snapshot. */
export const checking = ({ calls }: Pick<JudgedRun, 'calls'>): readonly GatedCall[] =>
  calls.filter(({ leftOut }) => leftOut === null);

/** Returns the outcomes of a call of `verify`. */
export const outcomesOf = (
  { report }: Pick<JudgedRun, 'report'>,
  { contract, dataset }: GatedCall,
): readonly Outcome[] =>
  report.contracts
    .filter((one) => one.contract === contract && one.dataset === dataset)
    .flatMap(({ outcomes }) => outcomes);
