import { namesIn, separatorClass } from '../../../system/paths.ts';
import { DatasetError } from '../../dataset.ts';
import { literal } from '../../sql/quote.ts';
import type { DataFile } from '../data-file.ts';

/** A folder such as `region=eu` in the path of a file. */
export interface PartitionFolder {
  /** The text before the first `=`, with its escapes. */
  readonly key: string;
  readonly value: string;
}

/** The folder name that Hive, Spark, pyarrow and DuckDB use for NULL. */
export const nullFolder = '__HIVE_DEFAULT_PARTITION__';

const separators = separatorClass();

/** Returns the key=value folders of a path, in order. */
export const foldersIn = (path: string): readonly PartitionFolder[] =>
  namesIn(path)
    .slice(0, -1)
    .flatMap((name) => {
      const at = name.indexOf('=');
      return at < 1 ? [] : [{ key: name.slice(0, at), value: name.slice(at + 1) }];
    });

/** Returns the key=value folders of a file's path, in order. */
export const partitionFolders = ({ listed, remote }: DataFile): readonly PartitionFolder[] =>
  foldersIn(remote ? listed.replace(/[?#][^/]*$/, '') : listed);

/** Returns the keys of the folders. Throws if the files do not all have the same keys. */
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

/** Returns the keys of a file's folders. Throws if two differ only by case, since only one can be a column. */
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

/**
 * Refuses a file whose real path has other folders than the listed one. The engine reads the value from the real path.
 */
function checkPath(file: DataFile) {
  const real = new Map(foldersIn(file.path).map(({ key, value }) => [key, value]));
  for (const folder of partitionFolders(file)) {
    if (real.get(folder.key) === folder.value) continue;
    throw invalid(
      `${file.shown} is reached by a link, and its own folder is not called ${folderName(folder)}: name the folder itself, or the value of its column is not known.`,
    );
  }
}

/**
 * Decodes the escapes of a folder name as `url_decode` does: `%2F` is a slash, and `%zz` stays. Returns null if the
 * result is not UTF-8.
 */
export function decodeFolderName(name: string): string | null {
  try {
    return name.replaceAll(/(?:%[\da-f]{2})+/gi, decodeURIComponent);
  } catch {
    return null;
  }
}

/**
 * Returns a folder's name for messages. Its final slash marks it as a folder, so that its value is masked if the
 * column's values are.
 */
export const folderName = ({ key, value }: PartitionFolder): string => `${key}=${value}/`;

/** Returns SQL for the value of a key in a path; NULL for the NULL folder. */
export function folderText(key: string, path: string): string {
  const quoted = key.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);
  const pattern = `(?s)^(?:.*[${separators}])?${quoted}=([^${separators}]*)[${separators}]`;
  return `nullif(url_decode(regexp_extract(${path}, ${literal(pattern)}, 1)), '${nullFolder}')`;
}

const invalid = (message: string) => new DatasetError('DATASET_INVALID', message);
