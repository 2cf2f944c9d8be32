import type { MeasuredColumn, Profile } from '../profile.ts';
import { suspectConstant } from './constant.ts';
import { suspectDates } from './dates.ts';
import { suspectDecimalComma } from './decimal-comma.ts';
import { suspectDuplicates } from './duplicates.ts';
import { suspectEmpty } from './empty.ts';
import { suspectMalformed } from './malformed.ts';
import { suspectMissingWords } from './missing-words.ts';
import { suspectNegative } from './negative.ts';
import { suspectNoNumbers } from './no-numbers.ts';
import { suspectPlaceholders } from './placeholders.ts';
import { suspectRare } from './rare.ts';
import { suspectSpellings } from './spellings.ts';
import type { Suspect, Suspicion } from './suspicion.ts';

/** The faults that are looked for; one file for each kind. */
const suspects: readonly Suspect[] = [
  suspectDuplicates,
  suspectDates,
  suspectDecimalComma,
  suspectNoNumbers,
  suspectSpellings,
  suspectMissingWords,
  suspectPlaceholders,
  suspectNegative,
  suspectMalformed,
  suspectRare,
  suspectConstant,
  suspectEmpty,
];

/** Returns the faults that the facts of a dataset suggest, by column. */
export const suspicionsOf = (profile: Profile<MeasuredColumn>): readonly Suspicion[] =>
  profile.columns.flatMap((column) => suspects.flatMap((suspect) => suspect(column, profile)));
