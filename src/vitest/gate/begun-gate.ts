import type { GatePolicies } from '../../store/config/gate-policies.ts';
import type { NameState, TagState } from '../../store/log/name-state.ts';
import type { Digest } from '../../store/log/record.ts';
import type { Store } from '../../store/store.ts';
import type { Approval } from './approval.ts';
import type { GateOptions } from './gate-options.ts';

/** A gate that began: the snapshot to judge, and what the store said then. */
export interface BegunGate {
  readonly store: Store;
  readonly options: GateOptions;
  readonly policies: GatePolicies;
  readonly state: NameState;
  readonly snapshot: Digest;
  /** The state of the tag that is to move; null for a new tag. */
  readonly tag: TagState | null;
  readonly approval: Approval;
}
