import type { Random } from './random.ts';

/** Returns a draw of places, each as often as its weight says. One weight at least is above 0. */
export function weighted(weights: readonly number[]): (random: Random) => number {
  let sum = 0;
  const upTo = weights.map((weight) => {
    sum += weight;
    return sum;
  });
  return (random) => {
    const at = random.unit() * sum;
    let [low, high] = [0, upTo.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((upTo[middle] ?? sum) > at) high = middle;
      else low = middle + 1;
    }
    return low;
  };
}
