import type { Profile } from '../profile.ts';
import { suspectEmpty } from './empty.ts';
import type { Suspect, Suspicion } from './suspicion.ts';

/** The faults that are looked for; one file for each kind. */
const suspects: readonly Suspect[] = [suspectEmpty];

/** Returns the faults that the facts of a dataset suggest, by column. */
export const suspicionsOf = (profile: Profile): readonly Suspicion[] =>
  profile.columns.flatMap((column) => suspects.flatMap((suspect) => suspect(column, profile)));
