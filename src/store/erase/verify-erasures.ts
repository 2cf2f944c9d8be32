import { closeAfter } from '../../run/engine-use.ts';
import { knownState } from '../known-state.ts';
import type { Deprecation, Digest } from '../log/record.ts';
import { checkName } from '../names.ts';
import { readSnapshot } from '../snapshot/read-snapshot.ts';
import { datasetOfSnapshot } from '../snapshot/snapshot-dataset.ts';
import type { Store } from '../store.ts';
import { columnKey } from './column-key.ts';
import { type DerivedSnapshot, derivedFrom } from './derived-from.ts';
import { erasuresOf, ledgerTest, refuseOtherKey } from './ledger.ts';
import type { LedgerKey } from './ledger-key.ts';
import { subjectRows } from './subject-rows.ts';
import { withSession } from './with-session.ts';

/** A snapshot that tags name, looked through for the subjects of the ledger. */
export interface VerifiedSnapshot {
  readonly snapshot: Digest;
  readonly tags: readonly string[];
  readonly rows: number;
  /** The number of rows that hold an erased subject. */
  readonly found: number;
  /** The number of records that can't be read, each of which may be of a subject. */
  readonly unreadable: number;
  /** The columns of the ledger that the snapshot does not have. */
  readonly missing: readonly string[];
}

/** A deprecated snapshot whose data was not deleted. */
export interface OpenDeprecation extends Deprecation {
  readonly isPast: boolean;
  /** The tags that name it, which should be none. */
  readonly tags: readonly string[];
}

/** The state of the erasures of a dataset. */
export interface VerifiedErasures {
  readonly name: string;
  /** The number of subjects in the ledger. */
  readonly subjects: number;
  readonly snapshots: readonly VerifiedSnapshot[];
  readonly deprecated: readonly OpenDeprecation[];
  /** The snapshots that were made from deprecated ones or from those that were purged. */
  readonly derived: readonly DerivedSnapshot[];
  /** True if no snapshot that a tag names holds a subject, and no deadline is past. */
  readonly isKept: boolean;
}

/**
 * Looks for every subject of a dataset's ledger in every snapshot that a tag names, and lists the snapshots whose data has
 * to be deleted.
 */
export async function verifyErasures(
  store: Store,
  name: string,
  key: LedgerKey,
  now: Date = new Date(),
): Promise<VerifiedErasures> {
  const state = await knownState(store, checkName(name));
  const erasures = erasuresOf(await store.log(name));
  refuseOtherKey(name, erasures, key);
  const subjects = erasures.flatMap((erasure) => erasure.subjects);
  const columns = [...new Set(subjects.map(({ column }) => column))];
  const isSubject = ledgerTest(subjects, key);
  const tagsOf = (digest: Digest) =>
    [...state.tags].flatMap(([tag, { snapshot }]) => (snapshot === digest ? [tag] : []));
  const live = new Set([...state.tags.values()].map(({ snapshot }) => snapshot));
  const snapshots = await closeAfter(async () => {
    const verified: VerifiedSnapshot[] = [];
    for (const snapshot of live) {
      const dataset = await datasetOfSnapshot(
        store,
        await readSnapshot(store, state, snapshot),
        name,
      );
      verified.push(
        await withSession(store.root, dataset, async (session) => {
          const { rows, found } = await subjectRows(session, columns, isSubject);
          const known = session.columns.map((column) => columnKey(column.name));
          return {
            snapshot,
            tags: tagsOf(snapshot),
            rows,
            found: found.length,
            unreadable: session.problemCount,
            missing: columns.filter((column) => !known.includes(columnKey(column))),
          };
        }),
      );
    }
    return verified;
  });
  const deprecated = [...state.deprecated.values()].map((one) => ({
    ...one,
    isPast: one.deadline < now.toISOString(),
    tags: tagsOf(one.snapshot),
  }));
  return {
    name,
    subjects: new Set(subjects.map((subject) => JSON.stringify(subject))).size,
    snapshots,
    deprecated,
    derived: await derivedFrom(store, name, erasures.flatMap(heldBefore)),
    isKept:
      snapshots.every(({ found, unreadable }) => found === 0 && unreadable === 0) &&
      deprecated.every(({ isPast, tags }) => !isPast && tags.length === 0),
  };
}

const heldBefore = ({ deprecated }: { readonly deprecated: readonly Deprecation[] }) =>
  deprecated.map(({ snapshot }) => snapshot);
