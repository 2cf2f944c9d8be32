import { Declined, EngineError, type EngineRow } from '../../engine/engine.ts';
import type { PassContext } from '../measure-request.ts';
import type { Fact } from './facts.ts';
import type { Piece } from './pieces.ts';

/** A row of a query. */
export type Row = EngineRow;

/**
 * Returns the rows of a SELECT over each piece, in the order of the pieces. A query has the SELECTs of several pieces,
 * which the engine runs in parallel.
 */
export async function readPieces(
  pieces: readonly Piece[],
  select: (piece: Piece) => string,
  { session }: Pick<PassContext, 'session'>,
): Promise<readonly (readonly Row[])[]> {
  const { piecesAtOnce } = session.capabilities;
  const found: (readonly Row[])[] = [];
  for (let from = 0; from < pieces.length; from += piecesAtOnce) {
    const batch = pieces.slice(from, from + piecesAtOnce);
    const [only] = batch;
    if (only && batch.length === 1) {
      found.push(await session.query(select(only)));
      continue;
    }
    const selects = batch.map((piece, at) => `select ${at} as piece, * from (${select(piece)})`);
    const rows = await session.query(selects.join('\nunion all '));
    const byPiece = Map.groupBy(rows, ({ piece }) => Number(piece));
    for (const at of batch.keys()) found.push(byPiece.get(at) ?? []);
  }
  return found;
}

/** A table that is computed and cached for each piece. */
export interface PieceTable {
  /** The key of the fact: everything that it depends on, except the rows. */
  readonly question: string;
  readonly select: (piece: Piece) => string;
  /** Returns the fact; null if the rows show that there is none. */
  readonly fact: (rows: readonly Row[]) => Fact;
  readonly isPrivate: boolean;
}

/** Returns the fact about each piece. The missing ones are read together. */
export async function pieceFacts(
  { question, select, fact, isPrivate }: PieceTable,
  pieces: readonly Piece[],
  context: PassContext,
): Promise<readonly Fact[]> {
  const known = pieces.map(({ id }) => (id === null ? undefined : context.facts.get(id, question)));
  const missing = pieces.filter((_, at) => known[at] === undefined);
  const read = await readPieces(missing, select, context);
  const fresh = new Map(missing.map((piece, at) => [piece, fact(read[at] ?? [])]));
  for (const [{ id }, value] of fresh) {
    if (id !== null) context.facts.put(id, question, value, isPrivate);
  }
  return pieces.map((piece, at) => known[at] ?? fresh.get(piece) ?? null);
}

/** Leaves a question to the next pass if the engine can't answer it in this way. */
export async function orRefuse<T>(
  work: () => Promise<T>,
): Promise<T | { readonly refused: string }> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof EngineError || error instanceof Declined)
      return { refused: error.message };
    throw error;
  }
}
