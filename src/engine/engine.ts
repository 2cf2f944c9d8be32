import type {
  ColumnHint,
  Dataset,
  FileRows,
  NamedEngine,
  Part,
  Parts,
  ReadProblem,
  Recall,
  UnknownFileRows,
  Unreadable,
} from '../dataset/dataset.ts';
import type { Reproduction } from '../dataset/reproduction.ts';
import type { AggregateBy } from '../metric/aggregate.ts';
import type { Literal, Predicate, Scalar } from '../metric/expression.ts';
import { CodedError } from '../value/coded-error.ts';
import type { Numeric } from '../value/numeric.ts';
import type { ChangedRows } from './changed-rows.ts';
import type {
  ColumnDescription,
  DialectContext,
  EngineRow,
  GroupedFrom,
} from './described-rows.ts';
import type { DialectQueries } from './dialect-queries.ts';
import type { RowStore } from './row-store.ts';

export type * from './changed-rows.ts';
export type * from './described-rows.ts';
export * from './dialect-queries.ts';
export type * from './profile-item.ts';
export type * from './row-store.ts';

/** Facts about a column's values in a part of the dataset that are known without reading them; null where one is not. */
export interface ColumnStatistics {
  readonly nulls: number | null;
  /** The least of the values that are not NULL; where it is known, none is NaN. Microseconds since 1970 for instants. */
  readonly least: Numeric | null;
  readonly greatest: Numeric | null;
  /** Each stretch of rows lies wholly above the one before it: the values may be in order. */
  readonly ascends: boolean;
  /** The most bytes that the distinct values of a stretch take, where each stretch has a dictionary of them. */
  readonly dictionary: number | null;
  /** The bytes that a scan of its values reads. */
  readonly bytes: number;
}

/** Facts about a part of the dataset that are known without reading a row. */
export interface PartStatistics {
  readonly rows: number;
  readonly columns: ReadonlyMap<string, ColumnStatistics>;
}

/** Limits of an engine in a run, and the folders that it uses. */
export interface EngineOptions {
  /** The number of threads that the engine uses; as many as the machine has cores unless given. */
  readonly threads?: number;
  /** The most memory that the engine takes before it spills, `'2GiB'`; 80% of the machine's unless given. */
  readonly memoryLimit?: string;
  /** A folder to spill into; a private one among the system's temporary files unless given. */
  readonly spillDirectory?: string;
  /** A folder that holds engine extensions. */
  readonly extensionDirectory?: string;
}

/** A dataset opened on an engine: all that the planner knows of the two. */
export interface Session {
  /** The engine's name, as outcomes give it. */
  readonly engine: string;
  /** The engine with its version: facts that it measured are kept for this version alone. */
  readonly version: string;
  readonly capabilities: Capabilities;
  readonly dialect: Dialect;
  /** The text after FROM that reads all rows. */
  readonly relation: string;
  /** The way for a person to read the same rows; null where no other engine can. */
  readonly reproduce: Reproduction | null;
  readonly columns: readonly ColumnDescription[];
  readonly problems: readonly ReadProblem[];
  readonly problemCount: number;
  /** The number of records that could not be read as such, and are no rows; 0 if absent. */
  readonly leftOut?: number;
  /** The fields that could not be read, of records that could; absent or null if there are none. */
  readonly unreadable?: Unreadable | null;
  readonly notes: readonly string[];
  /** Returns the kinds of the values in a column of several, as the dataset describes them; null or absent if it has none. */
  readonly kindsOf?: ((column: string) => Promise<string | null>) | null;
  /** Those of the notes that say how a column could be read, by its name; absent if there are none. */
  readonly columnNotes?: ReadonlyMap<string, string>;
  /** Sentences on fields within columns that no row holds, or that a column can't have, by their names; absent if there are none. */
  readonly fieldNotes?: ReadonlyMap<string, string>;
  /** A sentence on why the rows come in an order of chance; null where they have one of their own. */
  readonly unordered: string | null;
  /** The files that the rows lie in; null where they can't be read one by one. */
  readonly files: SessionFiles | null;
  /** The way to read the rows with the file of each, or why there is none; null or absent for one file. */
  readonly fileRows?: FileRows | UnknownFileRows | null;
  /** Writes rows to files; null where the engine can't. */
  readonly store: RowStore | null;
  /** Makes changed copies of the rows; null or absent where the engine can't. */
  readonly changes?: ChangedRows | null;
  /** The run's clock. */
  readonly now: Date;
  /** Asks if remote files are as they were when the dataset was opened. */
  isSame(): Promise<boolean>;
  /** All rows of a small result. Errors come as {@link EngineError}s without data in them. */
  query(sql: string): Promise<readonly EngineRow[]>;
  /** Rows in chunks, in bounded memory. */
  stream(sql: string, options?: StreamOptions): AsyncIterable<readonly EngineRow[]>;
  /** Refuses a user's SQL that is anything but one expression over the dataset's own columns. */
  checkExpression(text: string, kind: 'predicate' | 'value'): Promise<Checked>;
  /**
   * Prepares the checks of many texts, so that each of them costs less. It refuses nothing, and each text is still
   * checked by itself. Absent where an engine gains nothing by it.
   */
  checkAhead?(texts: readonly string[]): Promise<void>;
  close(): Promise<void>;
}

