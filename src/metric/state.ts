import type { Unit } from '../value/quantity.ts';
import type { Additive, Numbers } from './additive-state.ts';
import { type Aggregate, additive } from './aggregate.ts';
import type { Categories, Cell, DistributionState, OrderedValues } from './distribution.ts';
import type { Adding } from './fixed-point.ts';

/**
 * A summary of some rows, from which an observable can be computed together with other rows. The states of one
 * observable merge in any order and grouping, an empty one changes nothing, and merging the states of all parts gives
 * that of the whole.
 */
export type State =
  | NumbersState
  | HistogramState
  | FrequenciesState
  | SketchState
  | DistributionState;

/** The numbers that an aggregate is computed from: counts, sums, extremes. */
export interface NumbersState {
  readonly kind: 'numbers';
  readonly of: Summed;
  readonly numbers: Numbers;
}

/** The aggregate of the numbers, and the way in which they were added up. */
export interface Summed {
  readonly aggregate: Aggregate;
  readonly unit: Unit;
  readonly adding: Adding | undefined;
}

/** Values counted in bins, each a whole multiple of the step, a power of two. */
export interface HistogramState {
  readonly kind: 'histogram';
  readonly step: number;
  readonly counts: readonly (readonly [bin: number, count: bigint])[];
}

/** The frequency of each value. */
export interface FrequenciesState {
  readonly kind: 'frequencies';
  readonly counts: readonly (readonly [value: string | boolean | bigint | null, count: bigint])[];
}

/**
 * A set of integers. Each has a bit, starting at `first`, which is a multiple of eight. The integers can also be the
 * buckets of hashes.
 */
export interface SketchState {
  readonly kind: 'sketch';
  readonly first: bigint;
  readonly bits: Uint8Array;
}

type StateOf<Kind extends State['kind']> = Extract<State, { readonly kind: Kind }>;

/** Returns the rule that merges the numbers of an aggregate. Throws for an aggregate that has none. */
export function lawOf({ aggregate, unit, adding }: Summed): Additive {
  const law = additive(aggregate, unit, adding);
  if (law === null) throw new TypeError(`${aggregate.kind} is not made of numbers that merge`);
  return law;
}

const mergers: {
  readonly [Kind in State['kind']]: (states: readonly StateOf<Kind>[]) => StateOf<Kind>;
} = {
  numbers: (states) => {
    const [{ of } = noState()] = states;
    const numbers = states.map((state) => state.numbers).reduce(lawOf(of).merge);
    return { kind: 'numbers', of, numbers };
  },
  histogram: (states) => {
    const held = states.filter(({ counts }) => counts.length > 0);
    const step = held.length === 0 ? 1 : Math.max(...held.map((state) => state.step));
    const bins = held.flatMap((state) =>
      state.counts.map(([bin, count]) => [binIn(step, bin, state.step), count] as const),
    );
    return { kind: 'histogram', step, counts: totals(bins).toSorted(([a], [b]) => a - b) };
  },
  frequencies: (states) => {
    const counts = totals(states.flatMap((state) => state.counts));
    // In one order, whatever order the parts had.
    return {
      kind: 'frequencies',
      counts: counts.toSorted(([one], [other]) => (String(one) < String(other) ? -1 : 1)),
    };
  },
  sketch: (states) => {
    const held = states.filter(({ bits }) => bits.length > 0);
    const [{ first } = emptySketch] = held.toSorted(byFirst);
    const ends = held.map((state) => Number((state.first - first) / 8n) + state.bits.length);
    const bits = new Uint8Array(Math.max(0, ...ends));
    for (const state of held) {
      const from = Number((state.first - first) / 8n);
      for (const [at, byte] of state.bits.entries())
        bits[from + at] = (bits[from + at] ?? 0) | byte;
    }
    return { kind: 'sketch', first, bits };
  },
  distribution: (states) => ({
    kind: 'distribution',
    nulls: added(states.map(({ nulls }) => nulls)),
    nans: added(states.map(({ nans }) => nans)),
    values: mergeValues(states.map(({ values }) => values)),
  }),
};

