import type { Session } from '../engine/engine.ts';
import { type Profile, profileData } from './profile.ts';
import { findRelations } from './relations/find-relations.ts';
import type { FoundRelations } from './relations/relation.ts';

/** The profile of a dataset, with the relations between its columns. */
export interface RelatedProfile extends Profile, FoundRelations {}

/** Profiles a dataset for a contract, and finds the relations between its columns. */
export async function profileRelated(session: Session): Promise<RelatedProfile> {
  const profile = await profileData(session);
  return { ...profile, ...(await findRelations(session, profile.columns)) };
}
