/** Inclusive ranges of code points: sorted, apart from each other. */
export type Ranges = readonly (readonly [from: number, to: number])[];

/** A zero-width test that RE2 has as well: start and end of the text, ASCII word boundary and its opposite. */
export type Anchor = '^' | '$' | '\\b' | '\\B';

/**
 * One character out of a set. `halves` says how the set of a pattern without the flags u and v, which reads UTF-16
 * code units, treats half of a pair: no half is in it, every half is in it (`.`, `[^,]`), or it tells halves apart.
 */
export interface CharacterTree {
  readonly kind: 'character';
  readonly ranges: Ranges;
  readonly halves: 'none' | 'all' | 'some';
}

/** A regular expression, of which only the question "does it match somewhere" is kept. */
export type Tree =
  | CharacterTree
  | { readonly kind: 'anchor'; readonly anchor: Anchor }
  | { readonly kind: 'sequence'; readonly of: readonly Tree[] }
  | { readonly kind: 'choice'; readonly of: readonly Tree[] }
  | { readonly kind: 'repeat'; readonly of: Tree; readonly min: number; readonly max: number };

/** The characters of a tree, in order. */
export function characters(tree: Tree): readonly CharacterTree[] {
  switch (tree.kind) {
    case 'character':
      return [tree];
    case 'anchor':
      return [];
    case 'sequence':
    case 'choice':
      return tree.of.flatMap(characters);
    case 'repeat':
      return characters(tree.of);
  }
}

/** True if the anchor occurs anywhere in the tree. */
export function hasAnchor(tree: Tree, anchor: Anchor): boolean {
  switch (tree.kind) {
    case 'character':
      return false;
    case 'anchor':
      return tree.anchor === anchor;
    case 'sequence':
    case 'choice':
      return tree.of.some((part) => hasAnchor(part, anchor));
    case 'repeat':
      return hasAnchor(tree.of, anchor);
  }
}

/** True if the tree is this anchor and nothing else. */
export const isAnchor = (tree: Tree | undefined, anchor: Anchor): boolean =>
  tree?.kind === 'anchor' && tree.anchor === anchor;
