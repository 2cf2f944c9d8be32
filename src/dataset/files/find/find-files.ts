import { open, stat } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { pathFrom, slashed } from '../../../system/paths.ts';
import { DatasetError } from '../../dataset.ts';
import { andMore } from '../../listed-names.ts';
import { exactPath } from '../../sql/quote.ts';
import { type DataFile, type FileKind, localFile, shownPath } from '../data-file.ts';
import { absolute, labelOf, type Place, prefixOf } from '../location.ts';
import { type Glob, globOf, goesUp, isGlob, matchGlob, quoteGlob } from './glob.ts';
import { type FoundFiles, filesIn } from './glob-files.ts';
import { selectFiles } from './ignored-files.ts';

/** Finds the files that exist now, in a fixed order. Throws if there is none, or one that can't be read. */
export const findFiles = async (
  places: readonly Place[],
  root: string,
  kind: FileKind,
): Promise<readonly DataFile[]> => (await findFilesWithNotes(places, root, kind)).files;

/** Finds files as {@link findFiles} does, and adds notes on the files that were skipped. */
export async function findFilesWithNotes(
  places: readonly Place[],
  root: string,
  kind: FileKind,
): Promise<FoundFiles> {
  const found = await Promise.all(places.map((place) => filesOf(place, root, kind)));
  const byPath = new Map(found.flatMap(({ files }) => files).map((file) => [file.path, file]));
  return { files: [...byPath.values()], notes: found.flatMap(({ notes }) => notes) };
}

/** Finds the one file of a source that reads a single file. Throws if there are more. */
export async function findOneFile(
  places: readonly Place[],
  root: string,
  kind: FileKind,
): Promise<DataFile> {
  const [file, ...others] = await findFiles(places, root, kind);
  if (file && others.length === 0) return file;
  throw invalid(
    `${kind.source}('${labelOf(places)}') matches ${others.length + 1} files: name one of them.`,
  );
}

const alone = (file: DataFile): FoundFiles => ({ files: [file], notes: [] });

async function filesOf(place: Place, root: string, kind: FileKind): Promise<FoundFiles> {
  const { path, remote, written } = place;
  if (remote) return alone({ path, shown: written, listed: path, remote, size: 0 });
  if (goesUp(path)) {
    throw invalid(
      `${kind.source}('${written}') goes up with .. after its first wildcard: write that folder before the wildcard.`,
    );
  }
  const at = absolute(path, root);
  const status = await stat(at).catch(() => null);
  if (isGlob(path)) {
    const glob = globOf(path, root);
    if (!status) return filesIn(glob, place, root, kind);
    await refuseDoubt(at, status.isDirectory() ? 'folder' : 'file', glob, place, root, kind);
  }
  if (status?.isDirectory()) return inFolder(place, at, root, kind);
  if (status) return alone(localFile(at, written, root, kind));
  throw await missing(place, at, kind);
}

/**
 * Refuses a path that is both a glob and the name of a file, if the glob matches other files too. A shell's mistake can
 * create a file called `*.csv`, and either may be meant.
 */
async function refuseDoubt(
  at: string,
  what: 'file' | 'folder',
  glob: Glob,
  { path, written }: Place,
  root: string,
  { source }: FileKind,
): Promise<void> {
  const [other, ...more] = (await matchGlob(glob)).filter(
    (match) => match !== slashed(resolve(at)),
  );
  if (other === undefined) return;
  const others = andMore(shownPath(other, root), more.length);
  throw invalid(
    `${source}('${written}') is the name of a ${what}, and a glob that matches ${others} as well: write '${quoteGlob(path)}' for that ${what} alone, or give it another name.`,
  );
}

async function inFolder(
  place: Place,
  at: string,
  root: string,
  kind: FileKind,
): Promise<FoundFiles> {
  const { written } = place;
  const slash = written.endsWith('/') ? '' : '/';
  if (kind.inFolder === undefined) {
    throw invalid(
      `${kind.source}('${written}') is a folder, not a file: write '${written}${slash}${kind.suggestion}' for the files in it.`,
    );
  }
  const { files, notes } = await filesIn({ folder: at, pattern: kind.inFolder }, place, root, kind);
  return { files, notes: [...notes, ...(await othersIn(at, root, kind))] };
}

/**
 * Notes files of a folder that are not read because of their names. They may be data all the same: `b.PARQUET`, or
 * Hive's `part-0`.
 */
async function othersIn(
  folder: string,
  root: string,
  { suggestion }: FileKind,
): Promise<readonly string[]> {
  const ending = suggestion.replace('*', '');
  const all = await matchGlob({ folder, pattern: '**/*' });
  const { members } = selectFiles(all, '**/*', {
    within: (match) => pathFrom(folder, match),
    shown: (match) => match,
  });
  const [first, ...more] = members.filter((match) => !match.endsWith(ending));
  if (first === undefined) return [];
  const which = andMore(shownPath(first, root), more.length);
  return [
    `${which} ${more.length > 0 ? 'are' : 'is'} not read: in a folder, only files whose names end in ${ending} are.`,
  ];
}

async function missing(
  { written }: Place,
  at: string,
  { source }: FileKind,
): Promise<DatasetError> {
  const folder = dirname(at);
  const hasFolder = await stat(folder).then(
    (status) => status.isDirectory(),
    () => false,
  );
  const why = hasFolder
    ? `the folder ${folder} has no ${basename(at)}`
    : `there is no folder ${folder}`;
  return notFound(`${source}('${written}') does not exist: ${why}.`);
}

const notFound = (message: string) => new DatasetError('DATASET_NOT_FOUND', message);
const invalid = (message: string) => new DatasetError('DATASET_INVALID', message);

/** Returns the folders that an engine must be allowed to read, without those within another. */
export function foldersOf(files: readonly DataFile[]): readonly string[] {
  const folders = new Set(
    files.map(({ path, remote }) => (remote ? prefixOf(path) : dirname(path))),
  );
  const isWithin = (folder: string) => {
    for (let above = dirname(folder); above !== dirname(above); above = dirname(above))
      if (folders.has(above)) return true;
    return false;
  };
  const outer = [...folders].filter((folder) => folder.includes('://') || !isWithin(folder));
  // DuckDB compares a path as it is given to it, with what is special in it quoted.
  return [...new Set(outer.flatMap((folder) => [folder, exactPath(folder)]))].sort();
}

/** Returns the engine extensions that reading the files needs. */
export const extensionsOf = (files: readonly DataFile[]): readonly string[] =>
  files.some(({ remote }) => remote) ? ['httpfs'] : [];

/** Reads `count` bytes of a file, from its start unless `from` is given. */
export async function firstBytes(path: string, count: number, from = 0): Promise<Buffer> {
  const handle = await open(path);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(count), 0, count, from);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}
