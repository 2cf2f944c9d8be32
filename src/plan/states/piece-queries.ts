import { Declined, EngineError, type EngineRow } from '../../engine/engine.ts';
import type { PassContext } from '../measure-request.ts';
import type { Fact } from './facts.ts';
import type { Piece } from './pieces.ts';

export type Row = EngineRow;

/**
 * The rows that a SELECT gives of each piece, in the order of the pieces. A query has a SELECT for each of several: the
 * engine reads them side by side.
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

/** A table that is kept of each piece: what asks for it, and how its rows become a fact. */
export interface Table {
  /** Under which it is kept; all that it depends on, but the rows. */
  readonly question: string;
  readonly select: (piece: Piece) => string;
  /** Null where the rows say that no such fact is to be had. */
  readonly fact: (rows: readonly Row[]) => Fact;
  readonly isPrivate: boolean;
}

/** The facts of each piece; those that are not known yet are read together. */
export async function tableFacts(
  { question, select, fact, isPrivate }: Table,
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

/** Leave a question to the next pass where the engine can't answer this way of asking it. */
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
