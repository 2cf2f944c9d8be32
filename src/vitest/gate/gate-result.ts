import type { Report } from '../../outcome/report.ts';
import type { Digest, LogRecord, PromoteEntry, RefuseEntry } from '../../store/log/record.ts';
import type { GateReason } from './gate-reason.ts';

/** The facts that every result of a gate has. */
interface Gated {
  readonly name: string;
  readonly from: string;
  readonly to: string;
  /** The snapshot that was judged. */
  readonly snapshot: Digest;
  /** The snapshot that the tag `to` named when the gate began; null for a new tag. */
  readonly replaces: Digest | null;
  /** The report of the contracts that check the snapshot; null if they were not run. */
  readonly report: Report | null;
  /** The contracts that check other data, which were left out, each with the reason. */
  readonly leftOut: readonly LeftOutContract[];
  /** Remarks about policies that hold, one sentence each: the expectations that were excused, and why. */
  readonly notes: readonly string[];
}

/** A contract that a gate left out, since it checks other data. */
export interface LeftOutContract {
  readonly contract: string;
  readonly dataset: string;
  readonly reason: string;
}

/** The snapshot was promoted: the tag names it now. */
export interface Promoted extends Gated {
  readonly state: 'promoted';
  readonly record: LogRecord & PromoteEntry;
}

/** The snapshot was refused. The tag did not move. */
export interface Refused extends Gated {
  readonly state: 'refused';
  readonly reasons: readonly GateReason[];
  readonly record: LogRecord & RefuseEntry;
}

/** The snapshot could not be judged. The tag did not move, and the log has no record of it. */
export interface Unjudged extends Gated {
  readonly state: 'unjudged';
  readonly reasons: readonly GateReason[];
}

/** The result of a gate. */
export type GateResult = Promoted | Refused | Unjudged;
