import type { Digest, Lineage } from '../log/record.ts';

/** A file of a snapshot. */
export interface SnapshotFile {
  /** The path within the dataset, with slashes: `part=1/trips.csv`. */
  readonly name: string;
  readonly bytes: number;
  readonly digest: Digest;
  readonly rows: number;
  /** The file's path from the project's root if it is referenced in place; null if the store has a copy. */
  readonly path: string | null;
}

/** A column of a snapshot. */
export interface SnapshotColumn {
  readonly name: string;
  /** The type in DuckDB's words. */
  readonly type: string;
}

/** A recorded snapshot of a dataset. */
export interface Snapshot {
  readonly name: string;
  /** The digest of the content: the files' names and bytes, and the way in which they are read. */
  readonly digest: Digest;
  /** The source that reads the files, such as `'csv'`, and its options. */
  readonly format: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly columns: readonly SnapshotColumn[];
  readonly rows: number;
  readonly files: readonly SnapshotFile[];
  /** When it was first recorded, as ISO 8601. */
  readonly created: string;
  readonly parent: Digest | null;
  readonly lineage: Lineage;
  readonly commit: string | null;
}
