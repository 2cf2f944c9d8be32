import { closest } from '../../value/closest.ts';
import { DatasetError, type FileSource, type SourceFile } from '../dataset.ts';
import {
  decodeFolderName,
  folderName,
  foldersIn,
  nullFolder,
  type PartitionFolder,
} from '../files/find/partition-folders.ts';
import { namesInWords } from '../listed-names.ts';
import { emptyFolders } from './empty-folders.ts';

/** The files of one partition. */
export interface Partition {
  /** The names of its folders: `'day=2026-11-30'`, `'year=2026/month=11'`. */
  readonly name: string;
  /** The values of the keys; null for the folder of NULL. */
  readonly values: readonly (string | null)[];
  /** Its files; none for a folder in which the source finds none to read. */
  readonly files: readonly SourceFile[];
}

/**
 * Finds the partitions of a source by some keys of its folders, in the order of its files. Folders of the keys in which it
 * reads no file come last: to leave them out would take an older day for the newest.
 *
 * @throws {DatasetError} for files that lie in no folder of a key, or whose folder can't be read with certainty.
 */
export async function findPartitions(
  source: FileSource,
  keys: readonly string[],
  root: string,
): Promise<readonly Partition[]> {
  const found = new Map<string, { name: string; values: (string | null)[]; files: SourceFile[] }>();
  const files = await source.files(root);
  for (const file of files) {
    const folders = keys.map((key) => folderOf(file, key));
    const values = folders.map(({ value }) =>
      value === nullFolder ? null : decoded(file.shown, value),
    );
    const name = folders.map(({ key, value }) => `${key}=${value}`).join('/');
    const id = JSON.stringify(values);
    const known = found.get(id);
    if (known === undefined) found.set(id, { name, values, files: [file] });
    else if (known.name === name) known.files.push(file);
    else
      throw invalid(
        `The folders ${known.name}/ and ${name}/ are one value that is written in two ways: move the files of one into the other.`,
      );
  }
  const paths = files.map(({ path }) => path);
  const empty = (await emptyFolders(source, paths, keys, root)).map((folders) => {
    const sorted = keys.map((key) => folders.find((one) => one.key === key)?.value ?? '');
    const name = keys.map((key, at) => `${key}=${sorted[at]}`).join('/');
    return { name, values: sorted.map((value) => decoded(`${name}/`, value)), files: [] };
  });
  return [...found.values(), ...empty.filter(({ values }) => !values.includes(nullFolder))];
}

function folderOf(file: SourceFile, key: string): PartitionFolder {
  const folders = foldersIn(file.shown);
  const [folder, ...more] = folders.filter((one) => one.key === key);
  if (folder === undefined) throw lacking(file, key, folders);
  if (more[0] !== undefined)
    throw invalid(
      `${file.shown} lies in two folders of the key '${key}', ${folderName(folder)} and ${folderName(more[0])}: only one can be its value.`,
    );
  const real = foldersIn(file.path).findLast((one) => one.key === key);
  if (real?.value !== folder.value)
    throw invalid(
      `${file.shown} is reached by a link, and its own folder is not called ${folderName(folder)}: name the folder itself, or its partition is not known.`,
    );
  return folder;
}

function lacking(
  { shown }: SourceFile,
  key: string,
  folders: readonly PartitionFolder[],
): DatasetError {
  const keys = [...new Set(folders.map((one) => one.key))];
  const near = closest(key, keys);
  const there =
    keys.length === 0
      ? `its path has no folders such as day=2026-11-30/${isDated(shown) ? ', and a date in the name of a file makes no partition: move each day into a folder of its own, or list the files that are to be read' : ''}`
      : `the keys of its folders are ${namesInWords(keys, 5)}${near === undefined ? '' : `. Did you mean '${near}'?`}`;
  return invalid(
    `${shown} lies in no folder ${key}=.../, so it belongs to no partition by '${key}': ${there}${there.endsWith('?') ? '' : '.'}`,
  );
}

/** True for a file that has a date in its name. */
const isDated = (path: string) => /\d{4}[-_.]?\d{2}[-_.]?\d{2}[^/]*$/.test(path);

function decoded(shown: string, value: string): string {
  const text = decodeFolderName(value);
  if (text !== null) return text;
  throw invalid(`${shown} lies in a folder whose %-escapes are no text in UTF-8: rename it.`);
}

const invalid = (message: string) => new DatasetError('DATASET_INVALID', message);
