/** Groups neighbours that are read alike. The order stays, for that of the rows may be what is judged. */
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

/** SQL for after FROM that reads one relation after another. */
export const concatenated = (
  [only, ...more]: readonly string[],
  union: 'union all' | 'union all by name',
): string =>
  more.length === 0 ? String(only) : `(from ${[only, ...more].join(` ${union} from `)})`;
