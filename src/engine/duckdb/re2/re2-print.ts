import { complement, LAST_CODE_POINT } from './re2-characters.ts';
import { hasAnchor, isAnchor, type Ranges, type Tree } from './re2-tree.ts';

/** The text of a tree in RE2's syntax, for DuckDB's `regexp_matches` without options. */
export function printPattern(tree: Tree): string {
  if (hasAnchor(tree, '\\B')) return printTree({ kind: 'sequence', of: [...FROM_START, tree] });
  return isMistaken(tree) ? `(${printTree(tree)})` : printTree(tree);
}

/** RE2 looks for `\B` between bytes too; a run of whole characters from the start keeps it out of their inside. */
const FROM_START: readonly Tree[] = [
  { kind: 'anchor', anchor: '^' },
  {
    kind: 'repeat',
    of: { kind: 'character', ranges: [[0, LAST_CODE_POINT]], halves: 'all' },
    min: 0,
    max: Number.POSITIVE_INFINITY,
  },
];

/**
 * DuckDB 1.5 rewrites a constant pattern that has nothing but letters and anchors to LIKE, and goes wrong where an
 * anchor or an empty part stands in an odd place (`^^`, `(?:)a`, `a^`). It leaves capture groups alone.
 */
function isMistaken(tree: Tree): boolean {
  if (!isPlain(tree)) return false;
  const parts = flatten(tree);
  const from = isAnchor(parts[0], '^') ? 1 : 0;
  const to = isAnchor(parts.at(-1), '$') ? -1 : parts.length;
  const letters = parts.slice(from, to);
  return letters.length === 0 || letters.some(({ kind }) => kind !== 'character');
}

function isPlain(tree: Tree): boolean {
  switch (tree.kind) {
    case 'character':
      return tree.ranges.length === 1 && tree.ranges.every(([from, to]) => from === to);
    case 'anchor':
      return tree.anchor === '^' || tree.anchor === '$';
    case 'sequence':
    case 'choice':
      return tree.of.every(isPlain);
    case 'repeat':
      return false;
  }
}

const flatten = (tree: Tree): readonly Tree[] =>
  tree.kind === 'sequence' ? tree.of.flatMap(flatten) : [tree];

/** `alternating` says that the part stands in a choice, at any depth. */
function printTree(tree: Tree, alternating = false): string {
  switch (tree.kind) {
    case 'character':
      return alternating ? shield(tree.ranges) : printCharacters(tree.ranges);
    case 'anchor':
      return tree.anchor;
    case 'sequence':
      return tree.of
        .map((part) =>
          part.kind === 'choice' ? group(part, alternating) : printTree(part, alternating),
        )
        .join('');
    case 'choice':
      return tree.of.map((part) => printTree(part, true)).join('|');
    case 'repeat': {
      const print = tree.of.kind === 'character' ? printTree : group;
      return print(tree.of, alternating) + printCount(tree.min, tree.max);
    }
  }
}

const group = (tree: Tree, alternating: boolean): string => `(?:${printTree(tree, alternating)})`;

/** RE2 folds `[Aa]|[Kk]` to `(?i)[ak]`, which matches the Kelvin sign too, as does long s where `[Ss]` stands. */
function shield(ranges: Ranges): string {
  const text = printCharacters(ranges);
  return text === '[Kk]' || text === '[Ss]' ? `(${text})` : text;
}

function printCount(min: number, max: number): string {
  if (max === Number.POSITIVE_INFINITY) return min === 0 ? '*' : min === 1 ? '+' : `{${min},}`;
  if (min === 0 && max === 1) return '?';
  return min === max ? `{${min}}` : `{${min},${max}}`;
}

function printCharacters(ranges: Ranges): string {
  const [first] = ranges;
  if (!first) return `[^${printRange([0, LAST_CODE_POINT])}]`;
  if (ranges.length === 1 && first[0] === first[1])
    return printCode(first[0], /[\\^$.*+?()[\]{}|]/);
  const rest = complement(ranges);
  return rest.length > 0 && rest.length < ranges.length
    ? `[^${rest.map(printRange).join('')}]`
    : `[${ranges.map(printRange).join('')}]`;
}

function printRange([from, to]: Ranges[number]): string {
  const [first, last] = [from, to].map((code) => printCode(code, /[\\^[\]-]/));
  if (from === to) return `${first}`;
  return `${first}${from + 1 === to ? '' : '-'}${last}`;
}

const BLANKS: ReadonlyMap<number, string> = new Map([
  [0x09, '\\t'],
  [0x0a, '\\n'],
  [0x0d, '\\r'],
]);

/** Escapes what RE2 takes for syntax, and whatever a person cannot see. */
function printCode(code: number, syntax: RegExp): string {
  if (code < 0x20 || code > 0x7e) return BLANKS.get(code) ?? `\\x{${code.toString(16)}}`;
  const character = String.fromCharCode(code);
  return syntax.test(character) ? `\\${character}` : character;
}
