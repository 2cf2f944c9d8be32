import { counted } from '../../outcome/printable-text.ts';
import type { ProfileSuspicion } from '../../outcome/profile/profile-document.ts';
import type { MeasuredColumn, Profile } from '../profile.ts';
import type { SuspicionKind } from '../suspicions/suspicion.ts';
import { suspicionsOf } from '../suspicions/suspicions.ts';

/** The kinds whose words hold counts and no values. */
const wordless: ReadonlySet<SuspicionKind> = new Set([
  'duplicates',
  'negative',
  'format',
  'number',
  'empty',
]);

/** Returns the faults that the data may have. Of a masked column, words that may hold a value are left out: the kind is said. */
export const suspected = (
  profile: Profile<MeasuredColumn>,
  isMasked: (column: string) => boolean,
): readonly ProfileSuspicion[] =>
  suspicionsOf(profile).map(({ column, kind, rows, said }) => ({
    column,
    count: rows,
    message: isMasked(column) && !wordless.has(kind) ? `${kind} in ${counted(rows, 'row')}` : said,
  }));
