import type { Reading } from './re2-characters.ts';
import { characters, hasAnchor, type Tree } from './re2-tree.ts';

/** Past this many copies of atoms the proof costs more than it is worth. */
const MAX_POSITIONS = 100;

/** The assertions between two atoms, sorted: '' where they follow each other freely. */
type Label = string;
type Ends = ReadonlyMap<number, ReadonlySet<Label>>;

interface Fragment {
  readonly empty: ReadonlySet<Label>;
  readonly first: Ends;
  readonly last: Ends;
}

const START = -1;
const ACCEPT = -2;
const FREE: ReadonlySet<Label> = new Set(['']);
const NOTHING: Fragment = { empty: FREE, first: new Map(), last: new Map() };

/**
 * True if a tree gives the verdict of the same tree of whole characters, for every well-formed text: with the flags
 * u and v it reads them, without them this proves that it can't show that a character beyond U+FFFF counts twice.
 * False means "not proven".
 *
 * The tree is unrolled to an automaton whose positions are its atoms. An atom that takes every half is *wide*.
 * 1. What whole characters match, units match: a wide atom repeats itself freely, or the match may end after one
 *    half, or it may start with the other.
 * 2. What units match, whole characters match: where a pair is cut between two wide atoms, one of the two can take
 *    the whole and the other be left out, since the one's neighbours are the other's neighbours too.
 * Nothing but `\B` holds inside a pair, hence no tree with `\B` is proven; V8 finds it there with the flag u too.
 */
export function readsPairsAsOne(tree: Tree, reading: Reading): boolean {
  if (hasAnchor(tree, '\\B')) return false;
  if (reading !== '') return true;
  const atoms = characters(tree);
  if (atoms.some((atom) => atom.halves === 'some')) return false;
  if (atoms.every((atom) => atom.halves === 'none')) return true;
  const automaton = unroll(tree);
  return automaton !== undefined && isProven(automaton);
}

interface Automaton {
  readonly wide: ReadonlySet<number>;
  readonly edges: readonly (readonly [from: number, label: Label, to: number])[];
}

function isProven({ wide, edges }: Automaton): boolean {
  const before = new Map<number, Set<string>>([...wide].map((position) => [position, new Set()]));
  const after = new Map<number, Set<string>>([...wide].map((position) => [position, new Set()]));
  for (const [from, label, to] of edges) {
    before.get(to)?.add(`${from}/${label}`);
    after.get(from)?.add(`${to}/${label}`);
  }
  const at = (map: ReadonlyMap<number, Set<string>>, position: number): Set<string> =>
    map.get(position) ?? new Set();
  for (const position of wide) {
    const only = at(before, position);
    const starts = only.size === 1 && only.has(`${START}/`);
    if (
      !at(after, position).has(`${position}/`) &&
      !at(after, position).has(`${ACCEPT}/`) &&
      !starts
    )
      return false;
  }
  return edges.every(
    ([from, label, to]) =>
      label !== '' ||
      from === to ||
      !wide.has(from) ||
      !wide.has(to) ||
      isSubset(at(before, from), at(before, to)) ||
      isSubset(at(after, to), at(after, from)),
  );
}

const isSubset = (part: ReadonlySet<string>, whole: ReadonlySet<string>): boolean =>
  [...part].every((one) => whole.has(one));

/** Glushkov's construction; undefined where the tree is too large for it. */
function unroll(tree: Tree): Automaton | undefined {
  const wide = new Set<number>();
  const edges: [number, Label, number][] = [];
  let positions = 0;

  const connect = (last: Ends, first: Ends): void => {
    for (const [from, left] of last) {
      for (const [to, right] of first) {
        for (const label of both(left, right)) edges.push([from, label, to]);
      }
    }
  };
  const follow = (left: Fragment, right: Fragment): Fragment => {
    connect(left.last, right.first);
    return {
      empty: both(left.empty, right.empty),
      first: union(left.first, past(left.empty, right.first)),
      last: union(right.last, past(right.empty, left.last)),
    };
  };
  const optional = (part: Fragment): Fragment => ({ ...part, empty: FREE });
  const build = (part: Tree): Fragment => {
    switch (part.kind) {
      case 'character': {
        const position = positions++;
        if (part.halves === 'all') wide.add(position);
        const ends: Ends = new Map([[position, FREE]]);
        return { empty: new Set(), first: ends, last: ends };
      }
      case 'anchor':
        return { ...NOTHING, empty: new Set([part.anchor]) };
      case 'sequence':
        return part.of.map(build).reduce(follow, NOTHING);
      case 'choice':
        return part.of.map(build).reduce((left, right) => ({
          empty: new Set([...left.empty, ...right.empty]),
          first: union(left.first, right.first),
          last: union(left.last, right.last),
        }));
      case 'repeat': {
        const endless = part.max === Number.POSITIVE_INFINITY;
        const copies = endless ? Math.max(part.min, 1) : part.max;
        let whole = NOTHING;
        for (let copy = 1; copy <= copies && positions <= MAX_POSITIONS; copy++) {
          const one = build(part.of);
          if (endless && copy === copies) connect(one.last, one.first);
          whole = follow(whole, copy > part.min ? optional(one) : one);
        }
        return whole;
      }
    }
  };

  const whole = build(tree);
  if (positions > MAX_POSITIONS) return undefined;
  connect(new Map([[START, FREE]]), whole.first);
  connect(whole.last, new Map([[ACCEPT, FREE]]));
  return { wide, edges };
}

function both(left: ReadonlySet<Label>, right: ReadonlySet<Label>): ReadonlySet<Label> {
  if (left === FREE || right === FREE) return left === FREE ? right : left;
  const merge = (a: Label, b: Label): Label =>
    [...new Set(`${a}${b}`.match(/\\?./g))].sort().join('');
  return new Set([...left].flatMap((a) => [...right].map((b) => merge(a, b))));
}

const past = (empty: ReadonlySet<Label>, ends: Ends): Ends =>
  new Map(
    [...ends].flatMap(([position, labels]) =>
      empty.size > 0 ? [[position, both(empty, labels)] as const] : [],
    ),
  );

function union(left: Ends, right: Ends): Ends {
  const all = new Map(left);
  for (const [position, labels] of right) {
    const known = all.get(position);
    all.set(position, known ? new Set([...known, ...labels]) : labels);
  }
  return all;
}
