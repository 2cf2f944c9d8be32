import { constants } from 'node:fs';
import { access as mayAccess, open, realpath, stat } from 'node:fs/promises';
import { basename, dirname, isAbsolute, relative, sep } from 'node:path';
import { DatasetError } from './dataset.ts';
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
  const at = absolute(path, root);
  // A file whose name holds a star is itself before it is a glob.
  const status = await stat(at).catch(() => null);
  if (status?.isDirectory()) return inFolder(place, at, root, kind);
  if (status) return [await readable(at, written, kind)];
  if (!isGlob(path)) throw await missing(place, at, kind);
  const matches = await matching(at);
  if (matches.length === 0) {
    throw notFound(
      `No file matches ${kind.source}('${written}'), looked for from ${fixedPart(at)}.`,
    );
  }
  return Promise.all(matches.map((match) => readable(match, shownPath(match, root), kind)));
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
  return Promise.all(matches.map((match) => readable(match, shownPath(match, root), kind)));
}

/** `*`, `**`, `?`, `[a-c]` and `{a,b}` are all that means something in a glob here. */
const isGlob = (path: string) => /[*?[{]/.test(path);

/** The folders up to the first star are taken as they are. */
async function matching(at: string): Promise<readonly string[]> {
  const base = fixedPart(at);
  const pattern = at.slice(base.length).split(sep).join('/').replace(/^\/+/, '');
  return globbed(pattern.replaceAll(/[()]|^!/g, '\\$&'), base);
}

async function globbed(pattern: string, cwd: string): Promise<readonly string[]> {
  // Loaded here, for most datasets are a file and every start would wait for it.
  const { glob } = await import('tinyglobby');
  const found = await glob(pattern, {
    cwd,
    absolute: true,
    onlyFiles: true,
    expandDirectories: false,
  }).catch(() => []);
  // One order on every machine: DuckDB takes its columns from the first file.
  return found.toSorted((one, other) => (one < other ? -1 : 1));
}

function fixedPart(path: string): string {
  const parts = path.split(/[\\/]/);
  const first = parts.findIndex(isGlob);
  return parts.slice(0, first).join('/') || '/';
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
  if (status.size === 0) {
    throw new DatasetError(
      'DATASET_UNREADABLE',
      `${shown} is empty (0 bytes), so it is no file for ${source}('${suggestion}'): was it cut short?`,
    );
  }
  return { path: await realpath(at), shown, remote: false, size: status.size };
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
