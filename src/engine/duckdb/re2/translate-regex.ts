import { type AST, RegExpParser, RegExpSyntaxError } from '@eslint-community/regexpp';
import { globOf } from './fixed-length-glob.ts';
import { LAST_UNIT } from './re2-characters.ts';
import { conjuncts } from './re2-conjuncts.ts';
import { sizeProblem } from './re2-limits.ts';
import { readsPairsAsOne } from './re2-pairs.ts';
import { printPattern } from './re2-print.ts';
import { type Context, readAlternatives, readSequence, Untranslatable } from './re2-read.ts';
import { type CharacterTree, characters, isAnchor, type Tree } from './re2-tree.ts';

/** One RE2 pattern, to be found in the text, or not to be found in it. */
export interface PatternTest {
  readonly pattern: string;
  readonly negated: boolean;
  /** The pattern as a GLOB where it is of a fixed length; null where it is not. */
  readonly glob: string | null;
  /** True if the pattern stands for the text as a whole, from `^` to `$`. */
  readonly isWhole: boolean;
}

/**
 * A regular expression in RE2's terms. The text matches where *all* `patterns` hold; there is more than one where
 * the expression opens with lookaheads.
 * - exact: the verdict of `RegExp.prototype.test` for every text that DuckDB can hold.
 * - bmp: the same, but for texts with a character beyond U+FFFF, which JavaScript counts twice without the flag u.
 * - declined: to be judged by JavaScript; the reason names what RE2 can't say, and fits after "because of".
 */
export type Translation =
  | { readonly kind: 'exact' | 'bmp'; readonly patterns: readonly PatternTest[] }
  | { readonly kind: 'declined'; readonly reason: string };

const parser = new RegExpParser();

/**
 * Translates a JavaScript regular expression for `regexp_matches(x, pattern)`, such that the verdict is that of
 * `RegExp.prototype.test` on a fresh regular expression, for which the flags g and d mean nothing. The flags i, m, s,
 * u and v are spelt out in the patterns, which need no option. NULL stays the engine's: `regexp_matches` is NULL.
 *
 * @example
 * translateRegex('^[a-c]+$', 'i')     // { kind: 'exact', patterns: [{ pattern: '^[A-Ca-c]+$', negated: false }] }
 * translateRegex('^(?!0)\\d+$', '')   // { kind: 'exact', patterns: [^0, negated], [^[0-9]+$] }
 * translateRegex('^.{2}$', '')        // { kind: 'bmp', ... }: '😀' has two units, and is one character
 * translateRegex('(a)\\1', '')        // { kind: 'declined', reason: 'the backreference `\\1`' }
 */
export function translateRegex(source: string, flags: string): Translation {
  const key = `${flags}/${source}`;
  const before = known.get(key);
  if (before !== undefined) return before;
  const found = translation(source, flags);
  if (known.size >= mostKnown) known.clear();
  known.set(key, found);
  return found;
}

/** The translations so far: a pattern is asked for by each pass, and often by other contracts. */
const known = new Map<string, Translation>();
const mostKnown = 1000;

function translation(source: string, flags: string): Translation {
  try {
    return translate(source, flags);
  } catch (error) {
    if (error instanceof Untranslatable) return { kind: 'declined', reason: error.message };
    if (error instanceof RegExpSyntaxError)
      return { kind: 'declined', reason: `its syntax: ${error.message}` };
    // Each level of nesting is a call, here and in the parser.
    if (error instanceof RangeError)
      return { kind: 'declined', reason: 'its depth: groups are nested too deep' };
    throw error;
  }
}

function translate(source: string, flags: string): Translation {
  if (/[^dgimsuvy]/.test(flags))
    throw new Untranslatable(`its flags \`${flags}\`, which are not all known`);
  if (flags.includes('y')) throw new Untranslatable('the flag y');
  const has = (flag: string): boolean => flags.includes(flag);
  const context: Context = {
    reading: has('v') ? 'v' : has('u') ? 'u' : '',
    ignoreCase: has('i'),
    multiline: has('m'),
    dotAll: has('s'),
    leading: true,
    trailing: true,
  };
  const pattern = parser.parsePattern(source, undefined, undefined, {
    unicode: has('u'),
    unicodeSets: has('v'),
  });
  const parts = read(pattern, context);
  for (const { tree } of parts) {
    const problem = sizeProblem(tree);
    if (problem) throw new Untranslatable(problem);
  }
  const proven =
    parts.some(admitsNoPair) || parts.every((part) => readsPairsAsOne(part.tree, context.reading));
  return {
    kind: proven ? 'exact' : 'bmp',
    patterns: parts.map(({ tree, negated }) => ({
      pattern: printPattern(tree),
      negated,
      glob: globOf(tree),
      isWhole: spansAll(tree),
    })),
  };
}

interface Part {
  readonly tree: Tree;
  readonly negated: boolean;
}

/** One part, or one for each lookahead at the start and one for what is left. */
function read({ alternatives }: AST.Pattern, context: Context): readonly Part[] {
  const [only] = alternatives;
  if (!only || alternatives.length > 1 || context.multiline) {
    return [{ tree: readAlternatives(alternatives, context), negated: false }];
  }
  return conjuncts(only).map(({ elements, lookahead }) => {
    if (!lookahead) return { tree: readSequence(elements, context), negated: false };
    const head = readSequence(elements, { ...context, trailing: false });
    const tail = readAlternatives(lookahead.alternatives, { ...context, leading: false });
    return { tree: { kind: 'sequence', of: [head, tail] }, negated: lookahead.negate };
  });
}

/** True if the part holds for no text with a character beyond U+FFFF, be it counted once or twice. */
function admitsNoPair({ tree, negated }: Part): boolean {
  return !negated && spansAll(tree) && characters(tree).every(isBasic);
}

/** True for a pattern that begins at the start of the text, and ends at its end. */
const spansAll = (tree: Tree): boolean =>
  isAnchor(outermost(tree, 0), '^') && isAnchor(outermost(tree, -1), '$');

const isBasic = ({ halves, ranges }: CharacterTree): boolean =>
  halves === 'none' && ranges.every(([, to]) => to <= LAST_UNIT);

function outermost(tree: Tree, side: 0 | -1): Tree | undefined {
  const one = tree.kind === 'sequence' ? tree.of.at(side) : undefined;
  return one ? outermost(one, side) : tree;
}
