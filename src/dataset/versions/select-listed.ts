import { DatasetError } from '../dataset.ts';
import { formatInFolder } from '../file-formats.ts';
import { isGlob, matchListed, quoteGlob } from '../files/find/glob.ts';
import { selectFiles } from '../files/find/ignored-files.ts';
import { andMore } from '../listed-names.ts';
import { checkFormat } from './wanted-files.ts';

/** The files of a version that a path stands for, in order, and notes on those that were skipped. */
export interface SelectedPaths {
  readonly paths: readonly string[];
  readonly notes: readonly string[];
}

/**
 * Selects the files that a path, a folder or a glob stands for among all files of a version, by the rules by which files
 * are found on a disk. Returns null if there is none.
 *
 * @throws {DatasetError} `DATASET_INVALID` for a glob that is a file's name as well, and for a folder of several formats.
 */
export async function selectListed(
  all: readonly string[],
  wanted: string,
  how: SelectedHow,
): Promise<SelectedPaths | null> {
  const selected = await select(all, wanted, how);
  if (selected !== null && how.format === null) checkFormat(selected.paths, how.label, how.call);
  return selected;
}

/** The format of the files, and the words of messages. */
interface SelectedHow {
  readonly label: string;
  /** The name of the source: `'git'`. */
  readonly call: string;
  /** The format that the user gave; null if the extensions of the files decide. */
  readonly format: string | null;
}

async function select(
  all: readonly string[],
  wanted: string,
  { label, format }: SelectedHow,
): Promise<SelectedPaths | null> {
  const isThere = all.includes(wanted);
  if (isGlob(wanted)) {
    const found = await matchListed(wanted.replaceAll(/[()]|^!/g, '\\$&'), all);
    const matches = found.filter((path) => path !== wanted);
    if (isThere && matches.length > 0)
      throw invalid(
        `${label} is the name of a file, and a glob that matches ${andMore(String(matches[0]), matches.length - 1)} as well: write '${quoteGlob(wanted)}' for that file alone.`,
      );
    if (!isThere) return membersOf(matches, all, wanted, label);
  }
  if (isThere) return { paths: [wanted], notes: [] };
  return inFolder(all, wanted, format);
}

function membersOf(
  matches: readonly string[],
  all: readonly string[],
  pattern: string,
  label: string,
): SelectedPaths | null {
  const files = new Set(all);
  const folder = matches.find((path) => !files.has(path));
  if (folder !== undefined)
    throw invalid(`${label} matches ${folder}, which is a folder: write a glob of files.`);
  const { members, notes } = selectFiles(matches, pattern, {
    within: (path) => path,
    shown: (path) => path,
  });
  return members.length === 0 ? null : { paths: members, notes };
}

/** Selects the data files of a folder: those of the format that the user gave, else of the one format that they have. */
async function inFolder(
  all: readonly string[],
  folder: string,
  format: string | null,
): Promise<SelectedPaths | null> {
  const start = folder === '' ? '' : `${folder}/`;
  const below = all
    .filter((path) => path.startsWith(start))
    .map((path) => path.slice(start.length));
  const visible = await matchListed('**/*', below);
  const { members, notes } = selectFiles(visible, '**/*', {
    within: (path) => path,
    shown: (path) => `${start}${path}`,
  });
  const isData = (path: string) =>
    format === null ? formatInFolder(path) !== null : formatInFolder(path) === format;
  const data = members.filter(isData).map((path) => `${start}${path}`);
  if (data.length === 0) return null;
  const [other, ...more] = members.filter((path) => !isData(path));
  const left =
    other === undefined
      ? []
      : [
          `${andMore(`${start}${other}`, more.length)} ${more.length > 0 ? 'are' : 'is'} not read: a folder's files are chosen by their extension.`,
        ];
  return { paths: data, notes: [...notes, ...left] };
}

const invalid = (message: string) => new DatasetError('DATASET_INVALID', message);
