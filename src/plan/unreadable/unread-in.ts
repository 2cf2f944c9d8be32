import type { Opened } from '../../dataset/dataset.ts';
import type { Unread } from '../../outcome/words/unread.ts';

/** Returns how many records of a dataset could not be read as such, and how many fields of the others. */
export function unreadIn({
  problemCount,
  unreadable,
}: Pick<Opened, 'problemCount' | 'unreadable'>): Unread {
  const counts = [...(unreadable?.columns.values() ?? [])].map(({ count }) => count);
  const fields = counts.reduce((sum, count) => sum + count, 0);
  return { records: problemCount - fields, fields };
}
