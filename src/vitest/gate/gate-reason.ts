import type { GatePolicies } from '../../store/config/gate-policies.ts';

/** A reason why a gate refuses a snapshot, or can't judge it. */
export interface GateReason {
  /** The policy that it comes from; `'contracts'` for the contracts themselves, `'data'` for the state of the snapshot. */
  readonly policy: keyof GatePolicies | 'contracts' | 'data';
  /** The reason as a sentence. */
  readonly message: string;
}