const added = (counts: readonly number[]) => counts.reduce((sum, count) => sum + count, 0);

/** Merges values that were counted in the same cells, or that are all listed one by one. */
function mergeValues(parts: readonly DistributionState['values'][]): DistributionState['values'] {
  const ordered = parts.filter((part) => part.kind === 'ordered');
  const categories = parts.filter((part) => part.kind === 'categories');
  if (ordered.some(({ cells }) => cells.length > 0) && categories.length > 0)
    throw new TypeError('Numbers and categories do not merge.');
  return categories.length > 0 ? mergeCategories(categories) : mergeCells(ordered);
}

function mergeCells(parts: readonly OrderedValues[]): OrderedValues {
  const counts = new Map<string, Cell>();
  for (const [from, to, count] of parts.flatMap(({ cells }) => cells)) {
    const key = `${from} ${to}`;
    counts.set(key, [from, to, (counts.get(key)?.[2] ?? 0) + count]);
  }
  const cells = [...counts.values()].toSorted(([a, b], [c, d]) => a - c || b - d);
  const overlaps = cells.some(([from], at) => from < (cells[at - 1]?.[1] ?? from));
  if (overlaps) throw new TypeError('Cells that overlap do not merge.');
  return { kind: 'ordered', cells };
}

function mergeCategories(parts: readonly Categories[]): Categories {
  const counts = new Map<string | boolean, number>();
  for (const [value, count] of parts.flatMap((part) => part.counts))
    counts.set(value, (counts.get(value) ?? 0) + count);
  const rows = added(parts.map(({ others }) => others.rows));
  const unlisted = parts.filter(({ others }) => others.rows > 0);
  // Two parts may share values that neither lists.
  const [only] = unlisted;
  const values = only === undefined ? 0 : unlisted.length > 1 ? null : only.others.values;
  return {
    kind: 'categories',
    counts: [...counts].toSorted(([one], [other]) => (String(one) < String(other) ? -1 : 1)),
    others: { rows, values },
  };
}

/** Merges the states of one or more parts of the rows into that of all of them. */
export function mergeStates<S extends State>(states: readonly S[]): S {
  const kind = states[0]?.kind ?? noState();
  if (states.some((state) => state.kind !== kind))
    throw new TypeError('States of different kinds do not merge.');
  const merge = mergers[kind] as unknown as (states: readonly S[]) => S;
  return merge(states);
}

/** The state of no rows: merged with another, it changes nothing. */
export function emptyState(of: Summed): NumbersState;
export function emptyState(kind: Exclude<State['kind'], 'numbers'>): State;
export function emptyState(of: Summed | Exclude<State['kind'], 'numbers'>): State {
  if (typeof of === 'object')
    return { kind: 'numbers', of, numbers: lawOf(of).asks.map(() => null) };
  const empty = {
    histogram: { kind: 'histogram', step: 1, counts: [] },
    frequencies: { kind: 'frequencies', counts: [] },
    sketch: emptySketch,
    distribution: emptyDistribution,
  } as const;
  return empty[of];
}

function noState(): never {
  throw new TypeError('There is no state to merge.');
}

/** Returns the wider bin that contains a bin. A tiny negative one stays below zero, where rounding would make it 0. */
function binIn(step: number, bin: number, own: number): number {
  const within = Math.floor((bin * own) / step);
  return bin < 0 ? Math.min(within, -1) : within;
}

function totals<Value>(
  counts: Iterable<readonly [Value, bigint]>,
): readonly (readonly [Value, bigint])[] {
  const found = new Map<Value, bigint>();
  for (const [value, count] of counts) found.set(value, (found.get(value) ?? 0n) + count);
  return [...found];
}

const emptySketch: SketchState = { kind: 'sketch', first: 0n, bits: new Uint8Array() };

const emptyDistribution: DistributionState = {
  kind: 'distribution',
  nulls: 0,
  nans: 0,
  values: { kind: 'ordered', cells: [] },
};

const byFirst = (one: SketchState, other: SketchState) => Number(one.first - other.first);
