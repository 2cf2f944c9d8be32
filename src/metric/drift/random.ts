/** Returns a generator of numbers of at least 0 and below 1: mulberry32, the same for the same seed. */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Returns a normal number with mean 0 and deviation 1, by the method of Box and Muller. */
const normal = (random: () => number): number =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

/** Returns a Poisson number: by its product of uniforms where the mean is small, else by the corrected normal. */
export function poisson(random: () => number, mean: number): number {
  if (mean > 30) {
    const z = normal(random);
    // The Cornish-Fisher expansion up to the skewness.
    return Math.max(0, Math.round(mean + Math.sqrt(mean) * z + (z * z - 1) / 6));
  }
  const limit = Math.exp(-mean);
  let count = 0;
  for (let product = random(); product > limit; product *= random()) count += 1;
  return count;
}

/** The variance from which on a binomial number is nearly normal. */
const nearlyNormal = 30;

/** Returns how many of `trials` succeed with the probability `p`: trial by trial success, or by the corrected normal. */
export function binomial(random: () => number, trials: number, p: number): number {
  if (trials <= 0 || p <= 0) return 0;
  if (p >= 1) return trials;
  if (p > 0.5) return trials - binomial(random, trials, 1 - p);
  const variance = trials * p * (1 - p);
  if (variance > nearlyNormal) {
    const z = normal(random);
    const drawn = Math.round(
      trials * p + Math.sqrt(variance) * z + ((z * z - 1) * (1 - 2 * p)) / 6,
    );
    return Math.min(trials, Math.max(0, drawn));
  }
  // The failures before each success are geometric.
  const failure = Math.log1p(-p);
  let count = 0;
  for (let at = 0; ; count += 1) {
    at += 1 + Math.floor(Math.log(1 - random()) / failure);
    if (at > trials) return count;
  }
}

/**
 * Returns a function that draws a binomial number: by its distribution function where the mean is small, else by the
 * corrected normal.
 */
export function binomialOf(trials: number, share: number): (random: () => number) => number {
  if (share > 0.5) {
    const other = binomialOf(trials, 1 - share);
    return (random) => trials - other(random);
  }
  const mean = trials * share;
  if (mean > 30) {
    const deviation = Math.sqrt(mean * (1 - share));
    return (random) => {
      const z = normal(random);
      const found = Math.round(mean + deviation * z + ((1 - 2 * share) * (z * z - 1)) / 6);
      return Math.min(trials, Math.max(0, found));
    };
  }
  const upTo = cumulated(trials, share);
  return (random) => {
    const at = random();
    let count = 0;
    while (count < upTo.length && at >= (upTo[count] ?? 1)) count += 1;
    return count;
  };
}

/** Returns the probability of at most so many of the trials, for each count that any double is large enough to find. */
function cumulated(trials: number, share: number): readonly number[] {
  const odds = share / (1 - share);
  const found: number[] = [];
  let chance = (1 - share) ** trials;
  let sum = 0;
  for (let count = 0; count < trials && sum < 1 - 2 ** -33; count += 1) {
    sum += chance;
    found.push(sum);
    chance *= ((trials - count) / (count + 1)) * odds;
  }
  return found;
}
