import { Declined, EngineError } from '../../engine/engine.ts';
import type { PassContext } from '../measure-request.ts';
import type { Fact } from './facts.ts';
import type { PieceTable, Row } from './piece-table.ts';
import type { Piece } from './pieces.ts';

/**
 * Returns the rows of a SELECT over each piece, in the order of the pieces. A query has the SELECTs of several pieces,
 * which the engine runs in parallel.
 */
export async function readPieces(
  pieces: readonly Piece[],
  select: (piece: Piece) => string,
  context: Pick<PassContext, 'session'>,
): Promise<readonly (readonly Row[])[]> {
  return readSelects(pieces.map(select), context);
}

/** Returns the rows of SELECTs that have the same columns, in their order, a few of them in each query. */
export async function readSelects(
  selects: readonly string[],
  { session }: Pick<PassContext, 'session'>,
): Promise<readonly (readonly Row[])[]> {
  const { piecesAtOnce } = session.capabilities;
  const found: (readonly Row[])[] = [];
  for (let from = 0; from < selects.length; from += piecesAtOnce) {
    const batch = selects.slice(from, from + piecesAtOnce);
    const [only] = batch;
    if (only !== undefined && batch.length === 1) {
      found.push(await session.query(only));
      continue;
    }
    const numbered = batch.map((select, at) => `select ${at} as piece, * from (${select})`);
    const rows = await session.query(numbered.join('\nunion all '));
    const byPiece = Map.groupBy(rows, ({ piece }) => Number(piece));
    for (const at of batch.keys()) found.push(byPiece.get(at) ?? []);
  }
  return found;
}

/** Returns the fact about each piece. The missing ones are read together. */
export async function pieceFacts<F extends Fact>(
  table: PieceTable<F>,
  pieces: readonly Piece[],
  context: PassContext,
): Promise<readonly F[]> {
  if (context.gathering) return context.gathering.facts(table, pieces);
  const known = pieces.map((piece) => knownFact(table, piece, context));
  const missing = pieces.filter((_, at) => known[at] === undefined);
  const read = await readPieces(missing, table.select, context);
  const rowsOf = new Map(missing.map((piece, at) => [piece, read[at] ?? []]));
  return pieces.map((piece, at) => {
    const fact = known[at];
    return fact === undefined ? keptFact(table, piece, rowsOf.get(piece) ?? [], context) : fact;
  });
}

/** Returns the fact about all rows. */
export async function wholeFact<F extends Fact>(
  table: PieceTable<F>,
  context: PassContext,
): Promise<F> {
  const [fact] = await pieceFacts(table, [context.whole], context);
  if (fact === undefined) throw new TypeError('A piece has no fact.');
  return fact;
}

/** Returns what is known of a piece; undefined if nothing is. A question's facts are what its `fact` has given. */
export const knownFact = <F extends Fact>(
  { question }: PieceTable<F>,
  { id }: Piece,
  { facts }: Pick<PassContext, 'facts'>,
): F | undefined => (id === null ? undefined : (facts.get(id, question) as F | undefined));

/** Returns the fact that rows give, and keeps it. */
export function keptFact<F extends Fact>(
  { question, fact, isPrivate }: PieceTable<F>,
  { id }: Piece,
  rows: readonly Row[],
  { facts }: Pick<PassContext, 'facts'>,
): F {
  const value = fact(rows);
  if (id !== null) facts.put(id, question, value, isPrivate);
  return value;
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
