import type { ColumnHint, Dataset, Opened, Reader } from '../dataset.ts';
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

/** Makes a dataset of files that DuckDB reads. `load` imports what reads them, once the dataset is opened. */
export const datasetOfFiles = (
  kind: FileKind,
  where: readonly Place[],
  load: () => Promise<ReadFiles>,
  more: Partial<Pick<Dataset, 'watch' | 'sharing'>> = {},
): Dataset =>
  Object.freeze({
    kind: kind.source,
    engine: 'duckdb',
    label: labelOf(where),
    watch: watchOf(where),
    ...more,
    digests: (root: string) => fileDigests(where, root, kind),
    access: async (root: string) => accessTo(await findFiles(where, root, kind)),
    open: async (reader: Reader, hints: readonly ColumnHint[], root: string) => {
      const read = await load();
      return openFiles(reader, where, root, kind, (files) => read(reader, files, hints));
    },
  });
