import type { Binned, Sizes } from './compared.ts';
import type { DriftInterval } from './finding.ts';
import { binomialOf, poisson, randomOf } from './random.ts';

/** The seed of every bootstrap, so that equal data has equal intervals. */
const seed = 20_261_201;
const mostDraws = 1000;
/** About as many counts are drawn as 12 bins have in 1,000 draws, but for very many bins. */
const drawnCounts = 24_000;
const fewestDraws = 200;

const drawsFor = (bins: number): number =>
  Math.max(fewestDraws, Math.min(mostDraws, Math.floor(drawnCounts / Math.max(1, bins))));

/**
 * Returns the interval of a drift by the basic bootstrap: counts are drawn anew around those found, and the drifts of the
 * draws are reflected at the drift found. A draw has the noise of the samples twice, so that its drift lies above; the
 * reflection takes that off. A distance is reflected by its square, to which noise adds. The interval holds the drift found.
 */
export function differenceInterval(
  binned: Binned,
  driftOf: (binned: Binned) => number,
  { level, isDistance }: { readonly level: number; readonly isDistance: boolean },
): DriftInterval {
  const power = isDistance ? 2 : 1;
  const value = driftOf(binned);
  const around = binned.bins.map(({ reference, current }) => (random: () => number) => ({
    reference: poisson(random, reference),
    current: poisson(random, current),
  }));
  const drawn = draws(around, driftOf);
  const tail = (1 - level) / 2;
  const reflected = (draw: number): number =>
    Math.max(0, 2 * value ** power - draw ** power) ** (1 / power);
  return {
    low: Math.min(value, reflected(quantile(drawn, 1 - tail))),
    high: Math.max(value, reflected(quantile(drawn, tail))),
    level,
    by: 'bootstrap',
    seed,
  };
}

/** Returns the drift that samples of one population exceed with the probability `alpha`. */
export const nullQuantile = (
  binned: Binned,
  driftOf: (binned: Binned) => number,
  alpha: number,
): number => quantile(nullDraws(binned, driftOf), 1 - alpha);

/** Returns the share of samples of one population that drift at least as much; the data is one of them. */
export function nullShare(binned: Binned, driftOf: (binned: Binned) => number): number {
  const value = driftOf(binned) * (1 - 1e-12);
  const drawn = nullDraws(binned, driftOf);
  return (drawn.filter((draw) => draw >= value).length + 1) / (drawn.length + 1);
}

/** The rows of each bin are dealt anew to both sides, so that a bin keeps the rows that it has in both together. */
function nullDraws({ bins, rows }: Binned, driftOf: (binned: Binned) => number): readonly number[] {
  const share = rows.reference / (rows.reference + rows.current);
  const dealt = bins.map((bin) => {
    const both = bin.reference + bin.current;
    const draw = binomialOf(both, share);
    return (random: () => number): Sizes => {
      const reference = draw(random);
      return { reference, current: both - reference };
    };
  });
  return draws(dealt, driftOf);
}

/** Returns the drifts of drawn bins, ascending. */
function draws(
  drawn: readonly ((random: () => number) => Sizes)[],
  driftOf: (binned: Binned) => number,
): readonly number[] {
  const random = randomOf(seed);
  const found: number[] = [];
  for (let i = drawsFor(drawn.length); i > 0; i -= 1) {
    const bins = drawn.map((draw) => draw(random));
    const rows = { reference: 0, current: 0 };
    for (const { reference, current } of bins) {
      rows.reference += reference;
      rows.current += current;
    }
    // A draw without rows has no shares.
    if (rows.reference > 0 && rows.current > 0) found.push(driftOf({ bins, rows }));
  }
  return found.sort((a, b) => a - b);
}

const quantile = (ascending: readonly number[], share: number): number =>
  ascending[Math.min(ascending.length - 1, Math.floor(share * ascending.length))] ?? 0;
