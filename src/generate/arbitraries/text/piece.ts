import type fc from 'fast-check';
import { oneIn, pick, pickText } from '../draw.ts';
import { freeText } from './free-text.ts';
import type { Room } from './room.ts';

/** A part of texts, with the lengths that it can have. It is drawn to fit a room, as far as its own lengths allow it. */
export interface Piece {
  readonly least: number;
  readonly most: number;
  readonly draw: (random: fc.Random, room: Room, groups: Groups) => string;
  /** The characters of a part that is one of them. */
  readonly pool?: readonly string[];
}

/** The texts that the groups of a pattern have drawn so far, by the place where each opens: back-references repeat them. */
export type Groups = Map<number, string>;

/** A constant part. */
export const fixed = (text: string): Piece => ({
  least: text.length,
  most: text.length,
  draw: () => text,
});

/** Any text, short where there is a choice. */
export const filler: Piece = {
  least: 0,
  most: Infinity,
  draw: (random, { least, most }) => {
    const isNone = least <= 0 && oneIn(random, 2);
    return isNone
      ? ''
      : freeText(random, { least: Math.max(0, least), most: Math.min(most, least + 5) });
  },
};

/** One of some characters: a letter or a digit more often than not, where they are among them. */
export function oneOf(characters: readonly string[]): Piece {
  const common = characters.filter((one) => /^[a-z0-9]$/i.test(one));
  const isCommon = common.length === characters.length;
  const pool = isCommon ? characters : [...characters, ...weighted(common, characters.length * 3)];
  return { least: 1, most: 1, pool, draw: (random) => pickText(random, pool, pool.length && 1) };
}

/** Repeats a list until it has about so many items. */
const weighted = (list: readonly string[], count: number): readonly string[] =>
  list.length === 0
    ? []
    : Array.from({ length: Math.ceil(count / list.length) }, () => list).flat();

/** Parts after one another. What the later ones need at least is kept for them. */
export function sequence(pieces: readonly Piece[]): Piece {
  const [only] = pieces;
  if (pieces.length === 1 && only) return only;
  const placed = pieces.map((piece, at) => ({ piece, later: lengths(pieces.slice(at + 1)) }));
  return {
    ...lengths(pieces),
    draw: (random, room, groups) =>
      placed.reduce((text, { piece, later }) => {
        const left = roomLeft(piece, room, text.length, later);
        return text + piece.draw(random, left, groups);
      }, ''),
  };
}

const lengths = (pieces: readonly Piece[]): Room =>
  pieces.reduce((sum, { least, most }) => ({ least: sum.least + least, most: sum.most + most }), {
    least: 0,
    most: 0,
  });

/** The room of a part, after what is drawn and before what is to come. */
const roomLeft = (piece: Piece, room: Room, drawn: number, later: Room): Room => ({
  least: Math.max(piece.least, room.least - drawn - later.most),
  most: Math.max(piece.least, room.most - drawn - later.least),
});

/** One of several parts: of those that can have the length, if there are any. */
export function alternatives(pieces: readonly Piece[]): Piece {
  const [only] = pieces;
  if (pieces.length === 1 && only) return only;
  return {
    least: Math.min(...pieces.map((one) => one.least)),
    most: Math.max(...pieces.map((one) => one.most)),
    draw: (random, room, groups) => {
      const fitting = pieces.filter((one) => one.least <= room.most && one.most >= room.least);
      return pick(random, fitting.length > 0 ? fitting : pieces).draw(random, room, groups);
    },
  };
}

/** A part several times: seldom more than four times above its least. */
export function repeated(piece: Piece, from: number, to: number): Piece {
  const times = (count: number): Room => ({
    least: count * piece.least,
    most: count === 0 || piece.most === 0 ? 0 : count * piece.most,
  });
  return {
    least: times(from).least,
    most: times(to).most,
    draw: (random, room, groups) => {
      const count = drawTimes(random, room, piece, from, to);
      if (piece.pool) return pickText(random, piece.pool, piece.pool.length && count);
      let text = '';
      for (let left = count; left > 0; left--)
        text += piece.draw(random, roomLeft(piece, room, text.length, times(left - 1)), groups);
      return text;
    },
  };
}

function drawTimes(random: fc.Random, room: Room, piece: Piece, from: number, to: number): number {
  const few = Math.max(from, piece.most === 0 ? 0 : Math.ceil(room.least / piece.most));
  const fitting = piece.least === 0 ? to : Math.floor(room.most / piece.least);
  const many = Math.max(few, Math.min(to, fitting));
  if (few === many) return few;
  return Math.min(many, few + (oneIn(random, 12) ? 20 : random.nextInt(0, 4)));
}
