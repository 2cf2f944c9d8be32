import {
  type ColumnHint,
  type Dataset,
  DatasetError,
  type FileSource,
  type Opened,
  type Reader,
  type SourceFile,
} from '../dataset.ts';
import type { DataFile, FileKind } from './data-file.ts';
import { accessTo } from './engine-access.ts';
import { fileDigests } from './file-digests.ts';
import { findFiles } from './find/find-files.ts';
import { labelOf, type Place, watchOf } from './location.ts';
import { openFiles } from './open-files.ts';

/** Reads the files of a dataset. */
type ReadFiles = (
  reader: Reader,
  files: readonly DataFile[],
  hints: readonly ColumnHint[],
) => Promise<Opened>;

/** A source of files: their kind, its options, and what imports the code that reads them. */
export interface FilesSource {
  readonly kind: FileKind;
  /** The checked options, as plain JSON. */
  readonly options: object;
  /** Imports the reader, once a dataset is opened. */
  readonly load: (where: readonly Place[]) => Promise<ReadFiles>;
  /** Imports what reads the records as texts. */
  readonly loadRecords?: () => Promise<ReadFiles>;
  /** Writes a copy of a file without some records. */
  readonly without?: FileSource['without'];
  /** Returns what else the dataset has: other paths to watch, a key for sharing. */
  readonly more?: (where: readonly Place[]) => Partial<Pick<Dataset, 'watch' | 'sharing'>>;
}

/** Makes a dataset of files that DuckDB reads. */
export function datasetOfFiles(
  files: FilesSource,
  where: readonly Place[],
  label: string = labelOf(where),
): Dataset {
  const { kind, load, more } = files;
  return Object.freeze({
    kind: kind.source,
    engine: 'duckdb',
    label,
    watch: watchOf(where),
    ...more?.(where),
    source: fileSource(files, where),
    digests: (root: string) => fileDigests(where, root, kind),
    access: async (root: string) => accessTo(await findFiles(where, root, kind)),
    open: async (reader: Reader, hints: readonly ColumnHint[], root: string) => {
      const read = await load(where);
      return openFiles(reader, where, root, kind, (found) => read(reader, found, hints));
    },
  });
}

const fileSource = (files: FilesSource, where: readonly Place[]): FileSource => ({
  format: files.kind.source,
  options: { ...files.options },
  locations: where.map(({ path }) => path),
  files: (root) => localFiles(where, root, files.kind),
  at: (others, label) => datasetOfFiles(files, others.map(placeOf), label),
  ...(files.without && { without: files.without }),
  ...(files.loadRecords && { records: recordsOf(files, files.loadRecords) }),
});

const recordsOf =
  (files: FilesSource, load: () => Promise<ReadFiles>): NonNullable<FileSource['records']> =>
  (others, label) =>
    datasetOfFiles({ kind: files.kind, options: files.options, load }, others.map(placeOf), label);

/** Returns the place of a file that was found elsewhere. */
export const placeOf = ({ path, shown }: SourceFile): Place => ({
  written: shown,
  remote: false,
  path,
});

/** Finds the files of a source. Throws for a URL, whose bytes are not on this machine. */
export async function localFiles(
  where: readonly Place[],
  root: string,
  kind: FileKind,
): Promise<readonly SourceFile[]> {
  const found = await findFiles(where, root, kind);
  const remote = found.find((file) => file.remote);
  if (remote)
    throw new DatasetError(
      'DATASET_INVALID',
      `${remote.shown} is not a file of this machine: download it first.`,
    );
  return found.map(({ path, shown }) => ({ path, shown }));
}
