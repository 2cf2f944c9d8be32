import { mergeStates } from '../../metric/state.ts';
import type { Distribution } from '../../outcome/outcome.ts';

/** The bins of a histogram. Each is a multiple of the step, with the number of its values. */
export type Bins = readonly (readonly [bin: number, count: number])[];

/** The histogram of a piece. */
export interface PieceBins {
  /** The width of a bin, a power of two. */
  readonly step: number;
  readonly counts: Bins;
}

/** A range of values. */
export interface Bin {
  /** The ends of the range, both included. `to` is the beginning of the next bin. */
  readonly from: number;
  readonly to: number;
  /** The number of values in it; `before` is the number below it. */
  readonly count: bigint;
  readonly before: bigint;
}

/** A histogram of all pieces. */
export interface Histogram {
  readonly count: bigint;
  /** The bins that have a value, in order. */
  readonly bins: readonly Bin[];
  /** Returns the bin of the value with this rank, counted from 0. */
  binOf(rank: number): Bin;
}

/** The approximate number of bins in a histogram. */
const wantedBins = 512;

/** Returns a power of two that cuts a range into about {@link wantedBins} bins. */
export function stepFor(least: number, greatest: number): number {
  const size = Math.max(Math.abs(least), Math.abs(greatest));
  // Never so narrow that the number of a bin would have to be rounded.
  const width = Math.max((greatest - least) / wantedBins, size * 2 ** -40, 2 ** -900);
  return 2 ** Math.ceil(Math.log2(width));
}

/**
 * Merges the histograms of pieces. Each has a step of its own, a power of two. A bin of a small step lies wholly within
 * one of the largest step, so that only width is lost.
 */
export function binsOf(pieces: readonly PieceBins[]): Histogram {
  const { step, counts } = mergeStates(
    pieces.map((piece) => ({
      kind: 'histogram',
      step: piece.step,
      counts: piece.counts.map(([bin, count]) => [bin, BigInt(count)] as const),
    })),
  );
  const bins: Bin[] = [];
  let before = 0n;
  for (const [at, count] of counts) {
    bins.push({ from: at * step, to: (at + 1) * step, count, before });
    before += count;
  }
  return {
    count: before,
    bins,
    binOf: (rank) => {
      const held = bins.find((bin) => BigInt(rank) < bin.before + bin.count);
      if (held === undefined) throw new RangeError(`There is no value of rank ${rank}.`);
      return held;
    },
  };
}

/** The greatest number of bars that are shown. */
const mostBars = 64;

/** Returns the histogram with fewer bins of equal width. Bins without a value are left out. */
export function barsOf({ bins }: Histogram): Distribution {
  const [first] = bins;
  const last = bins.at(-1);
  if (!first || !last) return { kind: 'histogram', bins: [] };
  const width = first.to - first.from;
  const joined = 2 ** Math.max(0, Math.ceil(Math.log2((last.to - first.from) / width / mostBars)));
  const bars = Map.groupBy(bins, ({ from }) => Math.floor(from / (width * joined)));
  return {
    kind: 'histogram',
    bins: [...bars].map(([at, held]) => [
      at * width * joined,
      (at + 1) * width * joined,
      held.reduce((sum, { count }) => sum + Number(count), 0),
    ]),
  };
}
