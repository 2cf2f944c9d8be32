import type { DistributionState } from '../../../src/metric/distribution.ts';
import { categories, numbers } from './states.ts';

type Random = () => number;

/** Draws the distribution of so many rows. */
export type Sampler = (rows: number, random: Random) => DistributionState;

const many = <T>(rows: number, draw: () => T): T[] => Array.from({ length: rows }, draw);

const normal = (random: Random): number =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

const ofNumbers =
  (draw: (random: Random) => number): Sampler =>
  (rows, random) =>
    numbers(many(rows, () => draw(random)));

/** Zipf's law over so many categories: the k-th has a share of 1 / k of the first. */
function zipf(size: number): Sampler {
  const ends: number[] = [];
  for (let k = 1; k <= size; k += 1) ends.push((ends.at(-1) ?? 0) + 1 / k);
  const all = ends.at(-1) ?? 1;
  return (rows, random) =>
    categories(
      many(rows, () => {
        const at = random() * all;
        let [low, high] = [0, size - 1];
        while (low < high) {
          const middle = (low + high) >> 1;
          if ((ends[middle] ?? 0) < at) low = middle + 1;
          else high = middle;
        }
        return `category ${low}`;
      }),
    );
}

/** Distributions that data has. */
export const samplers = {
  normal: ofNumbers(normal),
  'heavy tails (Cauchy)': ofNumbers((random) => normal(random) / normal(random)),
  'heavy tails (Pareto)': ofNumbers((random) => 1 / (1 - random())),
  'ties (integers 0 to 49)': ofNumbers((random) => Math.floor(50 * random())),
  'few values (0 to 5)': ofNumbers((random) => Math.floor(6 * random())),
  'many zeros': ofNumbers((random) => (random() < 0.8 ? 0 : normal(random))),
  constant: ofNumbers(() => 5),
  'two categories': zipf(2),
  '5 categories': zipf(5),
  '100 categories': zipf(100),
  '1,000 categories': zipf(1000),
  '1,000 even categories': (rows, random) =>
    categories(many(rows, () => `category ${Math.floor(1000 * random())}`)),
  'a category each': (rows, random) => categories(many(rows, () => `category ${random()}`)),
} satisfies Record<string, Sampler>;
