import { andMore } from '../../listed-names.ts';

/** The matches of a glob that are part of a dataset, and notes on the others. */
export interface SelectedFiles {
  readonly members: readonly string[];
  /** Notes on the skipped matches. */
  readonly notes: readonly string[];
}

/** Splits the matches of a glob into the files of the dataset and those to skip. */
export function selectFiles(
  matches: readonly string[],
  pattern: string,
  {
    within,
    shown,
  }: {
    readonly within: (match: string) => string;
    readonly shown: (match: string) => string;
  },
): SelectedFiles {
  const members: string[] = [];
  const aside: string[] = [];
  for (const match of matches) (isPassedOver(within(match), pattern) ? aside : members).push(match);
  const [first, ...more] = aside.map(shown);
  if (first === undefined) return { members, notes: [] };
  const why =
    'names that begin with _, and those of unfinished files, are not part of a dataset unless the path names them';
  return {
    members,
    notes: [`${andMore(first, more.length)} ${more.length > 0 ? 'are' : 'is'} skipped: ${why}.`],
  };
}

/** The endings of unfinished files, and of checksums that writers store beside data. */
const leftover = /\.(?:crc|crdownload|inprogress|part|partial|tmp|_COPYING_)$/i;

/**
 * True if a match is not part of the dataset: if its name or a folder's begins with `_` (`_SUCCESS`, `_temporary/`), as
 * in Spark, Hive and pyarrow, or if it is the name of an unfinished file. Folders such as `_part=1` are kept, and so
 * are names whose `_` or ending the pattern itself contains. Both paths are relative to the same folder, with slashes.
 */
function isPassedOver(path: string, pattern: string): boolean {
  const names = path.split('/');
  const patterns = patternsFor(names, pattern.split('/'));
  const isAside = (name: string, at: number) => {
    const isKey = at < names.length - 1 && name.includes('=');
    return name.startsWith('_') && !isKey && !/(?:^|[{,])_/.test(patterns[at] ?? '');
  };
  const ending = leftover.exec(path)?.[0];
  const isLeftover = ending !== undefined && !(patterns.at(-1) ?? '').includes(ending.slice(1));
  return isLeftover || names.some(isAside);
}

/** Returns for each name of a path the part of the pattern that matches it; undefined for names that `**` matches. */
function patternsFor(
  names: readonly string[],
  parts: readonly string[],
): readonly (string | undefined)[] {
  const [first, last] = [parts.indexOf('**'), parts.lastIndexOf('**')];
  const before = first < 0 ? parts : parts.slice(0, first);
  const after = first < 0 ? [] : parts.slice(last + 1);
  const rest = names.length - after.length;
  return names.map((_, at) => (at >= rest ? after[at - rest] : before[at]));
}
