import type { DriftName } from '../../src/metric/drift/drift-name.ts';

/**
 * A case of the never-green corpus: plain data that any tool can be held to. What stands here is written to cases.json,
 * so it has nothing that JSON can't hold.
 */
export interface Case {
  /** Unique: class, check, table, source, and how it is run. */
  readonly id: string;
  readonly class: CaseClass;
  readonly source: Source;
  /** The name of its table in tables.ts. */
  readonly data: string;
  readonly check: Check;
  readonly run: Run;
  readonly must: Must;
  /**
   * Whose state it is: that of the check alone, or the worst of all that the contract says, its schema's rules on
   * columns, types and unreadable records included.
   */
  readonly decides: 'check' | 'contract';
  /** Where another tool got it wrong, `'soda-core#1233'`; null where it is here so that "all red" is no answer. */
  readonly thread: string | null;
  /** Why no other state is honest, in one sentence. */
  readonly why: string;
}

export const classes = [
  'empty data',
  'null',
  'nan and infinity',
  'missing or renamed column',
  'wrong type',
  'result lost',
  'zero checks',
  'not run',
  'mode',
  'exit code',
  'severity',
  'statistics',
  'reference',
  'version',
  'good data',
] as const;
export type CaseClass = (typeof classes)[number];

export const sources = ['parquet', 'csv', 'json', 'sqlite', 'rows'] as const;
export type Source = (typeof sources)[number];

/**
 * What must come out of the check. `fail`: the data breaks it. `error`: it can't be judged. `red`: either of them.
 * `warn`: the bound is missed, which is told, and the run passes.
 */
export type Must = 'pass' | 'warn' | 'fail' | 'error' | 'red';

/** A small table: its columns as a source stores them, and what the contract says of them where that differs. */
export interface Table {
  readonly columns: Readonly<Record<string, Column>>;
  /** The contract's columns; those that are stored, unless given. All may be NULL: `not null` is a check. */
  readonly declared?: Readonly<Record<string, ColumnType>>;
  /** The whole content of a file, as text or as bytes in base64, in place of the columns: files that no writer makes. */
  readonly files?: Readonly<Partial<Record<Source, string | { readonly base64: string }>>>;
  /** The SELECT of a view of SQLite over the columns, which are then those of a table `stored`. */
  readonly view?: string;
  /** Several files, in place of the columns; of Parquet, CSV and JSON alone. */
  readonly folder?: Folder;
}

/** A folder of files that are read as one table, and how Assay's reader of them is told so. */
export interface Folder {
  /** By their paths, without the ending of the source; text is the whole content of a file with no ending but its own. */
  readonly files: Readonly<Record<string, Readonly<Record<string, Column>> | string>>;
  /** The glob below the folder, without the ending; the folder itself unless given. */
  readonly glob?: string;
  readonly options?: {
    readonly hivePartitioning?: boolean;
    readonly unionByName?: boolean;
    readonly comment?: string;
    readonly skip?: number;
    readonly encoding?: string;
  };
}

export interface Column {
  /** `mixed`: a value of another type among them, which Parquet can't hold. */
  readonly type: ColumnType | 'mixed';
  readonly values: readonly Cell[];
}

/** `bigint`: integers beyond 2^53. Points in time have no offset and are UTC. */
export type ColumnType =
  | 'integer'
  | 'bigint'
  | 'number'
  | 'text'
  | 'boolean'
  | 'date'
  | 'timestamp';

/** Dates and timestamps are ISO 8601 text, or so many hours before the run's "now". */
export type Cell =
  | string
  | number
  | boolean
  | null
  | { readonly number: 'NaN' | 'Infinity' | '-Infinity' | '-0' }
  | { readonly integer: string }
  | { readonly hoursAgo: number };

/** A value of a check's list or bound. */
export type Value = string | number | boolean;

