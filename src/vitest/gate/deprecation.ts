import { shortDigest } from '../../store/digest.ts';
import type { NameState } from '../../store/log/name-state.ts';
import type { Digest } from '../../store/log/record.ts';
import type { GateReason } from './gate-reason.ts';

/** Returns why a snapshot may not be promoted that still holds erased rows; null for any other. */
export function deprecation({ name, deprecated }: NameState, snapshot: Digest): GateReason | null {
  const found = deprecated.get(snapshot);
  if (found === undefined) return null;
  return {
    policy: 'data',
    message: `${name}@${shortDigest(snapshot)} still holds rows that were erased, and has to be deleted by ${found.deadline.slice(0, 10)}: promote the snapshot that replaces it.`,
  };
}
