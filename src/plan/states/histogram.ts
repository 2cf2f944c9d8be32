import { mergeStates } from '../../metric/state.ts';
import type { Distribution } from '../../outcome/outcome.ts';

/** Bins with what they hold: the multiple of the step at which each begins, and how many values it has. */
export type Bins = readonly (readonly [bin: number, count: number])[];

export interface PieceBins {
  /** A power of two. */
  readonly step: number;
  readonly counts: Bins;
}

/** A stretch of the values in order. */
export interface Bin {
  /** Where it begins, and where the next one does: its values lie between, both ends included. */
  readonly from: number;
  readonly to: number;
  /** Values in it, and below it. */
  readonly count: bigint;
  readonly before: bigint;
}

export interface Histogram {
  readonly count: bigint;
  /** All that hold a value, in order. */
  readonly bins: readonly Bin[];
  /** The bin that holds the value of this rank, counted from 0. */
  binOf(rank: number): Bin;
}

/** A histogram has about so many bins. */
const wantedBins = 512;

/** A power of two that cuts a range into about {@link wantedBins} bins. */
export function stepFor(least: number, greatest: number): number {
  const size = Math.max(Math.abs(least), Math.abs(greatest));
  // Never so narrow that the number of a bin would have to be rounded.
  const width = Math.max((greatest - least) / wantedBins, size * 2 ** -40, 2 ** -900);
  return 2 ** Math.ceil(Math.log2(width));
}

/**
 * The histograms of pieces as one. Each has a step of its own, a power of two; a bin of a small step lies wholly within
 * one of the largest, so that nothing is lost but width.
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

/** At most so many bars are shown. */
const mostBars = 64;

/** The histogram in fewer bins, of equal width, those without a value left out. */
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