/** What is expected: few kinds, which every tool could have. NULL is no value, but for `not null` and `key`. */
export type Check = Rule & {
  /** Only the rows for which this SQL is true. */
  readonly where?: string;
  /** For each value of this column apart. */
  readonly per?: string;
  /** A missed bound warns; it does not fail. */
  readonly warning?: boolean;
  /** Said as a rule of the column in the schema of the rows, in place of a check of its own. */
  readonly inSchema?: boolean;
};

export type Rule =
  | { readonly kind: 'row count'; readonly min?: number; readonly max?: number }
  | { readonly kind: 'not null' | 'unique'; readonly column: string }
  /** Unique together, and no part is NULL. */
  | { readonly kind: 'key'; readonly columns: readonly string[] }
  /** At most so many rows (or a share, `'10%'`) are NULL, or NULL or a sentinel such as `''`, 'n/a', 'NULL', 'nan'. */
  | {
      readonly kind: 'nulls at most' | 'missing at most' | 'duplicates at most';
      readonly column: string;
      readonly limit: number | `${number}%`;
    }
  | {
      readonly kind: 'accepted values' | 'refused values';
      readonly column: string;
      readonly values: readonly Value[];
    }
  /** Found anywhere in the text: an ECMAScript pattern, without flags. */
  | {
      readonly kind: 'matches pattern' | 'matches no pattern';
      readonly column: string;
      readonly pattern: string;
    }
  | { readonly kind: 'format'; readonly column: string; readonly format: 'email' | 'uuid' | 'ipv4' }
  | {
      readonly kind: 'length between';
      readonly column: string;
      readonly min: number;
      readonly max: number;
    }
  /** Each value lies between, both ends allowed: numbers, or dates as text. */
  | {
      readonly kind: 'values between';
      readonly column: string;
      readonly min: number | string;
      readonly max: number | string;
    }
  /** A rule in code that SQL can't say: the text reads the same backwards. */
  | {
      readonly kind: 'rule in code';
      readonly column: string;
      readonly rule: 'palindrome' | 'throws';
    }
  /** One number about the column lies between, both ends allowed; or, with `not`, does not. */
  | {
      readonly kind: 'statistic';
      readonly statistic: Statistic;
      readonly column: string;
      readonly min: number;
      readonly max: number;
      readonly not?: boolean;
      /** Of a quantile, 0 to 1. */
      readonly p?: number;
    }
  /** How far the values of two columns go together lies between, both ends allowed. */
  | {
      readonly kind: 'statistic of two';
      readonly statistic: 'pearson' | 'spearman' | 'cramersV';
      readonly column: string;
      readonly other: string;
      readonly min: number;
      readonly max: number;
    }
  /** At most so many values lie between two neighbouring edges, or outside of all. */
  | {
      readonly kind: 'bin at most';
      readonly column: string;
      readonly edges: readonly number[];
      readonly bin: number | 'above' | 'below';
      readonly limit: number | `${number}%`;
    }
  /** Distinct values as a share of the values that are not NULL. */
  | {
      readonly kind: 'distinct share at least';
      readonly column: string;
      readonly limit: `${number}%`;
    }
  /**
   * One number about the column, or the count of rows without one, is like those of earlier runs: a day apart, the last of them
   * a day ago.
   */
  | {
      readonly kind: 'like earlier runs';
      readonly statistic: 'count' | 'nulls' | 'mean' | 'max' | 'stddev';
      readonly column?: string;
      readonly earlier: readonly number[];
      /** So many days are a season. */
      readonly season?: number;
      /** It may pass while there are too few earlier runs. */
      readonly mayBeYoung?: boolean;
    }
  /**
   * The values are no further from those of a reference, by a named method, or by one that the tool picks; or, with `above`,
   * further than that.
   */
  | (Compared & {
      readonly kind: 'drift';
      readonly column: string;
      readonly method: DriftName | null;
      readonly max?: number;
      readonly above?: number;
      readonly confident?: boolean;
      readonly bins?: number;
      readonly edges?: readonly number[];
      readonly nulls?: 'skip';
    })
  /** The p-value of the hypothesis that nothing changed is no smaller. */
  | (Compared & {
      readonly kind: 'drift p-value';
      readonly column: string;
      readonly method: 'ks' | 'chi2';
      readonly min: number;
    })
  /** At most so many distinct values are in the data and not in the reference, or the other way round. */
  | (Compared & {
      readonly kind: 'new values' | 'vanished values';
      readonly column: string;
      readonly max: number;
    })
  /** At most so many columns have drifted, each by a method and a limit that the tool picks. */
  | (Compared & { readonly kind: 'drifted columns'; readonly max: number })
  /** One number about a column, or the count of rows without one, changed so much: as a share of the reference's, or by itself. */
  | (Compared & {
      readonly kind: 'change' | 'difference';
      readonly statistic: ComparedStatistic;
      readonly column?: string;
      readonly min: number;
      readonly max: number;
    })
  /** The newest value is no older. */
  | { readonly kind: 'freshness'; readonly column: string; readonly hours: number }
  | { readonly kind: 'newest at least'; readonly column: string; readonly limit: string }
  /** No row holds a subject that was erased: those that the ledger has in its column, looked for in this column. */
  | {
      readonly kind: 'no erased subjects';
      readonly column: string;
      readonly erased: readonly string[];
      readonly ledger?: LedgerFault;
    }
  /** An SQL predicate is true for every row. */
  | { readonly kind: 'satisfies sql'; readonly predicate: string }
  /** The column is there, with values of the declared type: the contract's schema alone. */
  | { readonly kind: 'schema'; readonly column: string };

