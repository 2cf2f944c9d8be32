import { sep } from 'node:path';
import { DatasetError } from '../dataset.ts';
import { literal } from '../sql/quote.ts';
import type { DataFile } from './data-file.ts';

/** A folder such as `region=eu` on the way to a file. */
export interface PartitionFolder {
  /** The text in front of the first `=`, with its escapes. */
  readonly key: string;
  readonly value: string;
}

/** The name by which Hive, Spark, pyarrow and DuckDB call the folder of rows with a NULL. */
export const nullFolder = '__HIVE_DEFAULT_PARTITION__';

const separators = sep === '/' ? '/' : String.raw`/\\`;

const foldersIn = (path: string): readonly PartitionFolder[] =>
  path
    .split(sep === '/' ? '/' : /[\\/]/)
    .slice(0, -1)
    .flatMap((name) => {
      const at = name.indexOf('=');
      return at < 1 ? [] : [{ key: name.slice(0, at), value: name.slice(at + 1) }];
    });

/** The folders of a file that name a key and a value, in the order of the path that leads to it. */
export const partitionFolders = ({ listed, remote }: DataFile): readonly PartitionFolder[] =>
  foldersIn(remote ? listed.replace(/[?#][^/]*$/, '') : listed);

/** The keys that all files lie in folders of. Throws where two of them do not agree on that. */
export function partitionKeys(files: readonly DataFile[]): readonly string[] {
  const [first] = files;
  if (first === undefined) return [];
  const keys = keysOf(first);
  for (const file of files) {
    const own = keysOf(file);
    for (const [one, having, lacking] of [
      ...own.map((key) => [key, file, first] as const),
      ...keys.map((key) => [key, first, file] as const),
    ]) {
      if (keysOf(lacking).includes(one)) continue;
      throw invalid(
        `${having.shown} lies in a folder ${one}=.../, and ${lacking.shown} does not: files that are read with hivePartitioning lie in folders of the same keys, spelled alike.`,
      );
    }
    checkPath(file);
  }
  return keys.toSorted();
}

/** SQL's names do not differ by case, and one folder's value would hide the other's. */
function keysOf(file: DataFile): readonly string[] {
  const folders = partitionFolders(file);
  const known = new Map<string, PartitionFolder>();
  for (const folder of folders) {
    const before = known.get(folder.key.toLowerCase());
    if (before !== undefined) {
      throw invalid(
        `${file.shown} lies in two folders of one key, ${folderName(before)} and ${folderName(folder)}: only one can be the value of its column.`,
      );
    }
    if (decodeFolderName(folder.key) === null || decodeFolderName(folder.value) === null) {
      throw invalid(
        `${file.shown} lies in the folder ${folderName(folder)}, whose %-escapes are no text in UTF-8: rename it.`,
      );
    }
    known.set(folder.key.toLowerCase(), folder);
  }
  return folders.map(({ key }) => key);
}

/** The engine is given the real path, and takes the last folder of a key in it. */
function checkPath(file: DataFile) {
  const real = new Map(foldersIn(file.path).map(({ key, value }) => [key, value]));
  for (const folder of partitionFolders(file)) {
    if (real.get(folder.key) === folder.value) continue;
    throw invalid(
      `${file.shown} is reached by a link, and its own folder is not called ${folderName(folder)}: name the folder itself, or the value of its column is not known.`,
    );
  }
}

/** A name without its escapes, as `url_decode` has it: `%2F` is a slash, and `%zz` is itself. Null where it is no text. */
export function decodeFolderName(name: string): string | null {
  try {
    return name.replaceAll(/(?:%[\da-f]{2})+/gi, decodeURIComponent);
  } catch {
    return null;
  }
}

/** A folder as messages name it. The slash at its end marks it as one, so that it is masked where its column is. */
export const folderName = ({ key, value }: PartitionFolder): string => `${key}=${value}/`;

/** SQL for the text of a key in a path, NULL where the folder says so. */
export function folderText(key: string, path: string): string {
  const quoted = key.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);
  const pattern = `(?s)^(?:.*[${separators}])?${quoted}=([^${separators}]*)[${separators}]`;
  return `nullif(url_decode(regexp_extract(${path}, ${literal(pattern)}, 1)), '${nullFolder}')`;
}

const invalid = (message: string) => new DatasetError('DATASET_INVALID', message);
