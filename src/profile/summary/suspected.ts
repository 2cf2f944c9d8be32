import type { Session } from '../../engine/engine.ts';
import { counted } from '../../outcome/printable-text.ts';
import type { ProfileSuspicion } from '../../outcome/profile/profile-document.ts';
import { profileData } from '../profile.ts';
import { suspicionsOf } from '../suspicions/suspicions.ts';

/** Returns the faults that the data may have. Of a masked column only the kind is said, since the words may hold a value. */
export async function suspected(
  session: Session,
  isMasked: (column: string) => boolean,
): Promise<readonly ProfileSuspicion[]> {
  return suspicionsOf(await profileData(session)).map(({ column, kind, rows, said }) => ({
    column,
    count: rows,
    message: isMasked(column) ? `${kind} in ${counted(rows, 'row')}` : said,
  }));
}
