import { andMore } from '../listed-names.ts';

export interface SelectedFiles {
  readonly members: readonly string[];
  /** A note on the others. */
  readonly notes: readonly string[];
}

/** Sorts what a glob matches: the files of the table, and a word on those that are passed over. */
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
  const isAside = (match: string) => isPassedOver(within(match), pattern);
  const members = matches.filter((match) => !isAside(match));
  const [first, ...more] = matches.filter(isAside).map(shown);
  if (first === undefined) return { members, notes: [] };
  const why =
    'names that begin with _, and those of unfinished files, are no part of a dataset unless they are written out';
  return {
    members,
    notes: [
      `${andMore(first, more.length)} ${more.length > 0 ? 'are' : 'is'} passed over: ${why}.`,
    ],
  };
}

/** Endings of files that a writer keeps while it writes, or to check a file later. */
const leftover = /\.(?:crc|crdownload|inprogress|part|partial|tmp|_COPYING_)$/i;

/**
 * True if a file that a glob matches is no part of the table: by its own name or that of a folder, a name that begins
 * with `_` (`_SUCCESS`, `_temporary/`), as Spark, Hive and pyarrow have it, or one that only an unfinished file has.
 * Folders such as `_part=1` stay, and so does what the pattern itself names by its `_` or its ending. Both are relative
 * to the same folder, with slashes.
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

/** The part of a pattern for each name: what `**` stands for has none. */
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
