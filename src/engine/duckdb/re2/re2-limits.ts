import type { Ranges, Tree } from './re2-tree.ts';

/** RE2's own limit of `{n}`, also for the product of nested ones. */
const MAX_REPEAT = 1000;

/** Instructions that fit in the memory DuckDB 1.5 gives a pattern (699,050), with some room. */
const MAX_INSTRUCTIONS = 690_000;

/** Why RE2 would refuse to compile a pattern for its size, or undefined where it takes it. */
export function sizeProblem(tree: Tree): string | undefined {
  const product = nestedRepeats(tree, MAX_REPEAT);
  if (product === 0) return `a counted repetition over ${MAX_REPEAT}, by itself or nested`;
  if (instructions(tree) > MAX_INSTRUCTIONS)
    return 'its size: RE2 has no room for its classes as often as they are repeated';
  return undefined;
}

/** RE2's own reckoning: each counted repetition divides, in whole numbers, what those inside it may repeat. */
function nestedRepeats(tree: Tree, allowed: number): number {
  switch (tree.kind) {
    case 'character':
    case 'anchor':
      return allowed;
    case 'sequence':
    case 'choice':
      return tree.of.reduce(
        (least, part) => Math.min(least, nestedRepeats(part, allowed)),
        allowed,
      );
    case 'repeat': {
      const count = tree.max === Number.POSITIVE_INFINITY ? tree.min : tree.max;
      return nestedRepeats(tree.of, count > 1 ? Math.floor(allowed / count) : allowed);
    }
  }
}

/** An upper bound of the instructions that RE2 compiles a tree to. */
function instructions(tree: Tree): number {
  switch (tree.kind) {
    case 'character':
      return 2 * byteRanges(tree.ranges);
    case 'anchor':
      return 1;
    case 'sequence':
    case 'choice':
      return tree.of.reduce((sum, part) => sum + instructions(part) + 1, 1);
    case 'repeat': {
      const copies = tree.max === Number.POSITIVE_INFINITY ? Math.max(tree.min, 1) : tree.max;
      return copies * (instructions(tree.of) + 1) + 1;
    }
  }
}

/** Counts the ranges of bytes that a class takes in UTF-8, where neighbours share their leading bytes. */
function byteRanges(ranges: Ranges): number {
  let count = 0;
  let last: readonly [number, number] = [-1, -1];
  for (const [from, to] of ranges.flatMap(([a, b]) => split(a, b))) {
    const length = from < 0x80 ? 1 : from < 0x800 ? 2 : from < 0x10000 ? 3 : 4;
    for (let level = 0; level < length; level++) {
      const shift = 6 * level;
      const shared =
        level > 0 && from >> shift === last[0] >> shift && to >> shift === last[1] >> shift;
      if (!shared) count++;
    }
    last = [from, to];
  }
  return count;
}

/** Cuts a range where the bytes of its UTF-8 form no longer vary independently. */
function split(from: number, to: number): readonly (readonly [number, number])[] {
  for (const end of [0x7f, 0x7ff, 0xffff]) {
    if (from <= end && end < to) return [...split(from, end), ...split(end + 1, to)];
  }
  if (to < 0x80) return [[from, to]];
  for (const bits of [6, 12, 18]) {
    const mask = (1 << bits) - 1;
    if (from >> bits === to >> bits) continue;
    if ((from & mask) !== 0) return [...split(from, from | mask), ...split((from | mask) + 1, to)];
    if ((to & mask) !== mask) return [...split(from, (to & ~mask) - 1), ...split(to & ~mask, to)];
  }
  return [[from, to]];
}
