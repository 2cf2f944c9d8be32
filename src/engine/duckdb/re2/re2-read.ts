import { type AST, visitRegExpAST } from '@eslint-community/regexpp';
import { fromHalves, fromUnits, type Reading, scan } from './re2-characters.ts';
import type { CharacterTree, Ranges, Tree } from './re2-tree.ts';

/** The flags and the surroundings of the part that is read. */
export interface Context {
  readonly reading: Reading;
  readonly ignoreCase: boolean;
  readonly multiline: boolean;
  readonly dotAll: boolean;
  /** Nothing of the pattern stands before this part, so that a match may as well begin earlier. */
  readonly leading: boolean;
  /** Nothing of the pattern stands after this part, so that a match may as well end later. */
  readonly trailing: boolean;
}

/** Thrown, and caught by `translateRegex`, where a pattern has something that RE2 can't say. */
export class Untranslatable extends Error {
  override readonly name = 'Untranslatable';
}

type Readers = {
  readonly [Type in AST.Element['type']]: (
    node: Extract<AST.Element, { type: Type }>,
    context: Context,
  ) => Tree;
};

/** A reader for each kind of element; the compiler names the one that is missing. */
const readers: Readers = {
  Assertion: readAssertion,
  Backreference: (node) => {
    throw new Untranslatable(`the backreference \`${node.raw}\``);
  },
  CapturingGroup: (node, context) => readAlternatives(node.alternatives, context),
  Character: (node, context) => toTree(atomRanges(node, context), context),
  CharacterClass: (node, context) => toTree(atomRanges(node, context), context),
  CharacterSet: (node, context) => toTree(atomRanges(node, context), context),
  ExpressionCharacterClass: (node, context) => toTree(atomRanges(node, context), context),
  Group: (node, context) => readAlternatives(node.alternatives, modified(node.modifiers, context)),
  Quantifier: readQuantifier,
};

function readElement<Type extends AST.Element['type']>(
  node: Extract<AST.Element, { type: Type }>,
  context: Context,
): Tree {
  const read: (node: Extract<AST.Element, { type: Type }>, context: Context) => Tree =
    readers[node.type as Type];
  return read(node, context);
}

/** Reads alternatives, `a|b|c`, in the given surroundings. */
export function readAlternatives(alternatives: readonly AST.Alternative[], context: Context): Tree {
  const of = alternatives.map(({ elements }) => readSequence(elements, context));
  const [only] = of;
  return only && of.length === 1 ? only : { kind: 'choice', of };
}

/** Reads elements that follow each other. */
export function readSequence(elements: readonly AST.Element[], context: Context): Tree {
  const of: Tree[] = [];
  for (let index = 0; index < elements.length; index++) {
    const [element, next] = elements.slice(index, index + 2);
    if (!element) break;
    const pair = next && readPair(element, next, context);
    if (pair) index++;
    const leading = context.leading && of.length === 0;
    const trailing = context.trailing && index === elements.length - 1;
    of.push(pair ?? readElement(element, { ...context, leading, trailing }));
  }
  return { kind: 'sequence', of };
}

function readQuantifier({ element, min, max }: AST.Quantifier, context: Context): Tree {
  const of = readElement(element, { ...context, leading: false, trailing: false });
  if (max === 0) return { kind: 'sequence', of: [] };
  return min === 1 && max === 1 ? of : { kind: 'repeat', of, min, max };
}

type Atom = AST.Character | AST.CharacterClass | AST.CharacterSet | AST.ExpressionCharacterClass;

const isAtom = (node: AST.Element): node is Atom =>
  node.type === 'Character' ||
  node.type === 'CharacterClass' ||
  node.type === 'CharacterSet' ||
  node.type === 'ExpressionCharacterClass';

/** Two halves of a pair that are written one after the other, as `\ud83d[\ude00-\ude4f]`, are one character. */
function readPair(
  first: AST.Element,
  second: AST.Element,
  context: Context,
): CharacterTree | undefined {
  if (context.reading !== '' || !isAtom(first) || !isAtom(second)) return undefined;
  return fromHalves(atomRanges(first, context), atomRanges(second, context));
}

const toTree = (ranges: Ranges, { reading }: Context): CharacterTree =>
  reading === '' ? fromUnits(ranges) : { kind: 'character', ranges, halves: 'none' };

function atomRanges(node: Atom, { reading, ignoreCase, dotAll }: Context): Ranges {
  const modifiers = (ignoreCase ? 'i' : '') + (dotAll ? 's' : '');
  if (node.type !== 'Character') {
    if (reading === 'v') refuseStrings(node);
    return scan(node.raw, modifiers, reading);
  }
  if (!ignoreCase) return [[node.value, node.value]];
  const hex = node.value.toString(16);
  return scan(reading === '' ? `\\u${hex.padStart(4, '0')}` : `\\u{${hex}}`, modifiers, reading);
}

function refuseStrings(node: Atom): void {
  visitRegExpAST(node, {
    onClassStringDisjunctionEnter: ({ raw }) => {
      throw new Untranslatable(`the strings in a class \`${raw}\``);
    },
    onCharacterSetEnter: (set) => {
      if (set.kind === 'property' && set.strings)
        throw new Untranslatable(`the property of strings \`${set.raw}\``);
    },
  });
}

function modified(modifiers: AST.Modifiers | null, context: Context): Context {
  const { add, remove } = modifiers ?? { add: null, remove: null };
  if (add?.ignoreCase || remove?.ignoreCase) {
    // V8 13.6 loses track of them: /(?i:(1)|[K])/ does not match k, and /(?-i:)[\W]/iu matches S.
    throw new Untranslatable(
      `the modifiers \`(?${modifiers?.raw}:\`, which JavaScript engines apply unevenly`,
    );
  }
  const pick = (flag: 'multiline' | 'dotAll'): boolean =>
    add?.[flag] ? true : remove?.[flag] ? false : context[flag];
  return {
    ...context,
    multiline: pick('multiline'),
    dotAll: pick('dotAll'),
  };
}

/** JavaScript has four ends of a line, RE2 has one. */
const LINE_END: CharacterTree = fromUnits([
  [0x0a, 0x0a],
  [0x0d, 0x0d],
  [0x2028, 0x2029],
]);

function readAssertion(node: AST.Assertion, context: Context): Tree {
  switch (node.kind) {
    case 'start':
    case 'end': {
      const [anchor, free] =
        node.kind === 'start'
          ? (['^', context.leading] as const)
          : (['$', context.trailing] as const);
      if (!context.multiline) return { kind: 'anchor', anchor };
      if (!free)
        throw new Untranslatable(`\`${node.raw}\` in the midst of a pattern with the flag m`);
      return { kind: 'choice', of: [{ kind: 'anchor', anchor }, LINE_END] };
    }
    case 'word':
      if (context.ignoreCase && context.reading !== '') {
        throw new Untranslatable(`\`${node.raw}\` with the flags i and ${context.reading}`);
      }
      return { kind: 'anchor', anchor: node.negate ? '\\B' : '\\b' };
    case 'lookahead':
    case 'lookbehind': {
      const free = node.kind === 'lookahead' ? context.trailing : context.leading;
      if (node.negate || !free) throw new Untranslatable(`the ${node.kind} \`${node.raw}\``);
      return readAlternatives(node.alternatives, context);
    }
  }
}
