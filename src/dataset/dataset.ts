import type { Family } from '../metric/expression.ts';
import { CodedError } from '../value/coded-error.ts';
import type { Numeric } from '../value/numeric.ts';
import type { Reproduction } from './reproduction.ts';

/** A record of a source that could not be read. */
export interface ReadProblem {
  readonly file: string;
  /** The line of the record, from 1 with the header included; null for a source without lines. */
  readonly line: number | null;
  readonly column: string | null;
  /** The reason, without any of the record's values. */
  readonly message: string;
}

/** An open dataset: a relation to select from, with what is known of its rows. */
export interface Opened {
  /** The relation's name, quoted: a view or table on the reader's connection. */
  readonly relation: string;
  /** A way to read the same rows elsewhere. Absent if only this process can, as for rows in memory. */
  readonly reproduce?: Reproduction;
  /** The first records and fields that could not be read; `problemCount` counts all of them. */
  readonly problems: readonly ReadProblem[];
  readonly problemCount: number;
  /** The number of records among `problemCount` that could not be read as such, and are no rows; 0 if absent. */
  readonly leftOut?: number;
  /** The fields that could not be read, of records that could; absent or null if there are none. */
  readonly unreadable?: Unreadable | null;
  /** Notes on how the rows were read, one sentence each, for the reader of an outcome. */
  readonly notes: readonly string[];
  /** Those of the notes that say how a column could be read, by its name; absent if there are none. */
  readonly columnNotes?: ReadonlyMap<string, string>;
  /** Sentences on fields within columns that no row holds, or that a column can't have, by their names; absent if there are none. */
  readonly fieldNotes?: ReadonlyMap<string, string>;
  /** The rows without the fields within columns that `relation` adds to them; absent if it adds none. */
  readonly within?: WithFields;
  /** The pieces that the rows are made of; absent if the dataset has no separate pieces. */
  readonly parts?: Parts | null;
  /**
   * Returns SQL (to follow FROM) that reads the rows with one more column: the number of each row, from 1, in the order
   * of the relation. No thread waits for another to know it. Absent or null if the rows must be counted one by one.
   */
  readonly numbered?: ((column: string) => string) | null;
  /** The way to read the rows with the file of each, or why there is none; absent or null for one file. */
  readonly fileRows?: FileRows | UnknownFileRows | null;
  /** A sentence that says why the rows have no fixed order; absent or null if they have one. */
  readonly unordered?: string | null;
  /** Checks that remote files have not changed since they were opened. Absent if no remote file is read later. */
  readonly isSame?: () => Promise<boolean>;
  /**
   * Relations and files that are made when a query first needs them, by the text that the query then has in it: the name of
   * a view, the path of a file.
   */
  readonly pending?: ReadonlyMap<string, () => Promise<void>>;
  /**
   * Returns the kinds of the values in a column of several, with their counts and the first line of the rarer: `numbers (8) and text
   * (2, the first on line 7 of x.json)`. Null for another column. Absent if the source has none of several kinds.
   */
  readonly kindsOf?: (column: string) => Promise<string | null>;
  /** SQL (to follow FROM) with the same columns and no row, where to look at `relation` would mean to make it. */
  readonly shape?: string;
}

/** Rows whose columns have fields that are further columns of a relation. */
export interface WithFields {
  /** SQL (to follow FROM) of the rows without them. */
  readonly relation: string;
  /** Returns SQL that adds them to rows with the same columns. */
  readonly over: (relation: string) => string;
  readonly fields: readonly AddedField[];
}

/** A field that is a column of a relation. */
export interface AddedField {
  readonly name: string;
  /** The column, and the fields from the outside in. */
  readonly path: readonly string[];
  /** False if no row holds it, so that all of it is NULL. */
  readonly isHeld: boolean;
}

/**
 * Fields that could not be read, of records that could. Such a field is NULL in the relation, and is neither that nor a value:
 * what judges its column leaves the row out.
 */
export interface Unreadable {
  /** Columns of the relation that mark such fields, and are no columns of the dataset. */
  readonly hidden: readonly string[];
  readonly columns: ReadonlyMap<string, UnreadableColumn>;
}

/** A column some of whose fields could not be read. */
export interface UnreadableColumn {
  readonly count: number;
  /** SQL over the relation that is true for a row whose field was read, else false; never NULL. */
  readonly isRead: string;
  /** The most frequent shapes of the fields, that of most fields first; absent if they were not counted. */
  readonly patterns?: readonly UnreadPattern[];
}

/** Fields of a column that can't be read and are written alike. */
export interface UnreadPattern {
  /** The shape of their texts, without the texts: `'99/99/9999'`. */
  readonly shape: string;
  /** The expected form in words: `'a date or time such as 2024-12-31T23:59:59Z'`. */
  readonly wanted: string;
  readonly count: number;
  /** The place of the first of them. */
  readonly file: string;
  readonly line: number | null;
}