export type ComparedStatistic = 'count' | 'nulls' | 'mean' | 'max' | 'sum' | 'distinct';

/** What a check compares with. */
interface Compared {
  readonly reference: Reference;
  /** The name of the reference, where the check gives one. */
  readonly from?: string;
}

export type Reference =
  /** Other data, of the same source. */
  | {
      readonly kind: 'dataset';
      /** The name of its table in tables.ts. */
      readonly data: string;
      readonly situation?: ReferenceSituation;
      readonly version?: Version;
    }
  /** What was recorded of that table, under the name of the data. */
  | { readonly kind: 'baseline'; readonly data: string; readonly fault?: BaselineFault }
  /** There is none. */
  | { readonly kind: 'none' };

/** What is odd about a ledger of erasures. */
export const ledgerFaults = {
  'no key': 'the key of the ledger is not given',
  'another key': 'the key is that of another ledger',
  'no store': 'there is no store',
  'log edited': 'a record of the erasure was changed by hand',
} as const satisfies Readonly<Record<string, string>>;
export type LedgerFault = keyof typeof ledgerFaults;

export type Statistic =
  | 'min'
  | 'max'
  | 'mean'
  | 'sum'
  | 'stddev'
  | 'skewness'
  | 'kurtosis'
  | 'entropy'
  | 'mode'
  | 'outliersByIqr'
  | 'outliersByRobustZ'
  | 'median'
  | 'quantile'
  | 'distinct';

/** How the check is run. */
export type Run =
  /** By the tool's own API, over all rows. */
  | {
      readonly kind: 'plain';
      readonly situation?: DataSituation;
      readonly version?: Version;
    }
  /** The tool is asked to look at so many rows only, in so far as it can be. */
  | { readonly kind: 'sampled'; readonly rows: number }
  /** As the command that CI runs, with CI=true: its exit code and its report are what must come out. */
  | { readonly kind: 'process'; readonly situation: Situation };

/** What is odd about where the data is; not of rows in memory. */
export const dataSituations = {
  'dataset missing': 'the file of the data does not exist',
  'glob without match': 'the data is a glob that no file matches',
} as const satisfies Readonly<Record<string, string>>;
export type DataSituation = keyof typeof dataSituations;

