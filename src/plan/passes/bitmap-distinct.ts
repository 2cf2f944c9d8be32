import { type EngineValue, orDeclined } from '../../engine/engine.ts';
import { column } from '../../metric/expression.ts';
import { mergeStates, type SketchState } from '../../metric/state.ts';
import type { PassContext, Refusal } from '../measure-request.ts';
import {
  areDisjoint,
  rangesLookPersonal,
  rangesOf,
  totalRange,
  type ValueRange,
} from '../states/extremes.ts';
import { bytesFact, type Fact, factBytes } from '../states/facts.ts';
import { pieceFacts } from '../states/piece-queries.ts';
import { valueTable } from '../states/piece-table.ts';
import type { Piece } from '../states/pieces.ts';
import type { Distinct } from './distinct-values.ts';

/** The greatest number of bits in a bitmap: 32 MiB for each thread. */
const mostBits = 2n ** 28n;
/** The greatest number of bits per row. Beyond it the bitmap is nearly empty, and grouping costs less. */
const bitsPerRow = 64n;
/** The greatest number of bits in a bitmap that is cached for a piece. */
const keptBits = 2n ** 20n;
/** The greatest number of bits in a bitmap that shares a query with those of other columns: 128 KiB for each thread. */
export const sharedBits = 2n ** 20n;

/**
 * Counts distinct integers with a bit for each number between the least and the greatest. The count is exact, whatever
 * the order of the rows. Pieces that share no number are counted separately; the bitmaps of others are joined. A bitmap of `most` bits or more is refused.
 */
export async function bitmapDistinct(
  name: string,
  context: PassContext,
  most = mostBits,
): Promise<Distinct | Refusal> {
  const { pieces, whole, rows, masked } = context;
  const none = { least: 0n, greatest: 0n };
  if (orDeclined(() => probe('bits', name, none, context)) === null)
    return { refused: 'only integers have a bitmap' };
  if (masked.has(name)) return { refused: 'its ends may not be written into a query' };
  const ends = await rangesOf(name, context);
  if (rangesLookPersonal(ends)) return { refused: 'its ends look personal' };
  const outer = spanOf(totalRange(ends) ?? { least: 0n, greatest: 0n });
  const width = outer.greatest - outer.least;
  if (width >= most || width > bitsPerRow * BigInt(rows))
    return { refused: 'its integers do not lie dense' };
  const spans = pieces.flatMap((piece, at) => {
    const own = ends[at] ?? null;
    return own === null ? [] : [{ piece, ...spanOf(own) }];
  });
  const distinct = areDisjoint(ends)
    ? await countedBits(name, spans, context)
    : width < keptBits
      ? await joinedBits(name, spans, context)
      : await countedBits(name, [{ piece: whole, ...outer }], context);
  return {
    distinct,
    exactness: 'exact',
    note: 'counted by a bitmap of its integers',
  };
}

/** The range of the integers in a piece. */
interface Span {
  readonly piece: Piece;
  readonly least: bigint;
  readonly greatest: bigint;
}

const spanOf = ({ least, greatest }: ValueRange) => ({
  least: BigInt(least as number | bigint),
  greatest: BigInt(greatest as number | bigint),
});

const probe = (
  kind: 'bits' | 'bitmap',
  name: string,
  { least, greatest }: Pick<Span, 'least' | 'greatest'>,
  { session }: PassContext,
) => session.dialect.probe({ kind, of: column(name), least, greatest }, session);

/** Returns a fact about the piece of each span, computed by one expression over its rows. */
async function factsOf<F extends Fact>(
  kind: 'bits' | 'bitmap',
  name: string,
  spans: readonly Span[],
  context: PassContext,
  isPrivate: boolean,
  item: (span: Span) => string,
  fact: (value: EngineValue) => F,
): Promise<readonly F[]> {
  const question = `${kind} of ${name}`;
  const byPiece = new Map(spans.map((span) => [span.piece, item(span)]));
  const value = (piece: Piece) => byPiece.get(piece) ?? 'null';
  const isSmall = spans.every(({ least, greatest }) => greatest - least < sharedBits);
  return pieceFacts(
    valueTable({ question, value, fact, isPrivate, ...(isSmall && { sharedAs: kind }) }),
    spans.map(({ piece }) => piece),
    context,
  );
}

async function countedBits(name: string, spans: readonly Span[], context: PassContext) {
  const counts = await factsOf(
    'bits',
    name,
    spans,
    context,
    false,
    (span) => probe('bits', name, span, context),
    (found) => String(found ?? 0),
  );
  return counts.reduce((all, one) => all + BigInt(one), 0n);
}

/** Joins the bitmaps of pieces. Each begins at a multiple of eight, so that they can be joined byte by byte. */
async function joinedBits(name: string, spans: readonly Span[], context: PassContext) {
  const aligned = spans.map(({ piece, least, greatest }) => ({
    piece,
    least: least - below8(least),
    greatest: greatest - below8(greatest) + 7n,
  }));
  const facts = await factsOf(
    'bitmap',
    name,
    aligned,
    context,
    false,
    (span) => probe('bitmap', name, span, context),
    // Each span has a value, and so a bitmap.
    (found) => bytesFact(found as Uint8Array),
  );
  const { bits } = mergeStates(
    aligned.map(({ least }, at): SketchState => {
      const fact = facts[at];
      if (fact === undefined) throw new TypeError('A piece has no bitmap.');
      return { kind: 'sketch', first: least, bits: factBytes(fact) };
    }),
  );
  return BigInt(bits.reduce((count, byte) => count + (ones[byte] ?? 0), 0));
}

const below8 = (value: bigint) => ((value % 8n) + 8n) % 8n;
const ones = Uint8Array.from(
  { length: 256 },
  (_, byte) => byte.toString(2).replaceAll('0', '').length,
);