/** Rows of several files, each with the place of its file. */
export interface FileRows {
  /** The names of the files in messages. */
  readonly shown: readonly string[];
  /** Returns the columns that not all files have, each with the places of the files without it; null where that is not known. */
  lacking(): ReadonlyMap<string, readonly number[]> | null;
  /** Returns SQL (to follow FROM) that reads the rows with one more column: the place of the file among `shown`, from 0. */
  relation(column: string): string;
}

/** Several files, the rows of which can't be told apart by file. */
export interface UnknownFileRows {
  /** The names of the files in messages. */
  readonly shown: readonly string[];
  /** A sentence that says why, and what to do. */
  readonly reason: string;
}

/** The identity of a file: its size, times and footer, or a digest of all its bytes. */
export type IdentityKind = 'footer' | 'content';

/** The pieces of a dataset. Each has the same columns as the whole. */
export interface Parts {
  /** The pieces in the order of their rows. */
  readonly list: readonly Part[];
  /** Columns whose values come from folder names. The statistics of the files do not describe them. */
  readonly folderColumns: ReadonlySet<string>;
  /** Returns SQL (to follow FROM) that reads the rows of some pieces, in their order. */
  relation(of: readonly Part[]): string;
  /** Returns a text on how some pieces are read that is the same in each run; by default the SQL of `relation` is one. */
  describe?(of: readonly Part[]): string;
  /**
   * The size up to which pieces are measured together, where the rows of those that were not asked for have to be read for it; 0
   * if each is measured by itself. By default the planner has its own.
   */
  readonly bundleBytes?: number;
}

/** A file that holds some of the rows and has an identity of its own, or several that are read together. */
export interface Part {
  /** The name of the file in messages; null for several files. */
  readonly shown: string | null;
  /** The path of the Parquet file, for the engine, whose footer describes these rows. */
  readonly footer: string;
  /** A text that names it in each run; by default `footer` does. */
  readonly key?: string;
  /** The size of the file in bytes. */
  readonly bytes: number;
  /** The row count, by the footer and the pages of the file. */
  readonly rows: number;
  /** The program that wrote the file. */
  readonly writer: string;
  /** The columns, as the footer describes them. */
  readonly columns: readonly FooterColumn[];
  /** The identity by its footer when the file was opened; absent if it was not taken then. */
  readonly stamp?: string;
  /** Returns a text that changes whenever the rows change. */
  identify(kind: IdentityKind): Promise<string>;
}

/** A column of a file, as its footer describes it: that of each stretch of rows, added up. */
export interface FooterColumn {
  /** The column's own name in the file. */
  readonly name: string;
  /** The kind of its bounds; null if the footer has none that can be put in order. Text may be cut short there. */
  readonly kind: 'integer' | 'decimal' | 'float' | 'instant' | null;
  readonly nulls: number | null;
  /** The least value, in microseconds since 1970 for instants; null if a stretch with values does not give both bounds. */
  readonly least: Numeric | null;
  readonly greatest: Numeric | null;
  /** True if each stretch of rows lies wholly above the ones before it. */
  readonly ascends: boolean;
  /** The size of the largest dictionary in bytes; null if a stretch has none. */
  readonly dictionary: number | null;
  /** The bytes that its values take in the file. */
  readonly bytes: number;
}

/** The types that the contract allows for a column, for sources without types (CSV, JSON). */
export interface ColumnHint {
  readonly name: string;
  readonly families: readonly Family[];
}

/** The part of an engine that a source needs to open its rows. */
export interface Reader {
  /** The memory limit of the run in bytes; null if the run sets none. */
  readonly granted: number | null;
  /** Runs one statement and returns its rows. Values are JSON: text, numbers, booleans, null. */
  query(sql: string): Promise<readonly Readonly<Record<string, unknown>>[]>;
  /** Creates a table from rows in memory. */
  insert(
    table: string,
    columns: readonly InsertColumn[],
    rows: Iterable<readonly unknown[]>,
  ): Promise<void>;
  /** Returns a name for a table or view that nothing else uses. */
  freshName(): string;
  /**
   * Returns the path of a Parquet file that does not exist, in a private folder that the engine may write to and that is
   * removed with the session. Absent if the engine has none.
   */
  freshFile?(): string;
  /** Facts on files that earlier runs found; absent or null if none are kept. */
  readonly recall?: Recall | null;
}

/** Plain data that is written as JSON. */
export type Plain =
  | null
  | boolean
  | number
  | string
  | readonly Plain[]
  | { readonly [name: string]: Plain };