/** What is odd about where a reference is; not of rows in memory. */
export type ReferenceSituation = DataSituation | 'changed while it is read';

/** Data that is read from where a state of it was kept: a snapshot of a store, a revision of git, what DVC tracks. */
export interface Version {
  readonly of: 'snapshot' | 'copied snapshot' | 'git' | 'dvc';
  readonly fault?: VersionFault;
}

/** What happened to a version after it was kept, or what is asked for in its place. */
export const versionFaults = {
  'a byte changed': 'a byte of the data was changed, and size and times are as they were',
  'rows were added': 'the file of the data has more rows now',
  'file gone': 'the file with the data was deleted',
  'file emptied': 'the file with the data has no bytes any more',
  'file cut short': 'the second half of the file with the data is missing',
  purged: 'the data was deleted after an erasure',
  'unknown tag': 'a tag is asked for that the dataset does not have',
  'unknown digest': 'a digest is asked for that no snapshot has',
  'unknown name': 'a dataset is asked for that the store does not have',
  'no store': 'the store was deleted',
  'half a store': 'of the store only the log was copied',
  'log cut off': 'the last record of the log was deleted',
  'log edited': 'the digest of the snapshot in the log was changed by hand',
  'unknown revision': 'a revision is asked for that the repository does not have',
  'not in the revision': 'the file is not in the revision that is asked for',
  'empty revision': 'the revision that is asked for has no file at all',
  'no commit': 'the repository has no commit',
  'pointer of LFS': 'what was committed is a pointer of Git LFS without its content',
  'not tracked': 'the version store does not track the file',
  'tracking file damaged': 'the file that says what is tracked was cut off',
} as const satisfies Readonly<Record<string, string>>;
export type VersionFault = keyof typeof versionFaults;

/** What happened to a baseline after it was recorded. */
export const baselineFaults = {
  'another dataset': 'it was recorded of other data',
  'moved from another dataset': 'the entries of other data were put under the name of this',
  'another contract': 'the file is of another contract',
  'another version': 'the file has the number of another format',
  'other bins': 'it was recorded when the check asked for other bins',
  'edited by hand': 'a count in it was changed',
  'merge markers': 'a merge left its markers in the file',
  'cut off': 'the second half of the file is missing',
  'no bytes': 'the file is empty',
  'a folder': 'a folder is in the place of the file',
  'recorded anew in CI': 'CI is told to record what the data is now',
} as const satisfies Readonly<Record<string, string>>;
export type BaselineFault = keyof typeof baselineFaults;

/** What happens around the check when it is run as a command. */
export const situations = {
  'as it is': 'the check over the data, nothing else',
  'one file': 'the same, by the command that holds one file to a contract, if there is one',
  ...dataSituations,
  'no check declared': 'a contract over the data that declares no column and no check',
  'no contract file': 'the command finds no file of contracts',
  'no contract file beside others': 'the same, where it runs other tests as well, which pass',
  'filter selects nothing': 'the command is told to run only checks of a name that no check has',
  'check skipped': "the check is marked as skipped in the contract's file",
  'another singled out': 'another check, which passes, is marked as the only one to run',
  'dataset disabled': 'the call that binds contract and data is behind a condition that is false',
  'dataset disabled beside another':
    'the same, where another contract beside it is judged and holds',
  'loop over no files':
    'contract and data are bound in a loop over the files of a pattern that none matches, beside another contract that holds',
  'contract broken': "the contract's file can't be loaded",
  'result lost': 'the process that judges is killed before it has told all results',
  'result late': 'the check is registered after the list of checks was taken',
  'result inverted': 'the check is wrapped in something that turns failure into success',
  'setup throws': 'what the user runs before the checks throws',
  'error after the end': 'an error that nobody catches comes after the results',
} as const satisfies Readonly<Record<string, string>>;
export type Situation = keyof typeof situations;
