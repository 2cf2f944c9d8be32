import { type AST, RegExpParser } from '@eslint-community/regexpp';
import type { TextPattern } from '../../contract/constraints/constraint.ts';

/** The lengths, in code points, of the texts in which something can be found. */
export interface Lengths {
  readonly least: number;
  readonly most: number;
}

const parser = new RegExpParser();
const any: Lengths = { least: 0, most: Infinity };

/** Returns the least and the greatest length of a text that a pattern matches; from 0 to infinity where that is not known. */
export function patternLengths({ source, flags }: TextPattern): Lengths {
  const reading = {
    isUnicode: /[uv]/.test(flags),
    isMultiline: flags.includes('m'),
  };
  try {
    const mode = { unicode: flags.includes('u'), unicodeSets: flags.includes('v') };
    const { alternatives } = parser.parsePattern(source, 0, source.length, mode);
    const { least, most } = either(alternatives.map((one) => wholeText(one, reading)));
    return { least: Math.ceil(least), most };
  } catch {
    return any; // A pattern that the parser does not know yet.
  }
}

interface Context {
  readonly isUnicode: boolean;
  readonly isMultiline: boolean;
}

/** The lengths of a text in which an alternative is found: its own only if it is held at both ends. */
function wholeText({ elements }: AST.Alternative, context: Context): Lengths {
  const { least, most } = sequence(elements, context);
  const isHeld =
    !context.isMultiline && isEnd(elements[0], 'start') && isEnd(elements.at(-1), 'end');
  return { least, most: isHeld ? most : Infinity };
}

const isEnd = (element: AST.Element | undefined, kind: 'start' | 'end') =>
  element?.type === 'Assertion' && element.kind === kind;

const sequence = (elements: readonly AST.Element[], context: Context): Lengths =>
  elements
    .map((element) => ofElement(element, context))
    .reduce((sum, one) => ({ least: sum.least + one.least, most: sum.most + one.most }), none);

const none: Lengths = { least: 0, most: 0 };

const either = (all: readonly Lengths[]): Lengths => ({
  least: Math.min(...all.map(({ least }) => least)),
  most: Math.max(...all.map(({ most }) => most)),
});

function ofElement(element: AST.Element, context: Context): Lengths {
  switch (element.type) {
    case 'Assertion':
      return none;
    case 'Backreference':
      return any;
    case 'Group':
    case 'CapturingGroup':
      return either(element.alternatives.map(({ elements }) => sequence(elements, context)));
    case 'Quantifier':
      return repeated(ofElement(element.element, context), element);
    case 'Character':
      return one(isSurrogate(element.value), context);
    case 'CharacterSet':
    case 'CharacterClass':
    case 'ExpressionCharacterClass':
      return hasTexts(element) ? any : one(mayBeSurrogate(element), context);
  }
}

/** Without the flag `u`, two halves of a surrogate pair are two characters, and one code point together. */
const one = (isHalf: boolean, { isUnicode }: Context): Lengths => ({
  least: isHalf && !isUnicode ? 0.5 : 1,
  most: 1,
});

const isSurrogate = (value: number) => value >= 0xd800 && value <= 0xdfff;

/** True for a set of characters among which halves of surrogate pairs may be. */
function mayBeSurrogate(
  element: AST.CharacterSet | AST.CharacterClass | AST.ExpressionCharacterClass,
): boolean {
  if (element.type === 'CharacterSet')
    return element.kind === 'any' || element.kind === 'property' || element.negate;
  if (element.type === 'ExpressionCharacterClass' || element.negate) return true;
  return element.elements.some((part) => {
    if (part.type === 'Character') return isSurrogate(part.value);
    if (part.type === 'CharacterClassRange')
      return part.min.value <= 0xdfff && part.max.value >= 0xd800;
    return part.type !== 'CharacterSet' || mayBeSurrogate(part);
  });
}

/** True for a set of the flag `v` that has texts of several characters in it. */
const hasTexts = (
  element: AST.CharacterSet | AST.CharacterClass | AST.ExpressionCharacterClass,
): boolean =>
  element.type === 'ExpressionCharacterClass' ||
  ('unicodeSets' in element && element.unicodeSets && element.type === 'CharacterClass') ||
  (element.type === 'CharacterSet' && element.kind === 'property' && element.strings);

function repeated({ least, most }: Lengths, { min, max }: AST.Quantifier): Lengths {
  return { least: least * min, most: max === 0 || most === 0 ? 0 : most * max };
}
