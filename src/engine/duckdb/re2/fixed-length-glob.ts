import { type CharacterTree, isAnchor, type Tree } from './re2-tree.ts';

/** More places than this, and the pattern is no code of fixed length. */
const mostPlaces = 64;

/**
 * A pattern of fixed length whose every place is a set of ASCII characters (`^[A-Z]{3}$`, `^SKU-\d{8}$`) as a GLOB,
 * which DuckDB reads twice as fast as RE2; null for any other. A GLOB is held to the whole text byte by byte: the same
 * as character by character here, since no byte of a longer character is ASCII.
 */
export function globOf(tree: Tree): string | null {
  if (tree.kind !== 'sequence') return null;
  const [first, ...rest] = tree.of;
  if (!isAnchor(first, '^') || !isAnchor(rest.at(-1), '$')) return null;
  const places = rest.slice(0, -1).flatMap(placesOf);
  const printed = places.map((place) => place && printPlace(place));
  return printed.length > mostPlaces || printed.includes(null) ? null : printed.join('');
}

/** The sets of a part of fixed length, in order; null for what is not so. */
function placesOf(tree: Tree): readonly (CharacterTree | null)[] {
  switch (tree.kind) {
    case 'character':
      return [tree];
    case 'sequence':
      return tree.of.flatMap(placesOf);
    case 'repeat':
      return tree.min === tree.max && tree.max <= mostPlaces
        ? Array.from({ length: tree.max }, () => placesOf(tree.of)).flat()
        : [null];
    default:
      return [null];
  }
}

/** Characters that mean something in a GLOB, or within its brackets; they are left to RE2. */
const isPlain = (code: number) =>
  code > 32 && code < 127 && !'*?[]!^-\\'.includes(String.fromCharCode(code));

function printPlace({ ranges }: CharacterTree): string | null {
  const [only, ...more] = ranges;
  if (only && more.length === 0 && only[0] === only[1]) {
    const isLiteral = isPlain(only[0]) || '!^-]'.includes(String.fromCharCode(only[0]));
    return isLiteral ? String.fromCharCode(only[0]) : null;
  }
  if (ranges.length === 0 || !ranges.flat().every(isPlain)) return null;
  const shown = ranges.map(([from, to]) => {
    const [a, b] = [from, to].map((code) => String.fromCharCode(code));
    return from === to ? a : `${a}-${b}`;
  });
  return `[${shown.join('')}]`;
}
