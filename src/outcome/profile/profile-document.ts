/** The profile of a dataset as data: everything that the terminal, the page and the JSON of `assay profile` show. */
export interface ProfileDocument {
  /** The version of this shape. A property that is added does not change it. */
  readonly schemaVersion: 1;
  readonly dataset: string;
  readonly rows: number;
  /** Counts of what could not be read, and is in no other figure. */
  readonly unread: UnreadCounts;
  /** Sentences on how the rows were read. */
  readonly notes: readonly string[];
  readonly suspicions: readonly ProfileSuspicion[];
  readonly columns: readonly ProfileColumn[];
  /** The columns that hold another value in each row, and no NULL. */
  readonly keys: readonly string[];
  readonly duplicateRows: DuplicateRows;
  readonly correlations: readonly ProfileCorrelation[];
  /** The files that the rows come from; null for one file. */
  readonly files: ProfileFiles | null;
  /** The first rows, masked as the columns are. */
  readonly sample: ProfileSample;
}

/** Records that are no rows, and fields of the rows that count as NULL. */
export interface UnreadCounts {
  readonly records: number;
  readonly fields: number;
  /** The place of the first one, and why it can't be read; null if all could be. */
  readonly first: string | null;
}

/** A fault that the data may have. */
export interface ProfileSuspicion {
  /** The column; null for one of the rows. */
  readonly column: string | null;
  /** A sentence, without any value that is masked. */
  readonly message: string;
  /** The number of rows that it is about; null if it is about the column itself. */
  readonly count: number | null;
}

/** The rows that equal an earlier one in all columns. */
export interface DuplicateRows {
  /** Their number; null where they were not counted. */
  readonly count: number | null;
  /** Why they were not counted; null if they were. */
  readonly reason: string | null;
}

/** Pearson's coefficient of two columns, over the rows that have both. */
export interface ProfileCorrelation {
  readonly columns: readonly [string, string];
  readonly coefficient: number;
}

/** The files of a dataset, and how they differ from each other. */
export interface ProfileFiles {
  /** The number of files. */
  readonly count: number;
  /** The first files, each with its number of rows. */
  readonly list: readonly (readonly [file: string, rows: number])[];
  /** The strongest differences, the strongest first. */
  readonly differences: readonly FileDifference[];
  /** The number of differences that are not listed. */
  readonly more: number;
  /** A sentence that says why the files were not compared, and only counted; null if they were. */
  readonly reason: string | null;
}

/** A difference of a file from all others. */
export interface FileDifference {
  readonly file: string;
  /** The column; null for the rows of the file. */
  readonly column: string | null;
  readonly kind: 'missing' | 'rows' | 'nulls' | 'form' | 'values' | 'range';
  /** The difference in words, without any value that is masked. */
  readonly message: string;
  /** The number of further files that differ in the same column and the same way. */
  readonly alike: number;
}

/** Some rows as texts; null is NULL. */
export interface ProfileSample {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | null)[])[];
}

/** A measured number: as text where a double would round it. */
export type ProfileNumber = number | string;

/** The profile of a column. */
export interface ProfileColumn {
  readonly name: string;
  /** The engine's own word, `'DECIMAL(10,2)'`. */
  readonly type: string;
  readonly family: string;
  readonly nulls: number;
  readonly distinct: DistinctCount | null;
  /** Why no value of the column is shown; null if values may be. */
  readonly masked: string | null;
  /** The least and the greatest number or time; null if the column has none, or is masked. */
  readonly range: readonly [ProfileNumber, ProfileNumber] | null;
  readonly numbers: NumberFacts | null;
  readonly texts: TextFacts | null;
  readonly histogram: ProfileHistogram | null;
  readonly topValues: TopValues | null;
}

/** The number of different values without NULL. */
export interface DistinctCount {
  readonly count: number;
  /** False for an estimate, which may be off by some 15%. */
  readonly isExact: boolean;
}

/** Facts about the numbers of a column. */
export interface NumberFacts {
  /** The mean; null if one of the numbers is not finite, or they are masked. */
  readonly mean: number | null;
  /** The sample standard deviation; null as for the mean, and of one number. */
  readonly stddev: number | null;
  readonly zeros: number;
  readonly negatives: number;
  /** Values that are NaN or infinite, and are in no quantile, bin or correlation. */
  readonly notFinite: number;
  /** Values that are NaN. */
  readonly nans: number;
  /** Quantiles, interpolated between neighbours; empty if masked. */
  readonly quantiles: readonly Quantile[];
}

/** A quantile: the share of values at or below it, and the number. */
export type Quantile = readonly [share: number, value: number];

/** Facts about the texts of a column. */
export interface TextFacts {
  /** The least, the mean and the greatest length; null without values. */
  readonly lengths: readonly [number, number, number] | null;
  readonly empty: number;
  /** Texts that begin or end in a blank. */
  readonly padded: number;
  readonly patterns: TextPatterns | null;
}

/** The ways in which texts are written: `9` is a digit, `a` and `A` a run of small and of capital letters. */
export interface TextPatterns {
  /** The most frequent patterns. */
  readonly patterns: readonly (readonly [pattern: string, count: number])[];
  /** The number of all patterns. */
  readonly kinds: number;
  /** The number of texts that were looked at, those of the first rows. */
  readonly of: number;
}

/** Counts of values in bins of equal width. */
export interface ProfileHistogram {
  /** The lower end of each bin and the upper end of the last; empty if masked. Times are milliseconds since 1970. */
  readonly edges: readonly number[];
  readonly counts: readonly number[];
}

/** The most frequent values. */
export interface TopValues {
  readonly values: readonly (readonly [value: string, count: number])[];
  /** The number of rows that hold another value. */
  readonly others: number;
}
