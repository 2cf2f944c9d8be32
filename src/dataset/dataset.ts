import type { Family } from '../metric/expression.ts';
import { CodedError } from '../value/coded-error.ts';
import type { Reproduction } from './reproduction.ts';

/** A record that a source holds and that could not be read. */
export interface ReadProblem {
  readonly file: string;
  /** Counted from 1, the header included; null where the source has no lines. */
  readonly line: number | null;
  readonly column: string | null;
  /** What is wrong, without any of the record's values. */
  readonly message: string;
}

/** How a dataset became something to select from. */
export interface Opened {
  /** A name to select from, quoted: a view or table that exists on the reader's connection. */
  readonly relation: string;
  /** How a person reads the same rows; absent where no other engine can, as of rows in memory. */
  readonly reproduce?: Reproduction;
  /** Records lost in reading; `problemCount` may exceed the ones listed. */
  readonly problems: readonly ReadProblem[];
  readonly problemCount: number;
  /** What a reader of the outcome must know of the reading, one sentence each. */
  readonly notes: readonly string[];
  /** What the rows are made of; absent where they can't be told apart. */
  readonly parts?: Parts | null;
  /** A sentence on why the rows come in an order of chance; absent where they have one of their own. */
  readonly unordered?: string | null;
  /** Asks if remote files are as they were when they were opened; absent where none is read later. */
  readonly isSame?: () => Promise<boolean>;
}

/** By what a piece is known again: what its file says of itself (size, time, footer), or all of its bytes. */
export type IdentityKind = 'footer' | 'content';

/** Pieces of a dataset, each with the same columns as the whole. */
export interface Parts {
  /** In the order of the rows. */
  readonly list: readonly Part[];
  /** Columns whose values are the names of folders: what footers tell of columns so called is of others. */
  readonly ofFolders: ReadonlySet<string>;
  /** What to write after FROM to read the rows of some of them, in their order. */
  relation(of: readonly Part[]): string;
}

/** A file that holds some of the rows, and can be known again by itself. */
export interface Part {
  /** As a person calls it. */
  readonly shown: string;
  /** The path of a Parquet file, as the engine reads it, whose footer tells of these rows. */
  readonly footer: string;
  /** Its size. */
  readonly bytes: number;
  /** Its rows, as its footer and its pages tell. */
  readonly rows: number;
  /** The program that wrote it. */
  readonly writer: string;
  /** Changes with every change of its rows. */
  identify(kind: IdentityKind): Promise<string>;
}

/** What the contract says of a column, so that an untyped source (CSV, JSON) can be read as what it should hold. */
export interface ColumnHint {
  readonly name: string;
  readonly families: readonly Family[];
}

/** The part of an engine that a source needs to open itself. */
export interface Reader {
  /** Bytes of memory that the run grants; null where it does not say. */
  readonly granted: number | null;
  /** Run one statement and give its rows; values as JSON: text, numbers, booleans, null. */
  query(sql: string): Promise<readonly Readonly<Record<string, unknown>>[]>;
  /** Make a table of rows in memory. */
  insert(
    table: string,
    columns: readonly InsertColumn[],
    rows: Iterable<readonly unknown[]>,
  ): Promise<void>;
  /** A table or view name that nothing else uses. */
  freshName(): string;
}

export interface InsertColumn {
  readonly name: string;
  /** An SQL type. */
  readonly type: string;
}

/** What an engine must grant before it is locked. */
export interface Access {
  /** Folders (absolute, real paths) or URL prefixes that may be read. */
  readonly directories: readonly string[];
  /** Engine extensions that must be loaded. */
  readonly extensions: readonly string[];
  /** Statements to run before the lock, such as ATTACH. */
  readonly setup: readonly string[];
}

/** An engine that a dataset brings along. It is a whole `Engine` (engine/engine.ts), of which a dataset knows the name. */
export interface NamedEngine {
  readonly name: string;
}

/** Rows that can be queried, described lazily: making one reads nothing. */
export interface Dataset {
  readonly kind: string;
  /** The engine that runs its queries: the name of one that comes with Assay (`'duckdb'`), or one of its own. */
  readonly engine: string | NamedEngine;
  /** As a person calls it: the path or glob as written, the table's name. */
  readonly label: string;
  /** Paths and globs to watch for changes, absolute or relative to the project root. */
  readonly watch: readonly string[];
  /** A connection of the user's to run on, in place of our engine. */
  readonly connection?: unknown;
  /** How it is known that another dataset has the same rows, so that files which are loaded are loaded once. */
  readonly sharing?: Sharing;
  /** What must be granted, with globs resolved now; throws a {@link DatasetError} where nothing is there to read. */
  access(root: string): Promise<Access>;
  /** Make it selectable. Throws a {@link DatasetError} where it can't be read at all. */
  open(reader: Reader, hints: readonly ColumnHint[], root: string): Promise<Opened>;
}

/** What makes two datasets one. */
export interface Sharing {
  /** Equal for datasets of the same description. */
  readonly key: string;
  /** The state of its files now; null where it can't be told. */
  fingerprint(root: string): Promise<string | null>;
}

export type DatasetErrorCode =
  | 'DATASET_NOT_FOUND'
  | 'DATASET_UNREADABLE'
  | 'DATASET_INVALID'
  | 'EXTENSION_MISSING';

/** Why a dataset can't be read: a sentence that names the dataset and what to do, without its data. */
export class DatasetError extends CodedError<DatasetErrorCode> {
  override readonly name = 'DatasetError';
}
