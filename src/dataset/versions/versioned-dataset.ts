import type { ColumnHint, Dataset, Reader, SourceFile } from '../dataset.ts';
import { formatOfFile } from '../file-formats.ts';
import { datasetOfWanted, type Wanted } from './wanted-files.ts';

/** The files of a version that were found, before any is brought to this machine. */
export interface FoundVersion {
  /** A text that changes whenever the files do: their names and the ids of their contents. */
  readonly identity: string;
  readonly notes: readonly string[];
  /** Brings the files into the cache, each compared with its digest, and returns them in the order of their rows. */
  readonly bring: () => Promise<readonly SourceFile[]>;
}

/** A source that reads files of another version. */
export interface VersionSource {
  /** The name of the source: `'git'`. */
  readonly call: string;
  readonly label: string;
  readonly wanted: Wanted;
  readonly watch: readonly string[];
  /** All that describes the version, as plain JSON. */
  readonly key: readonly unknown[];
  readonly find: (root: string) => Promise<FoundVersion>;
}

/** Formats whose rows are loaded once, and kept for the next contract over the same files. */
const loaded = ['csv', 'json'];

/** Makes the dataset of files that are brought from a version. */
export function versionedDataset(source: VersionSource): Dataset {
  const { call, label, wanted, watch, key, find } = source;
  const bring = async (root: string) => {
    const { bring: bringFiles, notes } = await find(root);
    return { dataset: datasetOfWanted(wanted, await bringFiles(), label), notes };
  };
  // What was permitted is what is opened, though a branch may move in between.
  let permitted: ReturnType<typeof bring> | null = null;
  const format = wanted.source?.format ?? formatOfFile(wanted.location);
  return Object.freeze({
    kind: call,
    engine: 'duckdb',
    label,
    watch,
    ...(format !== null &&
      loaded.includes(format) && {
        sharing: {
          key: JSON.stringify([call, format, wanted.source?.options ?? null, ...key]),
          fingerprint: async (root: string) => (await find(root)).identity,
        },
      }),
    digests: async (root: string) => (await (await bring(root)).dataset.digests?.(root)) ?? null,
    access: (root: string) => {
      permitted = bring(root);
      return permitted.then(({ dataset }) => dataset.access(root));
    },
    open: async (reader: Reader, hints: readonly ColumnHint[], root: string) => {
      const { dataset, notes } = await (permitted ?? bring(root));
      permitted = null;
      const opened = await dataset.open(reader, hints, root);
      return { ...opened, notes: [...notes, ...opened.notes] };
    },
  } satisfies Dataset);
}
