import { compareWithLog } from '../../../store/evidence/verify/compare-with-log.ts';
import { compareWithOutcome } from '../../../store/evidence/verify/compare-with-outcome.ts';
import type { VerifiedEvidence } from '../../../store/evidence/verify/verified-evidence.ts';
import { documentKey } from '../../../store/keys.ts';
import { knownState } from '../../../store/known-state.ts';
import { openStore } from '../../../store/open-store.ts';

/** The facts that a store knows about verified evidence. */
export interface StoreFacts {
  /** The store in messages. */
  readonly location: string;
  /** True if the tag still names the snapshot. */
  readonly isCurrent: boolean;
  /** The day until which the snapshot's data has to be deleted, as ISO 8601; null if it may stay. */
  readonly deadline: string | null;
  /** True if the snapshot's data was deleted. */
  readonly isPurged: boolean;
}

/**
 * Compares verified evidence with a store, and returns what has become of the snapshot since.
 *
 * @throws {EvidenceError} if the log or the outcome document differs
 * @throws {StoreError} if the store can't be read, or is broken
 */
export async function factsOfStore(
  verified: VerifiedEvidence,
  location: string,
): Promise<StoreFacts> {
  const { name, tag, snapshot, outcome } = verified.statement.predicate;
  const store = await openStore(location);
  const state = await knownState(store, name);
  compareWithLog(verified, await store.log(name));
  const document = await store.backend.read(documentKey('outcomes', outcome.digest));
  compareWithOutcome(verified, document);
  return {
    location: store.location,
    isCurrent: state.tags.get(tag)?.snapshot === snapshot,
    deadline: state.deprecated.get(snapshot)?.deadline ?? null,
    isPurged: state.purged.has(snapshot),
  };
}
