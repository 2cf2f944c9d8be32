import { type AST, RegExpParser } from '@eslint-community/regexpp';
import type { TextPattern } from '../../../contract/constraints/constraint.ts';
import { charactersOf } from './classes.ts';
import { alternatives, fixed, oneOf, type Piece, repeated, sequence } from './piece.ts';

/** A pattern as a part of texts, and the ends of the text that it is bound to. */
export interface PatternPiece {
  readonly piece: Piece;
  readonly atStart: boolean;
  readonly atEnd: boolean;
}

/**
 * Turns a pattern into a part that draws matches of it. Lookaround and word boundaries draw nothing: a judge of the
 * pattern passes or refuses the text.
 */
export function patternPiece({ source, flags }: TextPattern): PatternPiece {
  const pattern = new RegExpParser({ ecmaVersion: 2025 }).parsePattern(source, 0, source.length, {
    unicode: flags.includes('u'),
    unicodeSets: flags.includes('v'),
  });
  const options = pattern.alternatives;
  return {
    piece: alternativesOf(options, flags),
    atStart: options.every(({ elements }) => isEdge(elements[0], 'start')),
    atEnd: options.every(({ elements }) => isEdge(elements.at(-1), 'end')),
  };
}

const isEdge = (element: AST.Element | undefined, kind: 'start' | 'end'): boolean =>
  element?.type === 'Assertion' && element.kind === kind;

const alternativesOf = (options: readonly AST.Alternative[], flags: string): Piece =>
  alternatives(options.map(({ elements }) => sequence(inRuns(elements, flags))));

/** Constant characters that follow each other are one part. */
function inRuns(elements: readonly AST.Element[], flags: string): readonly Piece[] {
  const isConstant = (one: AST.Element) => one.type === 'Character' && !flags.includes('i');
  const runs: AST.Element[][] = [];
  for (const element of elements) {
    const last = runs.at(-1);
    if (last?.[0] && isConstant(last[0]) && isConstant(element)) last.push(element);
    else runs.push([element]);
  }
  return runs.map((run) => {
    const text = run.flatMap((one) => (one.type === 'Character' ? [one.value] : []));
    const [first] = run;
    return first && !isConstant(first)
      ? pieceOf(first, flags)
      : fixed(String.fromCodePoint(...text));
  });
}

function pieceOf(element: AST.Element, flags: string): Piece {
  switch (element.type) {
    case 'Assertion':
      return fixed('');
    case 'Quantifier':
      return repeated(pieceOf(element.element, flags), element.min, element.max);
    case 'Group':
      return alternativesOf(element.alternatives, flags);
    case 'CapturingGroup':
      return captured(element, alternativesOf(element.alternatives, flags));
    case 'Backreference':
      return reference([element.resolved].flat());
    default:
      return oneOf(charactersOf(element, flags));
  }
}

/** Keeps what a group has drawn, under the place where it opens. */
const captured = ({ start }: AST.CapturingGroup, piece: Piece): Piece => ({
  ...piece,
  draw: (random, room, groups) => {
    const text = piece.draw(random, room, groups);
    groups.set(start, text);
    return text;
  },
});

/** The text that a group has drawn; among groups with one name, that which has drawn something. */
const reference = (to: readonly AST.CapturingGroup[]): Piece => ({
  least: 0,
  most: Infinity,
  draw: (_random, _room, groups) => to.map(({ start }) => groups.get(start) ?? '').join(''),
});
