import type { Edit } from '../value/edit.ts';

/** Makes changed copies of a dataset's rows, and never changes the dataset. An engine that can't has none. */
export interface ChangedRows {
  /** Copies all rows, each with a place that chance gives it: the same for equal seeds. */
  copy(seed: number): Promise<CopiedRows>;
}

/** An edit of the values of a column. */
export interface ColumnEdit {
  readonly column: string;
  readonly edit: Edit;
}

/** Some of the rows: a share of them from 0 to 1, or one by its place. */
export type ChosenRows = { readonly share: number } | { readonly place: number };

/** A change of the list of rows. `nearly` repeats a row with an edit in it. */
export type Rearranging = 'repeat' | 'nearly' | 'move' | 'drop';

/** The number of values that an edit changes. */
export interface EditCount {
  /** The values that it changes among each share of the rows, in the order of the shares. */
  readonly changed: readonly number[];
  /** The least place of a row whose value it changes; null if it changes none. */
  readonly first: number | null;
}

/** The rows of a dataset, copied. Each function that gives SQL gives the text after FROM. */
export interface CopiedRows {
  /** The rows as they are. */
  readonly relation: string;
  /** Returns why an edit can't be made in a column, so that its values keep their type; null if it can. */
  refusal(edit: ColumnEdit): string | null;
  /** Counts what edits would change. Each must be possible. */
  count(edits: readonly ColumnEdit[], shares: readonly number[]): Promise<readonly EditCount[]>;
  /** The rows with edits made in some of them, each in its own choice of rows. No column may be in two edits. */
  edited(edits: readonly (ColumnEdit & { readonly in: ChosenRows })[]): string;
  /** The rows with some of them repeated, moved or left out. `edits` are those of `nearly`. */
  rearranged(change: Rearranging, rows: ChosenRows, edits: readonly ColumnEdit[]): Promise<string>;
  /** Removes the copies. */
  close(): Promise<void>;
}
