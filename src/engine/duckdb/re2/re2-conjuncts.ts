import type { AST } from '@eslint-community/regexpp';

/** A pattern that starts at the start of the text: its elements, then those of a lookahead, if it is one's. */
export interface Conjunct {
  readonly elements: readonly AST.Element[];
  readonly lookahead?: AST.LookaheadAssertion;
}

/**
 * Splits `^P(?=A)(?!B)R` into `^PA`, not `^PB`, and `^PR`, which hold together exactly where it does, provided that
 * `P` is always of one length, so that all three speak of the same place. Without a lookahead that can be split off,
 * one conjunct comes back.
 */
export function conjuncts(alternative: AST.Alternative): readonly Conjunct[] {
  const elements = alternative.elements.flatMap(ungroup);
  const [start] = elements;
  if (start?.type !== 'Assertion' || start.kind !== 'start')
    return [{ elements: alternative.elements }];
  const rest: AST.Element[] = [];
  const split: Conjunct[] = [];
  for (const element of elements) {
    if (isLookahead(element) && rest.every((one) => widthOf(one) !== undefined)) {
      split.push({ elements: [...rest], lookahead: element });
    } else {
      rest.push(element);
    }
  }
  return [...split, { elements: rest }];
}

const isLookahead = (element: AST.Element): element is AST.LookaheadAssertion =>
  element.type === 'Assertion' && element.kind === 'lookahead';

/** The elements of a group that only brackets them. */
function ungroup(element: AST.Element): readonly AST.Element[] {
  const brackets =
    element.type === 'CapturingGroup' || (element.type === 'Group' && !element.modifiers);
  const [only] = brackets ? element.alternatives : [];
  return brackets && only && element.alternatives.length === 1
    ? only.elements.flatMap(ungroup)
    : [element];
}

/** Returns the number of characters, as the flags count them, that an element always takes; undefined where it varies. */
function widthOf(element: AST.Element): number | undefined {
  switch (element.type) {
    case 'Character':
    case 'CharacterClass':
    case 'CharacterSet':
    case 'ExpressionCharacterClass':
      return 1;
    case 'Assertion':
      return 0;
    case 'Backreference':
      return undefined;
    case 'Quantifier': {
      const width = widthOf(element.element);
      return width !== undefined && element.min === element.max ? width * element.min : undefined;
    }
    case 'Group':
    case 'CapturingGroup': {
      const widths = new Set(
        element.alternatives.map(({ elements }) => total(elements.map(widthOf))),
      );
      const [width] = widths;
      return widths.size === 1 ? width : undefined;
    }
  }
}

function total(widths: readonly (number | undefined)[]): number | undefined {
  let sum = 0;
  for (const width of widths) {
    if (width === undefined) return undefined;
    sum += width;
  }
  return sum;
}
