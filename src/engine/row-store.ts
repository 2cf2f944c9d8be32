import type { DialectContext, EngineValue } from './described-rows.ts';

/** Writes rows to files. An engine that can't has none, and a quarantine that is asked for is then an error. */
export interface RowStore {
  /** Writes the rows of a SELECT as Parquet, and asks `about` what was written; it goes where it is kept, or nowhere. */
  write(sql: string, about: (relation: string) => string): Promise<Stored>;
  /**
   * Prepares rows to be written more than once: what looks at other rows is found first, of the columns that it needs
   * alone, so that rows can be written in their order by all threads without being held. Absent if the engine has no better way
   * than to ask everything at once.
   */
  settle?(rows: FlaggedRows): Promise<SettledRows>;
  /**
   * A SELECT of the rows for which any flag is true: all columns, the names of the flags that are true as a list, the
   * file where it is known, the row's number.
   */
  violatingRows(rows: FlaggedRows, context: DialectContext): string;
  /** A SELECT of all columns of the rows for which no flag is true. */
  cleanRows(rows: FlaggedRows, context: DialectContext): string;
  /**
   * Writes a copy of a Parquet file without some rows, which are given by their numbers from 0. The columns are those of
   * the file itself; its compression and the size of its row groups stay.
   */
  rewrite(file: string, without: readonly number[]): Promise<Stored>;
  /** Selects each flag's name as `id`, and the number of its rows as `n`, of what {@link violatingRows} wrote. */
  rowsOfEach(list: string, relation: string): string;
}

/** Rows that were written, and not put in their place yet. */
export interface Stored {
  readonly rows: number;
  /** The rows that `about` asked for. */
  readonly told: readonly Readonly<Record<string, EngineValue>>[];
  /** Puts the file there, readable by its owner alone; the folder is made. */
  keep(path: string): Promise<void>;
  discard(): Promise<void>;
}

/** Rows that are ready to be written. */
export interface SettledRows {
  readonly rows: FlaggedRows;
  /** Frees what was found of them. */
  release(): Promise<void>;
}

/** The rows of a relation, numbered from 1, with flags that are true for some of them. */
export interface FlaggedRows {
  readonly relation: string;
  /** SQL (to follow FROM) that reads them with the column of their numbers; null if they must be counted. */
  readonly numbered: string | null;
  /** The number of rows, as they were measured. */
  readonly count: number;
  readonly flags: readonly RowFlag[];
  readonly names: FlagNames;
  /** The files of the rows with the number of each file's last row; null where they are not known. */
  readonly files: readonly { readonly name: string; readonly last: number }[] | null;
}

/** A condition over a row and its number, with the name under which it is written. */
export interface RowFlag {
  readonly id: string;
  readonly sql: string;
  /** True if the condition looks beyond its own row, after which the engine may hand rows over in another order. */
  readonly shuffles: boolean;
}

/** Names of columns that the dataset does not have; the numbers of flags follow that of the flag. */
export interface FlagNames {
  readonly row: string;
  readonly expectations: string;
  readonly file: string;
  readonly flag: string;
}
