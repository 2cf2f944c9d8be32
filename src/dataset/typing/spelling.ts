/** The ways in which a source writes numbers, booleans and dates as text. */
export interface Spelling {
  /** The mark before the decimal places; a point if absent. */
  readonly decimal?: DecimalMark | undefined;
  /** The mark between groups of three digits; none if absent. */
  readonly thousands?: ThousandsMark | undefined;
  /** Words for true and false, beside those that are always read. */
  readonly booleans?: BooleanWords | undefined;
  /** The formats of dates in the letters of `strptime`; ISO 8601 if absent. */
  readonly formats?: readonly string[] | undefined;
}

/** Words that are read as true and as false: exact texts. */
export interface BooleanWords {
  readonly true: readonly string[];
  readonly false: readonly string[];
}

/** A mark before decimal places. */
export type DecimalMark = '.' | ',';

/** A mark between groups of three digits. */
export type ThousandsMark = ',' | '.' | ' ' | '\u00a0' | '\u202f' | "'" | '\u2019' | '_';
