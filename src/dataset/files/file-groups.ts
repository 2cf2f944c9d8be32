/**
 * Groups adjacent files that are read alike. The order of the files stays, since the order of the rows may be checked.
 */
export function groupNeighbours<File>(
  files: readonly File[],
  areAlike: (one: File, other: File) => boolean,
): readonly (readonly [File, ...File[]])[] {
  const groups: [File, ...File[]][] = [];
  for (const file of files) {
    const last = groups.at(-1);
    if (last && areAlike(last[0], file)) last.push(file);
    else groups.push([file]);
  }
  return groups;
}

/** Returns SQL (to follow FROM) that reads several relations one after another. */
export const concatenated = (
  [only, ...more]: readonly string[],
  union: 'union all' | 'union all by name',
): string =>
  more.length === 0 ? String(only) : `(from ${[only, ...more].join(` ${union} from `)})`;
