import type { Binned, Sizes } from './compared.ts';
import type { DriftInterval } from './finding.ts';
import { poisson, randomOf } from './random.ts';

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
  const drawn = draws(binned.bins, driftOf);
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

/** Returns the drift that samples of both together exceed with the probability `alpha`. */
export function nullQuantile(
  { bins, rows }: Binned,
  driftOf: (binned: Binned) => number,
  alpha: number,
): number {
  const all = rows.reference + rows.current;
  const pooled = bins.map(({ reference, current }) => ({
    reference: ((reference + current) * rows.reference) / all,
    current: ((reference + current) * rows.current) / all,
  }));
  return quantile(draws(pooled, driftOf), 1 - alpha);
}

/** Returns the drifts of samples whose bins have these rows on average, ascending. */
function draws(means: readonly Sizes[], driftOf: (binned: Binned) => number): readonly number[] {
  const random = randomOf(seed);
  const drawn: number[] = [];
  for (let i = drawsFor(means.length); i > 0; i -= 1) {
    const rows = { reference: 0, current: 0 };
    const bins = means.map((mean) => {
      const bin = {
        reference: poisson(random, mean.reference),
        current: poisson(random, mean.current),
      };
      rows.reference += bin.reference;
      rows.current += bin.current;
      return bin;
    });
    // A draw without rows has no shares.
    if (rows.reference > 0 && rows.current > 0) drawn.push(driftOf({ bins, rows }));
  }
  return drawn.sort((a, b) => a - b);
}

const quantile = (ascending: readonly number[], share: number): number =>
  ascending[Math.min(ascending.length - 1, Math.floor(share * ascending.length))] ?? 0;
