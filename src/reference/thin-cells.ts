import type { Cell } from '../metric/distribution.ts';

/** The number of cells to which a distribution is reduced, where it has more. Single values of many rows come on top. */
const cellsKept = 128;

/** The least number of rows that a cell or a category of a baseline counts. */
export const leastRows = 10;

/** The number of rows from which on a single value keeps a cell of its own, whatever its neighbours are. */
const manyRows = 10 * leastRows;

/**
 * Reduces the cells of a distribution to a number that a person can read, each with about as many rows as the others.
 * Values of many rows keep a cell of their own, and infinities always do. No other cell counts fewer than
 * {@link leastRows} rows, unless it has no other neighbours than those.
 */
export function thinned(cells: readonly Cell[]): readonly Cell[] {
  const total = cells.reduce((sum, [, , count]) => sum + count, 0);
  const share = cells.length > cellsKept ? total / cellsKept : 0;
  const enough = Math.max(share, leastRows);
  const values = cells.filter((cell) => isSingle(cell) && cell[2] >= leastRows).length;
  const alone = values <= cellsKept ? leastRows : enough;
  const groups = withoutSmall(withFineTails(grouped(cells, enough, alone), enough));
  return groups.map((group, at) => joined(group, groups[at + 1]?.[0]?.[0]));
}

/** Cells that become one. There is at least one. */
type Group = readonly Cell[];

/** Groups neighbouring cells until they count `enough` rows. A single value with `alone` rows is a group of its own. */
function grouped(cells: readonly Cell[], enough: number, alone = enough): readonly Group[] {
  const groups: Group[] = [];
  let open: Cell[] = [];
  let rows = 0;
  const close = () => {
    if (open.length > 0) groups.push(open);
    open = [];
    rows = 0;
  };
  for (const cell of cells) {
    const isAlone = isInfinite(cell) || (isSingle(cell) && cell[2] >= alone);
    if (isAlone) close();
    open.push(cell);
    rows += cell[2];
    if (isAlone || rows >= enough) close();
  }
  close();
  return groups;
}

/**
 * Divides the groups that are much wider than most others for their rows. With equal shares the tails of a distribution
 * would each be one range, and how far its values lie from others would not be known.
 */
function withFineTails(groups: readonly Group[], enough: number): readonly Group[] {
  const spreads = groups.map(spreadOf).filter((spread) => Number.isFinite(spread) && spread > 0);
  const usual = spreads.toSorted((one, other) => one - other)[Math.floor(spreads.length / 2)];
  if (usual === undefined) return groups;
  const most = 4 * usual;
  return groups.flatMap((group) => {
    const spread = spreadOf(group);
    if (!Number.isFinite(spread) || spread <= most) return [group];
    return grouped(group, Math.max(leastRows, (enough * most) / spread, enough / finest));
  });
}

/** The number of parts into which a group is divided at most. */
const finest = 16;

/** The rows of a group times its width: the distance that its values may have moved within it, all together. */
const spreadOf = (group: Group): number =>
  rowsOf(group) * ((group.at(-1)?.[1] ?? 0) - (group[0]?.[0] ?? 0));

/** Adds each group of too few rows to the smaller of its neighbours. */
function withoutSmall(groups: readonly Group[]): readonly Group[] {
  const all = [...groups];
  const isOpen = (group: Group | undefined): group is Group =>
    group !== undefined && !group.some(isKept);
  for (let at = 0; at < all.length; ) {
    const group = all[at];
    const [before, after] = [all[at - 1], all[at + 1]];
    if (!isOpen(group) || rowsOf(group) >= leastRows || !(isOpen(before) || isOpen(after))) {
      at += 1;
      continue;
    }
    const isBack = isOpen(before) && !(isOpen(after) && rowsOf(after) < rowsOf(before));
    const from = isBack ? at - 1 : at;
    all.splice(from, 2, [...(all[from] ?? []), ...(all[from + 1] ?? [])]);
    at = from;
  }
  return all;
}

/** Returns one cell for a group, which ends where the next one begins. */
function joined(group: Group, next: number | undefined): Cell {
  const [first, last] = [group[0], group.at(-1)];
  if (first === undefined || last === undefined) throw new TypeError('There are no cells to join.');
  if (group.length === 1) return first;
  const end = isSingle(last) ? finiteOr(next, above(last[1], first[0])) : last[1];
  return [first[0], end, rowsOf(group)];
}

const finiteOr = (next: number | undefined, other: number): number =>
  next !== undefined && Number.isFinite(next) ? next : other;

/** Returns a number above the largest value of a cell with few digits, so that the value itself is not shown. */
function above(value: number, from: number): number {
  const step = 10 ** (Math.floor(Math.log10(value - from)) - 2);
  const end = Number(((Math.floor(value / step) + 1) * step).toPrecision(12));
  return end > value ? end : value + Math.max(Math.abs(value) * Number.EPSILON, Number.MIN_VALUE);
}

const isSingle = ([from, to]: Cell): boolean => from === to;
const isInfinite = ([from, to]: Cell): boolean => from === to && !Number.isFinite(from);
const isKept = (cell: Cell): boolean => isInfinite(cell) || (isSingle(cell) && cell[2] >= manyRows);
const rowsOf = (group: Group): number => group.reduce((sum, [, , count]) => sum + count, 0);
