import { counted } from '../../outcome/printable-text.ts';
import type { ProfileSuspicion } from '../../outcome/profile/profile-document.ts';
import type { Profile } from '../profile.ts';
import { suspicionsOf } from '../suspicions/suspicions.ts';

/** Returns the faults that the data may have. Of a masked column only the kind is said, since the words may hold a value. */
export const suspected = (
  profile: Profile,
  isMasked: (column: string) => boolean,
): readonly ProfileSuspicion[] =>
  suspicionsOf(profile).map(({ column, kind, rows, said }) => ({
    column,
    count: rows,
    message: isMasked(column) ? `${kind} in ${counted(rows, 'row')}` : said,
  }));
