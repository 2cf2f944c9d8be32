import type { EngineRow, EngineValue } from '../../engine/engine.ts';
import type { Numeric } from '../../value/numeric.ts';
import type { Item } from '../select.ts';
import type { Fact } from './facts.ts';
import type { Piece } from './pieces.ts';

/** A row of a query. */
export type Row = EngineRow;

/** The value of each item in each piece, in the order of the pieces. */
export type States = ReadonlyMap<Item, readonly (Numeric | null)[]>;

/** A table that is computed and cached for each piece. */
export interface PieceTable<F extends Fact = Fact> {
  /** The key of the fact: everything that it depends on, except the rows. */
  readonly question: string;
  readonly select: (piece: Piece) => string;
  /** Returns the fact; null if the rows show that there is none. */
  readonly fact: (rows: readonly Row[]) => F;
  readonly isPrivate: boolean;
  /**
   * The name of the tables that may share a query with it: those whose SELECTs have the same columns, of the same types.
   * Absent if it needs a query of its own, as one does that takes much memory.
   */
  readonly sharedAs?: string;
  /** The number of aggregates in a query that it shares, if each takes much memory. By default there are many. */
  readonly valuesAtOnce?: number;
  /** The aggregate in its SELECT list, if it is nothing but one; then `fact` reads it as `value`. */
  readonly value?: (piece: Piece) => string;
}

/** An aggregate of a piece's rows. */
export interface PieceValue<F extends Fact = Fact>
  extends Pick<PieceTable, 'question' | 'isPrivate' | 'sharedAs' | 'valuesAtOnce'> {
  readonly value: (piece: Piece) => string;
  readonly fact: (value: EngineValue) => F;
}

/** Returns the table of an aggregate: one row, of one column. */
export const valueTable = <F extends Fact>(asked: PieceValue<F>): PieceTable<F> => ({
  ...asked,
  select: (piece) => `select ${asked.value(piece)} as value from ${piece.relation}`,
  fact: ([row]) => asked.fact(row?.value ?? null),
});

/** Answers the questions of several tasks together. */
export interface Gathering {
  states(items: readonly Item[], pieces: readonly Piece[]): Promise<States>;
  facts<F extends Fact>(table: PieceTable<F>, pieces: readonly Piece[]): Promise<readonly F[]>;
}
