import type fc from 'fast-check';
import type { TextPattern } from '../../../contract/constraints/constraint.ts';
import type { FormatName } from '../../../contract/schema/zod-formats.ts';
import type { TextShape } from '../../domain.ts';
import { sampled } from '../scalar.ts';
import { formats } from './formats.ts';
import { freeText } from './free-text.ts';
import { type PatternPiece, patternPiece } from './pattern.ts';
import { filler, type Piece, sequence } from './piece.ts';
import type { Room } from './room.ts';

/** A way to draw texts of a shape; of some of them, texts are refused by a rule. */
export type Way = (random: fc.Random) => string;

/** The ways to draw texts of a shape: the first that is refused nothing, or else the one that is refused least, is used. */
export function waysTo(shape: TextShape, room: Room): readonly Way[] {
  const pieces = shape.patterns.map((pattern) => patternPiece(pattern));
  const made = formatWay(shape.format, room);
  const joined = joinedWays(pieces).map((piece) => drawing(piece, room));
  const spliced = made ? splicedWays(made, pieces, room) : [];
  const ways = [...(made ? [made] : []), ...joined, ...spliced];
  return ways.length > 0 ? ways : [(random) => freeText(random, room)];
}

const drawing =
  (piece: Piece, room: Room): Way =>
  (random) =>
    piece.draw(random, room, new Map());

function formatWay(name: string | null, room: Room): Way | null {
  if (name === null || !Object.hasOwn(formats, name)) return null;
  const { made } = formats[name as FormatName];
  if (typeof made === 'function') return (random) => made(random, room);
  return drawing(patternPiece(asPattern(made)).piece, room);
}

const asPattern = ({ source, flags }: RegExp): TextPattern => ({ source, flags, regular: true });

/** A text that starts with one pattern, ends with another and holds the others; or just one that is the whole text. */
function joinedWays(pieces: readonly PatternPiece[]): readonly Piece[] {
  const isWhole = ({ atStart, atEnd }: PatternPiece) => atStart && atEnd;
  const wholes = pieces.filter(isWhole).map(({ piece }) => piece);
  const parts = pieces.filter((one) => !isWhole(one));
  if (parts.length === 0) return wholes;
  const starts = parts.filter(({ atStart }) => atStart);
  const ends = parts.filter(({ atEnd }) => atEnd);
  const inside = parts.filter(({ atStart, atEnd }) => !atStart && !atEnd);
  const joined = [
    ...(starts.length > 0 ? starts.slice(0, 1).map(({ piece }) => piece) : [filler]),
    ...inside.flatMap(({ piece }, at) =>
      at === 0 && starts.length === 0 ? [piece] : [filler, piece],
    ),
    ...(ends.length > 0 ? [filler, ...ends.slice(0, 1).map(({ piece }) => piece)] : [filler]),
  ];
  const most = inside.map(({ piece }) => piece);
  return [...wholes, sequence(joined), ...(most.length > 1 ? most : [])];
}

/** Texts of a format of which an end is replaced by a match of a pattern. */
function splicedWays(made: Way, pieces: readonly PatternPiece[], room: Room): readonly Way[] {
  const start = pieces.find(({ atStart, atEnd }) => atStart && !atEnd)?.piece;
  const end = pieces.find(({ atStart, atEnd }) => atEnd && !atStart)?.piece;
  if (!start && !end) return [];
  return [
    (random) => {
      const text = made(random);
      const from = start ? random.nextInt(0, text.length) : 0;
      const to = end ? random.nextInt(from, text.length) : text.length;
      const drawPart = (piece: Piece | undefined) => piece?.draw(random, room, new Map()) ?? '';
      return drawPart(start) + text.slice(from, to) + drawPart(end);
    },
  ];
}

/** The way of which most texts are accepted, as a short trial shows. It is the same whenever it is chosen. */
export function bestWay(ways: readonly Way[], accepts: (text: string) => boolean): Way {
  const [first = () => ''] = ways;
  if (ways.length < 2) return first;
  const scores = ways.map((way) => sampled(way, 50).filter(accepts).length);
  return ways[scores.indexOf(Math.max(...scores))] ?? first;
}
