import type { Session } from '../engine/engine.ts';
import { differentRows } from './different-rows.ts';
import { type Profile, profileData } from './profile.ts';
import { findRelations } from './relations/find-relations.ts';
import type { FoundRelations } from './relations/relation.ts';

/** The profile of a dataset, with the relations between its columns. */
export interface RelatedProfile extends Profile, FoundRelations {
  /** The columns without a NULL in which no two rows are equal, where no key says so; empty if there are none. */
  readonly different: readonly string[];
}

/** Profiles a dataset for a contract, and finds the relations between its columns. */
export async function profileRelated(session: Session): Promise<RelatedProfile> {
  const profile = await profileData(session);
  return {
    ...profile,
    ...(await findRelations(session, profile.columns)),
    different: await differentRows(session, profile),
  };
}