/** The way in which streamed rows are handed over, which may change from chunk to chunk. An engine may leave it aside. */
export interface StreamOptions {
  /** True if few cells of a row are read, so that each is best converted when it is; a later read may give another object. */
  readonly isOnDemand?: boolean;
}

/** Sizes within which queries of an engine stay quick, or possible. */
export interface Capabilities {
  /** The most items in one SELECT list; more are asked for in further queries. */
  readonly selectItems: number;
  /** The most pieces of a dataset that one query reads side by side. */
  readonly piecesAtOnce: number;
}

/** The files of a dataset, for an engine that can read some of them without the others. */
export interface SessionFiles {
  readonly parts: Parts;
  /** Reads what files say of their rows without reading a row; null where they say nothing. */
  readonly statistics: ((parts: readonly Part[]) => Promise<readonly PartStatistics[]>) | null;
}

/** Facts about a user's expression that passed. */
export interface Checked {
  /** The columns that it reads, by the dataset's own names. An engine that leaves it out is taken to read all of them. */
  readonly reads?: readonly string[];
  /** Columns of floating-point numbers that it compares, where the engine does not compare NaN as IEEE does. */
  readonly ordersNaN: readonly OrderedNaN[];
}

/** A column of which an expression compares a NaN. */
export interface OrderedNaN {
  readonly column: string;
  /** A sentence on what the engine makes of NaN, and what to write in place of the expression. */
  readonly message: string;
}

/** Expressions to an engine's SQL. Each function throws {@link Declined} for what it can't say with the same meaning. */
export interface Dialect extends DialectQueries {
  readonly name: string;
  identifier(name: string): string;
  literal(value: Literal): string;
  scalar(expression: Scalar, context: DialectContext): string;
  predicate(expression: Predicate, context: DialectContext): string;
  /** A question of a planner on its way to an answer; an aggregate of a SELECT list, or a value to group by. */
  probe(probe: Probe, context: DialectContext): string;
  /** Returns how the engine adds the values of an expression up. */
  adds(expression: Scalar, context: DialectContext): Adds;
  /** One item of a SELECT list over the rows for which `filter` is true. */
  aggregate(aggregate: FusedAggregate, filter: string | null, context: DialectContext): string;
  /** A whole SELECT of the segments' columns and `value`, for what needs its own grouping or order. */
  grouped(aggregate: GroupedAggregate, from: GroupedFrom, context: DialectContext): string;
  /** The pattern of a text, letters as `a` and digits as `9`; absent if the engine can't say. */
  readonly textPattern?: (text: string) => string;
  /** A SELECT of up to ten rows that show what a grouped aggregate counted, with the names of its columns. */
  examples(aggregate: ShownAggregate, from: GroupedFrom, context: DialectContext): Examples;
}

