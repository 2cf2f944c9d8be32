import { constants } from 'node:fs';
import { access as mayAccess, open, realpath, stat } from 'node:fs/promises';
import { basename, dirname, isAbsolute, relative, sep } from 'node:path';
import { DatasetError } from './dataset.ts';
import { fixedPart, globbed, goesUp, isGlob, liesIn, patternPart } from './glob.ts';
import { absolute, type Place, prefixOf } from './location.ts';
import { exactPath } from './quote.ts';

/** A file to read. */
export interface DataFile {
  /** The real path, or the URL. */
  readonly path: string;
  /** As a person calls it. */
  readonly shown: string;
  readonly remote: boolean;
  /** Bytes; 0 where it is not known. */
  readonly size: number;
}

export interface FileKind {
  /** `'parquet'`, as users write it. */
  readonly source: string;
  /** A glob for the files of a folder, where a folder may be given. */
  readonly inFolder?: string;
  /** What to write for a folder's files, `'*.parquet'`. */
  readonly suggestion: string;
}

/** The files that are there now, in a fixed order. Throws where there is none, or one that can't be read. */
export async function findFiles(
  places: readonly Place[],
  root: string,
  kind: FileKind,
): Promise<readonly DataFile[]> {
  const found = await Promise.all(places.map((place) => filesOf(place, root, kind)));
  const byPath = new Map(found.flat().map((file) => [file.path, file]));
  return [...byPath.values()];
}

async function filesOf(place: Place, root: string, kind: FileKind): Promise<readonly DataFile[]> {
  const { path, remote, written } = place;
  if (remote) return [{ path, shown: written, remote, size: 0 }];
  if (goesUp(path)) {
    throw invalid(
      `${kind.source}('${written}') goes up with .. behind its first star: write the folder that is meant in front of it.`,
    );
  }
  const at = absolute(path, root);
  // A file whose name holds a star is itself before it is a glob.
  const status = await stat(at).catch(() => null);
  if (status?.isDirectory()) return inFolder(place, at, root, kind);
  if (status) return [await readable(at, written, kind)];
  if (!isGlob(path)) throw await missing(place, at, kind);
  const folder = fixedPart(at);
  const pattern = patternPart(at);
  const matches = await globbed(pattern, folder);
  if (matches.length === 0) {
    throw notFound(`No file matches ${kind.source}('${written}'), looked for from ${folder}.`);
  }
  return filesIn(folder, matches, place, root, kind);
}

async function inFolder(place: Place, at: string, root: string, kind: FileKind) {
  const { written } = place;
  const slash = written.endsWith('/') ? '' : '/';
  if (kind.inFolder === undefined) {
    throw invalid(
      `${kind.source}('${written}') is a folder, not a file: write '${written}${slash}${kind.suggestion}' for the files in it.`,
    );
  }
  const matches = await globbed(kind.inFolder, at);
  if (matches.length === 0) {
    throw notFound(
      `The folder ${kind.source}('${written}') holds no file ${kind.inFolder} (${at}).`,
    );
  }
  return filesIn(at, matches, place, root, kind);
}

/**
 * The files that a glob or a folder stands for. Whoever wrote its path chose that folder; what lies in it may have come
 * from elsewhere, and a link in it that leads out would read what nobody chose.
 */
async function filesIn(
  folder: string,
  matches: readonly string[],
  { written }: Place,
  root: string,
  kind: FileKind,
): Promise<readonly DataFile[]> {
  const real = await realpath(folder);
  return Promise.all(
    matches.map(async (match) => {
      const shown = shownPath(match, root);
      const path = await realpath(match).catch(() => null);
      if (path === null) {
        throw new DatasetError(
          'DATASET_UNREADABLE',
          `${shown}, which ${kind.source}('${written}') matches, is a link that leads nowhere: remove it, or bring back its file.`,
        );
      }
      if (!liesIn(path, real)) {
        throw new DatasetError(
          'DATASET_INVALID',
          `${shown}, which ${kind.source}('${written}') matches, leads out of ${shownPath(folder, root) || 'the project'}: where that file is meant, name it by itself.`,
        );
      }
      return readable(match, shown, kind);
    }),
  );
}

async function readable(
  at: string,
  shown: string,
  { source, suggestion }: FileKind,
): Promise<DataFile> {
  const status = await stat(at).catch(() => null);
  if (!status?.isFile()) {
    throw new DatasetError(
      'DATASET_UNREADABLE',
      `${shown} is not a regular file, so ${source}() can't read it.`,
    );
  }
  const isReadable = await mayAccess(at, constants.R_OK).then(
    () => true,
    () => false,
  );
  if (!isReadable) {
    throw new DatasetError(
      'DATASET_UNREADABLE',
      `${shown} may not be read by this user: its permissions forbid it.`,
    );
  }
  const real = await realpath(at);
  if (sep === '/' && real.includes('\\') && exactPath(real) !== real) {
    throw new DatasetError(
      'DATASET_UNREADABLE',
      `${shown} has a backslash as well as *, ? or [ in its path, and DuckDB could take another file for it: rename it.`,
    );
  }
  if (status.size === 0) {
    throw new DatasetError(
      'DATASET_UNREADABLE',
      `${shown} is empty (0 bytes), so it is no file for ${source}('${suggestion}'): was it cut short?`,
    );
  }
  return { path: real, shown, remote: false, size: status.size };
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

/** Relative to the project, where the file lies in it. */
function shownPath(path: string, root: string): string {
  const inside = relative(root, path);
  return inside.startsWith('..') || isAbsolute(inside) ? path : inside.replaceAll(sep, '/');
}

const notFound = (message: string) => new DatasetError('DATASET_NOT_FOUND', message);
const invalid = (message: string) => new DatasetError('DATASET_INVALID', message);

/** What an engine must be allowed to read: folders that hold the files, none within another. */
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

export const extensionsOf = (files: readonly DataFile[]): readonly string[] =>
  files.some(({ remote }) => remote) ? ['httpfs'] : [];

/** The first bytes of a file. */
export async function firstBytes(path: string, count: number, from = 0): Promise<Buffer> {
  const handle = await open(path);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(count), 0, count, from);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}