/** Facts on files, kept for later runs by texts that identify the files and the question. */
export interface Recall {
  /** The way in which files are identified. */
  readonly identity: IdentityKind;
  get(files: string, question: string): Plain | undefined;
  put(files: string, question: string, fact: Plain): void;
  /** True for a column whose values may not be kept. */
  isMasked(column: string): boolean;
}

/** A column of a table that is created from rows in memory. */
export interface InsertColumn {
  readonly name: string;
  /** The SQL type of the column in DuckDB's words; another engine translates it. */
  readonly type: string;
}

/** The permissions that a dataset needs from an engine before the engine is locked. */
export interface Access {
  /** Folders (absolute, real paths) or URL prefixes that must be readable. */
  readonly directories: readonly string[];
  /** Engine extensions that must be loaded. */
  readonly extensions: readonly string[];
  /** Statements to run before the lock, such as ATTACH. */
  readonly setup: readonly string[];
  /**
   * Statements that take `setup` back once the dataset is open, if its rows don't need it then. The engine may serve other
   * datasets afterwards, with its extensions loaded; `setup` then runs after the lock.
   */
  readonly undo?: readonly string[];
}

/** An engine that a dataset brings along. It is a whole `Engine` (engine/engine.ts), of which a dataset knows the name. */
export interface NamedEngine {
  readonly name: string;
}

/** A lazy description of rows that can be queried. Nothing is read until it is opened. */
export interface Dataset {
  readonly kind: string;
  /** The engine that runs its queries: the name of one that comes with Assay (`'duckdb'`), or one of its own. */
  readonly engine: string | NamedEngine;
  /** The name of the dataset in reports: the path or glob as written, or the table's name. */
  readonly label: string;
  /** Paths and globs to watch for changes, absolute or relative to the project root. */
  readonly watch: readonly string[];
  /** A connection that the user opened, to run on in place of Assay's own engine. */
  readonly connection?: unknown;
  /** A key by which datasets with the same rows are recognised, so that their files are loaded once. */
  readonly sharing?: Sharing;
  /** The way in which its files are read. Absent if the rows are not those of files. */
  readonly source?: FileSource;
  /**
   * Returns texts that are together the same for copies of the rows and change with them, as digests of files are. Null,
   * or absent, if the rows have none: for a database, or files that others serve.
   */
  digests?(root: string): Promise<readonly string[] | null>;
  /**
   * Returns the permissions that opening needs, with globs resolved now. Throws a {@link DatasetError} if there is
   * nothing to read.
   */
  access(root: string): Promise<Access>;
  /** Opens the dataset, so that it can be selected from. Throws a {@link DatasetError} if it can't be read at all. */
  open(reader: Reader, hints: readonly ColumnHint[], root: string): Promise<Opened>;
}

/** A file that a source reads. */
export interface SourceFile {
  /** The absolute path, with links resolved. */
  readonly path: string;
  /** The name of the file in messages. */
  readonly shown: string;
}

/** The way in which a source reads files, apart from where they lie. */
export interface FileSource {
  /** The name of the source: `'csv'`. */
  readonly format: string;
  /** The options that the source was given, as plain JSON. */
  readonly options: Readonly<Record<string, unknown>>;
  /** The paths, globs and URLs that it was given. */
  readonly locations: readonly string[];
  /**
   * Returns the files that it reads now, in the order of their rows. Throws a {@link DatasetError} if there is none, or
   * one that is not on this machine.
   */
  files(root: string): Promise<readonly SourceFile[]>;
  /** Returns the dataset of the same source, with the same options, over other files. */
  at(files: readonly SourceFile[], label: string): Dataset;
  /**
   * Returns the dataset of the records themselves, whose texts are equal only if nothing of a record has changed. Absent
   * if the columns have types of their own.
   */
  readonly records?: (files: readonly SourceFile[], label: string) => Dataset;
  /**
   * Writes a copy of a file without some records, which are given by their numbers from 0, ascending. All else of the file
   * stays as it is. Absent if only an engine can write such files.
   */
  readonly without?: (file: SourceFile, records: readonly number[], to: string) => Promise<void>;
}

/** A description by which two datasets are recognised as the same one. */
export interface Sharing {
  /** Equal for datasets of the same description. */
  readonly key: string;
  /** Returns the state of the files now; null if it is not known. */
  fingerprint(root: string): Promise<string | null>;
}

/** The codes of errors about a dataset that can't be read. */
export type DatasetErrorCode =
  | 'DATASET_NOT_FOUND'
  | 'DATASET_UNREADABLE'
  | 'DATASET_INVALID'
  | 'EXTENSION_MISSING'
  | 'SNAPSHOT_NOT_FOUND'
  | 'SNAPSHOT_CHANGED';

/** The error of a dataset that can't be read. Its message names the dataset and what to do, without any of its data. */
export class DatasetError extends CodedError<DatasetErrorCode> {
  override readonly name = 'DatasetError';
}