/**
 * The way in which an engine adds values up. `whole`: integers so small that their squares add up without rounding too. `exact`: integers, decimals, and
 * whatever else has the same sum in every run. `rounded`: doubles, whose sum depends on the order in which they are added. `special`: doubles of which one may be NaN or infinite.
 */
export type Adds = 'whole' | 'exact' | 'rounded' | 'special';

/** Ways to ask less than the whole truth, for less. */
export type Probe =
  /** Bytes with a bit for each integer from `least` to `greatest` that occurs, the first one first. */
  | {
      readonly kind: 'bitmap';
      readonly of: Scalar;
      readonly least: bigint;
      readonly greatest: bigint;
    }
  /** The number of those bits that are set. */
  | {
      readonly kind: 'bits';
      readonly of: Scalar;
      readonly least: bigint;
      readonly greatest: bigint;
    }
  /** The number of buckets, of a power of two of them, that a hash puts the distinct tuples into: never more than those. */
  | { readonly kind: 'buckets'; readonly of: readonly Scalar[]; readonly buckets: number }
  /** The whole multiple of `step`, a power of two, at or below the value, in steps. A value to group by. */
  | {
      readonly kind: 'bin';
      readonly of: Scalar;
      readonly step: number;
      /** True if a value may lie below zero. */
      readonly isSigned: boolean;
    };

/** A query of rows that show what was counted, and its columns in their order. */
export interface Examples {
  readonly sql: string;
  readonly columns: readonly string[];
}

/** Aggregates that one SELECT over the rows can answer together. */
export type FusedAggregate = AggregateBy<'scan'>;

/** Aggregates that need the rows grouped or ordered first. */
export type GroupedAggregate = ShownAggregate | AggregateBy<'pairing'>;

/** Grouped aggregates of which rows or groups can be shown. */
export type ShownAggregate = AggregateBy<'grouping' | 'sorting' | 'rowOrder'>;

/** Not an error: this dialect can't say it, and another way is to be tried. */
export class Declined extends Error {
  override readonly name = 'Declined';
}

/** Returns what a dialect says; null where it declines. */
export function orDeclined(say: () => string): string | null {
  try {
    return say();
  } catch (error) {
    if (error instanceof Declined) return null;
    throw error;
  }
}

/** Starts the text of an engine's error by which a query says, on meeting a value, that another way is to be tried. */
export const declinedAtRun = 'assay declines: ';

/** Codes of an {@link EngineError}. */
export type EngineErrorCode =
  | 'ENGINE_FAILED'
  | 'ENGINE_UNKNOWN'
  | 'EXPRESSION_REFUSED'
  | 'EXPRESSION_INVALID'
  | 'OUT_OF_MEMORY'
  | 'INTERRUPTED';

/** A sentence on why a query could not be answered, without any value of the data. */
export class EngineError extends CodedError<EngineErrorCode> {
  override readonly name = 'EngineError';
}

/** A place where queries run. A dataset names the one that runs its own, or brings it along. */
export interface Engine extends NamedEngine {
  /** The name that outcomes give it, `'duckdb'`. */
  readonly name: string;
  readonly open: OpenSession;
  /** Closes what it keeps open between sessions. */
  close(): Promise<void>;
}

/** Opens a dataset for a run. */
export type OpenSession = (
  dataset: Dataset,
  hints: readonly ColumnHint[],
  settings: SessionSettings,
) => Promise<Session>;

/** The settings under which a dataset is opened for a run. */
export interface SessionSettings extends EngineOptions {
  /** The folder that relative paths start from. */
  readonly root: string;
  readonly now: Date;
  /** Called with how much of a query is done, from 0 to 1, while it runs for more than two seconds; 1 when it is over. */
  readonly onProgress?: (fraction: number) => void;
  /** Called with each query once it is answered, and the time that it took. */
  readonly onQuery?: (sql: string, milliseconds: number) => void;
  /** Stops what runs, and refuses what comes after. */
  readonly signal?: AbortSignal;
  /** Facts on files that earlier runs found. */
  readonly recall?: Recall;
}
