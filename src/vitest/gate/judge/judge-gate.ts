import type { GatePolicies } from '../../../store/config/gate-policies.ts';
import type { GateReason } from '../gate-reason.ts';
import { approved } from './approved.ts';
import { caughtMutants } from './caught-mutants.ts';
import { beatsChampion, championsFor } from './champion.ts';
import { contractsHold } from './contracts-hold.ts';
import type { JudgedRun } from './judged-run.ts';
import { signed } from './signed.ts';

/** The verdict of a gate. */
export interface GateVerdict {
  /** `unjudged` comes before `refused`, since the rest is unknown then. */
  readonly state: 'promoted' | 'refused' | 'unjudged';
  readonly reasons: readonly GateReason[];
  /** Remarks about policies that hold, one sentence each. */
  readonly notes: readonly string[];
}

/** Judges the run of a gate's contracts by its policies. A policy that can't be judged never passes. */
export function judgeGate(run: JudgedRun, policies: GatePolicies): GateVerdict {
  const verdicts = [
    contractsHold(run, policies),
    ...championsFor(run.name, policies).map((policy) => beatsChampion(run, policy)),
    caughtMutants(run, policies),
    approved(run, policies),
    signed(run, policies),
  ];
  const unjudged = verdicts.flatMap((one) => one.unjudged);
  const refusals = verdicts.flatMap((one) => one.refusals);
  const notes = verdicts.flatMap((one) => one.notes);
  if (unjudged.length > 0) return { state: 'unjudged', reasons: [...unjudged, ...refusals], notes };
  return { state: refusals.length > 0 ? 'refused' : 'promoted', reasons: refusals, notes };
}
