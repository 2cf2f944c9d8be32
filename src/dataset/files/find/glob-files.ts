import { beginsWith, pathFrom } from '../../../system/paths.ts';
import { takeTurns } from '../../../system/take-turns.ts';
import { DatasetError } from '../../dataset.ts';
import { type DataFile, type FileKind, localFile, realPath, shownPath } from '../data-file.ts';
import type { Place } from '../location.ts';
import { type Glob, matchGlob } from './glob.ts';
import { selectFiles } from './ignored-files.ts';
import { formatTableOf } from './table-formats.ts';

/** The files of a dataset, with notes on those that were skipped. */
export interface FoundFiles {
  readonly files: readonly DataFile[];
  /** Notes on skipped files, for the reader of an outcome. */
  readonly notes: readonly string[];
}

/**
 * Finds the files of a glob or a folder. A link that leads out of the folder is refused: the user chose the folder, but
 * its content may come from elsewhere.
 */
export async function filesIn(
  glob: Glob,
  place: Place,
  root: string,
  kind: FileKind,
): Promise<FoundFiles> {
  const { folder, pattern } = glob;
  const found = await matchGlob(glob);
  const { members, notes } = selectFiles(found, pattern, {
    within: (match) => pathFrom(folder, match),
    shown: (match) => shownPath(match, root),
  });
  if (members.length === 0) throw noMatch(glob, notes, place, kind);
  const files = await filesOf(folder, members, place, root, kind);
  if (kind.isOfTables) await refuseTable(files, place, root, kind);
  return { files, notes };
}

function noMatch(
  { folder, pattern }: Glob,
  notes: readonly string[],
  { written }: Place,
  { source, inFolder }: FileKind,
): DatasetError {
  const what =
    pattern === inFolder
      ? `The folder ${source}('${written}') holds no file ${inFolder} (${folder}).`
      : `No file matches ${source}('${written}'), looked for from ${folder}.`;
  return notFound([what, ...notes].join(' '));
}

async function filesOf(
  folder: string,
  matches: readonly string[],
  { written }: Place,
  root: string,
  kind: FileKind,
): Promise<readonly DataFile[]> {
  const real = realPath(folder) ?? folder;
  const files: DataFile[] = [];
  const turn = takeTurns();
  for (const match of matches) {
    const shown = shownPath(match, root);
    const path = realPath(match);
    if (path === null) {
      throw unreadable(
        `${shown}, which ${kind.source}('${written}') matches, is a link that leads nowhere: remove it, or restore its file.`,
      );
    }
    if (!beginsWith(path, real)) {
      throw invalid(
        `${shown}, which ${kind.source}('${written}') matches, leads out of ${shownPath(folder, root) || 'the project'}: to read that file, name it by itself.`,
      );
    }
    files.push(localFile(match, shown, root, kind, path));
    await turn();
  }
  return files;
}

/**
 * Refuses the files of a table format such as Delta. Only the table's log says which files and rows are current;
 * without it, deleted rows would count.
 */
async function refuseTable(
  files: readonly DataFile[],
  { written }: Place,
  root: string,
  { source }: FileKind,
): Promise<void> {
  const table = await formatTableOf(files.map(({ path }) => path));
  if (table === null) return;
  const { format, folder, marker, advice } = table;
  throw invalid(
    `${source}('${written}') reads files of the ${format} table ${shownPath(folder, root) || '.'} (it has ${marker}/), and they may hold rows that were deleted or replaced since: ${advice}, or name the files to read one by one.`,
  );
}

const notFound = (message: string) => new DatasetError('DATASET_NOT_FOUND', message);
const invalid = (message: string) => new DatasetError('DATASET_INVALID', message);
const unreadable = (message: string) => new DatasetError('DATASET_UNREADABLE', message);
