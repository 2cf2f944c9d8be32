import type { Numeric } from '../contract/numeric.ts';
import type { ColumnHint, Dataset, ReadProblem } from '../dataset/dataset.ts';
import type { Family, Predicate, Scalar } from '../metric/expression.ts';

/** A column as the engine describes it. */
export interface ColumnDescription {
  readonly name: string;
  /** The engine's own word, `'DECIMAL(10,2)'`. */
  readonly type: string;
  readonly family: Family;
}

/** A value as an engine hands it over: counts, big integers and decimals exact, instants as `Date`s. */
export type EngineValue =
  | Numeric
  | string
  | boolean
  | null
  | Date
  | Uint8Array
  | readonly EngineValue[]
  | { readonly [name: string]: EngineValue };

export interface EngineOptions {
  readonly threads?: number;
  /** `'2GiB'`. */
  readonly memoryLimit?: string;
  /** Where to spill; a private temporary folder unless given. */
  readonly spillDirectory?: string;
  /** A folder that holds engine extensions. */
  readonly extensionDirectory?: string;
}

/** A dataset opened on an engine: what the planner works with. */
export interface Session {
  readonly engine: string;
  readonly relation: string;
  readonly columns: readonly ColumnDescription[];
  readonly problems: readonly ReadProblem[];
  readonly problemCount: number;
  readonly notes: readonly string[];
  /** The run's clock. */
  readonly now: Date;
  readonly dialect: Dialect;
  /** All rows of a small result. Errors come as {@link EngineError}s without data in them. */
  query(sql: string): Promise<readonly Readonly<Record<string, EngineValue>>[]>;
  /** Rows in chunks, in bounded memory. */
  stream(sql: string): AsyncIterable<readonly Readonly<Record<string, EngineValue>>[]>;
  /** Refuse a user's SQL that is anything but one expression over the dataset's own columns. */
  checkExpression(text: string): Promise<void>;
  close(): Promise<void>;
}

/** Expressions to an engine's SQL. */
export interface Dialect {
  readonly name: string;
  identifier(name: string): string;
  scalar(expression: Scalar, context: DialectContext): string;
  /** Throws {@link Declined} for what this engine can't express with the same meaning. */
  predicate(expression: Predicate, context: DialectContext): string;
}

export interface DialectContext {
  readonly columns: readonly ColumnDescription[];
  readonly now: Date;
}

/** Not an error: this dialect can't say it, and another way is to be tried. */
export class Declined extends Error {
  override readonly name = 'Declined';
}

export type EngineErrorCode =
  | 'ENGINE_FAILED'
  | 'EXPRESSION_REFUSED'
  | 'EXPRESSION_INVALID'
  | 'OUT_OF_MEMORY'
  | 'INTERRUPTED';

/** Why a query could not be answered, told without any value of the data. */
export class EngineError extends Error {
  override readonly name = 'EngineError';
  readonly code: EngineErrorCode;
  constructor(code: EngineErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}

/** Open a dataset for a run. */
export type OpenSession = (
  dataset: Dataset,
  hints: readonly ColumnHint[],
  settings: SessionSettings,
) => Promise<Session>;

export interface SessionSettings extends EngineOptions {
  /** What relative paths start from. */
  readonly root: string;
  readonly now: Date;
}
